package io.feedkit.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.shop.MockShop.Said;
import java.time.Instant;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class AkeneoTest {
    private static final String API = "/api/rest/v1/";
    private static final String VARIANT = """
            {'uuid':'00000000-0000-4000-8000-000000000011','identifier':'MUG-BLUE','family':'mugs','parent':'mug_blue','enabled':true,'categories':['kitchen_mugs'],
             'values':{'sku':[{'locale':null,'scope':null,'data':'MUG-BLUE'}],
              'price':[{'locale':null,'scope':null,'data':[{'amount':'12.90','currency':'EUR'},{'amount':'15.00','currency':'USD'}]}],
              'weight':[{'locale':null,'scope':null,'data':{'amount':'350.0000','unit':'GRAM','symbol':'g'}}]}}""";
    private static final String SIMPLE = """
            {'uuid':'00000000-0000-4000-8000-000000000012','identifier':'BOWL','family':'bowls','parent':null,'enabled':true,'categories':[],
             'values':{'name':[{'locale':'en_US','scope':null,'data':'Bowl'}],'picture':[{'locale':null,'scope':null,'data':'a/b/bowl.jpg'}]}}""";

    private final MockShop shop = new MockShop();

    @BeforeEach
    void answer() {
        shop.on("POST /api/oauth/v1/token", "{'access_token':'t1','refresh_token':'r1','expires_in':3600}");
        list(
                "attributes",
                "{'code':'sku','type':'pim_catalog_identifier'},{'code':'color','type':'pim_catalog_simpleselect'},{'code':'picture','type':'pim_catalog_image'}");
        list(
                "categories",
                "{'code':'master','parent':null,'labels':{'en_US':'Master'}},{'code':'kitchen','parent':'master','labels':{'fr_FR':'Cuisine','en_US':'Kitchen'}},"
                        + "{'code':'kitchen_mugs','parent':'kitchen','labels':{'fr_FR':'Tasses, bols','en_US':'Mugs'}}");
        list("attributes/color/options", "{'code':'blue','labels':{'fr_FR':'Bleu','en_US':'Blue'}}");
        shop.on(
                "GET " + API + "product-models/mug_blue",
                "{'code':'mug_blue','parent':'mug','values':{'color':[{'locale':null,'scope':null,'data':'blue'}]}}");
        shop.on(
                "GET " + API + "product-models/mug",
                "{'code':'mug','parent':null,'values':{'name':[{'locale':'fr_FR','scope':null,'data':'Tasse'},{'locale':'en_US','scope':null,'data':'Mug'}]}}");
        shop.on(
                "GET " + API + "products-uuid",
                asked -> asked.parameter("search_after").isEmpty()
                        ? page(VARIANT, shop.address() + "api/rest/v1/products-uuid?search_after=x1")
                        : page(SIMPLE, ""));
    }

    private void list(String of, String items) {
        shop.on("GET " + API + of, any -> page(items, ""));
    }

    private static Said page(String items, String next) {
        String links = next.isEmpty() ? "{}" : "{'next':{'href':'" + next + "'}}";
        return Said.json(("{'_links':" + links + ",'_embedded':{'items':[" + items + "]}}").replace('\'', '"'));
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private Shop akeneo() {
        return shop.as("akeneo")
                .user("feeds")
                .secret("password", "the-password")
                .secret("client-id", "the-id")
                .secret("client-secret", "the-secret")
                .language("fr_FR")
                .setting("media", "https://media.example");
    }

    @Test
    void joinsVariantsWithTheModelsAboveThemAndOptionsWithTheirLabels() {
        Shelf shelf = Shelf.of(akeneo());

        assertThat(shelf.show("id", "item_group_id", "color", "price", "weight", "category", "image_link"))
                .isEqualTo("""
                        MUG-BLUE | mug | Bleu | 12.90 EUR | 350 g | Cuisine > Tasses  bols |
                        BOWL |  |  |  |  |  | https://media.example/a/b/bowl.jpg""");
    }

    @Test
    void keepsTheLanguagesOfAText() {
        assertThat(MockShop.lines(akeneo())).contains("\"name-fr_FR\":\"Tasse\"", "\"name-en_US\":\"Mug\"");
    }

    @Test
    void logsInAndFollowsTheCursorAsItIs() {
        MockShop.lines(akeneo().updatedSince(Instant.parse("2026-02-01T10:00:00Z")));

        MockShop.Asked login = shop.asked("POST /api/oauth/v1/token").get(0);
        assertThat(login.header("authorization")).isEqualTo("Basic dGhlLWlkOnRoZS1zZWNyZXQ=");
        assertThat(login.body()).contains("\"username\":\"feeds\"", "\"password\":\"the-password\"");
        MockShop.Asked first = shop.asked("GET " + API + "products-uuid").get(0);
        assertThat(first.header("authorization")).isEqualTo("Bearer t1");
        assertThat(first.parameter("search"))
                .startsWith("{\"enabled\":[{")
                .contains("\"operator\":\">\"", "\"value\":\"2026-02-01 09:50:00\"");
        assertThat(shop.asked("GET " + API + "products-uuid").get(1).query()).containsOnlyKeys("search_after");
    }

    @Test
    void followsNoCursorToAnotherHost() {
        shop.on("GET " + API + "products-uuid", any -> page(SIMPLE, "https://elsewhere.example/next"));

        assertThatThrownBy(() -> MockShop.lines(akeneo()))
                .hasMessageContaining("shop.unreadable-answer")
                .hasMessageContaining("elsewhere.example");
    }

    @Test
    void keepsTheLanguagesOfAnOption() {
        assertThat(MockShop.lines(akeneo()))
                .contains("\"color\":\"Bleu\"", "\"color-fr_FR\":\"Bleu\"", "\"color-en_US\":\"Blue\"");
    }

    @Test
    void asksInTheTimeOfTheServer() {
        MockShop.lines(
                akeneo().updatedSince(Instant.parse("2026-02-01T10:00:00Z")).setting("time-zone", "America/New_York"));

        assertThat(shop.asked("GET " + API + "products-uuid").get(0).parameter("search"))
                .contains("\"value\":\"2026-02-01 04:50:00\"");
        assertThatThrownBy(() -> MockShop.lines(akeneo().setting("time-zone", "Paris")))
                .hasMessageContaining("shop.setting-missing");
    }

    @Test
    void takesTheTokenOfAnAppWithoutALogin() {
        MockShop.lines(shop.as("akeneo").secret("token", "the-token"));

        assertThat(shop.asked()).allMatch(asked -> asked.header("authorization").equals("Bearer the-token"));
    }

    /** Behind a proxy a PIM may not know that it is asked over HTTPS, or by another case of its name. */
    @Test
    void followsALinkWithoutItsHost() {
        shop.on(
                "GET " + API + "products-uuid",
                asked -> asked.parameter("search_after").isEmpty()
                        ? page(VARIANT, "/api/rest/v1/products-uuid?search_after=x1")
                        : page(SIMPLE, ""));

        assertThat(Shelf.of(akeneo()).show("id")).isEqualTo("MUG-BLUE\nBOWL");
    }
}
