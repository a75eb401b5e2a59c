package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeout;

import io.feedkit.location.Location;
import io.feedkit.problem.Problem;
import io.feedkit.product.Product;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Which arrays of objects inside the records of JSON are variants. */
class NestedVariantsTest {
    private static final String UNIQUE = "{\"sku\":\"A-1\",\"price\":\"5 EUR\"},{\"sku\":\"A-2\",\"price\":\"6 EUR\"}";

    private final List<Problem> problems = new ArrayList<>();

    private List<String> ids(String json, CatalogOptions options) {
        return Catalog.open(location(json), options).first(100, problems::add).stream()
                .map(NestedVariantsTest::id)
                .toList();
    }

    private static Location location(String json) {
        return Location.of("shop.json", () -> new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)));
    }

    private static String id(Product product) {
        return product.text("id").orElse("")
                + product.text("item_group_id").map(group -> " of " + group).orElse("");
    }

    private static String product(String array, String objects) {
        return "[{\"id\":\"A\",\"title\":\"Cup\",\"" + array + "\":[" + objects
                + "]},{\"id\":\"B\",\"title\":\"Jug\",\"" + array + "\":[]}]";
    }

    private List<String> codes() {
        return problems.stream().map(problem -> problem.code().id()).toList();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "variants",
                "Variations",
                "productVariants",
                "product_variants",
                "skus",
                "children",
                "offers",
                "items"
            })
    void knowsVariantsByTheirNameAndWhatIsInThem(String array) {
        assertThat(ids(product(array, UNIQUE), CatalogOptions.DEFAULTS)).containsExactly("A-1 of A", "A-2 of A", "B");
        assertThat(codes()).isEmpty();
    }

    /** A stock that only the product was asked for would be that of each of its variants. */
    @ParameterizedTest
    @ValueSource(strings = {"quantity", "qty", "stock", "stock_quantity"})
    void countsWhatAVariantSaysOfItsStockBeforeWhatItsProductSays(String stock) {
        String json =
                "[{\"id\":\"A\",\"title\":\"Cup\",\"STOCK\":5,\"variants\":[{\"sku\":\"A-1\",\"STOCK\":3},{\"sku\":\"A-2\"}]}]"
                        .replace("STOCK", stock);
        assertThat(Catalog.open(location(json), CatalogOptions.DEFAULTS).first(9, problems::add))
                .extracting(product -> product.text("id").orElse("")
                        + product.integer("quantity").map(own -> ": " + own).orElse(""))
                .containsExactly("A-1: 3", "A-2: 5");
    }

    @ParameterizedTest
    @ValueSource(strings = {"items", "data", "nodes"})
    void knowsVariantsInAPage(String page) {
        String json = product("variants", UNIQUE).replaceAll("\\[(\\{\"sku.*?})]", "{\"" + page + "\":[$1]}");
        assertThat(json).contains("\"variants\":{\"" + page);
        assertThat(ids(json, CatalogOptions.DEFAULTS)).containsExactly("A-1 of A", "A-2 of A", "B");
    }

    /** Offers of several sellers, steps of a price, categories: none of them is a product. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"sku\":\"A\",\"price\":5,\"seller\":\"x\"},{\"sku\":\"A\",\"price\":6,\"seller\":\"y\"}",
                "{\"from\":1,\"price\":5},{\"from\":10,\"price\":4}",
                "{\"id\":1,\"name\":\"Cups\"},{\"id\":2,\"name\":\"Jugs\"}"
            })
    void makesNoProductsOfWhatNoIdentifierTellsApart(String objects) {
        assertThat(ids(product("offers", objects), CatalogOptions.DEFAULTS)).containsExactly("A", "B");
        assertThat(codes()).isEmpty();
    }

    @Test
    void saysWhatLooksLikeVariantsUnderANameThatNobodyKnows() {
        String json = product("flavours", UNIQUE);
        assertThat(ids(json, CatalogOptions.DEFAULTS)).containsExactly("A", "B");
        assertThat(problems)
                .singleElement()
                .satisfies(problem -> assertThat(problem.toString())
                        .contains("json.like-variants", "flavours", "price, sku", "nesting: {variants: flavours}"));
        problems.clear();
        Mapping mapping = Mapping.load("nesting: {variants: flavours}", "shop.yaml");
        assertThat(ids(json, CatalogOptions.DEFAULTS.withMapping(mapping)))
                .containsExactly("A-1 of A", "A-2 of A", "B");
        assertThat(codes()).isEmpty();
    }

    @Test
    void readsTheSameWithTheMappingItProposes() {
        Location location = Location.of(
                "shop.json",
                () -> new ByteArrayInputStream(product("skus", UNIQUE).getBytes(StandardCharsets.UTF_8)));
        String proposed = Catalog.open(location, CatalogOptions.DEFAULTS).proposedMapping();
        CatalogOptions options = CatalogOptions.DEFAULTS.withMapping(Mapping.load(proposed, "shop.yaml"));
        assertThat(ids(product("skus", UNIQUE), options)).containsExactly("A-1 of A", "A-2 of A", "B");
        assertThat(codes()).isEmpty();
    }

    @Test
    void saysThatVariantsTwoArraysDownAreNotTakenApart() {
        String colours = "{\"name\":\"red\",\"variants\":[" + UNIQUE + "]}";
        assertThat(ids(product("colours", colours), CatalogOptions.DEFAULTS)).containsExactly("A", "B");
        assertThat(codes()).containsExactly("json.like-variants");
    }

    @Test
    void saysThatVariantsByTheirKeyAreNotTakenApart() {
        String json = "[{\"id\":\"A\",\"title\":\"Cup\",\"variants\":{\"A-1\":{\"price\":5},\"A-2\":{\"price\":6}}}]";
        assertThat(ids(json, CatalogOptions.DEFAULTS)).containsExactly("A");
        assertThat(codes()).contains("json.like-variants");
    }

    @Test
    void keepsOtherProductsThatAProductNames() {
        assertThat(ids(product("related_products", UNIQUE), CatalogOptions.DEFAULTS))
                .containsExactly("A", "B");
        assertThat(codes()).isEmpty();
    }

    /** Whatever the list inside is called, and however deep it stands. */
    @ParameterizedTest
    @ValueSource(strings = {"related", "relatedProducts", "upsells", "accessories", "bundle"})
    void keepsOtherProductsThatStandInAPage(String other) {
        for (String list : List.of("items", "products", "variants")) {
            String json = product(other, UNIQUE).replaceAll("\\[(\\{\"sku.*?})]", "{\"" + list + "\":[$1]}");
            assertThat(json).contains("\"" + other + "\":{\"" + list);
            assertThat(ids(json, CatalogOptions.DEFAULTS)).as(json).containsExactly("A", "B");
            assertThat(codes()).isEmpty();
        }
    }

    /** It took minutes where each array was compared with each other; beside the records as well as in them. */
    @ParameterizedTest
    @ValueSource(strings = {"{\"id\":\"A\"%s}", "[{\"id\":\"A\"%s},{\"id\":\"B\"}]"})
    void looksAtTwentyThousandArraysInAMoment(String json) {
        StringBuilder arrays = new StringBuilder();
        for (int i = 0; i < 20_000; i++) {
            arrays.append(",\"a").append(i).append("\":[{}]");
        }
        byte[] bytes = String.format(Locale.ROOT, json, arrays).getBytes(StandardCharsets.UTF_8);
        Location location = Location.of("shop.json", () -> new ByteArrayInputStream(bytes));
        assertThat(assertTimeout(Duration.ofSeconds(20), () -> Catalog.open(location, CatalogOptions.DEFAULTS)))
                .isNotNull();
    }
}
