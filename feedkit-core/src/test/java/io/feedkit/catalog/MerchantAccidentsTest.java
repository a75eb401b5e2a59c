package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.catalog.xlsx.WorkbookFile;
import io.feedkit.location.Location;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.product.Product;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What happens to exports on their way: they are opened and saved by spreadsheet programs, put together, cut off, or never were a catalogue. */
class MerchantAccidentsTest {
    private final List<Problem> problems = new ArrayList<>();

    private static Catalog open(String name, byte[] bytes) {
        return Catalog.open(
                Location.of(name, () -> new ByteArrayInputStream(bytes)), CatalogOptions.DEFAULTS.withCurrency("EUR"));
    }

    private static Catalog open(String name, String text) {
        return open(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private List<String> shown(Catalog catalog, String... attributes) {
        List<String> lines = new ArrayList<>();
        for (Product product : catalog.first(100, problems::add)) {
            List<String> values = new ArrayList<>();
            for (String attribute : attributes) {
                values.add(product.value(attribute).map(String::valueOf).orElse("-"));
            }
            lines.add(String.join(" | ", values));
        }
        return lines;
    }

    private List<String> codes() {
        return problems.stream().map(problem -> problem.code().id()).toList();
    }

    private static Problem refusal(String name, String text) {
        return catchThrowableOfType(FeedException.class, () -> open(name, text)).problem();
    }

    @Test
    void anExportThatWasSavedWithDecimalCommasKeepsItsPrices() {
        Catalog catalog = open(
                "products.csv",
                "Handle;Title;Body (HTML);Vendor;Variant SKU;Variant Price;Variant Compare At Price\n"
                        + "mug;Mug;;Kiln;M1;12,50;1.299,00\njug;Jug;;Kiln;J1;8,00;\n");
        assertThat(shown(catalog, "id", "price", "sale_price"))
                .containsExactly("M1 | 1299.00 EUR | 12.50 EUR", "J1 | 8.00 EUR | -");
        assertThat(problems).isEmpty();
        assertThat(catalog.detections()).anySatisfy(found -> {
            assertThat(found.what()).isEqualTo("number style of Variant Price");
            assertThat(found.evidence())
                    .isEqualTo(
                            "numbers have a decimal comma, as \"12,50\" shows, though Shopify writes them with a point");
            assertThat(found.sure()).isFalse();
        });
    }

    @Test
    void aSystemsWayOfWritingNumbersCountsWhereNothingSpeaksAgainstIt() {
        Catalog catalog = open(
                "products.csv",
                "Handle,Title,Body (HTML),Vendor,Variant SKU,Variant Price\nmug,Mug,,Kiln,M1,1.299\n"
                        + "jug,Jug,,Kiln,J1,\"8,00\"\npot,Pot,,Kiln,P1,9.50\n");
        assertThat(shown(catalog, "price")).containsExactly("1.299 EUR", "-", "9.50 EUR");
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code().id()).isEqualTo("value.not-a-number");
            assertThat(problem.fix()).contains("say \"numbers: comma\" in the mapping");
        });
    }

    @Test
    void aHeaderInTheMiddleIsNoProduct() {
        Catalog catalog = open("all.csv", "id;title;price\nA1;Mug;5,00\nid;title;price\nA2;Jug;6,00\n");
        assertThat(shown(catalog, "id")).containsExactly("A1", "A2");
        assertThat(codes()).containsExactly("csv.header-again");
        assertThat(problems.get(0).at().line()).hasValue(3);
    }

    @Test
    void emptyColumnsOnTheRightAreNotWorthAWord() {
        Catalog catalog = open("all.csv", "id;title;price;;;;\nA1;Mug;5,00;;;;\nA2;Jug;6,00;;;;\n;;;;;;\n");
        assertThat(shown(catalog, "id")).containsExactly("A1", "A2");
        assertThat(problems).isEmpty();
    }

    @Test
    void aWebPageIsNoCatalogue() {
        for (String page : List.of(
                "<!DOCTYPE html>\n<html><head><title>Sign in</title></head><body><form/></body></html>",
                "<br />\n<b>Warning</b>: mysqli_connect() in <b>x.php</b><br />\nid,title\n1,Mug\n")) {
            Problem problem = refusal("products.csv", page);
            assertThat(problem.code().id()).isEqualTo("xml.no-records");
            assertThat(problem.message()).startsWith("this is HTML, as web pages and error messages are");
            assertThat(problem.fix()).contains("login");
        }
        assertThat(refusal("a.csv", "<html><title>Sign in</title></html>").message())
                .contains("\"Sign in\"");
    }

    @Test
    void aMistakeInTheHeadIsToldRatherThanWhatFollowsFromIt() {
        Problem ampersand = refusal(
                "feed.xml", "<shop>\n<item><id>1</id>\n<title>Salt & pepper</title><price>2</price></item>\n</shop>");
        assertThat(ampersand.code().id()).isEqualTo("xml.not-well-formed");
        assertThat(ampersand.at().line()).hasValue(3);
        Problem prefix = refusal(
                "feed.xml",
                "<rss version=\"2.0\"><channel>\n<item><g:id>1</g:id><g:title>Mug</g:title></item></channel></rss>");
        assertThat(prefix.message()).contains("the prefix g is not declared");
        assertThat(prefix.at().line()).hasValue(2);
    }

    @Test
    void anAnswerOfAServiceIsNoProduct() {
        Catalog catalog = open("products.json", "{\"error\":\"invalid token\",\"code\":401}");
        assertThat(shown(catalog, "id")).isEmpty();
        assertThat(codes()).contains("catalog.no-id-column");
    }

    @Test
    void identifiersThatASpreadsheetShortenedAreKeptAndTold() {
        Catalog catalog = open(
                "all.csv",
                "id;title;price;ean;weight code\n4,00626E+12;Mug;5,00;4.00626E+12;1E+05\nA+12;Jug;6,00;4006260000124;\n");
        assertThat(shown(catalog, "id", "gtin")).containsExactly("4,00626E+12 | 4.00626E+12", "A+12 | 4006260000124");
        List<Problem> shortened = problems.stream()
                .filter(problem -> problem.code().id().equals("value.shortened-number"))
                .toList();
        assertThat(shortened).hasSize(2);
        assertThat(shortened.get(0).at().line()).hasValue(2);
        assertThat(shortened.get(0).at().field()).isEqualTo("id");
        assertThat(shortened.get(0).message()).contains("\"4,00626E+12\"").contains("expected with all its digits");
        assertThat(shortened.get(0).fix()).contains("Format the column as text");
        assertThat(shortened.get(1).at().field()).isEqualTo("ean");
    }

    @Test
    void aWordForNoneIsNoGroupOfVariants() {
        Catalog catalog = open(
                "all.csv",
                "id;title;item_group_id;color\nA;Mug;-;red\nB;Jug;N/A;n/a\nC;Cup;0;red\nD;Shirt;G-1;red\nE;Shirt;none of these;red\n");
        assertThat(shown(catalog, "id", "item_group_id", "color"))
                .containsExactly(
                        "A | - | red", "B | - | n/a", "C | - | red", "D | G-1 | red", "E | none of these | red");
        List<Problem> told = problems.stream()
                .filter(problem -> problem.code().id().equals("value.placeholder"))
                .toList();
        assertThat(told).hasSize(3); // nothing is said of other attributes
        assertThat(told.get(1).at().line()).hasValue(3);
        assertThat(told.get(1).at().field()).isEqualTo("item_group_id");
        assertThat(told.get(1).message()).contains("\"N/A\" names no group");
    }

    @Test
    void anAmountThatASpreadsheetMarkedAsTextIsAnAmount() {
        Catalog catalog = open(
                "all.csv",
                "id;title;price;quantity\nA1;'s Mug;'8,00;'7\nA2;Jug;'1.299,00;3\nA3;Pot;\"=\"\"6,50\"\"\";4\n");
        assertThat(shown(catalog, "title", "price", "quantity"))
                .containsExactly("'s Mug | 8.00 EUR | 7", "Jug | 1299.00 EUR | 3", "Pot | 6.50 EUR | 4");
        assertThat(problems).isEmpty();
        Catalog counted = open("all.csv", "id;title;price;currency\nA1;Mug;'8,00;CZK\nA2;Jug;9,50;CZK\n");
        assertThat(shown(counted, "price")).containsExactly("8.00 CZK", "9.50 CZK");
    }

    @Test
    void quotesAroundWholeLinesAreTold() {
        Catalog catalog = open("all.csv", "\"id,title,price\"\n\"A1,Mug,5.00\"\n\"A2,Jug,6.00\"\n");
        assertThat(shown(catalog, "id")).isEmpty();
        assertThat(codes()).contains("csv.quoted-lines");
        Problem told = problems.stream()
                .filter(problem -> problem.code().id().equals("csv.quoted-lines"))
                .findFirst()
                .orElseThrow();
        assertThat(told.at().line()).hasValue(1);
        assertThat(told.message()).contains("\"id,title,price\"").contains("quotes stand around whole lines");
    }

    @Test
    void textThatWasEncodedTwiceIsToldOnce() {
        Catalog catalog = open(
                "all.csv",
                "id;title;price\nA1;Plain mug;5,00\nA2;DÃ©jÃ\u00a0 vu;6,00\nA3;TÃªte-Ã -tÃªte;7,00\nA4;Vase â€“ grÃ¼n;8,00\n");
        assertThat(shown(catalog, "title")).contains("DÃ©jÃ\u00a0 vu");
        assertThat(codes()).containsExactly("catalog.twice-encoded");
        assertThat(problems.get(0).message()).contains("\"DÃ©jÃ\u00a0 vu\"").contains("\"Déjà vu\"");
        assertThat(problems.get(0).at().field()).isEqualTo("title");
        assertThat(problems.get(0).fix()).contains("open it as UTF-8");
    }

    @Test
    void lettersThatOnlyLookSoAreNotEncodedTwice() {
        Catalog catalog = open(
                "all.csv",
                "id;title;price\nA1;MANTA DE LÃ AZUL;5,00\nA2;«LÃ»;6,00\nA3;Âme sœur;7,00\nA4;Garniture à 5 €;8,00\n");
        assertThat(shown(catalog, "title")).hasSize(4);
        assertThat(problems).isEmpty();
    }

    @Test
    void namesOfGroupsAboveTheHeaderAreNoHeader() {
        String rows = WorkbookFile.rows(
                new String[] {"Product", null, null, "Sale", "Picture"},
                new String[] {"id", "title", "brand", "price", "image link"},
                new String[] {"A1", "Mug", "Kiln", "5.00", "https://a.example/1.jpg"},
                new String[] {"A2", "Jug", "Kiln", "6.00", "https://a.example/2.jpg"});
        byte[] workbook = new WorkbookFile()
                .sheet(
                        "Products",
                        "",
                        "<sheetData>" + rows + "</sheetData><mergeCells><mergeCell ref=\"A1:C1\"/></mergeCells>")
                .bytes();
        assertThat(shown(open("all.xlsx", workbook), "id", "title", "price", "brand"))
                .containsExactly("A1 | Mug | 5.00 EUR | Kiln", "A2 | Jug | 6.00 EUR | Kiln");
        assertThat(problems).isEmpty();
    }

    @Test
    void aPriceThatItsCommaHasCutIsNotSold() {
        Catalog catalog = open(
                "all.csv",
                "id,title,price,quantity\nA1,Vase,12,50,7\nA2,Jug,8.00,3\nA3,Pot,\"9,90\",1\nA4,Cup,5.00,2,new\n"
                        + "A5,Lid,4.00,2,\n");
        assertThat(shown(catalog, "id", "quantity")).containsExactly("A2 | 3", "A3 | 1", "A4 | 2", "A5 | 2");
        Problem lost = problems.get(0);
        assertThat(lost.code().id()).isEqualTo("csv.split-amount");
        assertThat(lost.at().line()).hasValue(2);
        assertThat(lost.at().field()).isEqualTo("price");
        assertThat(lost.message()).contains("\"12,50\"").contains("A1,Vase,12,50,7");
        assertThat(codes()).contains("csv.too-many-cells");
    }

    @Test
    void aPriceWithItsCurrencyThatItsCommaHasCutIsNotSold() {
        Catalog catalog = open(
                "all.csv",
                "id,title,price,label\nA1,Vase,12,50 EUR,new\nA2,Jug,€8,99,new\nA3,Pot,EUR 7,20,new\nA4,Cup,5,10 €,new\n"
                        + "A5,Lid,5,10 mm,new\nA6,Box,4.00,new\n");
        assertThat(shown(catalog, "id", "title")).containsExactly("A5 | Lid", "A6 | Box");
        assertThat(problems.get(0).code().id()).isEqualTo("csv.split-amount");
        assertThat(problems.get(0).message()).contains("\"12,50 EUR\"");
    }

    /** The cell too many is the empty one of the last column, not one behind it. */
    @Test
    void aPriceThatItsCommaHasCutIsNotSoldWhereTheLastColumnIsOptional() {
        Catalog catalog = open(
                "all.csv",
                "id,title,price,quantity,label\nA1,Vase,5.00,7,new\nA2,Jug,12,50,3,\nA3,Pot,9.00,1,\nA4,Cup,4.00,2,\n");
        assertThat(shown(catalog, "id", "quantity")).containsExactly("A1 | 7", "A3 | 1", "A4 | 2");
        assertThat(codes()).containsExactly("csv.split-amount");
        assertThat(problems.get(0).at().line()).hasValue(3);
        assertThat(problems.get(0).message()).contains("\"12,50\"");
    }

    @Test
    void aCommaAtTheEndOfEachLineCutsNoAmount() {
        Catalog catalog = open(
                "all.csv", "id,title,width,height,price\nA1,Vase,12,50,5.00,\nA2,Jug,10,20,3.00,\nA3,Pot,7,11,9.00,\n");
        assertThat(shown(catalog, "id", "price")).containsExactly("A1 | 5.00 EUR", "A2 | 3.00 EUR", "A3 | 9.00 EUR");
        assertThat(codes()).doesNotContain("csv.split-amount");
    }

    @Test
    void anEmptyColumnIsNotTheId() {
        Catalog catalog = open(
                "all.csv",
                "articleId,supplierArticleId,productName,price\n,S-1,Vase,5.00\n,S-2,Jug,6.00\n,S-3,Pot,7.00\n");
        assertThat(shown(catalog, "id", "title")).containsExactly("S-1 | Vase", "S-2 | Jug", "S-3 | Pot");
    }

    /** It is the id then, and not a group of one for each product. */
    @Test
    void whatTellsAllRecordsApartIsNoGroup() {
        Catalog catalog = open("all.csv", "model_id,title\n1,Vase\n2,Jug\n3,Pot\n");
        assertThat(shown(catalog, "id", "item_group_id")).containsExactly("1 | -", "2 | -", "3 | -");
        Catalog groups = open("all.csv", "sku,model_id,title\n1,M,Vase\n2,M,Jug\n3,N,Pot\n");
        assertThat(shown(groups, "id", "item_group_id")).containsExactly("1 | M", "2 | M", "3 | N");
    }
}
