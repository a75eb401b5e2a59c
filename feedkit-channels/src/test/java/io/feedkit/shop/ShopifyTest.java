package io.feedkit.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.shop.MockShop.Said;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

@Tag("slow")
class ShopifyTest {
    private static final String GRAPH = "POST /admin/api/2026-01/graphql.json";
    private static final String PRODUCT =
            "{'id':'gid://shopify/Product/1','title':'Mug','handle':'mug','vendor':'Kiln','descriptionHtml':'<p>Tea</p>','tags':['new','tea'],'category':{'fullName':'Home > Mugs'}}";
    private static final String BLUE =
            "{'id':'gid://shopify/ProductVariant/11','sku':'MUG-BLUE','price':'9.90','compareAtPrice':'12.90','barcode':'4006381333931','inventoryQuantity':7,'availableForSale':true,"
                    + "'selectedOptions':[{'name':'Colour','value':'Blue'}],'inventoryItem':{'tracked':true,'measurement':{'weight':{'value':350,'unit':'GRAMS'}}},'__parentId':'gid://shopify/Product/1'}";
    private static final String RED =
            "{'id':'gid://shopify/ProductVariant/12','sku':'','price':'12.90','compareAtPrice':null,'inventoryQuantity':0,'availableForSale':false,"
                    + "'selectedOptions':[{'name':'Colour','value':'Red'}],'inventoryItem':{'tracked':true},'__parentId':'gid://shopify/Product/1'}";
    private static final String PICTURE =
            "{'id':'gid://shopify/MediaImage/21','image':{'url':'https://cdn.example/mug.jpg'},'__parentId':'gid://shopify/Product/1'}";
    private static final String BOWL =
            "{'id':'gid://shopify/Product/2','title':'Bowl','handle':'bowl','vendor':'Kiln'}";
    private static final String ONLY =
            "{'id':'gid://shopify/ProductVariant/21','sku':'BOWL','price':'5.00','inventoryQuantity':0,'availableForSale':true,'inventoryPolicy':'CONTINUE',"
                    + "'selectedOptions':[{'name':'Title','value':'Default Title'}],'inventoryItem':{'tracked':true},'__parentId':'gid://shopify/Product/2'}";

    private final MockShop shop = new MockShop();
    private final List<String> states = new ArrayList<>(List.of("CREATED", "RUNNING", "COMPLETED"));

