package io.feedkit.catalog.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import io.feedkit.catalog.CatalogFormat;
import io.feedkit.catalog.CatalogFormatContract;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.ReadCatalog;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.problem.FeedException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class JsonCatalogFormatTest extends CatalogFormatContract {
    private static final String LINES = "{\"id\":\"1\",\"name\":\"Étagère\",\"price\":12.90}\n"
            + "{\"id\":\"2\",\"name\":\"broken\n"
            + "\n"
            + "{\"id\":\"3\",\"tags\":[\"a\",\"b\"],\"size\":{\"w\":3,\"h\":4}}\r\n";

    @Override
    protected CatalogFormat format() {
        return new JsonCatalogFormat();
    }

    @Override
    protected List<Sample> samples() {
        return List.of(
                new Sample("lines.ndjson", LINES),
                new Sample("array.json", "[{\"id\":1,\"t\":\"x\\u0000\\u001ey\\ud83e\\ude91\"},\n 7,\n {\"id\":2}]"),
                new Sample(
                        "inside.json",
                        "{\"meta\":{\"n\":2},\"items\":[{\"sku\":\"A\",\"n\":null},{\"sku\":\"B\",\"ok\":true}]}"));
    }

    @Override
    protected Sample large(int records) {
        StringBuilder text = new StringBuilder();
        for (int i = 1; i <= records; i++) {
            text.append("{\"id\":")
                    .append(i)
                    .append(",\"name\":\"Étagère ")
                    .append("n° ".repeat(i % 50))
                    .append("\"}\n");
        }
        return new Sample("large.jsonl", text.toString());
    }

    private ReadCatalog read(String json) {
        return ReadCatalog.of(format(), "shop.json", json);
    }

    @Test
    void refusesARecordWithHundredsOfThousandsOfNamesInNoTime() {
        StringBuilder json = new StringBuilder("[{\"id\":1},{\"id\":2");
        for (int i = 0; i < 300_000; i++) {
            json.append(",\"k").append(i).append("\":null");
        }
        ReadCatalog read = assertTimeoutPreemptively(
                Duration.ofSeconds(20), () -> read(json.append("},{\"id\":3}]").toString()));
        assertThat(read.cells()).hasSize(2);
    }

    @Test
    void keepsNumbersAsTheyAreWritten() {
        assertThat(read("[{\"id\":1,\"a\":0.10,\"b\":1e3,\"c\":12345678901234567890.123456789,\"d\":-0.0}]")
                        .cells()
                        .get(0))
                .containsExactly("1", "0.10", "1e3", "12345678901234567890.123456789", "-0.0");
    }

    @Test
    void flattensMembersAndMakesListsOfArrays() {
        ReadCatalog read =
                read("[{\"id\":1,\"size\":{\"w\":3},\"tags\":[\"a\",\"b\"],\"pics\":[{\"u\":\"x\"},{\"u\":\"y\"}]}]");
        assertThat(read.columns()).containsExactly("id", "size.w", "tags", "pics.u");
        assertThat(read.cells().get(0)).containsExactly("1", "3", "a\u001Eb", "x\u001Ey");
    }

    @Test
    void losesOnlyTheLineThatIsBroken() {
        ReadCatalog read = ReadCatalog.of(format(), "lines.ndjson", LINES);
        assertThat(read.codes()).containsExactly("json.bad-record");
        assertThat(read.problems().get(0).at().line()).hasValue(2);
        assertThat(read.records()).extracting(ReadCatalog.Row::number).containsExactly(1L, 3L);
    }

    @Test
    void doesNotTakeANameUnescapedThatHasToBeEscaped() {
        String lines =
                "{\"a\\\"b\":1,\"c\\\\\":2}\n{\"a\"b\":1,\"c\":2}\n{\"a\\\"b\":1,\"c\\\":2}\n{\"a\\\"b\":3,\"c\\\\\":4}\n";
        ReadCatalog read = ReadCatalog.of(format(), "lines.ndjson", lines);
        assertThat(read.columns()).containsExactly("a\"b", "c\\");
        assertThat(read.codes()).containsExactly("json.bad-record", "json.bad-record");
        assertThat(read.cells()).containsExactly(List.of("1", "2"), List.of("3", "4"));
    }

    @Test
    void endsWithThePlaceOfWhatIsNotWellFormed() {
        assertThatThrownBy(() -> read("{\"items\":[{\"id\":1},\n{\"id\":2,}]}"))
                .isInstanceOfSatisfying(FeedException.class, e -> {
                    assertThat(e.problem().code().id()).isEqualTo("json.not-well-formed");
                    assertThat(e.problem().at().line()).hasValue(2);
                });
    }

    @Test
    void noticesThatADocumentWasCutAfterItsLastProduct() {
        assertThatThrownBy(() -> read("{\"items\":[{\"id\":1},{\"id\":2}]")).isInstanceOf(FeedException.class);
    }

    @Test
    void takesOneDocumentBehindTheOtherOnlyForObjects() {
        assertThat(read("{\"id\":1} {\"id\":2}").cells()).hasSize(2);
        assertThatThrownBy(() -> read("0{\"id\":1}"))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("the end of the document");
    }

    @Test
    void knowsMembersThatAreLeftOutOrMovedOrWrittenWithBlanks() {
        StringBuilder lines = new StringBuilder("{\"m0\":\"0\"");
        for (int i = 1; i < 40; i++) {
            lines.append(",\"m").append(i).append("\":\"").append(i).append('"');
        }
        lines.append("}\n{\"m3\":\"a\",\"m39\":\"b\",\"m0\":\"c\"}\n{ \"m38\" : \"d\" , \"m2\":\"e\"}\n");
        ReadCatalog read = ReadCatalog.of(format(), "shop.ndjson", lines.toString());
        assertThat(read.columns()).hasSize(40);
        List<String> second = read.cells().get(1);
        assertThat(List.of(second.get(3), second.get(39), second.get(0), second.get(1)))
                .containsExactly("a", "b", "c", ReadCatalog.MISSING);
        List<String> third = read.cells().get(2);
        assertThat(List.of(third.get(38), third.get(2), third.get(39))).containsExactly("d", "e", ReadCatalog.MISSING);
    }

    @Test
    void refusesDeepNestingBeforeItCostsStack() {
        String deep = "[{\"id\":1,\"a\":" + "[".repeat(100_000);
        assertThatThrownBy(() -> read(deep)).isInstanceOf(FeedException.class);
    }

    @Test
    void losesOnlyTheLineThatGoesOverALimit() {
        String lines = "{\"id\":1,\"t\":\"" + "x".repeat(3000) + "\"}\n{\"id\":2,\"t\":\"" + "y".repeat(20_000)
                + "\"}\n{\"id\":3,\"t\":\"ok\"}\n";
        ReadLimits limits = new ReadLimits(1000, 4000, 10, 20, 1 << 20, 10, 1000);
        ReadCatalog read = ReadCatalog.of(
                format(),
                "shop.ndjson",
                lines.getBytes(StandardCharsets.UTF_8),
                CatalogOptions.DEFAULTS.withLimits(limits));
        assertThat(read.codes()).containsExactly("json.record-limit", "json.record-limit");
        assertThat(read.records()).extracting(ReadCatalog.Row::number).containsExactly(3L);
    }

    @Test
    void readsTheArrayThatIsAskedFor() {
        ReadCatalog read = ReadCatalog.of(
                format(),
                "shop.json",
                "{\"products\":[{\"id\":1}],\"old\":{\"stock\":[{\"id\":9}]}}".getBytes(StandardCharsets.UTF_8),
                CatalogOptions.DEFAULTS.withRecordPath("old/stock"));
        assertThat(read.cells()).containsExactly(List.of("9"));
    }
}
