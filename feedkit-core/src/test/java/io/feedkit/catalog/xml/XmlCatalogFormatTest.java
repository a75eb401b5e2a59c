package io.feedkit.catalog.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.catalog.CatalogFormat;
import io.feedkit.catalog.CatalogFormatContract;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.ReadCatalog;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.problem.FeedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;

class XmlCatalogFormatTest extends CatalogFormatContract {
    private static final String RSS = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
            + "<rss version=\"2.0\" xmlns:x=\"http://base.google.com/ns/1.0\"><channel><title>Porzellan</title>\n"
            + "<item><x:id>T-1</x:id><title>Tasse &amp; Löffel</title><x:price>7.50 EUR</x:price>"
            + "<x:additional_image_link>https://img.example/1.jpg</x:additional_image_link>"
            + "<x:additional_image_link>https://img.example/2.jpg</x:additional_image_link></item>\n"
            + "<item><x:id>T-2</x:id><title><![CDATA[Teller <groß>]]></title></item>\n"
            + "</channel></rss>\n";

    @Override
    protected CatalogFormat format() {
        return new XmlCatalogFormat();
    }

    @Override
    protected List<Sample> samples() {
        return List.of(
                new Sample("feed.xml", RSS),
                new Sample("wide.xml", RSS.replace("UTF-8", "UTF-16").getBytes(StandardCharsets.UTF_16)),
                new Sample(
                        "entity.xml",
                        "<shop><article><id>1</id><name>Caf&eacute;</name></article>"
                                + "<article><id>2</id><name>Th\u00E9 \uD83C\uDF75</name></article></shop>"));
    }

    @Override
    protected Sample large(int records) {
        StringBuilder text = new StringBuilder("<shop>");
        for (int i = 1; i <= records; i++) {
            text.append("<article><id>")
                    .append(i)
                    .append("</id><name>Étagère ")
                    .append(i)
                    .append("</name>\n<text>");
            text.append("Une belle étagère. ".repeat(i % 9)).append("</text></article>\n");
        }
        return new Sample("large.xml", text.append("</shop>").toString());
    }

    private ReadCatalog read(String xml) {
        return ReadCatalog.of(format(), "shop.xml", xml);
    }

    @Test
    void refusesCommentsAndNamesThatWouldFillTheMemory() {
        String records =
                "<shop><article><id>1</id><name>Cup</name></article><article><id>2</id><name>Jug</name></article>";
        String much = "x".repeat(6 * 1024 * 1024);
        for (String markup : List.of("<!--" + much + "-->", "<" + much + "/>", "<?p " + much + "?>")) {
            assertThatThrownBy(() -> read(records + markup + "</shop>"))
                    .isInstanceOf(FeedException.class)
                    .hasMessageContaining("is longer than 4194304 bytes");
        }
    }

    @Test
    void refusesARecordWithTooManyDifferentNamesAndReadsTheNext() {
        StringBuilder xml = new StringBuilder("<shop><article><id>1</id><name>Cup</name></article><article><id>2</id>");
        for (int i = 0; i < 50_000; i++) {
            xml.append("<n").append(i).append("/>");
        }
        xml.append("</article><article><id>3</id><name>Jug</name></article></shop>");
        assertThat(read(xml.toString()).cells()).hasSize(2);
    }

    @Test
    void namesColumnsAsTheyStandAndGooglesAlwaysWithItsUsualPrefix() {
        ReadCatalog read = read(RSS);
        assertThat(read.columns()).containsExactly("g:id", "title", "g:price", "g:additional_image_link");
        assertThat(read.cells().get(0))
                .containsExactly(
                        "T-1",
                        "Tasse & Löffel",
                        "7.50 EUR",
                        "https://img.example/1.jpg\u001Ehttps://img.example/2.jpg");
        assertThat(read.cells().get(1)).startsWith("T-2", "Teller <groß>");
    }

    @Test
    void flattensNestedElementsAndAttributes() {
        ReadCatalog read = read("<shop><offer id=\"7\"><size unit=\"cm\"><width>3</width></size></offer>"
                + "<offer id=\"8\"><name>B</name></offer></shop>");
        assertThat(read.columns()).containsExactly("@id", "size/@unit", "size/width", "name");
        assertThat(read.cells().get(0)).startsWith("7", "cm", "3");
    }

    @Test
    void keepsTheTextOfMarkupThatShouldHaveBeenEscaped() {
        ReadCatalog read = read("<shop><offer><id>1</id><text>Very <b>nice</b> cup</text></offer></shop>");
        assertThat(read.columns()).containsExactly("id", "text");
        assertThat(read.cells().get(0).get(1).replaceAll(" +", " ")).isEqualTo("Very nice cup");
    }

