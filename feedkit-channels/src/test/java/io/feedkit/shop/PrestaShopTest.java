package io.feedkit.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.shop.MockShop.Said;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class PrestaShopTest {
    private final MockShop shop = new MockShop();

    @BeforeEach
    void stock() {
        answer(
                "languages",
                "<language><id>1</id><iso_code>en</iso_code></language><language><id>2</id><iso_code>fr</iso_code></language>");
        answer("categories", """
                <category><id>2</id><id_parent>1</id_parent><is_root_category>1</is_root_category><name><language id="1">Home</language></name></category>
                <category><id>5</id><id_parent>2</id_parent><name><language id="1">Mugs</language></name></category>""");
        answer(
                "product_options",
                "<product_option><id>1</id><name><language id=\"1\">Colour</language></name></product_option>");
        answer(
                "product_option_values",
                "<product_option_value><id>8</id><id_attribute_group>1</id_attribute_group><name><language id=\"1\">Blue</language></name></product_option_value>");
        answer(
                "product_features",
                "<product_feature><id>3</id><name><language id=\"1\">Material</language></name></product_feature>");
        answer(
                "product_feature_values",
                "<product_feature_value><id>9</id><id_feature>3</id_feature><value><language id=\"1\">Clay</language></value></product_feature_value>");
        answer("countries", "<country><id>8</id><iso_code>FR</iso_code></country>");
        answer("taxes", "<tax><id>1</id><rate>20.000</rate></tax>");
        answer(
                "tax_rules",
                "<tax_rule><id>1</id><id_tax_rules_group>4</id_tax_rules_group><id_country>8</id_country><id_tax>1</id_tax></tax_rule>");
        answer("products", """
                <product><id>11</id><id_tax_rules_group>4</id_tax_rules_group><manufacturer_name>Kiln</manufacturer_name><reference>MUG</reference>
                 <price>10.750000</price><active>1</active><available_for_order>1</available_for_order><condition>new</condition><id_category_default>5</id_category_default>
                 <id_default_image>31</id_default_image>
                 <name><language id="1">Mug</language><language id="2">Tasse</language></name>
                 <description><language id="1"><![CDATA[<p>Tea</p>]]></language><language id="2"><![CDATA[<p>Thé</p>]]></language></description>
                 <link_rewrite><language id="1">mug</language><language id="2">tasse</language></link_rewrite>
                 <associations>
                  <images><image><id>31</id></image><image><id>32</id></image></images>
                  <product_features><product_feature><id>3</id><id_feature_value>9</id_feature_value></product_feature></product_features>
                 </associations></product>
                <product><id>12</id><id_tax_rules_group>4</id_tax_rules_group><reference>BOWL</reference><price>4.166667</price><available_for_order>1</available_for_order>
                 <name><language id="1">Bowl</language></name><ean13>4006381333931</ean13></product>""");
        answer("combinations", """
                <combination><id>71</id><id_product>11</id_product><reference>MUG-BLUE</reference><price>2.500000</price>
                 <associations><product_option_values><product_option_value><id>8</id></product_option_value></product_option_values>
                 <images><image><id>32</id></image></images></associations></combination>""");
        answer("stock_availables", """
                <stock_available><id>1</id><id_product>11</id_product><id_product_attribute>71</id_product_attribute><quantity>7</quantity><out_of_stock>2</out_of_stock></stock_available>
                <stock_available><id>2</id><id_product>12</id_product><id_product_attribute>0</id_product_attribute><quantity>0</quantity><out_of_stock>1</out_of_stock></stock_available>""");
        answer("specific_prices", """
                <specific_price><id>1</id><id_product>12</id_product><id_product_attribute>0</id_product_attribute><id_customer>9</id_customer><reduction>0.5</reduction><reduction_type>percentage</reduction_type></specific_price>
                <specific_price><id>2</id><id_product>12</id_product><id_product_attribute>0</id_product_attribute><id_customer>0</id_customer><id_group>0</id_group><from_quantity>1</from_quantity>
                 <price>-1.000000</price><reduction>0.100000</reduction><reduction_type>percentage</reduction_type><from>2026-01-05 00:00:00</from><to>0000-00-00 00:00:00</to></specific_price>""");
    }

    private void answer(String resource, String entries) {
        String body =
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<prestashop xmlns:xlink=\"http://www.w3.org/1999/xlink\"><"
                        + resource + ">" + entries + "</" + resource + "></prestashop>";
        shop.on("GET /api/" + resource, any -> new Said(200, body, Map.of("Content-Type", "text/xml")));
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private Shop presta() {
        return shop.as("prestashop").secret("token", "the-key").currency("EUR").setting("country", "FR");
    }

    @Test
    void addsTheVatOfTheCountryAndWhatACombinationAdds() {
        Shelf shelf = Shelf.of(presta());

        assertThat(shelf.show(
                        "id",
                        "item_group_id",
                        "color",
                        "material",
                        "price",
                        "sale_price",
                        "sale_starts_on",
                        "vat_rate"))
                .isEqualTo("""
                        MUG-BLUE | presta-11 | Blue | Clay | 15.90 EUR |  |  | 20%
                        BOWL |  |  |  | 5.00 EUR | 4.50 EUR | 2026-01-05 | 20%""");
        assertThat(shelf.show("quantity", "availability", "brand", "category", "gtin", "condition"))
                .isEqualTo("""
                        7 | in_stock | Kiln | Mugs |  | new
                        0 | backorder |  |  | 4006381333931 |""");
        assertThat(shelf.problems()).isEmpty();
    }

    @Test
    void keepsTheLanguagesOfAText() {
        String lines = MockShop.lines(presta());

        assertThat(lines.lines().findFirst().orElseThrow())
                .contains("\"title-en\":\"Mug\"", "\"title-fr\":\"Tasse\"", "\"description-fr\":\"<p>Thé</p>\"");
        assertThat(Shelf.of(presta()).show("title")).isEqualTo("Mug\nBowl");
    }

    @Test
    void putsThePictureOfACombinationFirst() {
        String base = shop.address().toString();

        assertThat(Shelf.of(presta())
                        .show("image_link", "additional_image_link")
                        .lines()
                        .findFirst()
                        .orElseThrow())
                .isEqualTo(base + "32-large_default/mug.jpg | [" + base + "31-large_default/mug.jpg]");
    }

    @Test
    void asksWithTheKeyForActiveProductsChangedSince() {
        MockShop.lines(presta().updatedSince(Instant.parse("2026-02-01T10:00:00Z")));

        MockShop.Asked asked = shop.asked("GET /api/products").get(0);
        assertThat(asked.header("authorization")).isEqualTo("Basic dGhlLWtleTo=");
        assertThat(asked.query())
                .containsEntry("display", "full")
                .containsEntry("filter[active]", "1")
                .containsEntry("filter[date_upd]", "[2026-02-01 09:50:00,2999-12-31 00:00:00]")
                .containsEntry("filter[id]", "[1,2147483647]")
                .containsEntry("limit", "100");
        assertThat(shop.asked("GET /api/combinations").get(0).query()).containsEntry("filter[id_product]", "[11|12]");
    }

    @Test
    void saysThatPricesNeedACountry() {
        assertThatThrownBy(() -> MockShop.lines(shop.as("prestashop").secret("token", "the-key")))
                .hasMessageContaining("shop.setting-missing")
                .hasMessageContaining("VAT");
    }

    @Test
    void quotesTheErrorOfTheWebservice() {
        shop.on(
                "GET /api/products",
                any -> Said.refusal(
                        400,
                        "<prestashop><errors><error><code>32</code><message>This filter does not exist.</message></error></errors></prestashop>"));

        assertThatThrownBy(() -> MockShop.lines(presta()))
                .hasMessageContaining("shop.refused")
                .hasMessageContaining("This filter does not exist.");
    }

    @Test
    void leavesOutADiscountThatIsOver() {
        answer("specific_prices", """
                <specific_price><id>1</id><id_product>12</id_product><id_product_attribute>0</id_product_attribute><price>-1.000000</price><reduction>0.500000</reduction><reduction_type>percentage</reduction_type><from>2025-01-05 00:00:00</from><to>2025-02-01 00:00:00</to></specific_price>
                <specific_price><id>2</id><id_product>12</id_product><id_product_attribute>0</id_product_attribute><price>-1.000000</price><reduction>1.000000</reduction><reduction_type>amount</reduction_type><reduction_tax>1</reduction_tax><from>2026-01-05 00:00:00</from><to>2026-03-01 00:00:00</to></specific_price>""");

        Shelf shelf = Shelf.of(presta().clock(java.time.InstantSource.fixed(Instant.parse("2026-02-01T10:00:00Z"))));

        assertThat(shelf.show("id", "price", "sale_price", "sale_ends_on"))
                .isEqualTo("MUG-BLUE | 15.90 EUR |  |\nBOWL | 5.00 EUR | 4.00 EUR | 2026-03-01");
    }

    @Test
    void addsWhatACombinationWeighs() {
        answer(
                "products",
                "<product><id>11</id><reference>MUG</reference><price>1</price><weight>0.300000</weight><name><language id=\"1\">Mug</language></name></product>");
        answer(
                "combinations",
                "<combination><id>71</id><id_product>11</id_product><reference>MUG-BIG</reference><price>0</price><weight>0.050000</weight></combination>");

        assertThat(Shelf.of(presta().setting("weight-unit", "kg")).show("id", "weight"))
                .isEqualTo("MUG-BIG | 0.35 kg");
    }

    @Test
    void takesALanguageByItsCode() {
        MockShop.lines(presta().language("fr"));

        assertThat(shop.asked("GET /api/products").get(0).query()).containsEntry("language", "2");
        assertThatThrownBy(() -> MockShop.lines(presta().language("de")))
                .hasMessageContaining("shop.setting-missing")
                .hasMessageContaining("only en, fr");
    }

    @Test
    void takesTheStockOfTheShopAskedFor() {
        answer("stock_availables", """
                <stock_available><id>1</id><id_product>12</id_product><id_product_attribute>0</id_product_attribute><id_shop>1</id_shop><quantity>5</quantity></stock_available>
                <stock_available><id>2</id><id_product>12</id_product><id_product_attribute>0</id_product_attribute><id_shop>2</id_shop><quantity>3</quantity></stock_available>""");

        assertThat(Shelf.of(presta()).show("id", "quantity")).endsWith("BOWL | 5");
        assertThat(Shelf.of(presta().setting("shop", "2")).show("id", "quantity"))
                .endsWith("BOWL | 3");
    }
}
