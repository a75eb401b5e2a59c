package io.feedkit.feed.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedField.Form;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedTexts;
import io.feedkit.problem.FeedException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

class JsonFeedFormatTest {
    private static final char LIST = FeedTexts.LIST;
    private static final char PART = FeedTexts.PART;

    private static String json(List<FeedField> fields, String[]... rows) {
        return FeedTexts.encode(
                new NdjsonFeedFormat(), new FeedLayout("ndjson", "jsonl", fields, Map.of()), List.of(rows));
    }

    @Test
    void writesOneObjectALineAndLeavesMissingFieldsOut() {
        List<FeedField> fields = List.of(
                FeedField.of("id"),
                FeedField.of("price").as(Form.BARE),
                FeedField.of("new").as(Form.BARE));

        assertThat(json(fields, new String[] {"A\"1", "12.50", "true"}, new String[] {"A2", null, null}))
                .isEqualTo("{\"id\":\"A\\\"1\",\"price\":12.50,\"new\":true}\n{\"id\":\"A2\"}\n");
    }

    @Test
    void quotesWhatShouldBeANumberAndIsNone() {
        List<FeedField> fields = List.of(FeedField.of("n").as(Form.BARE));
        for (String odd : List.of("12,50", "007", "1.", "NaN", "+1", "", "1e", "TRUE", "0x1F")) {
            assertThat(json(fields, new String[] {odd})).isEqualTo("{\"n\":\"" + odd + "\"}\n");
        }
        for (String number : List.of("0", "-0.5", "1e9", "10.0E-3")) {
            assertThat(json(fields, new String[] {number})).isEqualTo("{\"n\":" + number + "}\n");
        }
    }

    @Test
    void nestsObjectsAndListsByTheirPaths() {
        List<FeedField> fields = List.of(
                FeedField.of("price/amount").as(Form.BARE),
                FeedField.of("price/currency"),
                FeedField.list("images"),
                FeedField.list("media[]/url"),
                FeedField.of("title[]/value"),
                FeedField.of("codes[]").as(Form.BARE),
                FeedField.of("@type"),
                FeedField.group("shipping", "country", "price").repeating());
        String[] row = {
            "9.90", "EUR", "a" + LIST + "b", "c" + LIST + "d", "Mug", "7", "Product", "FR" + PART + "4.90" + LIST + "DE"
        };

        assertThat(json(fields, row))
                .isEqualTo(
                        "{\"price\":{\"amount\":9.90,\"currency\":\"EUR\"},\"images\":[\"a\",\"b\"],"
                                + "\"media\":[{\"url\":\"c\"},{\"url\":\"d\"}],\"title\":[{\"value\":\"Mug\"}],\"codes\":[7],"
                                + "\"@type\":\"Product\",\"shipping\":[{\"country\":\"FR\",\"price\":\"4.90\"},{\"country\":\"DE\"}]}\n");
        assertThat(json(fields, new String[] {null, null, null, null, null, null, null, null}))
                .isEqualTo("{}\n");
    }

    @Test
    void putsWhatIsFixedInAListIntoEachOfItsObjects() {
        List<FeedField> fields = List.of(FeedField.list("offer[]/media[][type=image]/url"), FeedField.of("offer[]/id"));

        assertThat(json(fields, new String[] {"a" + LIST + "b", "1"}))
                .isEqualTo(
                        "{\"offer\":[{\"media\":[{\"type\":\"image\",\"url\":\"a\"},{\"type\":\"image\",\"url\":\"b\"}],"
                                + "\"id\":\"1\"}]}\n");
    }

    @Test
    void writesObjectsThatAreSpelledAlreadyAndWordsAsConstants() {
        List<FeedField> fields = List.of(
                FeedField.of("price").as(Form.OBJECT), FeedField.of("state").as(Form.CONSTANT));

        assertThat(json(fields, new String[] {"{\"amount\":\"1\"}", "in stock"}))
                .isEqualTo("{\"price\":{\"amount\":\"1\"},\"state\":\"IN_STOCK\"}\n");
        assertThat(json(fields, new String[] {"12 EUR", "A++"}))
                .isEqualTo("{\"price\":\"12 EUR\",\"state\":\"APP\"}\n");
        assertThat(json(fields, new String[] {"{", "next-day\""}))
                .isEqualTo("{\"price\":\"{\",\"state\":\"NEXT_DAY\\\"\"}\n");
    }

    @Test
    void putsTheListUnderAKeyBesideTheHead() {
        Map<String, String> head = new LinkedHashMap<>();
        head.put("header/seller", "{title}");
        head.put("@context", "https://schema.org");
        FeedLayout layout =
                new FeedLayout("json", "json", List.of(FeedField.of("id")), head, Map.of("under", "data/products"));

        assertThat(FeedTexts.encode(new JsonFeedFormat(), layout, List.of(new String[] {"1"}, new String[] {"2"})))
                .isEqualTo("""
                        {"header":{"seller":"Shop & Co"},"@context":"https://schema.org","data":{"products":[
                        {"id":"1"},
                        {"id":"2"}
                        ]}}
                        """);
    }

    @Test
    void refusesTwoFieldsInOnePlace() {
        assertThatThrownBy(() -> json(List.of(FeedField.of("price"), FeedField.of("price/amount"))))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("no place in a JSON object");
    }

    /** More rows than a batch has, so that lists go on across batches. */
    @Property(tries = 50)
    void anIndependentParserReadsBackEveryText(@ForAll List<String> texts) {
        List<String[]> rows = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < 30; i++) {
            for (String text : texts) {
                String valid = new String(
                        text.getBytes(java.nio.charset.StandardCharsets.UTF_8),
                        java.nio.charset.StandardCharsets.UTF_8);
                rows.add(new String[] {valid});
                expected.add(valid);
            }
        }
        FeedLayout layout = new FeedLayout("json", "json", List.of(FeedField.of("t")), Map.of());
        String feed = FeedTexts.encode(new JsonFeedFormat(), layout, rows);

        List<String> read = new ArrayList<>();
        try (JsonParser parser = new JsonFactory().createParser(ObjectReadContext.empty(), feed)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token == JsonToken.VALUE_STRING) {
                    read.add(parser.getString());
                }
            }
        }
        assertThat(read).isEqualTo(expected);
    }
}
