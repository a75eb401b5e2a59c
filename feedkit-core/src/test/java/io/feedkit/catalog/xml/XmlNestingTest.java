package io.feedkit.catalog.xml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Nesting;
import io.feedkit.catalog.ReadCatalog;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.catalog.RecordReader;
import io.feedkit.catalog.References;
import io.feedkit.problem.FeedException;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class XmlNestingTest {
    private static final ReadLimits SMALL = new ReadLimits(1000, 4000, 10, 20, 1 << 20, 10, 400);

    private static ReadCatalog read(String xml, CatalogOptions options) {
        return ReadCatalog.of(new XmlCatalogFormat(), "shop.xml", xml.getBytes(StandardCharsets.UTF_8), options);
    }

    private static ReadCatalog read(String xml) {
        return read(xml, CatalogOptions.DEFAULTS.withRecordPath("item"));
    }

    private static Nesting nesting(
            List<Nesting.Group> groups, List<Nesting.Table> tables, List<Nesting.Lookup> lookups) {
        return new Nesting(
                "own",
                List.of(),
                List.of("item"),
                List.of(),
                groups,
                tables,
                lookups,
                "",
                List.of(),
                List.of(),
                References.NONE);
    }

    @Test
    void joinsATextAroundAChildAndKeepsTheChildApart() {
        ReadCatalog read = read("<shop><item><id>1</id><d>one <x>two</x> three</d><d>four</d></item></shop>");
        assertThat(read.columns()).containsExactly("id", "d", "d/x");
        assertThat(read.cells().get(0)).containsExactly("1", "one three\u001Efour", "two");
    }

    @Test
    void readsThroughMarkupButNotThroughDataOfTheSameName() {
        ReadCatalog read = read("<shop><item><id>1</id><d><p>A <b>b</b>ig</p>cup</d><pics><i url=\"x\"/></pics>"
                + "<more><a name=\"EAN\">5</a></more></item></shop>");
        assertThat(read.columns()).containsExactly("id", "d", "pics/i/@url", "more/a/@name", "more/a");
        assertThat(read.cells().get(0)).containsExactly("1", "A big cup", "x", "EAN", "5");
    }

    @Test
    void readsHtmlsNamesAndReportsThemOnce() {
        ReadCatalog read = read(
                "<shop><item><id>1</id><t>Caf&eacute;&euro;</t></item><item><id>2</id><t>&nbsp;x&copy;</t></item></shop>");
        assertThat(read.cells()).extracting(cells -> cells.get(1)).containsExactly("Café€", "\u00A0x©");
        assertThat(read.codes()).containsExactly("xml.html-entity");
    }

    @Test
    void losesOnlyTheRecordThatHasTooManyAttributes() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 600; i++) {
            many.append(" a").append(i).append("=\"1\"");
        }
        ReadCatalog read = read(
                "<shop><item><id>1</id></item><item" + many + "><id>2</id></item><item><id>3</id></item></shop>",
                CatalogOptions.DEFAULTS.withLimits(SMALL).withRecordPath("item"));
        assertThat(read.codes()).containsExactly("xml.record-limit");
        assertThat(read.records()).extracting(ReadCatalog.Row::number).containsExactly(1L, 3L);
    }

    @Test
    void losesOnlyTheRecordThatIsVeryDeepOrHasAVeryLongAttribute() {
        String deep = "<in>".repeat(3000) + "</in>".repeat(3000);
        ReadCatalog read = read(
                "<shop><item><id>1</id>" + deep + "</item><item a=\"" + "x".repeat(3000)
                        + "\"><id>2</id></item><item><id>3</id></item></shop>",
                CatalogOptions.DEFAULTS.withLimits(SMALL).withRecordPath("item"));
        assertThat(read.codes()).containsExactly("xml.record-limit", "xml.record-limit");
        assertThat(read.records()).extracting(ReadCatalog.Row::number).containsExactly(3L);
    }

    @Test
    void deliversTheRecordsBeforeAMistake() {
        List<String> ids = new ArrayList<>();
        String xml = "<shop><item><id>1</id></item><item><id>2</id></item><item><id>3</x></item></shop>";
        try (RecordReader reader = new XmlCatalogFormat()
                .open(
                        new ByteArrayInputStream(xml.getBytes(StandardCharsets.UTF_8)),
                        ReadCatalog.head("shop.xml", xml.getBytes(StandardCharsets.UTF_8)),
                        CatalogOptions.DEFAULTS.withRecordPath("item"),
                        problem -> {})) {
            RecordBatch batch = new RecordBatch(new TextBuffer(16));
            assertThat(reader.read(batch)).isTrue();
            for (int row = 0; row < batch.rows(); row++) {
                ids.add(batch.text().string(batch.cells(0)[row]));
            }
            assertThatThrownBy(() -> reader.read(batch)).isInstanceOf(FeedException.class);
        }
        assertThat(ids).containsExactly("1", "2");
    }

    @Test
    void makesTextsAndColumnsOfGroups() {
        Nesting nesting = nesting(
                List.of(
                        new Nesting.Group("p", "", List.of("@n", "text()"), "@u", false, "\u001F", "", Map.of(), false),
                        new Nesting.Group(
                                "price", "@kind", List.of("amount"), "cur", true, "", "from", Map.of(), false)),
                List.of(),
                List.of());
        ReadCatalog read = read(
                "<shop><item><p n=\"h\" u=\"cm\">4</p><p>nameless</p><p n=\"c\">red</p>"
                        + "<price kind=\"net\"><from>10</from><amount>90</amount><cur>EUR</cur></price>"
                        + "<price kind=\"net\"><amount>1999</amount><cur>EUR</cur><from>1</from></price><price><amount>5</amount></price></item></shop>",
                CatalogOptions.DEFAULTS.withNestings(List.of(nesting)));
        assertThat(read.columns()).containsExactly("p", "price[net]/amount", "price[net]/from", "price/amount");
        assertThat(read.cells().get(0))
                .containsExactly("h\u001F4 cm\u001Ec\u001Fred", "19.99 EUR\u001E0.90 EUR", "1\u001E10", "5");
    }

    @Test
    void readsTheFirstOfSeveralPartsWhereOnlyOneCountsAndTellsTheOthers() {
        Nesting nesting = nesting(
                List.of(
                        new Nesting.Group("prices", "", List.of(), "", false, "", "", Map.of(), true),
                        new Nesting.Group("prices/price", "@kind", List.of(), "", false, "", "", Map.of(), false)),
                List.of(),
                List.of());
        ReadCatalog read = read(
                "<shop><item><id>1</id><prices><until>June</until><price kind=\"net\"><amount>9</amount></price></prices>"
                        + "<prices><until>July</until><price kind=\"net\"><amount>8</amount></price>"
                        + "<price kind=\"gross\"><amount>7</amount></price></prices><name>Cup</name></item>"
                        + "<item><id>2</id><prices><until>May</until></prices></item></shop>",
                CatalogOptions.DEFAULTS.withNestings(List.of(nesting)));
        assertThat(read.columns()).containsExactly("id", "prices/until", "prices/price[net]/amount", "name");
        assertThat(read.cells().get(0)).containsExactly("1", "June", "9", "Cup");
        assertThat(read.codes()).containsExactly("xml.repeated-part");
    }

    @Test
    void followsReferencesThroughATreeThatMayBeWrong() {
        Nesting nesting = nesting(
                List.of(),
                List.of(new Nesting.Table("tree", "c", "@id", "text()", "@up", "@kind=root", false)),
                List.of(new Nesting.Lookup("path", List.of("in"), List.of("tree"))));
        String tree =
                "<c id='0' kind='root'>All</c><c id='1' up='0'>A</c><c id='2' up='1'>B</c><c id='3' up='4'>C</c><c id='4' up='3'>D</c>";
        ReadCatalog read = read(
                "<shop>" + tree
                        + "<item><in>2</in></item><item><in>3</in><in>1</in></item><item><in>9</in></item></shop>",
                CatalogOptions.DEFAULTS.withNestings(List.of(nesting)));
        assertThat(read.cells())
                .extracting(cells -> cells.get(0))
                .containsExactly("A > B", "D > C\u001EA", ReadCatalog.MISSING);
    }

    @Test
    void remembersTablesThatDoNotFitMemoryButNotEveryRowOfOneKey() {
        Nesting nesting = nesting(
                List.of(),
                List.of(new Nesting.Table("tree", "c", "@id", "text()", "", "", false)),
                List.of(new Nesting.Lookup("path", List.of("in"), List.of("tree"))));
        StringBuilder xml = new StringBuilder("<shop>");
        for (int i = 0; i < 100; i++) {
            xml.append("<c id='").append(i).append("'>n").append(i).append("</c>");
        }
        xml.append("<item><in>0</in></item><item><in>99</in></item>");
        assertThat(read(
                                xml + "</shop>",
                                CatalogOptions.DEFAULTS.withLimits(SMALL).withNestings(List.of(nesting)))
                        .cells())
                .extracting(cells -> cells.get(0))
                .containsExactly("n0", "n99");
        for (int i = 0; i < 1_001; i++) {
            xml.append("<c id='0'>m").append(i).append("</c>");
        }
        xml.append("<item><in>0</in></item></shop>");
        ReadCatalog read =
                read(xml.toString(), CatalogOptions.DEFAULTS.withLimits(SMALL).withNestings(List.of(nesting)));
        assertThat(read.codes()).contains("xml.table-limit");
    }

    @Test
    void readsTablesOfAnyLength() {
        Nesting nesting = nesting(
                List.of(),
                List.of(new Nesting.Table("tree", "c", "@id", "text()", "", "", false)),
                List.of(new Nesting.Lookup("path", List.of("in"), List.of("tree"))));
        StringBuilder xml = new StringBuilder("<shop>");
        for (int i = 0; i < 20_000; i++) {
            xml.append("<c id='").append(i).append("'>n").append(i).append("</c>");
        }
        xml.append("<item><in>19999</in></item></shop>");
        ReadCatalog read = read(xml.toString(), CatalogOptions.DEFAULTS.withNestings(List.of(nesting)));
        assertThat(read.cells()).containsExactly(List.of("n19999", "19999"));
    }

    @Test
    void believesTheBytesWhenTheDeclarationIsWrong() {
        byte[] wrong =
                "<?xml version='1.0' encoding='UTF-8'?><shop><item><id>1</id><t>Étagère déjà là</t></item></shop>"
                        .getBytes(StandardCharsets.ISO_8859_1);
        ReadCatalog read = ReadCatalog.of(
                new XmlCatalogFormat(), "shop.xml", wrong, CatalogOptions.DEFAULTS.withRecordPath("item"));
        assertThat(read.cells().get(0)).containsExactly("1", "Étagère déjà là");
        assertThat(read.codes()).containsExactly("xml.wrong-charset");
    }

    @Test
    void believesTheBytesWhenTheDeclarationIsOfAnotherWidth() {
        String document = "<?xml version='1.0' encoding='%s'?><shop><item><id>1</id><t>Lé</t></item></shop>";
        String plain = document.replace("é", "e");
        Map<byte[], String> wrong = Map.of(
                document.formatted("utf-16").getBytes(StandardCharsets.UTF_8), "Lé",
                plain.formatted("UTF-16").getBytes(StandardCharsets.UTF_8), "Le",
                document.formatted("utf-8").getBytes(StandardCharsets.UTF_16), "Lé",
                document.formatted("utf-8").getBytes(StandardCharsets.UTF_16LE), "Lé");
        wrong.forEach((bytes, text) -> {
            ReadCatalog read = ReadCatalog.of(
                    new XmlCatalogFormat(), "shop.xml", bytes, CatalogOptions.DEFAULTS.withRecordPath("item"));
            assertThat(read.cells().get(0)).containsExactly("1", text);
            assertThat(read.codes()).containsExactly("xml.wrong-charset");
        });
    }

    @Test
    void namesOfTheRecordsOwnNameSpaceAreCalledWithoutPrefix() {
        String document = "<%1$s:shop xmlns:%1$s='urn:shop' xmlns:o='urn:other'><%1$s:item %1$s:id='1'>"
                + "<%1$s:name>Cup</%1$s:name><%1$s:size><%1$s:width o:in='cm'>3</%1$s:width></%1$s:size>"
                + "<o:name>Tasse</o:name></%1$s:item></%1$s:shop>";
        for (String prefix : List.of("a", "ns0")) {
            ReadCatalog read = read(document.formatted(prefix), CatalogOptions.DEFAULTS.withRecordPath("item"));
            assertThat(read.columns()).containsExactly("@id", "name", "size/width/@o:in", "size/width", "o:name");
            assertThat(read.cells()).containsExactly(List.of("1", "Cup", "cm", "3", "Tasse"));
        }
    }
}
