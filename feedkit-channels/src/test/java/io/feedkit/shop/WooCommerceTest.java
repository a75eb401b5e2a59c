package io.feedkit.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.problem.FeedException;
import io.feedkit.shop.MockShop.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class WooCommerceTest {
    private static final String API = "/wp-json/wc/v3/";
    private static final String MUG = """
            {"id":11,"name":"Mug","type":"variable","status":"publish","sku":"MUG","permalink":"https://shop.example/p/mug/",
             "description":"<p>Holds tea.</p>","price":"12.90","regular_price":"","categories":[{"id":3,"name":"Mugs"}],
             "attributes":[{"id":0,"name":"Colour","variation":true,"options":["Blue","Red"]},{"id":2,"name":"Material","variation":false,"options":["Clay"]}],
             "images":[{"id":5,"src":"https://shop.example/mug.jpg"},{"id":6,"src":"https://shop.example/mug-2.jpg"}],
             "variations":[12,13],"manage_stock":true,"stock_quantity":9}""";
    private static final String VARIATIONS = """
            [{"id":12,"sku":"MUG-BLUE","permalink":"https://shop.example/p/mug/?c=blue","regular_price":"12.90","sale_price":"9.90",
              "date_on_sale_from_gmt":"2026-01-02T00:00:00","date_on_sale_to_gmt":null,"stock_status":"instock","manage_stock":true,"stock_quantity":7,
              "attributes":[{"id":0,"name":"Colour","option":"Blue"}],"image":{"src":"https://shop.example/mug-blue.jpg"},"weight":"0.35",
              "meta_data":[{"id":1,"key":"_gtin","value":"4006381333931"}]},
             {"id":13,"sku":"MUG","regular_price":"12.90","sale_price":"","stock_status":"outofstock","manage_stock":"parent",
              "attributes":[{"id":0,"name":"Colour","option":"Red"}]}]""";

    private final MockShop shop = new MockShop()
            .on(
                    "GET " + API + "products/categories",
                    "[{'id':3,'name':'Mugs','parent':2},{'id':2,'name':'Kitchen','parent':0}]");

    @AfterEach
    void stop() {
        shop.close();
    }

    private Shop woo() {
        return shop.as("woocommerce")
                .setting("auth", "basic")
                .user("ck_1")
                .secret("password", "the-secret")
                .currency("EUR")
                .setting("weight-unit", "kg");
    }

    private static Said page(List<String> products, int total) {
        return Said.json("[" + String.join(",", products) + "]").with("X-WP-Total", Integer.toString(total));
    }

    @Test
    void readsVariationsAsVariantsOfTheirProduct() {
        shop.on("GET " + API + "products", any -> page(List.of(MUG), 1));
        shop.on("GET " + API + "products/11/variations", any -> Said.json(VARIATIONS));

        Shelf shelf = Shelf.of(woo());

        assertThat(shelf.show(
                        "id",
                        "item_group_id",
                        "title",
                        "color",
                        "material",
                        "price",
                        "sale_price",
                        "quantity",
                        "availability"))
                .isEqualTo("""
                        MUG-BLUE | woo-11 | Mug | Blue | Clay | 12.90 EUR | 9.90 EUR | 7 | in_stock
                        woo-13 | woo-11 | Mug | Red | Clay | 12.90 EUR |  | 9 | out_of_stock""");
        assertThat(shelf.show("category", "gtin", "weight", "image_link", "additional_image_link", "sale_starts_on"))
                .isEqualTo("""
                        Kitchen > Mugs | 4006381333931 | 0.35 kg | https://shop.example/mug-blue.jpg | [https://shop.example/mug.jpg, https://shop.example/mug-2.jpg] | 2026-01-02
                        Kitchen > Mugs |  |  | https://shop.example/mug.jpg | [https://shop.example/mug-2.jpg] |""");
        assertThat(shelf.problems()).isEmpty();
    }

    @Test
    void asksWithKeyAndSecretForWhatIsPublished() {
        shop.on("GET " + API + "products", any -> page(List.of(MUG), 1));
        shop.on("GET " + API + "products/11/variations", any -> Said.json(VARIATIONS));

        MockShop.lines(woo().updatedSince(Instant.parse("2026-02-01T10:00:00Z")));

        MockShop.Asked asked = shop.asked("GET " + API + "products").get(0);
        assertThat(asked.header("authorization")).isEqualTo("Basic Y2tfMTp0aGUtc2VjcmV0");
        assertThat(asked.query())
                .containsEntry("status", "publish")
                .containsEntry("per_page", "100")
                .containsEntry("modified_after", "2026-02-01T09:50:00")
                .containsEntry("dates_are_gmt", "true");
    }

    /** The shop deletes product 50 after the first page was read: a plain walk would step over product 101. */
    @Test
    void stepsOverNothingWhenAProductIsDeletedBetweenTwoPages() {
        List<Integer> ids = new ArrayList<>();
        for (int id = 1; id <= 150; id++) {
            ids.add(id);
        }
        shop.on("GET " + API + "products", asked -> {
            int offset = Integer.parseInt(asked.parameter("offset"));
            List<String> page = ids.subList(Math.min(offset, ids.size()), Math.min(offset + 100, ids.size())).stream()
                    .map(id -> "{\"id\":" + id + ",\"type\":\"simple\",\"name\":\"P" + id + "\",\"price\":\"1\"}")
                    .collect(Collectors.toList());
            Said said = page(page, ids.size());
            ids.remove(Integer.valueOf(50));
            return said;
        });

        String lines = MockShop.lines(woo());

        for (int id = 1; id <= 150; id++) {
            assertThat(lines).containsOnlyOnce("\"woo-" + id + "\"");
        }
    }

    @Test
    void leavesOutGroupsWhichCannotBeBought() {
        String group = "{\"id\":20,\"type\":\"grouped\",\"name\":\"Set\"}";
        shop.on("GET " + API + "products", any -> page(List.of(group), 1));

        assertThat(MockShop.lines(woo())).isEmpty();
    }

    @Test
    void quotesTheShopWhenItRefusesAndNeverTheSecret() {
        shop.on(
                "GET " + API + "products/categories",
                any -> Said.refusal(
                        401,
                        "{\"code\":\"woocommerce_rest_cannot_view\",\"message\":\"Sorry, key the-secret cannot"
                                + " list.\",\"data\":{\"status\":401}}"));

        assertThatThrownBy(() -> MockShop.lines(woo()))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("shop.not-allowed")
                .hasMessageContaining("Sorry, key *** cannot list.")
                .hasMessageNotContaining("the-secret");
    }

    @Test
    void understandsAnAnswerThatAWarningOfTheServerStandsBefore() {
        shop.on(
                "GET " + API + "products",
                any -> Said.json("Notice: undefined index in plugin.php\n"
                                + page(List.of(), 0).body())
                        .with("X-WP-Total", "0"));

        assertThat(MockShop.lines(woo())).isEmpty();
    }

    @Test
    void saysWhatCameInsteadOfAnAnswer() {
        shop.on("GET " + API + "products", any -> Said.json("<!doctype html><title>Maintenance</title>"));

        assertThatThrownBy(() -> MockShop.lines(woo()))
                .hasMessageContaining("shop.unreadable-answer")
                .hasMessageContaining("Maintenance");
    }

    @Test
    void triesAgainWhileTheShopIsBusy() {
        List<Said> answers = new ArrayList<>(
                List.of(Said.refusal(503, ""), Said.refusal(429, "").with("Retry-After", "0"), page(List.of(), 0)));
        shop.on("GET " + API + "products", any -> answers.size() > 1 ? answers.remove(0) : answers.get(0));

        assertThat(MockShop.lines(woo())).isEmpty();
        assertThat(shop.asked("GET " + API + "products")).hasSize(3);
    }

    /** Without HTTPS anybody on the way could read the secret. */
    @Test
    void signsCallsInsteadOfSendingTheSecretOverPlainHttp() {
        shop.on("GET " + API + "products", any -> page(List.of(), 0));

        MockShop.lines(shop.as("woocommerce").user("ck_1").secret("password", "the-secret"));

        assertThat(shop.asked()).allSatisfy(asked -> {
            assertThat(asked.header("authorization"))
                    .startsWith("OAuth oauth_consumer_key=\"ck_1\"")
                    .doesNotContain("oauth_token");
            assertThat(OAuthOracle.accepts(asked, shop.address(), "the-secret", ""))
                    .isTrue();
        });
    }

    @Test
    void putsTheKeysIntoTheAddressForHostsThatDropTheHeader() {
        shop.on("GET " + API + "products", any -> page(List.of(), 0));

        MockShop.lines(woo().setting("auth", "query"));

        assertThat(shop.asked("GET " + API + "products").get(0).query())
                .containsEntry("consumer_key", "ck_1")
                .containsEntry("consumer_secret", "the-secret")
                .containsEntry("per_page", "100");
        assertThat(shop.asked()).noneMatch(asked -> asked.headers().containsKey("authorization"));
    }

    @Test
    void asksTheShopForItsCurrencyAndUnits() {
        shop.on("GET " + API + "settings/general/woocommerce_currency", "{'value':'SEK'}");
        shop.on("GET " + API + "settings/products/woocommerce_weight_unit", "{'value':'g'}");
        shop.on(
                "GET " + API + "products",
                any -> page(
                        List.of(
                                "{\"id\":1,\"type\":\"simple\",\"name\":\"P\",\"sku\":\"P\",\"price\":\"10\",\"weight\":\"350\",\"date_on_sale_from\":\"2026-01-05T00:00:00\",\"date_on_sale_from_gmt\":\"2026-01-04T23:00:00\"}"),
                        1));

        Shelf shelf = Shelf.of(shop.as("woocommerce").user("ck_1").secret("password", "the-secret"));

        assertThat(shelf.show("price", "weight", "sale_starts_on")).isEqualTo("10.00 SEK | 350 g | 2026-01-05");
    }

    /** Product 11 changed; of product 21 only a variation did, of product 31 nothing. The shop of product 31 is too old to know the question. */
    @Test
    void whatChangedAreChangedProductsAndChangedVariationsOfOthers() {
        String bowl = MUG.replace("\"id\":11", "\"id\":21")
                .replace("\"MUG\"", "\"BOWL\"")
                .replace("\"Mug\"", "\"Bowl\"");
        String vase = MUG.replace("\"id\":11", "\"id\":31")
                .replace("\"MUG\"", "\"VASE\"")
                .replace("\"Mug\"", "\"Vase\"");
        shop.on("GET " + API + "products", asked -> {
            boolean first = asked.parameter("offset").equals("0");
            return asked.parameter("modified_after").isEmpty()
                    ? page(first ? List.of(MUG, bowl, vase) : List.of(), 3)
                    : page(first ? List.of(MUG) : List.of(), 1);
        });
        shop.on("GET " + API + "products/11/variations", any -> Said.json(VARIATIONS));
        shop.on(
                "GET " + API + "products/21/variations",
                asked -> Said.json(
                        asked.parameter("modified_after").equals("2026-02-01T09:50:00")
                                ? "[{\"id\":22,\"sku\":\"BOWL-BLUE\",\"regular_price\":\"7.00\",\"date_modified_gmt\":\"2026-02-01T11:00:00\"}]"
                                : "[]"));
        shop.on(
                "GET " + API + "products/31/variations",
                any -> Said.json(
                        "[{\"id\":32,\"sku\":\"VASE-BLUE\",\"regular_price\":\"8.00\",\"date_modified_gmt\":\"2026-01-01T11:00:00\"}]"));
        Shop since = woo().updatedSince(Instant.parse("2026-02-01T10:00:00Z"));

        assertThat(Shelf.of(since).show("id", "title", "item_group_id"))
                .isEqualTo("MUG-BLUE | Mug | woo-11\nwoo-13 | Mug | woo-11\nBOWL-BLUE | Bowl | woo-21");
        assertThat(shop.asked("GET " + API + "products").stream()
                        .filter(asked -> asked.parameter("modified_after").isEmpty())
                        .map(asked -> asked.parameter("type")))
                .containsOnly("variable");
        assertThat(Shelf.of(since.setting("variation-edits", "skip")).show("id"))
                .isEqualTo("MUG-BLUE\nwoo-13");
        assertThat(Shelf.of(woo()).show("id")).contains("VASE-BLUE");
    }
}
