package io.feedkit.catalog.xlsx;

import static io.feedkit.catalog.ReadCatalog.MISSING;
import static io.feedkit.catalog.xlsx.WorkbookFile.rows;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogFormat;
import io.feedkit.catalog.CatalogFormatContract;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.ReadCatalog;
import io.feedkit.location.Location;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.product.Product;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class XlsxCatalogFormatTest extends CatalogFormatContract {

    @Override
    protected CatalogFormat format() {
        return new XlsxCatalogFormat();
    }

    @Override
    protected List<Sample> samples() {
        return List.of(
                new Sample(
                        "own.xlsx",
                        WorkbookFile.ofRows(rows(
                                        new String[] {"id", "title"},
                                        new String[] {"T-1", "Tasse & Löffel"},
                                        new String[] {"T-2", null, "beyond"},
                                        new String[] {"T-3", "Th\u00E9 \uD83C\uDF75"}))
                                .bytes()),
                new Sample(
                        "shared.xlsx",
                        WorkbookFile.ofRows(
                                        "<row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c><c r=\"C3\" t=\"s\"><v>1</v></c></row>"
                                                + "<row r=\"7\"><c r=\"B7\" s=\"1\"><v>12</v></c><c r=\"C7\" s=\"2\"><v>44197.5</v></c></row>"
                                                + "<row r=\"8\"><c r=\"B8\" t=\"e\"><v>#N/A</v></c><c r=\"C8\" t=\"s\"><v>99</v></c></row>"
                                                + "<row r=\"9\"><c r=\"B9\"><v>1</v></c></row>")
                                .shared("<si><t>id</t></si><si><r><t>sold</t></r><r><t> on</t></r></si>")
                                .formats("00000", "yyyy-mm-dd hh:mm")
                                .bytes()));
    }

    @Override
    protected Sample large(int records) {
        StringBuilder rows = new StringBuilder(rows(new String[] {"id", "name", "text"}));
        for (int i = 1; i <= records; i++) {
            rows.append("<row><c><v>").append(i).append("</v></c>");
            rows.append(WorkbookFile.text("Étagère " + i)).append("<c/></row>");
        }
        return new Sample("large.xlsx", WorkbookFile.ofRows(rows.toString()).bytes());
    }

    private ReadCatalog read(WorkbookFile workbook) {
        return ReadCatalog.of(format(), "shop.xlsx", workbook.bytes(), CatalogOptions.DEFAULTS);
    }

    private ReadCatalog readRows(String rows) {
        return read(WorkbookFile.ofRows(rows));
    }

    private static String value(ReadCatalog read, String what) {
        return read.detections().stream()
                .filter(detection -> detection.what().equals(what))
                .map(Detection::value)
                .findFirst()
                .orElse("");
    }

    @Test
    void placesCellsByTheirReferencesAndByTheirOrder() {
        ReadCatalog read = readRows("<row><c r=\"B1\" t=\"str\"><v>id</v></c><c t=\"str\"><v>a</v></c></row>"
                + "<row r=\"5\"><c r=\"C5\"><v>1</v></c><c r=\"B5\" t=\"str\"><v>x</v></c></row>");
        assertThat(read.columns()).containsExactly("id", "a");
        assertThat(read.cells()).containsExactly(List.of("x", "1"));
        assertThat(read.records().get(0).line()).isEqualTo(5);
    }

    @Test
    void findsTheHeaderBelowTitlesAndNotes() {
        ReadCatalog read = readRows(rows(
                new String[] {"Price list of the winter"},
                new String[] {},
                new String[] {"valid until", "31.12."},
                new String[] {"sku", "title", "price", "stock", "brand"},
                new String[] {"A1", "Cup", "3.50", "4", "Kiln"},
                new String[] {"A2", "Pot", null, "1", "Kiln"}));
        assertThat(read.columns()).containsExactly("sku", "title", "price", "stock", "brand");
        assertThat(read.cells())
                .containsExactly(List.of("A1", "Cup", "3.50", "4", "Kiln"), List.of("A2", "Pot", MISSING, "1", "Kiln"));
        assertThat(read.codes()).isEmpty();
    }

    @Test
    void readsASheetWithoutAHeader() {
        ReadCatalog read = readRows(rows(new String[] {"4711", "3.50", "12"}, new String[] {"4712", "4.50", "13"}));
        assertThat(value(read, "header")).isEqualTo("absent");
        assertThat(read.columns()).containsExactly("column 1", "column 2", "column 3");
        assertThat(read.cells()).hasSize(2);
    }

    @Test
    void saysWhichColumnsHaveNoNameOrTheSame() {
        ReadCatalog read = readRows(rows(new String[] {"id", "", "name", "name"}, new String[] {"1", "b", "c", "d"}));
        assertThat(read.columns()).containsExactly("id", "column 2", "name", "name");
        assertThat(read.codes()).containsExactly("xlsx.unnamed-column", "xlsx.duplicate-column");
    }

    @Test
    void keepsWhatStandsRightOfTheHeaderAndSaysSo() {
        ReadCatalog read = readRows(rows(new String[] {"id", "name"}, new String[] {"1", "b", null, "d"}));
        assertThat(read.columns()).containsExactly("id", "name", "column 3", "column 4");
        assertThat(read.cells()).containsExactly(List.of("1", "b", MISSING, "d"));
        assertThat(read.codes()).containsExactly("xlsx.outside-table");
    }

    @Test
    void readsTheFirstVisibleSheetThatHoldsATableAndListsAll() {
        ReadCatalog read = read(new WorkbookFile()
                .sheet("Read me", rows(new String[] {"Fill in the next sheet"}))
                .sheet(
                        "Old",
                        "hidden",
                        "<sheetData>" + rows(new String[] {"id", "x"}, new String[] {"0", "0"}) + "</sheetData>")
                .sheet("Data", rows(new String[] {"id", "name"}, new String[] {"1", "a"}))
                .sheet("More", rows(new String[] {"id", "name"}, new String[] {"2", "b"})));
        assertThat(value(read, "sheet")).isEqualTo("Data");
        assertThat(value(read, "sheets")).isEqualTo("Read me; Old (hidden); Data; More");
        assertThat(read.cells()).containsExactly(List.of("1", "a"));
    }

    @Test
    void readsTheSheetThatWasAskedFor() {
        byte[] bytes = new WorkbookFile()
                .sheet("Data", rows(new String[] {"id", "name"}, new String[] {"1", "a"}))
                .sheet("More", rows(new String[] {"id", "name"}, new String[] {"2", "b"}))
                .bytes();
        CatalogOptions options = CatalogOptions.DEFAULTS.withSheet("more");
        assertThat(ReadCatalog.of(format(), "shop.xlsx", bytes, options).cells())
                .containsExactly(List.of("2", "b"));
        assertThatThrownBy(() -> ReadCatalog.of(format(), "shop.xlsx", bytes, options.withSheet("None")))
                .isInstanceOfSatisfying(FeedException.class, e -> {
                    assertThat(e.problem().code().id()).isEqualTo("xlsx.no-sheet");
                    assertThat(e.problem().message()).contains("Data, More");
                });
    }

    @Test
    void readsWhatIsInATableOfTheSheetAndNotItsTotals() {
        String table = "<table xmlns=\"" + WorkbookFile.MAIN + "\" ref=\"A2:B5\" totalsRowCount=\"1\"/>";
        ReadCatalog read = read(WorkbookFile.ofRows(rows(
                        new String[] {"some", "words", "above"},
                        new String[] {"Nr", "Was"},
                        new String[] {"1", "a"},
                        new String[] {"2", "b"},
                        new String[] {"2 things", ""},
                        new String[] {"note", "below"}))
                .part("xl/tables/table1.xml", table)
                .part(
                        "xl/worksheets/_rels/sheet1.xml.rels",
                        WorkbookFile.relations(
                                "<Relationship Id=\"t\" Type=\"x/table\" Target=\"../tables/table1.xml\"/>")));
        assertThat(read.columns()).containsExactly("Nr", "Was");
        assertThat(read.cells()).containsExactly(List.of("1", "a"), List.of("2", "b"));
        assertThat(read.codes()).containsExactly("xlsx.outside-table");
    }

    @Test
    void showsNumbersAsPeopleSeeThem() {
        ReadCatalog read = readRows(rows(new String[] {"id", "price"})
                + "<row><c><v>0.30000000000000004</v></c><c><v>1.4999999999999999E-2</v></c></row>"
                + "<row><c><v>12.50</v></c><c><v>-0.001</v></c></row>"
                + "<row><c><v>1E3</v></c><c><v>100000000000000000000</v></c></row>"
                + "<row><c><v>4006381333931</v></c><c><v>19.989999999999998</v></c></row>"
                + "<row><c><v>1E999999999</v></c><c><v>-0</v></c></row>");
        assertThat(read.cells())
                .containsExactly(
                        List.of("0.3", "0.015"),
                        List.of("12.50", "-0.001"),
                        List.of("1000", "100000000000000000000"),
                        List.of("4006381333931", "19.99"),
                        List.of("1E999999999", "-0"));
        assertThat(read.codes()).containsExactly("xlsx.long-number", "xlsx.bad-cell");
    }

    @Test
    void keepsTheLeadingZerosThatAFormatShows() {
        ReadCatalog read = read(WorkbookFile.ofRows(rows(new String[] {"id", "code", "zip", "price"})
                        + "<row><c s=\"1\"><v>815</v></c><c s=\"2\"><v>7</v></c><c s=\"3\"><v>12345678</v></c>"
                        + "<c s=\"4\"><v>5</v></c></row>"
                        + "<row><c s=\"1\"><v>123456789</v></c><c s=\"2\"><v>1.5</v></c><c s=\"3\"><v>1</v></c>"
                        + "<c s=\"5\"><v>4</v></c></row>")
                .formats("00000000", "\"SKU-\"000", "00000\\-0000", "0.00", "#,##0.00\\ \"€\""));
        assertThat(read.cells())
                .containsExactly(
                        List.of("00000815", "SKU-007", "01234-5678", "5"),
                        List.of("123456789", "1.5", "00000-0001", "4"));
    }

    @Test
    void writesDatesAndTimesInIso() {
        String cells = "<row><c s=\"1\"><v>1</v></c><c s=\"1\"><v>59</v></c><c s=\"1\"><v>61</v></c></row>"
                + "<row><c s=\"2\"><v>44197.4375</v></c><c s=\"3\"><v>0.75</v></c><c s=\"4\"><v>1.25</v></c></row>"
                + "<row><c s=\"1\"><v>60</v></c><c s=\"1\"><v>-3</v></c><c s=\"1\"><v>3000000</v></c></row>"
                + "<row><c s=\"2\"><v>44196.999999</v></c><c t=\"d\" s=\"1\"><v>2021-02-03T00:00:00</v></c>"
                + "<c t=\"d\"><v>2021-02-03T04:05:06</v></c></row>";
        ReadCatalog read = read(WorkbookFile.ofRows(rows(new String[] {"id", "sold", "bought"}) + cells)
                .formats("[$-407]dd.mm.yyyy;@", "d/m/yy h:mm", "hh:mm AM/PM", "[h]:mm"));
        assertThat(read.cells())
                .containsExactly(
                        List.of("1900-01-01", "1900-02-28", "1900-03-01"),
                        List.of("2021-01-01T10:30:00", "18:00:00", "30:00:00"),
                        List.of("1900-02-29", "-3", "3000000"),
                        List.of("2021-01-01T00:00:00", "2021-02-03", "2021-02-03T04:05:06"));
        assertThat(read.codes()).containsExactly("xlsx.not-a-date", "xlsx.not-a-date", "xlsx.not-a-date");
    }

    @Test
    void countsDaysFrom1904WhereTheWorkbookDoes() {
        ReadCatalog read = read(WorkbookFile.ofRows(
                        rows(new String[] {"id", "sold"}) + "<row><c><v>7</v></c><c s=\"1\"><v>42735</v></c></row>")
                .formats("yyyy-mm-dd")
                .from1904());
        assertThat(read.cells()).containsExactly(List.of("7", "2021-01-01"));
    }

    @Test
    void readsSharesTruthValuesAndErrors() {
        ReadCatalog read = read(WorkbookFile.ofRows(
                        rows(new String[] {"id", "tax", "sold"})
                                + "<row><c t=\"str\"><f>A1</f><v>a</v></c><c s=\"1\"><v>0.195</v></c><c t=\"b\"><v>1</v></c></row>"
                                + "<row><c t=\"str\"><v>b</v></c><c t=\"e\"><f>1/0</f><v>#DIV/0!</v></c><c><f>NOW()</f></c></row>")
                .formats("0%"));
        assertThat(read.cells()).containsExactly(List.of("a", "19.5%", "true"), List.of("b", MISSING, MISSING));
        assertThat(read.codes()).containsExactly("xlsx.error-value", "xlsx.no-result");
        assertThat(read.problems().get(0).at().toString()).isEqualTo("shop.xlsx:3 (record 2, tax)");
    }

    @Test
    void putsRunsTogetherAndLeavesPhoneticsOut() {
        ReadCatalog read = read(WorkbookFile.ofRows(
                        rows(new String[] {"id", "name"}) + "<row><c t=\"s\"><v>0</v></c><c t=\"s\"><v>1</v></c></row>")
                .shared(
                        "<si><t>x_000D_\ny_x0041_ _x005F_x0041_</t></si><si><r><rPr><b/></rPr><t>東</t></r><r><t>京</t></r>"
                                + "<rPh sb=\"0\" eb=\"2\"><t>トウキョウ</t></rPh><phoneticPr fontId=\"1\"/></si>"));
        assertThat(read.cells()).containsExactly(List.of("x_000D_\nyA _x0041_", "東京"));
    }

    @Test
    void givesMergedRowsTheValueThatPeopleSeeBesideThem() {
        String rows = "<row r=\"1\">" + WorkbookFile.text("category") + WorkbookFile.text("id") + "</row>"
                + "<row r=\"2\">" + WorkbookFile.text("Cups") + WorkbookFile.text("1") + "</row>"
                + "<row r=\"3\"><c/>" + WorkbookFile.text("2") + "</row>"
                + "<row r=\"4\"><c/>" + WorkbookFile.text("3") + "</row>";
        ReadCatalog read = read(new WorkbookFile()
                .sheet(
                        "A",
                        "",
                        "<sheetData>" + rows + "</sheetData><mergeCells><mergeCell ref=\"A2:A3\"/></mergeCells>"));
        assertThat(read.cells()).containsExactly(List.of("Cups", "1"), List.of("Cups", "2"), List.of(MISSING, "3"));
        assertThat(read.codes()).containsExactly("xlsx.merged-cells");
    }

    @Test
    void readsHiddenRowsAndSaysHowMany() {
        ReadCatalog read = readRows(rows(new String[] {"id", "name"}, new String[] {"1", "a"})
                + "<row hidden=\"1\"><c><v>2</v></c></row><row hidden=\"true\"><c><v>3</v></c></row>");
        assertThat(read.cells()).hasSize(3);
        assertThat(read.codes()).containsExactly("xlsx.hidden-rows");
        assertThat(read.problems().get(0).message()).startsWith("2 rows");
    }

    @Test
    void becomesProductsLikeAnyOtherCatalogue() {
        byte[] bytes = WorkbookFile.ofRows(
                        rows(new String[] {"Stock list"}, new String[] {"sku", "title", "price", "quantity", "EAN"})
                                + "<row><c s=\"1\"><v>815</v></c>" + WorkbookFile.text("Vase")
                                + "<c><v>12.499999999999998</v></c>"
                                + "<c><v>9</v></c><c><v>4006381333931</v></c></row>"
                                + "<row><c s=\"1\"><v>816</v></c>" + WorkbookFile.text("Jug") + "<c><v>1.234</v></c>"
                                + "<c><v>0</v></c></row>")
                .formats("00000000")
                .bytes();
        Catalog catalog = Catalog.open(
                Location.of("shop.xlsx", () -> new ByteArrayInputStream(bytes)),
                CatalogOptions.DEFAULTS.withCurrency("EUR"));
        assertThat(catalog.format()).isEqualTo("xlsx");
        List<Problem> problems = new ArrayList<>();
        List<Product> products = catalog.first(10, problems::add);
        assertThat(problems).isEmpty();
        assertThat(products).hasSize(2);
        assertThat(products.get(0).text("id")).contains("00000815");
        assertThat(products.get(0).text("gtin")).contains("4006381333931");
        assertThat(products.get(0).money("price")).hasToString("Optional[12.50 EUR]");
        assertThat(products.get(1).money("price").orElseThrow().amount()).isEqualByComparingTo("1.234");
        assertThat(products.get(1).value("quantity")).contains(0L);
    }

    @Test
    void readsOtherPrefixesAndTheStrictNameSpace() {
        String sheet = "<x:worksheet xmlns:x=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"><x:sheetData>"
                + "<x:row><x:c t=\"str\"><x:v>id</x:v></x:c><x:c t=\"str\"><x:v>name</x:v></x:c></x:row>"
                + "<x:row><x:c><x:v>1</x:v></x:c><y:c xmlns:y=\"urn:other\"><x:v>9</x:v></y:c><x:c t=\"str\"><x:v>a</x:v></x:c></x:row>"
                + "</x:sheetData></x:worksheet>";
        ReadCatalog read = read(WorkbookFile.ofRows("").part("xl/worksheets/sheet1.xml", sheet));
        assertThat(read.cells()).containsExactly(List.of("1", "a"));
    }
}