    @Test
    void neverAsksForADtdAndLosesOnlyTheRecordThatNeedsIt() {
        ReadCatalog read = read("<!DOCTYPE shop SYSTEM \"http://127.0.0.1:1/never.dtd\">"
                + "<shop><article><id>1</id><a>&logo;</a></article><article><id>2</id><a>x</a></article></shop>");
        assertThat(read.codes()).containsExactly("xml.entity");
        assertThat(read.cells()).hasSize(1);
        assertThat(read.cells().get(0)).contains("2");
    }

    @Test
    void anUnknownEntityInAValueLosesItsRecordOnly() {
        ReadCatalog read = read("<shop><offer id=\"1\" title=\"A &logo; B\"/><offer id=\"2\" title=\"C\"><more"
                + " note=\"x&nbsp;y\"/></offer><offer id=\"3&#x41;&amp;\" title=\"&logo;\"/><offer id=\"4\""
                + " title=\"caf&eacute;&nbsp;\"/></shop>");
        assertThat(read.codes()).containsExactly("xml.entity", "xml.html-entity", "xml.entity");
        assertThat(read.problems().get(0).toString())
                .contains("@title")
                .contains("&logo;")
                .contains("record 1");
        assertThat(read.cells()).hasSize(2);
        assertThat(read.cells().get(0)).startsWith("2", "C", "x\u00a0y");
        assertThat(read.cells().get(1)).startsWith("4", "café\u00a0");
    }

    /** What declares entities of its own is read by another parser. */
    @Test
    void anUnknownEntityInAValueOfADocumentWithDeclarationsLosesItsRecordToo() {
        ReadCatalog read = read("<!DOCTYPE shop [<!ENTITY a \"x\">]><shop><item id=\"1\" t=\"&a;\"/>"
                + "<item id=\"2\" t=\"caf&eacute; &amp; &nbsp;\"/><item id=\"3\" t=\"x\">&logo;</item>"
                + "<item id=\"4\" t=\"a \uFDD0\">&eacute;t&eacute; \uFDD0</item></shop>");
        assertThat(read.codes()).containsExactly("xml.entity", "xml.html-entity", "xml.entity");
        assertThat(read.problems().get(0).toString()).contains("@t", "&a;", "record 1");
        assertThat(read.cells()).hasSize(2);
        assertThat(read.cells().get(0)).startsWith("2", "café & \u00a0");
        assertThat(read.cells().get(1).toString()).isEqualTo("[4, a \uFDD0, été \uFDD0]");
    }

    @Test
    void doesNotExpandAnEntityBomb() {
        String bomb = "<!DOCTYPE shop [<!ENTITY a \"0123456789\"><!ENTITY b"
                + " \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\"><!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY f SYSTEM"
                + " \"file:///etc/hostname\">]>"
                + "<shop><item><id>1</id><t>&c;</t></item><item><id>2</id><t>&f;</t></item><item><id>3</id><t>ok</t></item></shop>";
        ReadCatalog read = read(bomb);
        assertThat(read.codes()).containsExactly("xml.entity", "xml.entity");
        assertThat(read.cells()).containsExactly(List.of("3", "ok"));
    }

    @Test
    void losesOnlyTheRecordThatGoesOverALimit() {
        String deep = "<in>".repeat(100) + "</in>".repeat(100);
        String xml = "<shop><item><id>1</id>" + deep + "</item><item><id>2</id><t>" + "x".repeat(5000)
                + "</t></item><item><id>3</id><t>ok</t></item></shop>";
        ReadLimits limits = new ReadLimits(1000, 4000, 10, 20, 1 << 20, 10, 1000);
        ReadCatalog read = ReadCatalog.of(
                format(),
                "shop.xml",
                xml.getBytes(StandardCharsets.UTF_8),
                CatalogOptions.DEFAULTS.withLimits(limits).withRecordPath("item"));
        assertThat(read.codes()).containsExactly("xml.record-limit", "xml.record-limit");
        assertThat(read.cells().get(0)).startsWith("3");
    }

    @Test
    void endsWithThePlaceOfWhatIsNotWellFormed() {
        assertThatThrownBy(
                        () -> read("<shop>\n<item><id>1</id><t>a</t></item>\n<item><id>2</id><t>b</x></item></shop>"))
                .isInstanceOfSatisfying(FeedException.class, e -> {
                    assertThat(e.problem().code().id()).isEqualTo("xml.not-well-formed");
                    assertThat(e.problem().at().line()).hasValue(3);
                });
    }

    @Test
    void findsTheRecordElementByItsNameOrByWhatRepeats() {
        assertThat(read("<a><b><things><thing><x>1</x><y>2</y></thing><thing><x>3</x><y>4</y></thing></things></b></a>")
                        .detections()
                        .get(0)
                        .value())
                .isEqualTo("a/b/things/thing");
        assertThat(read("<SHOP><n>x</n><SHOPITEM><ITEM_ID>1</ITEM_ID><URL>u</URL></SHOPITEM></SHOP>")
                        .detections()
                        .get(0)
                        .value())
                .isEqualTo("SHOP/SHOPITEM");
    }
}
