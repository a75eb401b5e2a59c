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

    @ParameterizedTest
    @ValueSource(strings = {"csv", "ndjson", "json", "xml"})
    void readsACatalogueThatIsLargerThanTheHeap(String form) throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        TortureTest.classPath(),
                        MemoryTestRun.class.getName(),
                        form,
                        Long.toString(RECORDS))
                .redirectErrorStream(true)
                .start();
        String answer = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        process.waitFor();
        String[] numbers = answer.strip().split(" ");
        assertThat(numbers).as(answer).hasSize(2);
        assertThat(Long.parseLong(numbers[0])).as("products").isEqualTo(RECORDS);
        assertThat(Long.parseLong(numbers[1])).as("bytes read").isGreaterThan(2 * 24 * 1024 * 1024);
    }
}
