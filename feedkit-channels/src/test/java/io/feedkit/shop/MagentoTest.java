package io.feedkit.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.feedkit.shop.MockShop.Said;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class MagentoTest {
    private static final String API = "/rest/default/V1/";
    private static final String PARENT = """
            {"id":11,"sku":"MUG","name":"Mug","attribute_set_id":4,"price":0,"status":1,"visibility":4,"type_id":"configurable","created_at":"2026-01-01 10:00:00","updated_at":"2026-02-01 10:00:00",
             "extension_attributes":{"website_ids":[1],"category_links":[{"position":0,"category_id":"5"}],"configurable_product_links":[12,13]},
             "media_gallery_entries":[{"id":1,"media_type":"image","label":"","position":1,"disabled":false,"types":["image","small_image"],"file":"/m/u/mug.jpg"}],
             "custom_attributes":[{"attribute_code":"url_key","value":"mug"},{"attribute_code":"description","value":"<p>Tea</p>"},{"attribute_code":"manufacturer","value":"7"}]}""";
    private static final String CHILD = """
            {"id":12,"sku":"MUG-BLUE","name":"Mug blue","attribute_set_id":4,"price":12.9,"status":1,"visibility":1,"type_id":"simple","weight":0.35,
             "created_at":"2026-01-01 10:00:00","updated_at":"2026-02-01 10:00:00",
             "media_gallery_entries":[],
             "custom_attributes":[{"attribute_code":"color","value":"93"},{"attribute_code":"url_key","value":"mug-blue"},{"attribute_code":"special_price","value":"9.900000"},
              {"attribute_code":"special_from_date","value":"2026-01-05 00:00:00"}]}""";
    private static final String SIMPLE = """
            {"id":20,"sku":"BOWL","name":"Bowl","attribute_set_id":4,"price":5,"status":1,"visibility":4,"type_id":"simple","created_at":"2026-01-01 10:00:00","updated_at":"2026-02-01 10:00:00",
             "custom_attributes":[{"attribute_code":"url_key","value":"bowl"}]}""";
    private static final String CRITERIA =
            "\"search_criteria\":{\"filter_groups\":[],\"page_size\":100,\"current_page\":1}";

    private final MockShop shop = new MockShop();
    private final Map<String, String> answers = new LinkedHashMap<>();

    @BeforeEach
    void answer() {
        says("store/storeConfigs", """
                [{"id":1,"code":"default","website_id":1,"locale":"en_US","base_currency_code":"EUR","default_display_currency_code":"EUR","timezone":"UTC","weight_unit":"kgs",
                  "base_url":"https://shop.example/","base_link_url":"https://shop.example/","base_static_url":"https://shop.example/static/","base_media_url":"https://shop.example/media/",
                  "secure_base_url":"https://shop.example/","secure_base_link_url":"https://shop.example/","secure_base_static_url":"https://shop.example/static/","secure_base_media_url":"https://shop.example/media/"}]""");
        says(
                "categories/list",
                "{\"items\":[{\"id\":2,\"parent_id\":1,\"name\":\"Default\",\"level\":1},{\"id\":4,\"parent_id\":2,\"name\":\"Kitchen\",\"level\":2},"
                        + "{\"id\":5,\"parent_id\":4,\"name\":\"Mugs\",\"level\":3}]," + CRITERIA
                        + ",\"total_count\":3}");
        says(
                "products/attributes",
                "{\"items\":[" + attribute("color", "93", "Blue") + "," + attribute("manufacturer", "7", "Kiln") + "],"
                        + CRITERIA + ",\"total_count\":2}");
        says(
                "inventory/export-stock-salable-qty/website/base",
                "{\"items\":[{\"sku\":\"MUG-BLUE\",\"qty\":7,\"is_salable\":true},{\"sku\":\"BOWL\",\"qty\":0,\"is_salable\":false}],"
                        + CRITERIA + ",\"total_count\":2}");
        says(
                "products",
                "{\"items\":[" + PARENT + "," + CHILD + "," + SIMPLE + "]," + CRITERIA + ",\"total_count\":3}");
        says("configurable-products/MUG/children", "[" + CHILD + "]");
        says("products/MUG", PARENT);
    }

    private static String attribute(String code, String option, String label) {
        return "{\"attribute_code\":\"" + code
                + "\",\"frontend_input\":\"select\",\"entity_type_id\":\"4\",\"is_required\":false,\"frontend_labels\":[],\"options\":[{\"label\":\" \",\"value\":\"\"},"
                + "{\"label\":\"" + label + "\",\"value\":\"" + option + "\"}]}";
    }

    private void says(String path, String json) {
        answers.put(path, json);
        shop.on("GET " + API + path, any -> Said.json(json));
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private Shop magento() {
        return shop.as("magento").secret("token", "the-token");
    }

    @Test
    void readsChildrenOfAConfigurableProductOnceAndWithLabels() {
        Shelf shelf = Shelf.of(magento());

        assertThat(shelf.show(
                        "id",
                        "item_group_id",
                        "title",
                        "color",
                        "brand",
                        "price",
                        "sale_price",
                        "sale_starts_on",
                        "quantity",
                        "availability"))
                .isEqualTo("""
                        MUG-BLUE | MUG | Mug blue | Blue | Kiln | 12.90 EUR | 9.90 EUR | 2026-01-05 | 7 | in_stock
                        BOWL |  | Bowl |  |  | 5.00 EUR |  |  | 0 | out_of_stock""");
        assertThat(shelf.show("link", "category", "image_link", "weight")).isEqualTo("""
                        https://shop.example/mug.html | Kitchen > Mugs | https://shop.example/media/catalog/product/m/u/mug.jpg | 0.35 kg
                        https://shop.example/bowl.html |  |  |""");
        assertThat(shelf.problems()).isEmpty();
    }

    @Test
    void readsTheWholeFamilyOfAChildThatChanged() {
        shop.on("GET " + API + "products", asked -> {
            boolean families = asked.query().containsValue("configurable");
            return Said.json("{\"items\":[" + (families ? PARENT : CHILD) + "]," + CRITERIA + ",\"total_count\":1}");
        });

        says("configurable-products/MUG/children", "[" + CHILD + "," + CHILD.replace("MUG-BLUE", "MUG-RED") + "]");

        Shelf shelf = Shelf.of(magento().updatedSince(Instant.parse("2026-02-01T10:00:00Z")));

        assertThat(shelf.show("id", "item_group_id")).isEqualTo("MUG-BLUE | MUG\nMUG-RED | MUG");
        assertThat(shop.asked("GET " + API + "products").stream()
                        .anyMatch(asked -> asked.query().containsValue("2026-02-01 09:50:00")))
                .isTrue();
    }

    @Test
    void signsEachCallOfAnIntegration() {
        Shop signed = shop.as("magento")
                .secret("consumer-key", "the-key")
                .secret("consumer-secret", "the-consumer-secret")
                .secret("token", "the-token")
                .secret("token-secret", "the-token-secret")
                .clock(InstantSource.fixed(Instant.parse("2026-02-01T10:00:00Z")));

        MockShop.lines(signed);

        assertThat(shop.asked()).allSatisfy(asked -> {
            assertThat(asked.header("authorization"))
                    .startsWith("OAuth oauth_consumer_key=\"the-key\"")
                    .contains(
                            "oauth_signature_method=\"HMAC-SHA256\"",
                            "oauth_timestamp=\"1769940000\"",
                            "oauth_token=\"the-token\"");
            assertThat(OAuthOracle.accepts(asked, shop.address(), "the-consumer-secret", "the-token-secret"))
                    .isTrue();
        });
    }

    @Test
    void logsInAsAnAdministratorOnceMoreWhenTheTokenRanOut() {
        List<String> tokens = new ArrayList<>(List.of("first", "second"));
        shop.on("POST " + API + "integration/admin/token", any -> Said.json("\"" + tokens.remove(0) + "\""));
        shop.on(
                "GET " + API + "products",
                asked -> asked.header("authorization").equals("Bearer second")
                        ? Said.json("{\"items\":[]}")
                        : Said.refusal(
                                401,
                                "{\"message\":\"The consumer isn't authorized to access %resources.\",\"parameters\":{\"resources\":\"Magento_Catalog::products\"}}"));

        assertThat(MockShop.lines(shop.as("magento").user("admin").secret("password", "the-password")))
                .isEmpty();
        assertThat(tokens).isEmpty();
    }

    @Test
    void fillsTheParametersIntoTheMessageOfARefusal() {
        shop.on(
                "GET " + API + "store/storeConfigs",
                any -> Said.refusal(
                        403,
                        "{\"message\":\"The consumer isn't authorized to access %resources.\",\"parameters\":{\"resources\":\"Magento_Backend::store\"}}"));

        assertThatThrownBy(() -> MockShop.lines(magento()))
                .hasMessageContaining("shop.not-allowed")
                .hasMessageContaining("authorized to access Magento_Backend::store.");
    }

    /** Every call is one the vendor's contract has, and every answer of this test is one it allows. */
    @Test
    void keepsToTheContractOfTheVendor() throws Exception {
        Optional<Path> contract =
                shared("channel-facts/marketplaces/contracts/adobe-commerce/admin-schema-2.4.9-reduced.json");
        assumeTrue(contract.isPresent(), "no folder ../shared with the vendor's contract: comparison skipped");
        JsonNode api = JsonMapper.shared().readTree(Files.readString(contract.get()));

        MockShop.lines(magento());

        for (MockShop.Asked asked : shop.asked()) {
            JsonNode operation = operation(api, "/V1/" + asked.path().substring(API.length()));
            List<String> parameters = new ArrayList<>();
            operation
                    .path("parameters")
                    .forEach(parameter -> parameters.add(parameter.path("name").asString()));
            assertThat(parameters)
                    .as(asked.path())
                    .containsAll(asked.query().keySet().stream()
                            .map(name -> name.replaceAll("\\[filterGroups]\\[\\d+]", "[filterGroups][0]"))
                            .toList());
        }
        for (Map.Entry<String, String> answer : answers.entrySet()) {
            JsonNode schema = operation(api, "/V1/" + answer.getKey()).at("/responses/200/schema");
            ObjectNode whole = ((ObjectNode) schema.deepCopy());
            whole.set("definitions", api.path("definitions"));
            Schema judge = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_4)
                    .getSchema(whole);
            assertThat(judge.validate(JsonMapper.shared().readTree(answer.getValue())))
                    .as(answer.getKey())
                    .isEmpty();
        }
    }

    private static JsonNode operation(JsonNode api, String path) {
        for (Map.Entry<String, JsonNode> one : api.path("paths").properties()) {
            if (path.matches(one.getKey().replaceAll("\\{[^}]*}", "[^/]+"))) {
                return one.getValue().path("get");
            }
        }
        throw new AssertionError("the contract has no " + path);
    }

    private static Optional<Path> shared(String path) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path wanted = at.resolve("shared").resolve(path);
            if (Files.exists(wanted)) {
                return Optional.of(wanted);
            }
        }
        return Optional.empty();
    }

    private static final String FRENCH =
            "{\"id\":2,\"code\":\"fr\",\"website_id\":1,\"locale\":\"fr_FR\",\"base_currency_code\":\"EUR\",\"weight_unit\":\"kgs\"}";

    @Test
    void readsTheTextsOfFurtherStoreViewsBeside() {
        shop.on(
                "GET " + API + "store/storeConfigs",
                any -> Said.json(answers.get("store/storeConfigs").replaceFirst("]$", "," + FRENCH + "]")));
        shop.on(
                "GET /rest/fr/V1/products",
                asked -> Said.json(
                        asked.query().containsValue("12")
                                ? "{\"items\":[{\"id\":12,\"name\":\"Tasse bleue\",\"custom_attributes\":[]}],\"total_count\":1}"
                                : "{\"items\":[{\"id\":11,\"name\":\"Tasse\",\"custom_attributes\":[{\"attribute_code\":\"description\",\"value\":\"Du thé\"}]},{\"id\":20,\"name\":\"Bol\"}],\"total_count\":2}"));

        Shelf shelf = Shelf.of(magento().setting("store-views", "fr"));

        assertThat(shelf.show("id", "title", "title@fr", "description@fr"))
                .isEqualTo("MUG-BLUE | Mug blue | Tasse bleue | Du thé\nBOWL | Bowl | Bol |");
        assertThat(shop.asked("GET /rest/fr/V1/products").get(0).query()).containsValue("11,12,20");
    }

    @Test
    void saysWhichStoreViewsThereAre() {
        assertThatThrownBy(() -> MockShop.lines(magento().setting("store-views", "de")))
                .hasMessageContaining("shop.setting-missing")
                .hasMessageContaining("no store view de, only default");
    }

    @Test
    void countsOneSourceIfAsked() {
        shop.on(
                "GET " + API + "inventory/source-items",
                any -> Said.json(
                        "{\"items\":[{\"sku\":\"MUG-BLUE\",\"source_code\":\"paris\",\"quantity\":3,\"status\":1},{\"sku\":\"BOWL\",\"source_code\":\"paris\",\"quantity\":4,\"status\":0}],\"total_count\":2}"));

        assertThat(Shelf.of(magento().setting("source", "paris")).show("id", "quantity", "availability"))
                .isEqualTo("MUG-BLUE | 3 | in_stock\nBOWL | 4 | out_of_stock");
    }
}
