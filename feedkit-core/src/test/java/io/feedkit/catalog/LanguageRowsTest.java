package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.location.Location;
import io.feedkit.product.Product;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Rows that hold nothing but the texts of a product in another language. */
class LanguageRowsTest {
    private static final String HEADER =
            "sku,store_view_code,product_type,attribute_set_code,additional_attributes,name,price\n";

    private static Catalog open(String rows, CatalogOptions options) {
        byte[] bytes = (HEADER + rows).getBytes(StandardCharsets.UTF_8);
        return Catalog.open(Location.of("export.csv", () -> new ByteArrayInputStream(bytes)), options);
    }

    private static List<Product> products(Catalog catalog) {
        return catalog.first(100, problem -> {});
    }

    @ParameterizedTest
    @CsvSource({
        "fr,fr",
        "de_DE,de",
        "de-AT,de",
        "store_de,de",
        "de_store,de",
        "fr_ca,fr",
        "us-en,en",
        "French,fr",
        "wholesale_deutsch,de",
        "uk_UA,uk",
        "default,''",
        "b2b,''",
        "uk,''",
        "be,''",
        "fr_nl,''",
        "eu,''",
        "store_eu,''",
        "en_eu,en",
        "eu_ES,eu",
        "1,''"
    })
    void knowsTheLanguageOfAViewByItsCode(String code, String language) {
        assertThat(LanguageCode.of(code)).isEqualTo(language);
    }

    @Test
    void givesAProductItsTextsWhereverTheirRowsStand() {
        Catalog catalog = open(
                "A,fr,,,,Tasse,\nA,,simple,Cup,x=1,Cup,5\nB,,simple,Cup,x=2,Jug,6\nB,nl,,,,Kan,\n",
                CatalogOptions.DEFAULTS);
        List<Product> products = products(catalog);
        assertThat(products).hasSize(2);
        assertThat(products.get(0).text("title", "fr")).contains("Tasse");
        assertThat(products.get(0).text("title")).contains("Cup");
        assertThat(products.get(1).text("title", "nl")).contains("Kan");
        assertThat(catalog.problems()).isEmpty();
    }

    @Test
    void asksForTheLanguageOfOtherCodesAndTakesTheAnswer() {
        String rows = "A,,simple,Cup,x=1,Cup,5\nA,b2b,,,,Tasse,\n";
        assertThat(open(rows, CatalogOptions.DEFAULTS).problems())
                .singleElement()
                .satisfies(
                        problem -> assertThat(problem.toString()).contains("catalog.language-rows", "b2b", "1 rows"));
        Mapping mapping = Mapping.load("language-rows: {values: {b2b: de}}", "export.yaml");
        Catalog told = open(rows, CatalogOptions.DEFAULTS.withMapping(mapping));
        assertThat(told.problems()).isEmpty();
        assertThat(products(told).get(0).text("title", "de")).contains("Tasse");
    }

    @Test
    void saysThatOfTwoViewsInOneLanguageOneCounts() {
        Catalog catalog =
                open("A,,simple,Cup,x=1,Cup,5\nA,fr,,,,Tasse,\nA,fr_CA,,,,Gobelet,\n", CatalogOptions.DEFAULTS);
        assertThat(products(catalog).get(0).text("title", "fr")).contains("Tasse");
        assertThat(catalog.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("\"fr\"", "fr, fr_CA"));
    }

    @Test
    void leavesOutTheViewsThatSomebodyDoesNotWant() {
        Mapping mapping = Mapping.load("language-rows: {values: {fr: ''}}", "export.yaml");
        Catalog catalog = open(
                "A,,simple,Cup,x=1,Cup,5\nA,fr,,,,Tasse,\nA,fr_CA,,,,Gobelet,\n",
                CatalogOptions.DEFAULTS.withMapping(mapping));
        assertThat(products(catalog).get(0).text("title", "fr")).contains("Gobelet");
        assertThat(catalog.problems()).isEmpty();
    }

    /** Also where somebody chooses rows himself. */
    @Test
    void makesNoProductsOfSuchRows() {
        Mapping mapping = Mapping.load("skip: {sku: [B]}", "export.yaml");
        Catalog catalog = open(
                "A,,simple,Cup,x=1,Cup,5\nA,fr,,,,Tasse,\nB,,simple,Cup,x=1,Jug,6\nGone,fr,,,,Disparu,\n",
                CatalogOptions.DEFAULTS.withMapping(mapping));
        assertThat(products(catalog)).hasSize(1);
    }

    /** Whoever chooses rows by their view wants those rows for products. */
    @Test
    void makesProductsOfTheRowsOfAViewThatSomebodyTakes() {
        Catalog catalog = open(
                "A,,simple,Cup,x=1,Cup,5\nA,fr,simple,Cup,x=1,Tasse,5\nA,de,simple,Cup,x=1,Becher,5\n",
                CatalogOptions.DEFAULTS.withMapping(Mapping.load("take: {store_view_code: fr}", "export.yaml")));
        assertThat(products(catalog))
                .singleElement()
                .satisfies(product -> assertThat(product.text("title")).contains("Tasse"));
        assertThat(catalog.problems()).isEmpty();
    }
}
