package io.feedkit.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.shop.MockShop.Said;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class VendureTest {
    private static final String VARIANTS = """
            {'data':{'productVariants':{'totalItems':2,'items':[
             {'id':'1','sku':'MUG-BLUE','name':'Mug Blue','enabled':true,'priceWithTax':1290,'currencyCode':'EUR','trackInventory':'TRUE','stockLevels':[{'stockOnHand':9,'stockAllocated':2}],
              'options':[{'name':'Blue','group':{'name':'Colour','code':'colour'}}],'facetValues':[],'featuredAsset':null,'assets':[],
              'product':{'id':'7','name':'Mug','slug':'mug','description':'<p>Tea</p>','enabled':true,'featuredAsset':{'source':'https://shop.example/a/m.jpg'},'assets':[{'source':'https://shop.example/a/m.jpg'},{'source':'https://shop.example/a/m2.jpg'}],
               'facetValues':[{'name':'Kiln','facet':{'name':'Brand','code':'brand'}},{'name':'Clay','facet':{'name':'Material','code':'material'}}],
               'collections':[{'name':'Mugs','breadcrumbs':[{'name':'__root__'},{'name':'Kitchen'},{'name':'Mugs'}]}]}},
             {'id':'2','sku':'OLD','name':'Old','enabled':true,'priceWithTax':50000,'currencyCode':'JPY','trackInventory':'FALSE','stockLevels':[],'options':[],'product':{'id':'8','name':'Old','slug':'old','enabled':true}}
            ]}}}""";

    private final MockShop shop = new MockShop();

    @BeforeEach
    void answer() {
        shop.on("POST /admin-api", asked -> {
            if (asked.body().contains("login(")) {
                boolean known = asked.body().contains("the-password");
                return known
                        ? json("{'data':{'login':{'__typename':'CurrentUser'}}}")
                                .with("vendure-auth-token", "session-1")
                        : json("{'data':{'login':{'__typename':'InvalidCredentialsError','message':'The provided"
                                + " credentials are invalid'}}}");
            }
            return asked.header("authorization").equals("Bearer session-1")
                    ? json(VARIANTS)
                    : json("{'errors':[{'message':'You are not currently authorized to perform this action'}]}");
        });
    }

    private static Said json(String json) {
        return Said.json(json.replace('\'', '"'));
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    @Test
    void readsVariantsWithPricesInMinorUnitsAndStockLessWhatIsAllocated() {
        Shop vendure = shop.as("vendure")
                .user("admin")
                .secret("password", "the-password")
                .setting("storefront", "https://shop.example/");

        assertThat(Shelf.of(vendure)
                        .show(
                                "id",
                                "item_group_id",
                                "title",
                                "color",
                                "brand",
                                "material",
                                "price",
                                "quantity",
                                "availability",
                                "category",
                                "link"))
                .isEqualTo("""
                        MUG-BLUE | vendure-7 | Mug | Blue | Kiln | Clay | 12.90 EUR | 7 | in_stock | Kitchen > Mugs | https://shop.example/products/mug
                        OLD |  | Old |  |  |  | 500 JPY |  | in_stock |  | https://shop.example/products/old""");
    }

    @Test
    void saysThatTheLoginWasRefused() {
        assertThatThrownBy(() -> MockShop.lines(shop.as("vendure").user("admin").secret("password", "the-wrong-one")))
                .hasMessageContaining("shop.not-allowed")
                .hasMessageContaining("The provided credentials are invalid");
    }

    @Test
    void keepsBackWhatTheShopKeepsBackAndCountsOneLocationIfAsked() {
        shop.on("POST /admin-api", asked -> {
            if (asked.body().contains("login(")) {
                return json("{'data':{'login':{'__typename':'CurrentUser'}}}").with("vendure-auth-token", "session-1");
            }
            if (asked.body().contains("globalSettings")) {
                return json(
                        "{'data':{'globalSettings':{'trackInventory':true,'outOfStockThreshold':3,'serverConfig':{'moneyStrategyPrecision':3}}}}");
            }
            String levels =
                    "'stockLevels':[{'stockLocationId':'1','stockOnHand':3,'stockAllocated':0},{'stockLocationId':'2','stockOnHand':9,'stockAllocated':1}]";
            String product =
                    "'product':{'id':'7','name':'Mug','slug':'mug','enabled':true,'description':'Tea','translations':[{'languageCode':'en','name':'Mug','description':'Tea'},{'languageCode':'fr','name':'Tasse','description':'Du"
                            + " thé'}]}";
            return json("{'data':{'productVariants':{'totalItems':2,'items':["
                    + "{'id':'1','sku':'KEPT','priceWithTax':12900,'currencyCode':'EUR','trackInventory':'INHERIT','useGlobalOutOfStockThreshold':true,"
                    + levels + "," + product
                    + "},{'id':'2','sku':'OWED','priceWithTax':12900,'currencyCode':'EUR','trackInventory':'TRUE','useGlobalOutOfStockThreshold':false,'outOfStockThreshold':-5,"
                    + "'stockLevels':[{'stockLocationId':'1','stockOnHand':0,'stockAllocated':1}]," + product
                    + "}]}}}");
        });
        Shop vendure = shop.as("vendure").user("admin").secret("password", "the-password");

        assertThat(Shelf.of(vendure).show("id", "price", "quantity", "availability", "title@fr"))
                .isEqualTo("""
                        KEPT | 12.90 EUR | 11 | in_stock | Tasse
                        OWED | 12.90 EUR | -1 | backorder | Tasse""");
        assertThat(Shelf.of(vendure.setting("location", "1")).show("id", "quantity", "availability"))
                .isEqualTo("KEPT | 3 | out_of_stock\nOWED | -1 | backorder");
    }

    private static String variant(String id, String sku, String product, String name) {
        return "{'id':'" + id + "','sku':'" + sku + "','enabled':" + !sku.equals("HIDDEN")
                + ",'priceWithTax':1200,'currencyCode':'EUR','trackInventory':'FALSE','stockLevels':[],'options':[],"
                + "'product':{'id':'" + product + "','name':'" + name + "','slug':'p','enabled':true}}";
    }

    /** Product 7 has a new name, of product 8 one variant has a new price, of product 9 both changed. */
    @Test
    void whatChangedAreVariantsOfChangedProductsAndOtherChangedVariants() {
        shop.on("POST /admin-api", asked -> {
            String body = asked.body();
            if (body.contains("login(")) {
                return json("{'data':{'login':{'__typename':'CurrentUser'}}}").with("vendure-auth-token", "session-1");
            }
            if (body.contains("globalSettings")) {
                return json("{'data':{'globalSettings':{'trackInventory':true}}}");
            }
            assertThat(body).contains("\"updatedAt\":{\"after\":\"2026-02-01T09:50:00Z\"}");
            boolean first = body.contains("\"skip\":0");
            if (body.contains("ProductListOptions")) {
                return json("{'data':{'products':{'totalItems':2,'items':["
                        + (first
                                ? "{'id':'7','enabled':true,'variants':[" + variant("1", "MUG-BLUE", "7", "New mug")
                                        + ","
                                        + variant("2", "MUG-RED", "7", "New mug") + ","
                                        + variant("3", "HIDDEN", "7", "New mug") + "]},"
                                        + "{'id':'9','enabled':true,'variants':["
                                        + variant("9", "BOWL", "9", "New bowl")
                                        + "]}"
                                : "")
                        + "]}}}");
            }
            return json("{'data':{'productVariants':{'totalItems':2,'items':["
                    + (first ? variant("5", "JUG", "8", "Jug") + "," + variant("9", "BOWL", "9", "New bowl") : "")
                    + "]}}}");
        });
        Shop vendure = shop.as("vendure").user("admin").secret("password", "the-password");

        assertThat(Shelf.of(vendure.updatedSince(Instant.parse("2026-02-01T10:00:00Z")))
                        .show("id", "title"))
                .isEqualTo("MUG-BLUE | New mug\nMUG-RED | New mug\nBOWL | New bowl\nJUG | Jug");
    }
}