    @BeforeEach
    void answer() {
        shop.on(GRAPH, asked -> {
            if (!asked.header("x-shopify-access-token").equals("the-token")) {
                return Said.refusal(401, "{\"errors\":\"Invalid API key\"}");
            }
            if (asked.body().contains("bulkOperationRunQuery")) {
                return json(
                        "{'data':{'bulkOperationRunQuery':{'bulkOperation':{'id':'gid://shopify/BulkOperation/7','status':'CREATED'},'userErrors':[]}}}");
            }
            if (asked.body().contains("BulkOperation/7")) {
                String state = states.size() > 1 ? states.remove(0) : states.get(0);
                return json("{'data':{'node':{'id':'gid://shopify/BulkOperation/7','status':'" + state + "','url':'"
                        + shop.address() + "bulk.jsonl'}}}");
            }
            return json("{'data':{'shop':{'currencyCode':'EUR','primaryDomain':{'url':'https://shop.example'}}}}");
        });
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private static Said json(String json) {
        return Said.json(json.replace('\'', '"'));
    }

    private void file(String... lines) {
        shop.on("GET /bulk.jsonl", any -> json(String.join("\n", lines) + "\n"));
    }

    private Shop shopify() {
        return shop.as("shopify").secret("token", "the-token");
    }

    private static final String EXPECTED = """
            MUG-BLUE | shopify-1 | Mug | Blue | Kiln | 12.90 EUR | 9.90 EUR | 7 | in_stock | https://shop.example/products/mug?variant=11 | https://cdn.example/mug.jpg
            shopify-12 | shopify-1 | Mug | Red | Kiln | 12.90 EUR |  | 0 | out_of_stock | https://shop.example/products/mug?variant=12 | https://cdn.example/mug.jpg
            BOWL |  | Bowl |  | Kiln | 5.00 EUR |  | 0 | backorder | https://shop.example/products/bowl |""";

    private static String shown(Shelf shelf) {
        return shelf.show(
                "id",
                "item_group_id",
                "title",
                "color",
                "brand",
                "price",
                "sale_price",
                "quantity",
                "availability",
                "link",
                "image_link");
    }

    @Test
    void readsTheFileOfABulkOperation() {
        file(PRODUCT, BLUE, RED, PICTURE, BOWL, ONLY);

        Shelf shelf = Shelf.of(shopify());

        assertThat(shown(shelf)).isEqualTo(EXPECTED);
        assertThat(shelf.show("gtin", "weight", "category")).startsWith("4006381333931 | 350 g | Home > Mugs");
        assertThat(shelf.problems()).isEmpty();
    }

    /** The shop does not promise that children follow their parent. */
    @Test
    void findsVariantsThatStandFarFromTheirProduct() {
        file(BLUE, PRODUCT, BOWL, PICTURE, ONLY, RED);

        assertThat(shown(Shelf.of(shopify())).lines().sorted())
                .containsExactlyElementsOf(EXPECTED.lines().sorted().toList());
    }

    @Test
    void doesNotTellTheFileServerWhoAsks() {
        file(PRODUCT, BLUE);

        MockShop.lines(shopify());

        assertThat(shop.asked("GET /bulk.jsonl").get(0).headers())
                .doesNotContainKeys("x-shopify-access-token", "authorization");
    }

    @Test
    void waitsUntilTheShopCanAffordTheCall() {
        file(PRODUCT, BLUE);
        List<String> first = new ArrayList<>(List.of(
                "{'errors':[{'message':'Throttled','extensions':{'code':'THROTTLED'}}],'extensions':{'cost':{'requestedQueryCost':10,"
                        + "'throttleStatus':{'maximumAvailable':1000.0,'currentlyAvailable':9,'restoreRate':50.0}}}}"));
        MockShop throttled = new MockShop();
        throttled.on(
                GRAPH, asked -> first.isEmpty() ? Said.refusal(400, "{\"errors\":\"enough\"}") : json(first.remove(0)));
        try (throttled) {
            assertThatThrownBy(() -> MockShop.lines(throttled.as("shopify").secret("token", "the-token")))
                    .hasMessageContaining("enough");
            assertThat(throttled.asked(GRAPH)).hasSize(2);
        }
    }

    @Test
    void saysWhyABulkOperationFailed() {
        states.clear();
        states.add("FAILED");

        assertThatThrownBy(() -> MockShop.lines(shopify()))
                .hasMessageContaining("shop.refused")
                .hasMessageContaining("FAILED");
    }

    @Test
    void refusesToStartWithoutAToken() {
        assertThatThrownBy(() -> MockShop.lines(shop.as("shopify")))
                .hasMessageContaining("shop.setting-missing")
                .hasMessageContaining("token");
    }

    @Test
    void readsTheMarketTheLanguageAndTheLocationAskedFor() {
        file(
                PRODUCT.replace(
                        "'tags'",
                        "'translations':[{'key':'title','value':'Tasse'},{'key':'body_html','value':'Du thé'}],'tags'"),
                BLUE.replace(
                        "'inventoryItem':{",
                        "'contextualPricing':{'price':{'amount':'11.50','currencyCode':'CHF'},'compareAtPrice':null},'inventoryItem':{'inventoryLevel':{'quantities':[{'quantity':2}]},"),
                RED.replace("'inventoryItem':{", "'inventoryItem':{'inventoryLevel':null,"));

        Shelf shelf = Shelf.of(shopify().language("fr").setting("country", "CH").setting("location", "5"));

        assertThat(shelf.show("title", "price", "sale_price", "quantity", "availability"))
                .isEqualTo("Tasse | 11.50 CHF |  | 2 | in_stock\nTasse | 12.90 EUR |  | 0 | out_of_stock");
        String asked = shop.asked(GRAPH).stream()
                .map(MockShop.Asked::body)
                .filter(body -> body.contains("bulkOperationRunQuery"))
                .findFirst()
                .orElseThrow();
        assertThat(asked)
                .contains(
                        "contextualPricing(context: { country: CH })",
                        "gid://shopify/Location/5",
                        "translations(locale:");
    }

    @Test
    void letsNothingButACountryIntoTheQuery() {
        assertThatThrownBy(() -> MockShop.lines(shopify().setting("country", "CH } evil {")))
                .hasMessageContaining("shop.setting-missing");
    }
}
