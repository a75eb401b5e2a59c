package io.feedkit.feed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedLayout.Documents;
import io.feedkit.feed.csv.DelimitedFeedFormat;
import io.feedkit.feed.json.JsonFeedFormat;
import io.feedkit.feed.json.NdjsonFeedFormat;
import io.feedkit.feed.xml.RssFeedFormat;
import io.feedkit.feed.xml.XmlFeedFormat;
import io.feedkit.problem.FeedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How the formats write several products in one record. */
class DocumentFeedsTest {
    private static final Map<String, String> ELEMENTS = Map.of("root", "shop", "record", "product");

    /** The records of these rows, of which the first text is the key and null is none. */
    private static String encode(FeedFormat format, FeedLayout layout, String variants, String[]... rows) {
        FeedEncoder encoder = format.encoder(layout.with(new Documents("group", variants, 100)));
        TextBuffer text = new TextBuffer(16);
        FeedBatch batch = new FeedBatch(layout.fields().size(), text);
        batch.start(text);
        long[] keys = new long[256];
        for (int field = 0; field <= layout.fields().size(); field++) {
            long[] slices = field == 0 ? keys : new long[256];
            for (int row = 0; row < rows.length; row++) {
                String value = rows[row][field];
                slices[row] = value == null ? Column.MISSING : text.append(value);
            }
            if (field > 0) {
                batch.set(field - 1, slices);
            }
        }
        batch.setKeys(keys);
        batch.rows().all(rows.length);
        TextBuffer out = new TextBuffer(16);
        encoder.encode(batch, out);
        return new String(out.bytes(), 0, out.end(), StandardCharsets.UTF_8);
    }

    private static String[] row(String... texts) {
        return texts;
    }

    @Test
    void joinsRowsOfOneKeyThatStandNextToEachOther() {
        FeedLayout layout = FeedTexts.layout("ndjson", Map.of(), "name", "offers[]/sku", "offers[]/price/amount");
        String written = encode(
                new NdjsonFeedFormat(),
                layout,
                "offers",
                row("A", "Shirt", "1", "5"),
                row("A", "Jersey", "2", null),
                row("B", "Mug", "3", "7"),
                row("A", "Late", "4", "8"),
                row(null, "Own", "5", "9"),
                row(null, "Own", "6", "9"));
        assertThat(written).isEqualTo("""
                        {"name":"Shirt","offers":[{"sku":"1","price":{"amount":"5"}},{"sku":"2"}]}
                        {"name":"Mug","offers":[{"sku":"3","price":{"amount":"7"}}]}
                        {"name":"Late","offers":[{"sku":"4","price":{"amount":"8"}}]}
                        {"name":"Own","offers":[{"sku":"5","price":{"amount":"9"}}]}
                        {"name":"Own","offers":[{"sku":"6","price":{"amount":"9"}}]}
                        """);
    }

    @Test
    void writesListsInsideVariantsAndFixedTextsInEach() {
        List<FeedField> fields = List.of(
                FeedField.of("name"),
                FeedField.of("data/offers[][@type=Offer]/sku"),
                FeedField.list("data/offers[]/tags"),
                FeedField.list("data/offers[]/media[][type=image]/url"),
                FeedField.list("gallery[]/url"));
        String written = encode(
                new JsonFeedFormat(),
                new FeedLayout("json", "json", fields, Map.of()),
                "data/offers",
                row("A", "Shirt", "1", "x" + FeedTexts.LIST + "y", "u", "g"),
                row("A", "Shirt", null, null, null, null));
        assertThat(written)
                .isEqualTo(
                        "{\"name\":\"Shirt\",\"data\":{\"offers\":[{\"@type\":\"Offer\",\"sku\":\"1\",\"tags\":[\"x\",\"y\"],"
                                + "\"media\":[{\"type\":\"image\",\"url\":\"u\"}]},{\"@type\":\"Offer\"}]},\"gallery\":[{\"url\":\"g\"}]}");
    }

    @Test
    void repeatsTheElementWithItsAttributesAndGroups() {
        List<FeedField> fields = List.of(
                FeedField.of("name"),
                FeedField.of("variations/variation/@id"),
                FeedField.of("variations/variation/size"),
                FeedField.group("variations/variation/delivery", "country", "price"));
        String written = encode(
                new XmlFeedFormat(),
                new FeedLayout("xml", "xml", fields, ELEMENTS),
                "variations/variation",
                row("A", "Shirt", "1", "S", "FR" + FeedTexts.PART + "5"),
                row("A", "Jersey", "2", null, null),
                row("A", "Jersey", null, null, null));
        assertThat(written)
                .isEqualTo("<product>\n<name>Shirt</name>\n<variations><variation id=\"1\"><size>S</size><delivery>"
                        + "<country>FR</country><price>5</price></delivery></variation><variation id=\"2\"></variation>"
                        + "<variation></variation></variations>\n</product>\n");
    }

    @Test
    void repeatsAnElementThatIsNothingButAText() {
        String written = encode(
                new RssFeedFormat(),
                FeedTexts.layout("rss", Map.of(), "name", "sizes/size"),
                "sizes/size",
                row("A", "Shirt", "S"),
                row("A", "Shirt", "M"));
        assertThat(written)
                .isEqualTo("<item>\n<name>Shirt</name>\n<sizes><size>S</size><size>M</size></sizes>\n</item>\n");
    }

    @Test
    void refusesLayoutsInWhichNothingStandsOnceForEachProduct() {
        FeedLayout json = FeedTexts.layout("json", Map.of(), "name").with(new Documents("group", "offers", 9));
        FeedLayout xml = FeedTexts.layout("xml", ELEMENTS, "name").with(new Documents("group", "offers/offer", 9));
        FeedLayout table = FeedTexts.layout("delimited", Map.of(), "name").with(new Documents("group", "name", 9));
        assertThatThrownBy(() -> new JsonFeedFormat().encoder(json))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("offers");
        assertThatThrownBy(() -> new XmlFeedFormat().encoder(xml))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("offers/offer");
        assertThatThrownBy(() -> new DelimitedFeedFormat().encoder(table))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("a line for each product");
    }
}
