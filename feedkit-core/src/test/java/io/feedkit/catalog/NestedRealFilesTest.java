package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedkit.batch.ProductBatch;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.product.Product;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** XML and JSON that other people's systems made or that was written to break parsers. Not part of this project; where it is not there the tests are skipped. */
class NestedRealFilesTest {
    /** What a file became, and what ended the reading if something did. */
    private record Outcome(
            List<Product> products,
            List<String> codes,
            List<Problem> problems,
            @Nullable Problem end) {
        Product product(int index) {
            return products.get(index);
        }

        /** All that is wrong with the JSON itself, whatever else is said of what it holds. */
        List<Problem> ofJson() {
            return Stream.concat(problems.stream(), Stream.ofNullable(end))
                    .filter(problem -> problem.code().id().startsWith("json."))
                    .toList();
        }

        boolean isRefused() {
            return end != null || codes.contains("json.bad-record");
        }
    }

    private static Path find(String file) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path found = folder.resolve("shared/data").resolve(file);
            if (Files.exists(found)) {
                return found;
            }
        }
        return Path.of("shared/data").resolve(file);
    }

    private static Outcome read(String file) {
        return read(file, CatalogOptions.DEFAULTS);
    }

    private static Outcome read(String file, CatalogOptions options) {
        Path path = find(file);
        assumeTrue(Files.exists(path), () -> "the file " + file + " is not on this machine");
        return Deadline.met(file, () -> read(path, options));
    }

    private static Outcome read(Path path, CatalogOptions options) {
        List<Problem> problems = new ArrayList<>();
        List<Product> products = new ArrayList<>();
        Problem end = null;
        try {
            Catalog catalog = Catalog.open(path, options);
            try (ProductReader reader = catalog.read(catalog.schema(), problems::add)) {
                ProductBatch batch = reader.newBatch();
                while (reader.read(batch)) {
                    for (int i = 0; i < batch.live().size; i++) {
                        products.add(batch.product(batch.live().rows[i]));
                    }
                }
            }
        } catch (FeedException e) {
            end = e.problem();
        }
        List<String> codes = problems.stream().map(one -> one.code().id()).toList();
        return new Outcome(products, codes, problems, end);
    }

    private static List<Path> files(String folder) {
        Path path = find(folder);
        assumeTrue(Files.exists(path), () -> "the folder " + folder + " is not on this machine");
        try (Stream<Path> all = Files.walk(path)) {
            return all.filter(Files::isRegularFile).sorted().toList();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void acceptsEveryJsonThatIsValidAndRefusesEveryOneThatIsNot() {
        CatalogOptions json = CatalogOptions.DEFAULTS.withFormat("json");
        for (Path file : files("torture-json/JSONTestSuite")) {
            String name = file.getFileName().toString();
            Outcome outcome = Deadline.met(name, () -> read(file, json));
            if (name.startsWith("y_")) {
                assertThat(outcome.isRefused()).as(name).isFalse();
            } else if (name.startsWith("n_")) {
                assertThat(outcome.isRefused()).as(name).isTrue();
                assertThat(outcome.ofJson())
                        .as(name)
                        .isNotEmpty()
                        .allSatisfy(problem -> assertThat(problem.at().line()).isPresent());
            }
        }
    }

    @Test
    void survivesEveryXmlThatWasWrittenToBreakParsers() {
        for (Path file : files("torture-xml")) {
            String name = file.getFileName().toString();
            Outcome outcome = Deadline.met(name, () -> read(file, CatalogOptions.DEFAULTS));
            assertThat(outcome.products.size() + outcome.problems.size() + (outcome.end == null ? 0 : 1))
                    .as(name)
                    .isPositive();
        }
    }

    @Test
    void expandsAndOpensNothingThatADocumentTypeDeclares() {
        for (String bomb : List.of("billion-laughs.xml", "xxe-file.xml", "xxe-http.xml")) {
            Outcome outcome = read("torture-xml/handwritten/" + bomb);
            assertThat(outcome.codes).as(bomb).containsExactly("xml.entity");
            assertThat(outcome.products).as(bomb).isEmpty();
        }
    }

    @Test
    void deliversWhatStandsBeforeTheDocumentBreaksOff() {
        Outcome outcome = read("torture-xml/handwritten/truncated.xml");
        assertThat(outcome.products)
                .extracting(product -> product.text("id").orElse(""))
                .containsExactly("1", "2");
        Problem end = outcome.end;
        assertThat(end == null ? "" : end.code().id()).isEqualTo("xml.not-well-formed");
    }

    @Test
    void namesTheLineOfAnAmpersandThatIsNotEscaped() {
        Problem end = read("torture-xml/handwritten/unescaped-ampersand.xml").end;
        assertThat(end == null ? -1 : end.at().line().orElse(-1)).isEqualTo(2);
    }

    @Test
    void readsTextsAsTheyAreMeant() {
        assertThat(read("torture-xml/handwritten/undefined-html-entity.xml")
                        .product(0)
                        .text("title"))
                .contains("Café\u00A0crème");
        assertThat(read("torture-xml/handwritten/cdata-split.xml").product(0).text("title"))
                .contains("a ]]> b");
        assertThat(read("torture-xml/handwritten/declared-latin1-is-utf8.xml")
                        .product(0)
                        .text("t"))
                .contains("café");
        assertThat(read("torture-xml/handwritten/other-prefix.xml").products).hasSize(2);
    }

    @Test
    void readsDeclaredCharsetsWithTheirLanguages() {
        Outcome french = read("torture-xml/encodings/adventureworks-fr.windows-1252.xml");
        assertThat(french.products).hasSize(127);
        assertThat(french.product(0).text("description", "fr").orElse("")).contains("Sacs légers et résistants");
        Outcome hebrew = read("torture-xml/encodings/adventureworks-he.windows-1255.xml");
        assertThat(hebrew.products).hasSize(127);
        assertThat(hebrew.product(0).text("description", "he").orElse("")).contains("קל-משקל");
    }

    @Test
    void readsVariantsThreeLevelsDownAndNumbersAsTheyAre() {
        Outcome nested = read("torture-json/handwritten/array-in-object.json");
        assertThat(nested.products)
                .extracting(product -> product.text("id").orElse(""))
                .containsExactly("a", "b", "2");
        assertThat(nested.product(0).text("item_group_id")).contains("1");
        assertThat(read("torture-json/handwritten/duplicate-keys.ndjson").codes).containsExactly("json.duplicate-name");
        assertThat(read("torture-json/handwritten/ndjson-blank-lines-crlf-bom.ndjson").products)
                .hasSize(2);
    }

    @Test
    void readsHeurekasSample() {
        Outcome outcome = read("feeds/heureka-sample.xml");
        assertThat(outcome.products)
                .hasSize(18)
                .allSatisfy(product -> assertThat(
                                product.money("price").orElseThrow().currency())
                        .isEqualTo("CZK"));
        assertThat(outcome.product(1).money("net_price").orElseThrow().toString())
                .isEqualTo("5000.50 CZK");
        assertThat(outcome.product(0).text("category")).contains("Elektronika > Mobilní telefony");
        assertThat(outcome.codes).isEmpty();
    }

    @Test
    void readsYandexsOffersWithTheirCategoriesAndParameters() {
        Outcome outcome = read("feeds/yandex-yml-goyml.xml");
        assertThat(outcome.products).hasSize(2);
        assertThat(outcome.product(1).text("title")).contains("Принтер HP Deskjet D2663");
        assertThat(outcome.product(1).text("category")).contains("Принтеры");
        assertThat(outcome.product(1).text("Вес")).contains("2.73 кг");
        assertThat(outcome.product(0).money("price").orElseThrow().toString()).isEqualTo("800.00 USD");
        assertThat(outcome.product(0).money("sale_price").orElseThrow().toString())
                .isEqualTo("600.00 USD");
        assertThat(outcome.codes).isEmpty();
    }

    @Test
    void readsGooglesItemsAndTheirShipping() {
        Outcome outcome = read("feeds/google-rss-dpa.xml");
        assertThat(outcome.products).hasSize(6);
        assertThat(outcome.product(0).texts("shipping")).containsExactly("BR::Standard:4.95 BRL");
        assertThat(outcome.codes).isEmpty();
    }

    @Test
    void readsOpenAisExamplesWithAmountsInMinorUnits() {
        Outcome outcome = read("feeds/openai-acp-feed-examples.json");
        assertThat(outcome.products)
                .extracting(product -> product.text("id").orElse(""))
                .containsExactly("sku123-red-s", "sku124-red-m");
        assertThat(outcome.product(1).money("price").orElseThrow().toString()).isEqualTo("19.99 USD");
        assertThat(outcome.product(1).text("color")).contains("Red");
        assertThat(outcome.product(1).text("availability")).contains("out_of_stock");
    }

    @Test
    void readsBmecatBehindADoctypeAndALargeTree() {
        Outcome outcome = read("catalog/bmecat-1.2-tools-dtd.xml.gz");
        assertThat(outcome.products).hasSize(1);
        assertThat(outcome.product(0).text("category").orElse("")).contains(" > ");
        assertThat(outcome.product(0).texts("images")).hasSize(9);
        assertThat(outcome.codes).isEmpty();
    }

    @Test
    void readsBmecatsTypedAndDatedPrices() {
        Outcome strict = read("catalog/bmecat-strict.xml");
        assertThat(strict.product(0).money("cost").orElseThrow().toString()).isEqualTo("10.50 EUR");
        assertThat(strict.product(0).money("net_price").orElseThrow().toString())
                .isEqualTo("17.50 EUR");
        assertThat(strict.product(0).text("Test2")).contains("Blabla");
        Outcome dated = read("catalog/bmecat-price-validity.xml");
        assertThat(dated.product(0).money("price").orElseThrow().toString()).isEqualTo("21.15701 EUR");
        assertThat(dated.product(0).date("price_valid_until").orElseThrow().toString())
                .isEqualTo("2019-01-08");
        assertThat(dated.product(0).text("category"))
                .contains("Installationssysteme > Gleitelemente > Schiebeschlitten SBS");
    }

    @Test
    void readsBmecatsOwnNamesOfPricesWithALineOfMapping() {
        Mapping mapping = Mapping.load("""
                base: bmecat
                attributes:
                  price: "ARTICLE_PRICE_DETAILS/ARTICLE_PRICE[UVP]/PRICE_AMOUNT"
                  cost: "ARTICLE_PRICE_DETAILS/ARTICLE_PRICE[EK_ohne_MWST]/PRICE_AMOUNT"
                """, "prices.yaml");
        Outcome outcome = read("catalog/bmecat-price-names-differ.xml", CatalogOptions.DEFAULTS.withMapping(mapping));
        assertThat(outcome.product(0).money("price").orElseThrow().toString()).isEqualTo("17.50 EUR");
        assertThat(outcome.product(0).money("cost").orElseThrow().toString()).isEqualTo("10.50 EUR");
        assertThat(outcome.product(0).texts("images"))
                .containsExactly("manufacturer/Test3.jpg", "manufacturer/Test.jpg", "manufacturer/Test2.jpg");
    }

    @Test
    void reportsAnArticleWithoutAnId() {
        Outcome outcome = read("catalog/bmecat-without-product-id.xml");
        assertThat(outcome.products).isEmpty();
        assertThat(outcome.codes).contains("catalog.no-id");
    }

    @Test
    void readsPrestaShopsTablesOfProductsAndTexts() {
        Outcome products = read("catalog/prestashop-fixtures/data/product.xml");
        assertThat(products.products).hasSize(8);
        assertThat(products.product(0).text("gtin")).isEmpty();
        assertThat(read("catalog/prestashop-fixtures/data/product_attribute.xml").products)
                .hasSize(25);
        assertThat(read("catalog/prestashop-fixtures/langs/nl/product.xml")
                        .product(0)
                        .text("title"))
                .contains("Kaars");
        assertThat(read("catalog/prestashop-fixtures/langs/en/attribute.xml").products)
                .hasSize(22);
    }
}
