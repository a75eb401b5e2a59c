package io.feedkit.rules.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BucketsTest {
    // Published vectors of MurmurHash3_x86_32 with seed 0.
    @ParameterizedTest
    @CsvSource({
        "'', 0",
        "test, ba6bd213",
        "'Hello, world!', c0363e43",
        "The quick brown fox jumps over the lazy dog, 2e4ff723",
    })
    void hashIsMurmur3(String text, String hash) {
        assertThat(Integer.toHexString(Buckets.hash(text.getBytes(StandardCharsets.UTF_8))))
                .isEqualTo(hash);
    }

    // Made with another implementation; experiments that run must keep their buckets for ever.
    @ParameterizedTest
    @CsvSource({"photo@1, sku-1, 2361", "photo@1, sku-2, 7952", "photo@1, SKU 42, 8359", "photo@1, é, 2706"})
    void bucketsNeverChange(String salt, String key, int bucket) {
        assertThat(bucketOf(salt, key, 10_000)).isEqualTo(bucket);
    }

    @Test
    void keysSpreadEvenly() {
        int[] counts = new int[10];
        for (int i = 0; i < 100_000; i++) {
            counts[bucketOf("spread", "sku-" + i, 10)]++;
        }
        assertThat(counts).satisfies(all -> {
            for (int count : all) {
                assertThat(count).isBetween(9_600, 10_400);
            }
        });
    }

    private static int bucketOf(String salt, String key, int buckets) {
        byte[] bytes = ("xx" + key).getBytes(StandardCharsets.UTF_8);
        return Buckets.saltedWith(salt).bucket(bytes, 2, bytes.length, buckets);
    }
}
