package io.feedkit.catalog.json;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Nesting;
import io.feedkit.catalog.ReadCatalog;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.catalog.References;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JsonShapeTest {
    private static ReadCatalog read(String json) {
        return ReadCatalog.of(new JsonCatalogFormat(), "shop.json", json);
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE", "UTF-32BE"})
    void readsEveryCharsetThatJsonMayBeIn(String charset) {
        ReadCatalog read = ReadCatalog.of(
                new JsonCatalogFormat(),
                "shop.json",
                "[{\"id\":\"1\",\"t\":\"Löffel 🍵\"}]".getBytes(Charset.forName(charset)),
                CatalogOptions.DEFAULTS);
        assertThat(read.cells()).containsExactly(List.of("1", "Löffel 🍵"));
    }

    @Test
    void readsObjectsOneBehindTheOther() {
        assertThat(read("{\"id\":1,\n\"t\":\"a\"}\n{\"id\":2}{\"id\":3}").records())
                .hasSize(3);
    }

    @Test
    void readsObjectsByKey() {
        ReadCatalog read = read("{\"A\":{\"t\":\"x\",\"n\":1},\"B\":{\"t\":\"y\"}}");
        assertThat(read.columns()).containsExactly("id", "t", "n");
        assertThat(read.cells().get(1)).containsExactly("B", "y", ReadCatalog.MISSING);
        assertThat(read("{\"products\":{\"A\":{\"id\":1,\"t\":\"x\"},\"B\":{\"id\":2,\"t\":\"y\"}}}")
                        .columns())
                .containsExactly("key()", "id", "t");
    }

    /** Who names the object that holds the products means these; one object in their place is one product. */
    @Test
    void readsObjectsByKeyWhereTheirObjectIsNamed() {
        CatalogOptions options = CatalogOptions.DEFAULTS.withRecordPath("products");
        String several = "{\"products\":{\"A\":{\"t\":\"x\",\"n\":1},\"B\":{\"t\":\"y\"}}}";
        String one = "{\"products\":{\"id\":\"A\",\"t\":\"x\"}}";
        assertThat(read(several, options).cells())
                .extracting(cells -> cells.get(0))
                .containsExactly("A", "B");
        assertThat(read(one, options).cells()).containsExactly(List.of("A", "x"));
    }

    private static ReadCatalog read(String json, CatalogOptions options) {
        return ReadCatalog.of(new JsonCatalogFormat(), "shop.json", json.getBytes(StandardCharsets.UTF_8), options);
    }

    @Test
    void readsArraysOfOneNameInSeveralMembers() {
        ReadCatalog read = read(
                "{\"shoes\":{\"items\":[{\"id\":1,\"t\":\"a\"}]},\"n\":1,\"hats\":{\"items\":[{\"id\":2,\"t\":\"b\"}]}}");
        assertThat(read.detections().get(0).value()).isEqualTo("*/items");
        assertThat(read.records()).hasSize(2);
    }

    @Test
    void readsASingleObjectAsOneRecord() {
        assertThat(read("{\"id\":1,\"tags\":[\"a\"]}").records()).hasSize(1);
    }

    @Test
    void reportsADocumentWithoutObjectsAndDoesNotFail() {
        assertThat(read("[1,2]").codes()).containsExactly("json.no-records");
        assertThat(read("\"x\"").codes()).containsExactly("json.no-records");
    }

    @Test
    void losesOnlyTheRecordWithAnEndlessText() {
        ReadLimits limits = new ReadLimits(1000, 4000, 10, 20, 1L << 30, 10, 1000);
        String json = "[{\"id\":1},{\"id\":2,\"t\":\"" + "x\\u00e9".repeat(500_000) + "\",\"u\":[" + "[".repeat(5000)
                + "]".repeat(5000) + "]},{\"id\":3,\"n\":" + "1".repeat(5000) + "},{\"id\":4}]";
        ReadCatalog read = ReadCatalog.of(
                new JsonCatalogFormat(),
                "shop.json",
                json.getBytes(StandardCharsets.UTF_8),
                CatalogOptions.DEFAULTS.withLimits(limits).withRecordPath(""));
        assertThat(read.codes()).containsExactly("json.record-limit", "json.record-limit");
        assertThat(read.records()).extracting(ReadCatalog.Row::number).containsExactly(1L, 4L);
    }

    @Test
    void takesTheLastOfMembersWithOneName() {
        ReadCatalog read = read("[{\"id\":1,\"p\":{\"a\":1},\"id\":2,\"p\":{\"b\":2}},{\"id\":3,\"id\":4}]");
        assertThat(read.cells())
                .containsExactly(
                        List.of("2", ReadCatalog.MISSING, "2"), List.of("4", ReadCatalog.MISSING, ReadCatalog.MISSING));
        assertThat(read.codes()).containsExactly("json.duplicate-name");
    }

    @Test
    void replacesBytesThatAreNoUtf8AndSaysSo() {
        byte[] bytes = ("[{\"id\":1,\"t\":\"" + "é".repeat(50) + "?\"}]").getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 4] = (byte) 0xFF;
        ReadCatalog read = ReadCatalog.of(new JsonCatalogFormat(), "shop.json", bytes, CatalogOptions.DEFAULTS);
        assertThat(read.cells().get(0).get(1)).endsWith("é\uFFFD");
        assertThat(read.codes()).containsExactly("json.bad-character");
    }

    @Test
    void makesARecordOfEachVariant() {
        Nesting nesting = new Nesting(
                "own",
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                "v",
                List.of("id"),
                List.of(),
                References.NONE);
        StringBuilder many = new StringBuilder("[{\"id\":\"P\",\"v\":[");
        for (int i = 0; i < 600; i++) {
            many.append(i > 0 ? "," : "").append("{\"sku\":\"").append(i).append("\"}");
        }
        many.append("],\"t\":\"late\"},{\"id\":\"Q\",\"v\":[]},{\"id\":\"R\",\"v\":[{\"sku\":\"r\"}]}]");
        ReadCatalog read = ReadCatalog.of(
                new JsonCatalogFormat(),
                "shop.json",
                many.toString().getBytes(StandardCharsets.UTF_8),
                CatalogOptions.DEFAULTS.withNestings(List.of(nesting)));
        assertThat(read.columns()).containsExactly("v.group", "id", "v.sku", "t");
        assertThat(read.cells()).hasSize(602);
        assertThat(read.cells().get(599)).containsExactly("P", "P", "599", "late");
        assertThat(read.cells().get(600))
                .containsExactly(ReadCatalog.MISSING, "Q", ReadCatalog.MISSING, ReadCatalog.MISSING);
        assertThat(read.cells().get(601)).containsExactly(ReadCatalog.MISSING, "R", "r", ReadCatalog.MISSING);
        assertThat(read.records())
                .extracting(ReadCatalog.Row::number)
                .startsWith(1L, 2L)
                .endsWith(601L, 602L);
    }
}
