package io.feedkit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class ReportMergeTest {

    private static ExportReport merged(ExportReport... parts) {
        return ExportReport.merged(List.of(parts));
    }

    @Property(tries = 200)
    void theOrderOfPartsDoesNotMatter(@ForAll long a, @ForAll long b) {
        assertThat(merged(Reports.of(a), Reports.of(b))).isEqualTo(merged(Reports.of(b), Reports.of(a)));
    }

    @Property(tries = 200)
    void norDoesTheWayTheyAreGrouped(@ForAll long a, @ForAll long b, @ForAll long c) {
        ExportReport x = Reports.of(a);
        ExportReport y = Reports.of(b);
        ExportReport z = Reports.of(c);
        assertThat(merged(merged(x, y), z)).isEqualTo(merged(x, merged(y, z))).isEqualTo(merged(x, y, z));
    }

    @Property(tries = 200)
    void aReportIsReadBackAsItWas(@ForAll long seed) {
        ExportReport report = Reports.of(seed, "a", "\"\\", "</script>", "é\n\t\u0000", "日本");
        assertThat(ExportReport.read(report.json().getBytes(StandardCharsets.UTF_8), "r.json"))
                .isEqualTo(report);
    }

    @Property(tries = 50)
    void whatIsWrittenFitsTheSchema(@ForAll long seed) throws IOException {
        Schema schema;
        try (InputStream in = ExportReport.class.getResourceAsStream("/META-INF/feedkit/report.schema.json")) {
            schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                    .getSchema(new String(in.readAllBytes(), StandardCharsets.UTF_8), InputFormat.JSON);
        }
        assertThat(schema.validate(Reports.of(seed).json(), InputFormat.JSON)).isEmpty();
    }

    @Test
    void countsAddUpAndExamplesThatComeFirstAreKept() {
        ExportReport a = Reports.of(1);
        ExportReport b = Reports.of(2);
        ExportReport both = merged(a, b);
        assertThat(both.records()).isEqualTo(a.records() + b.records());
        assertThat(both.parts()).hasSize(2);
        assertThat(both.feeds().stream().mapToLong(FeedReport::sent).sum())
                .isEqualTo(a.feeds().stream().mapToLong(FeedReport::sent).sum()
                        + b.feeds().stream().mapToLong(FeedReport::sent).sum());
    }

    @Test
    void refusesPartsOfRunsWithOtherRules() {
        ExportReport a = Reports.of(1);
        ExportReport other = new ExportReport(
                "x", 0, Instant.EPOCH, "rules-2", List.of(), List.of(), List.of(), List.of(), Map.of(), RunTimes.NONE);
        assertThatThrownBy(() -> merged(a, other))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("rules-2");
        assertThatThrownBy(ReportMergeTest::merged).isInstanceOf(FeedException.class);
    }

    @Test
    void refusesWhatIsNoReport() {
        for (String text : List.of(
                "",
                "x",
                "[]",
                "{}",
                "{\"feedkitReport\":1}",
                "{\"feedkitReport\":1e999999999}",
                "{\"feedkitReport\":1,\"runAt\":7}",
                "[".repeat(100_000),
                "{\"a\":".repeat(100_000))) {
            assertThatThrownBy(() -> ExportReport.read(text.getBytes(StandardCharsets.UTF_8), "x.json"))
                    .isInstanceOf(FeedException.class)
                    .hasMessageContaining("no report");
        }
    }
}
