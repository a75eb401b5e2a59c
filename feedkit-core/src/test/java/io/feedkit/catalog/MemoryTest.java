package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What reading keeps does not grow with the catalogue: one that is several times as large as the heap, and never on a disk, is read into products. */
@Tag("slow")
class MemoryTest {
    private static final long RECORDS = 110_000;
    private static final long FEW = 10_000;
    private static final long MANY = 1_000_000;
    private static final long SLACK_BYTES = 1 << 20;

    /** What a run read, and what lived in its heap when it had. */
    private record Said(long products, long bytes, long alive) {}

    @ParameterizedTest
    @ValueSource(strings = {"csv", "ndjson", "json", "xml"})
    void readsACatalogueThatIsLargerThanTheHeap(String form) throws Exception {
        Said said = run("-Xmx24m", form, RECORDS, 10);
        assertThat(said.products()).as("products").isEqualTo(RECORDS);
        assertThat(said.bytes()).as("bytes read").isGreaterThan(2 * 24 * 1024 * 1024);
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "ndjson", "json", "xml"})
    void keepsNoMoreOfAMillionRecordsThanOfTenThousand(String form) throws Exception {
        Said few = run("-Xmx64m", form, FEW, 1);
        Said many = run("-Xmx64m", form, MANY, 1);
        assertThat(few.products()).isEqualTo(FEW);
        assertThat(many.products()).isEqualTo(MANY);
        assertThat(many.alive()).as("bytes alive").isLessThan(few.alive() + SLACK_BYTES);
    }

    private static Said run(String heap, String form, long records, int sentences) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        heap,
                        "-XX:+UseSerialGC",
                        "-cp",
                        TortureTest.classPath(),
                        MemoryTestRun.class.getName(),
                        form,
                        Long.toString(records),
                        Integer.toString(sentences))
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        String[] numbers = answer.strip().split(" ");
        assertThat(numbers).as(answer).hasSize(3);
        return new Said(Long.parseLong(numbers[0]), Long.parseLong(numbers[1]), Long.parseLong(numbers[2]));
    }
}
