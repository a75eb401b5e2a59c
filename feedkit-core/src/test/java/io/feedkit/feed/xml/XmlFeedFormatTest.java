package io.feedkit.feed.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedField.Form;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedTexts;
import io.feedkit.problem.FeedException;
import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.xpath.XPathFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.xml.sax.InputSource;

class XmlFeedFormatTest {
    private static final char LIST = FeedTexts.LIST;
    private static final char PART = FeedTexts.PART;
    private static final Map<String, String> OFFERS = Map.of("root", "catalog/shop/offers", "record", "offer");

    private static String xml(List<FeedField> fields, String[]... rows) {
        return xml(fields, Map.of(), OFFERS, rows);
    }

    private static String xml(
            List<FeedField> fields, Map<String, String> head, Map<String, String> options, String[]... rows) {
        return FeedTexts.encode(
                new XmlFeedFormat(), new FeedLayout("xml", "xml", fields, head, options), List.of(rows));
    }

    /** What an independent parser finds in it. */
    private static String read(String feed, String path) throws Exception {
        Document document = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new InputSource(new StringReader(feed)));
        return XPathFactory.newInstance().newXPath().evaluate(path, document);
    }

    @Test
    void putsRecordsBelowThePathOfTheRootAndTheHeadBeforeThem() {
        Map<String, String> head = new LinkedHashMap<>();
        head.put("@date", "{run_at:uuuu-MM-dd HH:mm@Europe/Paris}");
        head.put("shop/name", "{title}");
        head.put("shop/currencies/currency/@id", "EUR");
        head.put("shop/offers/@country", "{country}");

        assertThat(xml(List.of(FeedField.of("@id"), FeedField.of("name")), head, OFFERS, new String[] {"A1", "Mug"}))
                .isEqualTo("""
                        <?xml version="1.0" encoding="UTF-8"?>
                        <catalog date="2026-01-01 01:00">
                        <shop>
                        <name>Shop &amp; Co</name>
                        <currencies><currency id="EUR"/>
                        </currencies>
                        <offers country="FR">
                        <offer id="A1">
                        <name>Mug</name>
                        </offer>
                        </offers>
                        </shop>
                        </catalog>
                        """);
    }

    @Test
    void putsFieldsThatShareTheirFirstStepsIntoOneElement() {
        List<FeedField> fields = List.of(
                FeedField.of("price/@currency"),
                FeedField.of("price"),
                FeedField.of("size/width"),
                FeedField.of("name"),
                FeedField.of("size/height"));

        assertThat(xml(fields, new String[] {"EUR", "9.90", "3", "Mug", "8"}))
                .contains("<price currency=\"EUR\">9.90</price>\n"
                        + "<size><width>3</width><height>8</height></size>\n<name>Mug</name>\n");
    }

    @Test
    void leavesElementsWithoutAnyTextOut() {
        List<FeedField> fields = List.of(
                FeedField.of("price/@currency"),
                FeedField.of("price"),
                FeedField.of("attrs/a[@name=EAN]"),
                FeedField.of("param[name=Colour]/value"));

        assertThat(xml(fields, new String[] {null, null, null, null})).contains("<offer>\n</offer>");
        assertThat(xml(fields, new String[] {"EUR", null, null, "red"}))
                .contains("<price currency=\"EUR\"/>\n<param><name>Colour</name><value>red</value></param>\n")
                .doesNotContain("attrs");
    }

    @Test
    void repeatsTheLastElementOfARepeatedFieldInsideTheOthers() {
        List<FeedField> fields =
                List.of(FeedField.of("imgs/main/@url"), FeedField.list("imgs/i/@url"), FeedField.list("tags/tag"));

        assertThat(xml(fields, new String[] {"a.jpg", "b.jpg" + LIST + "c.jpg", "x" + LIST + "y"}))
                .contains("<imgs><main url=\"a.jpg\"/><i url=\"b.jpg\"/><i url=\"c.jpg\"/></imgs>\n"
                        + "<tags><tag>x</tag><tag>y</tag></tags>\n");
    }

    @Test
    void placesThePartsOfAGroupByTheirOwnPaths() {
        FeedField feature = FeedField.group("param", "@name", "@unit", ".").repeating();
        String two = "Width" + PART + "cm" + PART + "12" + LIST + "Colour" + PART + PART + "red";

        assertThat(xml(List.of(feature), new String[] {two}))
                .contains("<param name=\"Width\" unit=\"cm\">12</param>\n<param name=\"Colour\">red</param>\n");
    }

    @Test
    void keepsMarkupInCdataSectionsThatTheTextCannotEnd() throws Exception {
        String html = "<p>1 < 2</p>]]> & ]]]>\u0007 end";
        String feed = xml(List.of(FeedField.of("desc").as(Form.CDATA)), new String[] {html});

        assertThat(feed).contains("<desc><![CDATA[<p>1 < 2</p>]]]]><![CDATA[>");
        assertThat(read(feed, "//desc")).isEqualTo("<p>1 < 2</p>]]> & ]]]> end");
    }

    @Test
    void aParserReadsAttributesBackCharacterByCharacter() throws Exception {
        String hard = "\"quoted\" <b> & 'x'\nline\ttab";

        assertThat(read(xml(List.of(FeedField.of("@title")), new String[] {hard}), "//offer/@title"))
                .isEqualTo(hard);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a//b", "@id/x", "a[", "a[x", "a[=x]", "a/", "@a[]"})
    void refusesAPathThatNamesNoPlace(String path) {
        assertThatThrownBy(() -> xml(List.of(FeedField.of(path))))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("no path to a field");
    }

    @Test
    void refusesSeveralValuesWhereOnlyOneCanStand() {
        assertThatThrownBy(() -> xml(List.of(FeedField.list("@id"))))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("cannot have several values");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{nothing}", "{title", "{run_at:qqqqqq}", "{run_at:uuuu@Atlantis/Main}"})
    void refusesAHeadThatCannotBeFilled(String text) {
        assertThatThrownBy(() -> xml(List.of(FeedField.of("id")), Map.of("@x", text), OFFERS))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("cannot be filled");
    }
}
