package io.feedkit.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.shop.MockShop.Said;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ShopwareTest {
    private static final String EURO = "b7d2554b0ce847cd82f3ac9bd1c0dfca";
    private static final String PRODUCTS = """
            {'total':3,'data':[
             {'id':'a1','autoIncrement':1,'parentId':null,'childCount':2,'productNumber':'MUG','name':'Mug','price':[]},
             {'id':'a2','autoIncrement':2,'parentId':'a1','childCount':0,'productNumber':'MUG.1','name':null,'translated':{'name':'Mug','description':'<p>Tea</p>'},
              'price':[{'currencyId':'usd','gross':15,'net':12},{'currencyId':'EURO','gross':9.9,'net':8.32,'listPrice':{'gross':12.9}}],
              'availableStock':7,'available':true,'isCloseout':false,'ean':'4006381333931','weight':0.35,
              'manufacturer':{'translated':{'name':'Kiln'}},
              'options':[{'translated':{'name':'Blue'},'group':{'translated':{'name':'Colour'}}}],
              'categories':[{'translated':{'breadcrumb':['Catalogue','Kitchen','Mugs']}}],
              'cover':{'media':{'url':'https://shop.example/m/1.jpg'}},'media':[{'media':{'url':'https://shop.example/m/1.jpg'}},{'media':{'url':'https://shop.example/m/2.jpg'}}],
              'seoUrls':[{'seoPathInfo':'Mug/MUG.1','isCanonical':true,'isDeleted':false}]},
             {'id':'a3','autoIncrement':3,'parentId':null,'childCount':null,'productNumber':'BOWL','translated':{'name':'Bowl'},
              'price':[{'currencyId':'EURO','gross':5,'net':4.2,'listPrice':null}],'availableStock':0,'available':false,'isCloseout':true}
            ]}""";

    private final MockShop shop = new MockShop();
    private final List<String> tokens = new ArrayList<>(List.of("first", "second"));

    @BeforeEach
    void answer() {
        shop.on(
                "POST /api/oauth/token",
                any -> Said.json("{\"access_token\":\"" + tokens.remove(0) + "\",\"expires_in\":600}"));
        shop.on(
                "POST /api/search/currency",
                "{'data':[{'id':'" + EURO + "','isoCode':'EUR'},{'id':'usd','isoCode':'USD'}]}");
        shop.on("POST /api/search/product", PRODUCTS.replace("EURO", EURO));
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private Shop shopware() {
        return shop.as("shopware").secret("client-id", "the-id").secret("client-secret", "the-secret");
    }

    @Test
    void readsVariantsAndPassesOverTheProductThatHoldsThem() {
        Shelf shelf = Shelf.of(shopware());

        assertThat(shelf.show(
                        "id",
                        "item_group_id",
                        "title",
                        "color",
                        "brand",
                        "price",
                        "sale_price",
                        "quantity",
                        "availability"))
                .isEqualTo("""
                        MUG.1 | a1 | Mug | Blue | Kiln | 12.90 EUR | 9.90 EUR | 7 | in_stock
                        BOWL |  | Bowl |  |  | 5.00 EUR |  | 0 | out_of_stock""");
        assertThat(shelf.show("category", "weight", "link", "image_link", "additional_image_link")
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .isEqualTo("Kitchen > Mugs | 0.35 kg | " + shop.address()
                        + "Mug/MUG.1 | https://shop.example/m/1.jpg | [https://shop.example/m/2.jpg]");
    }

    @Test
    void takesThePricesOfTheCurrencyAskedFor() {
        assertThat(Shelf.of(shopware().currency("USD")).show("id", "price")).isEqualTo("MUG.1 | 15.00 USD\nBOWL |");
        tokens.addAll(List.of("third", "fourth"));
        assertThatThrownBy(() -> MockShop.lines(shopware().currency("SEK")))
                .hasMessageContaining("shop.setting-missing")
                .hasMessageContaining("EUR, USD");
    }

    @Test
    void logsInAnewWhenTheTokenRanOut() {
        shop.on(
                "POST /api/search/product",
                asked -> asked.header("authorization").equals("Bearer second")
                        ? Said.json("{\"data\":[]}")
                        : Said.refusal(401, "{\"errors\":[{\"status\":\"401\",\"title\":\"expired\"}]}"));

        assertThat(MockShop.lines(shopware())).isEmpty();
        assertThat(shop.asked("POST /api/oauth/token")).hasSize(2);
    }

    @Test
    void asksForChangesBehindTheLastProduct() {
        MockShop.lines(shopware().updatedSince(Instant.parse("2026-02-01T10:00:00Z")));

        MockShop.Asked asked = shop.asked("POST /api/search/product").get(0);
        assertThat(asked.header("sw-inheritance")).isEqualTo("1");
        assertThat(asked.header("accept")).isEqualTo("application/json");
        assertThat(asked.body()).contains("autoIncrement", "2026-02-01T09:50:00Z", "\"limit\":100");
    }

    /** What was never updated has no such moment, and a variant shows what its product says. */
    @Test
    void asksForWhatIsNewAndWhatInheritsAsWell() {
        MockShop.lines(shopware().updatedSince(java.time.Instant.parse("2026-02-01T10:00:00Z")));

        assertThat(shop.asked("POST /api/search/product").get(0).body())
                .contains("\"field\":\"updatedAt\"", "\"field\":\"createdAt\"", "\"field\":\"parent.updatedAt\"")
                .contains("\"operator\":\"or\"", "\"gte\":\"2026-02-01T09:50:00Z\"");
    }
}
