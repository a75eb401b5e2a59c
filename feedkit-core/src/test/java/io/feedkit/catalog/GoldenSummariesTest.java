package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/**
 * What other people's exports hold, counted with another tool (Python's csv module) and read from the notes that come with them, not from our own output.
 *
 * <p>The files are not part of this project; where they are not there the tests are skipped. No mapping has more than fifteen lines.
 */
class GoldenSummariesTest {

    private static Path find(String file) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path found = folder.resolve("shared/data").resolve(file);
            if (Files.exists(found)) {
                return found;
            }
        }
        return Path.of("shared/data").resolve(file);
    }

    /** A summary of a file that has texts in no other language than its own. */
    private static CatalogSummary read(String file, String... mapping) {
        CatalogSummary summary = summary(file, mapping);
        assertThat(summary.languages()).isEmpty();
        return summary;
    }

    private static CatalogSummary summary(String file, String... mapping) {
        Path path = find(file);
        assumeTrue(Files.exists(path), () -> "the real catalogue " + file + " is not on this machine");
        assertThat(mapping.length).isLessThanOrEqualTo(15);
        CatalogOptions options = CatalogOptions.DEFAULTS;
        if (mapping.length > 0) {
            Path folder = path.toAbsolutePath().getParent();
            options = options.withMapping(
                    Mapping.load(String.join("\n", mapping), "mapping.yaml").in(folder == null ? Path.of("") : folder));
        }
        return CatalogSummary.of(Catalog.open(path, options));
    }

    /** Files whose summaries are the tests below; those of all others stand in {@code golden.yaml}. */
    private static final List<String> WITH_A_TEST_OF_THEIR_OWN = List.of(
            "catalog/adventureworks-product-category.csv",
            "catalog/adventureworks-product.csv.gz",
            "catalog/akeneo-icecat-products.csv",
            "catalog/magento2-bundle.csv",
            "catalog/magento2-products-configurable.csv",
            "catalog/magento2-simple-bags.csv",
            "catalog/magento2-simple-watches.csv",
            "catalog/medusa-export-comma.csv",
            "catalog/medusa-export-semicolon.csv",
            "catalog/prestashop-products-import.csv",
            "catalog/shopify-apparel.csv",
            "catalog/shopify-home-and-garden.csv",
            "catalog/shopify-html-descriptions.csv",
            "catalog/vendure-invalid-row-length.csv",
            "catalog/vendure-multi-variants.csv",
            "catalog/vendure-products.csv",
            "catalog/woocommerce-sample-products.csv");

    /** A file and what is known of it. */
    private record Golden(Map<?, ?> known) {
        String file() {
            return text("file");
        }

        boolean isCatalogue() {
            return !known.containsKey("none");
        }

        String text(String key) {
            return String.valueOf(known.get(key));
        }

        Map<?, ?> map(String key) {
            return known.get(key) instanceof Map<?, ?> map ? map : Map.of();
        }

        String[] texts(String key) {
            return known.get(key) instanceof List<?> list
                    ? list.stream().map(String::valueOf).toArray(String[]::new)
                    : new String[0];
        }

        void assertHolds(CatalogSummary summary) {
            assertThat(summary.counts()).isEqualTo(text("counts"));
            map("amounts")
                    .forEach((attribute, amounts) -> assertThat(summary.prices(attribute.toString()))
                            .as("%s", attribute)
                            .isEqualTo(amounts));
            assertThat(summary.languages()).containsExactly(texts("languages"));
            map("filled").forEach((attribute, count) -> {
                String[] names = attribute.toString().split("@");
                long filled = names.length == 1 ? summary.filled(names[0]) : summary.filled(names[0], names[1]);
                assertThat(filled).as("%s", attribute).isEqualTo(((Number) count).longValue());
            });
            Map<String, Long> problems = new TreeMap<>();
            map("problems").forEach((code, count) -> problems.put(code.toString(), ((Number) count).longValue()));
            assertThat(summary.problems()).isEqualTo(problems);
        }
    }

    private static List<Golden> table() {
        return ((List<?>) new Load(LoadSettings.builder().build()).loadFromString(Baseline.text("catalog/golden.yaml")))
                .stream().map(known -> new Golden((Map<?, ?>) known)).toList();
    }

    @TestFactory
    Stream<DynamicTest> readsEachFileAsTheTableSays() {
        return table().stream()
                .filter(Golden::isCatalogue)
                .map(golden -> DynamicTest.dynamicTest(
                        golden.file(), () -> golden.assertHolds(summary(golden.file(), golden.texts("mapping")))));
    }

    @Test
    void leavesNoFileOfTheFoldersOut() throws IOException {
        Path data = find("catalog").getParent();
        assumeTrue(Files.isDirectory(data), "skipped: no folder shared/data beside the project");
        Set<String> known = new TreeSet<>(WITH_A_TEST_OF_THEIR_OWN);
        table().forEach(golden -> known.add(golden.file()));
        Set<String> there = new TreeSet<>();
        for (String folder : List.of("catalog", "feeds")) {
            try (Stream<Path> all = Files.walk(data.resolve(folder))) {
                all.filter(Files::isRegularFile)
                        .forEach(file ->
                                there.add(data.relativize(file).toString().replace('\\', '/')));
            }
        }
        assertThat(known).isEqualTo(there);
    }

    @Test
    void shopifyApparelIsTwentyProductsOneOfThemInThreeSizes() {
        CatalogSummary summary = read("catalog/shopify-apparel.csv", "currency: EUR");
        assertThat(summary.counts()).isEqualTo("22 records, 22 products, 3 variants in 1 group, 0 left out");
        assertThat(summary.prices("price")).isEqualTo("22 from 30 EUR to 80 EUR");
        assertThat(summary.prices("sale_price")).isEqualTo("0");
        assertThat(summary.filled("image_link")).isEqualTo(22);
        assertThat(summary.texts("brand")).containsExactly("partners-demo");
        assertThat(summary.filled("gtin")).isZero();
        assertThat(summary.problems()).isEmpty();
    }

    @Test
    void shopifyHomeAndGardenSellsSixteenProductsBelowTheirStruckPrice() {
        CatalogSummary summary = read("catalog/shopify-home-and-garden.csv", "currency: EUR");
        assertThat(summary.counts()).isEqualTo("21 records, 21 products, 2 variants in 1 group, 0 left out");
        assertThat(summary.prices("price")).isEqualTo("21 from 9.99 EUR to 750 EUR");
        assertThat(summary.prices("sale_price")).isEqualTo("16 from 10.99 EUR to 500 EUR");
        assertThat(summary.filled("image_link")).isEqualTo(21);
        assertThat(summary.texts("brand")).containsExactly("Company 123", "Home Sweet Home", "Rustic LTD");
        assertThat(summary.problems()).isEmpty();
    }

    @Test
    void shopifyDescriptionsWithLineBreaksDoNotBreakRows() {
        CatalogSummary summary = read("catalog/shopify-html-descriptions.csv", "currency: EUR");
        assertThat(summary.counts()).isEqualTo("21 records, 21 products, 2 variants in 1 group, 0 left out");
        assertThat(summary.prices("price")).isEqualTo("21 from 9.99 EUR to 750 EUR");
        assertThat(summary.prices("sale_price")).isEqualTo("16 from 10.99 EUR to 500 EUR");
        // The gloves have two pictures, in two rows.
        assertThat(summary.filled("additional_image_link")).isEqualTo(2);
        assertThat(summary.problems()).isEmpty();
    }

    @Test
    void wooCommerceSellsSimpleProductsAndVariationsButNoParents() {
        CatalogSummary summary = read("catalog/woocommerce-sample-products.csv", "currency: EUR");
        assertThat(summary.counts()).isEqualTo("24 records, 21 products, 9 variants in 2 groups, 3 left out");
        assertThat(summary.texts("item_group_id")).containsExactly("cc-hoodie", "cc-tee");
        assertThat(summary.prices("price")).isEqualTo("21 from 3 EUR to 90 EUR");
        assertThat(summary.prices("sale_price")).isEqualTo("6 from 2 EUR to 55 EUR");
        assertThat(summary.filled("image_link")).isEqualTo(21);
        assertThat(summary.texts("category"))
                .contains("Clothing > Accessories", "Clothing > Hoodies", "Clothing > Tshirts", "Music", "Donation");
        assertThat(summary.problems()).isEmpty();
    }

    @Test
    void magentosConfigurableProductsAreGroupsOfTheirVariants() {
        CatalogSummary summary = read(
                "catalog/magento2-products-configurable.csv", "currency: USD", "attributes:", "  weight: {unit: lb}");
        assertThat(summary.counts()).isEqualTo("887 records, 818 products, 818 variants in 69 groups, 69 left out");
        assertThat(summary.prices("price")).isEqualTo("818 from 18 USD to 84 USD");
        assertThat(summary.prices("sale_price")).isEqualTo("0");
        assertThat(summary.texts("size")).hasSize(13);
        assertThat(summary.texts("color")).hasSize(10);
        assertThat(summary.filled("weight")).isEqualTo(818);
        assertThat(summary.filled("image_link")).isEqualTo(818);
        assertThat(summary.problems()).isEmpty();
    }

    @Test
    void magentosPicturesAreAddressesOnceTheMappingSaysWhere() {
        CatalogSummary summary = read(
                "catalog/magento2-products-configurable.csv",
                "image-base: https://shop.example/media/catalog/product",
                "link-base: https://shop.example");
        assertThat(summary.texts("image_link"))
                .isNotEmpty()
                .allMatch(address -> address.startsWith("https://shop.example/media/catalog/product/m/")
                        || address.startsWith("https://shop.example/media/catalog/product/w/"));
        assertThat(summary.filled("link")).isEqualTo(818);
    }

    @Test
    void magentosSampleCellsHoldOneValueInEachLine() {
        String[] mapping = {
            "currency: USD",
            "attributes:",
            "  category: {path: \"\\n\"}",
            "  material: {type: list<text>, split: \"\\n\"}"
        };
        CatalogSummary bags = read("catalog/magento2-simple-bags.csv", mapping);
        assertThat(bags.counts()).isEqualTo("14 records, 14 products, 0 variants in 0 groups, 0 left out");
        assertThat(bags.prices("price")).isEqualTo("14 from 32 USD to 74 USD");
        assertThat(bags.prices("sale_price")).isEqualTo("3 from 24 USD to 33 USD");
        assertThat(bags.texts("category")).contains("Gear > Bags");
        assertThat(bags.problems()).isEmpty();
        CatalogSummary watches = read("catalog/magento2-simple-watches.csv", mapping);
        assertThat(watches.counts()).isEqualTo("9 records, 9 products, 0 variants in 0 groups, 0 left out");
        assertThat(watches.prices("price")).isEqualTo("9 from 43 USD to 92 USD");
        assertThat(watches.prices("sale_price")).isEqualTo("2 from 43 USD to 49 USD");
        assertThat(watches.texts("category")).contains("Gear > Watches");
        assertThat(watches.problems()).isEmpty();
    }

    @Test
    void magentosBundleHasNoPriceOfItsOwn() {
        CatalogSummary summary = read("catalog/magento2-bundle.csv");
        assertThat(summary.counts()).isEqualTo("1 record, 1 product, 0 variants in 0 groups, 0 left out");
        assertThat(summary.prices("price")).isEqualTo("0");
        assertThat(summary.problems()).isEmpty();
    }

    @Test
    void akeneoHasThreeLanguagesTwoCurrenciesAndTwoGroups() {
        CatalogSummary summary = summary("catalog/akeneo-icecat-products.csv", "currency: EUR");
        assertThat(summary.counts()).isEqualTo("533 records, 533 products, 36 variants in 2 groups, 0 left out");
        assertThat(summary.texts("item_group_id")).containsExactly("akeneo_long_sleeve_tshirt", "oro_mug");
        assertThat(summary.prices("price")).isEqualTo("37 from 2 EUR to 10 EUR");
        assertThat(summary.prices("price_usd")).isEqualTo("37 from 3 USD to 14 USD");
        assertThat(summary.languages()).containsExactly("de", "en", "fr");
        assertThat(summary.filled("description", "de")).isEqualTo(212);
        assertThat(summary.filled("description", "fr")).isEqualTo(230);
        assertThat(summary.filled("image_link")).isEqualTo(52);
        assertThat(summary.filled("weight")).isEqualTo(31);
        assertThat(summary.filled("display_diagonal")).isEqualTo(115);
        assertThat(summary.problems()).isEmpty();
    }

    @Test
    void akeneosCodesBecomeWordsOfItsOtherFiles() {
        CatalogSummary summary = summary(
                "catalog/akeneo-icecat-products.csv",
                "currency: EUR",
                "language: en",
                "tables:",
                "  categories: akeneo-icecat-categories.csv",
                "  families: akeneo-icecat-families.csv",
                "  attributes: akeneo-icecat-attributes.csv");
        assertThat(summary.counts()).isEqualTo("533 records, 533 products, 36 variants in 2 groups, 0 left out");
        assertThat(summary.texts("category"))
                .hasSize(14)
                .contains(
                        "Master catalog > Cameras > Digital cameras",
                        "Master catalog > Audio and Video > Loudspeakers");
        assertThat(summary.value("AKNTS_BPXS_LS", "category", "fr"))
                .isEqualTo("Catalogue principal > Vêtements > T-Shirts");
        assertThat(summary.value("AKNTS_BPXS_LS", "family", "de")).isEqualTo("tshirts");
        assertThat(summary.texts("family")).contains("Digital cameras", "LED TVs", "Scanners");
        assertThat(summary.filled("multifunctional_functions")).isEqualTo(40);
        assertThat(summary.type("multifunctional_functions")).isEqualTo("list<text>");
        assertThat(summary.type("image_stabilizer")).isEqualTo("boolean");
        assertThat(summary.type("display_diagonal")).isEqualTo("measure<length>");
        assertThat(summary.problems()).isEmpty();
    }

    @Test
    void vendureRowsWithoutANameAreFurtherVariants() {
        CatalogSummary summary = read("catalog/vendure-products.csv", "currency: USD");
        assertThat(summary.counts()).isEqualTo("88 records, 88 products, 47 variants in 13 groups, 0 left out");
        assertThat(summary.prices("price")).isEqualTo("88 from 4.99 USD to 5350 USD");
        assertThat(summary.filled("image_link")).isEqualTo(88);
        assertThat(summary.filled("quantity")).isEqualTo(88);
        assertThat(summary.texts("brand")).hasSize(19);
        assertThat(summary.texts("category")).containsExactly("Electronics", "Home & Garden", "Sports & Outdoor");
        assertThat(summary.value("L2201308", "screen size", "")).isEqualTo("13 inch");
        assertThat(summary.value("L2201516", "RAM", "")).isEqualTo("16GB");
        assertThat(summary.problems()).isEmpty();
    }

    @Test
    void vendureOptionsStandBesideTheirNames() {
        CatalogSummary summary = read("catalog/vendure-multi-variants.csv", "currency: USD");
        assertThat(summary.counts()).isEqualTo("10 records, 10 products, 9 variants in 3 groups, 0 left out");
        assertThat(summary.prices("price")).isEqualTo("10 from 4.16 USD to 910.7 USD");
        assertThat(summary.value("10115", "colour", "")).isEmpty();
        assertThat(summary.value("10115", "color", "")).isEqualTo("navy");
        assertThat(summary.value("10115", "size", "")).isEqualTo("large");
        assertThat(summary.value("10115", "title", "")).isEqualTo("Artists Smock");
        assertThat(summary.problems()).isEmpty();
    }

    @Test
    void vendureRowsOfAnotherLengthAreToldAndReadAsFarAsTheyGo() {
        CatalogSummary summary = read("catalog/vendure-invalid-row-length.csv", "currency: USD");
        assertThat(summary.counts()).isEqualTo("3 records, 3 products, 0 variants in 0 groups, 0 left out");
        // The cells of the row that is too short stand one to the left of where they belong.
        assertThat(summary.prices("price")).isEqualTo("2 from 11.99 USD to 910.7 USD");
        assertThat(summary.texts("id")).containsExactly("10112", "M02", "standard");
        assertThat(summary.problems()).containsExactly(Map.entry("csv.too-few-cells", 1L));
    }

    @Test
    void medusasTwoFilesAreTheSameProducts() {
        for (String file : new String[] {"catalog/medusa-export-comma.csv", "catalog/medusa-export-semicolon.csv"}) {
            CatalogSummary summary = read(file, "currency: EUR");
            assertThat(summary.counts()).isEqualTo("3 records, 3 products, 2 variants in 1 group, 0 left out");
            assertThat(summary.prices("price")).isEqualTo("3 from 45 EUR to 65 EUR");
            assertThat(summary.prices("price_usd")).isEqualTo("3 from 100 USD to 200 USD");
            assertThat(summary.prices("price_dkk")).isEqualTo("3 from 30 DKK to 50 DKK");
            assertThat(summary.filled("additional_image_link")).isEqualTo(3);
            assertThat(summary.texts("size")).containsExactly("large", "small");
            assertThat(summary.problems()).isEmpty();
        }
    }

    @Test
    void prestaShopsImportFileSaysNothingAboutVat() {
        CatalogSummary summary = read(
                "catalog/prestashop-products-import.csv",
                "currency: EUR",
                "attributes:",
                "  weight: {unit: kg}",
                "  product_width: {from: Width, unit: cm}",
                "  product_height: {from: Height, unit: cm}",
                "  product_length: {from: Depth, unit: cm}");
        assertThat(summary.counts()).isEqualTo("7 records, 7 products, 0 variants in 0 groups, 0 left out");
        assertThat(summary.prices("price")).isEqualTo("7 from 25 EUR to 1500 EUR");
        assertThat(summary.prices("cost")).isEqualTo("7 from 40 EUR to 1000 EUR");
        assertThat(summary.texts("category")).containsExactly("Accessories", "Laptops", "iPods");
        assertThat(summary.texts("brand")).containsExactly("Apple", "Belkin", "Shure");
        assertThat(summary.value("RP-demo_1", "labels", "")).isEqualTo("[apple, ipod, nano]");
        assertThat(summary.filled("weight")).isEqualTo(7);
        assertThat(summary.problems()).isEmpty();
    }

    @Test
    void adventureWorksHasNoHeaderAndADelimiterOfThreeCharacters() {
        CatalogSummary summary = read(
                "catalog/adventureworks-product.csv.gz",
                "dialect: {delimiter: \"|+|\", header: absent}",
                "currency: USD",
                "numbers: point",
                "attributes:",
                "  id: column 3",
                "  title: column 2",
                "  color: column 4",
                "  cost: column 5",
                "  price: column 6",
                "ignore: [column 14]");
        assertThat(summary.counts()).isEqualTo("295 records, 295 products, 0 variants in 0 groups, 0 left out");
        assertThat(summary.prices("price")).isEqualTo("295 from 2.29 USD to 3578.27 USD");
        assertThat(summary.prices("cost")).isEqualTo("295 from 0.8565 USD to 2171.2942 USD");
        assertThat(summary.value("FR-R92B-58", "title", "")).isEqualTo("HL Road Frame - Black, 58");
        assertThat(summary.problems()).isEmpty();
        CatalogSummary categories = read(
                "catalog/adventureworks-product-category.csv",
                "dialect: {delimiter: \"|+|\", header: absent}",
                "attributes: {id: column 1, title: column 3}");
        assertThat(categories.counts()).isEqualTo("41 records, 41 products, 0 variants in 0 groups, 0 left out");
        assertThat(categories.problems()).isEmpty();
    }

    @Test
    void tablesOfOtherEncodingsAreReadableToo() {
        CatalogSummary french =
                read("torture-csv/encodings/adventureworks-fr.windows-1252.csv", "attributes: {id: model_id}");
        assertThat(french.counts()).startsWith("127 records, 127 products");
        assertThat(french.value("1", "description", "")).startsWith("Sacs légers et résistants au vent");
        CatalogSummary excel = read("torture-csv/handwritten/excel-sep-line.csv", "currency: EUR");
        assertThat(excel.prices("price")).contains("12.9 EUR", "1299 EUR");
    }
}
