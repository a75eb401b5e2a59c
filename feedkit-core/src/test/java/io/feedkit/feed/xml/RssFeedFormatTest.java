package io.feedkit.feed.xml;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedTexts;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

class RssFeedFormatTest {
    private static final String NAMESPACE = "http://base.google.com/ns/1.0";
    private static final Map<String, String> OPTIONS = Map.of("namespace.g", NAMESPACE);

    private static String rss(FeedLayout layout, List<String[]> rows) {
        return FeedTexts.encode(new RssFeedFormat(), layout, rows);
    }

    @Test
    void writesOneItemPerProductAndLeavesMissingFieldsOut() {
        FeedLayout layout = FeedTexts.layout("rss", OPTIONS, "g:id", "title", "g:color");
        String feed =
                rss(layout, List.of(new String[] {"A1", "Tea & <Coffee>", null}, new String[] {"A2", "Mug", "red"}));
        assertThat(feed).isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <rss version="2.0" xmlns:g="http://base.google.com/ns/1.0">
                        <channel>
                        <title>Shop &amp; Co</title>
                        <link>https://shop.example/</link>
                        <description></description>
                        <item>
                        <g:id>A1</g:id>
                        <title>Tea &amp; &lt;Coffee&gt;</title>
                        </item>
                        <item>
                        <g:id>A2</g:id>
                        <title>Mug</title>
                        <g:color>red</g:color>
                        </item>
                        </channel>
                        </rss>
                        """);
    }

    @Test
    void repeatsTheElementOfARepeatedField() {
        FeedLayout layout = new FeedLayout("rss", "xml", List.of(FeedField.list("g:image")), OPTIONS);
        String feed = rss(layout, Collections.singletonList(new String[] {"a" + FeedTexts.LIST + "b"}));
        assertThat(feed).contains("<g:image>a</g:image>\n<g:image>b</g:image>\n");
    }

    @Test
    void nestsThePartsOfAGroupAndLeavesEmptyPartsOut() {
        FeedField shipping = FeedField.group("g:shipping", "g:country", "g:service", "g:price")
                .repeating();
        FeedLayout layout = new FeedLayout("rss", "xml", List.of(shipping), OPTIONS);
        char part = FeedTexts.PART;
        String two = "FR" + part + part + "4.90 EUR" + FeedTexts.LIST + "DE" + part + "Express";
        assertThat(rss(layout, Collections.singletonList(new String[] {two})))
                .contains("<g:shipping><g:country>FR</g:country><g:price>4.90 EUR</g:price></g:shipping>\n"
                        + "<g:shipping><g:country>DE</g:country><g:service>Express</g:service></g:shipping>\n");
    }

    @Test
    void dropsCharactersThatWouldMakeTheFeedUnreadable() throws Exception {
        FeedLayout layout = FeedTexts.layout("rss", OPTIONS, "title");
        String feed =
                rss(layout, Collections.singletonList(new String[] {"tab\tbell\u0007 null\u0000 long text behind it"}));
        assertThat(titles(feed)).containsExactly("tab\tbell null long text behind it");
    }

    @Property
    void anIndependentParserReadsBackEveryText(@ForAll List<String> texts) throws Exception {
        FeedLayout layout = FeedTexts.layout("rss", OPTIONS, "title");
        List<String[]> rows = new ArrayList<>();
        List<String> expected = new ArrayList<>();
        for (String text : texts) {
            String readable = xmlReadable(text);
            rows.add(new String[] {readable});
            expected.add(readable);
        }
        assertThat(titles(rss(layout, rows))).isEqualTo(expected);
    }

    /** What an XML parser can give back: no control characters, line ends as it normalizes them, no half surrogates. */
    private static String xmlReadable(String text) {
        StringBuilder readable = new StringBuilder();
        text.codePoints()
                .filter(c -> c == '\n' || c == '\t' || c >= ' ')
                .filter(c -> c != 0xFFFE && c != 0xFFFF && !(c >= 0xD800 && c <= 0xDFFF))
                .forEach(readable::appendCodePoint);
        return readable.toString();
    }

    private static List<String> titles(String feed) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(feed)));
        NodeList items = document.getElementsByTagName("item");
        List<String> titles = new ArrayList<>();
        for (int i = 0; i < items.getLength(); i++) {
            titles.add(items.item(i).getTextContent().substring(1).replaceFirst("\n$", ""));
        }
        return titles;
    }
}
