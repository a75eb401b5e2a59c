package io.feedkit.catalog.csv;

import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.ReadCatalog;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.catalog.RecordReader;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.ProblemLog;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Sources made to waste time: reading stays linear in their size, whatever is broken in them. */
@Tag("slow")
class CsvHostileInputTest {
    private static final int BYTES = 2 << 20;
    /** Some ten milliseconds for each megabyte would do; what is quadratic takes minutes. */
    private static final Duration PATIENCE = Duration.ofSeconds(15);

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"",
                "\"\"",
                "\"\"\"",
                "\"\n",
                "\"a\n",
                "a,\"b\n",
                "\"x\"y\n",
                "\"x\"y,",
                "\"x\" \"y\" ",
                "\"x\" ",
                "a\"",
                ",",
                ",\n",
                "\r",
                "\n",
                "\r\n",
                "a",
                " ",
                "a,\"b\nc\",\"d\"e\n",
                "1,\"x\n2,\"y\" z\n",
                "\u0001",
                "é",
                "\"é\"é,",
                "sep=",
                "a,\"b\"\"\n"
            })
    void takesNoMoreThanItsSize(String unit) {
        String text = "id,title,price\n1,a,2\n" + unit.repeat(BYTES / unit.length());
        readsInTime(text.getBytes(StandardCharsets.UTF_8), CatalogOptions.DEFAULTS);
        readsInTime(
                ("id,title,price\n1,a,2\n3,\"" + unit.repeat(BYTES / unit.length())).getBytes(StandardCharsets.UTF_8),
                CatalogOptions.DEFAULTS.withLimits(ReadLimits.STRICT));
    }

    @ParameterizedTest
    @ValueSource(ints = {0x80, 0xC3, 0xE2, 0xF0, 0xFF})
    void badBytesTakeNoMoreThanTheirSize(int bad) {
        byte[] bytes = "id,title\n1,a\n2,aaaa\n".repeat(BYTES / 20).getBytes(StandardCharsets.UTF_8);
        for (int i = 100; i < bytes.length; i += 7) {
            bytes[i] = (byte) bad;
        }
        readsInTime(bytes, CatalogOptions.DEFAULTS);
        readsInTime(bytes, CatalogOptions.DEFAULTS.withCharset("UTF-8"));
    }

    private static void readsInTime(byte[] source, CatalogOptions options) {
        assertTimeout(PATIENCE, () -> {
            ProblemLog problems = new ProblemLog(3);
            RecordBatch batch = new RecordBatch(new TextBuffer(16));
            long text = 0;
            try (RecordReader reader = new CsvCatalogFormat()
                    .open(
                            new ByteArrayInputStream(source),
                            ReadCatalog.head("hostile.csv", source),
                            options,
                            problems)) {
                while (reader.read(batch)) {
                    text = Math.max(text, batch.text().end());
                }
            } catch (FeedException refused) {
                Assertions.assertThat(refused.problem().message()).isNotBlank();
            }
            Assertions.assertThat(text).as("bytes of one batch").isLessThan(3L * BYTES);
        });
    }
}
