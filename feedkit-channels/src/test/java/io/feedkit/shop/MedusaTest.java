package io.feedkit.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class MedusaTest {
    private final MockShop shop = new MockShop();

    @BeforeEach
    void answer() {
        shop.on("GET /admin/products", """
                {'products':[{'id':'prod_1','title':'Mug','handle':'mug','description':'Tea','status':'published','thumbnail':'https://shop.example/m.jpg','images':[{'url':'https://shop.example/m2.jpg'}],
                  'weight':300,'categories':[{'id':'cat_2','name':'Mugs'}],
                  'variants':[
                   {'id':'variant_1','sku':'MUG-BLUE','ean':'4006381333931','manage_inventory':true,'allow_backorder':false,'inventory_quantity':7,'weight':350,
                    'prices':[{'currency_code':'eur','amount':12.9,'rules':{}},{'currency_code':'usd','amount':15,'rules':{}},{'currency_code':'eur','amount':9.9,'rules':{'region_id':'reg_1'}}],
                    'options':[{'value':'Blue','option':{'title':'Colour'}}]},
                   {'id':'variant_2','sku':null,'manage_inventory':true,'allow_backorder':true,'inventory_quantity':0,'prices':[{'currency_code':'eur','amount':12.9}],'options':[{'value':'Red','option':{'title':'Colour'}}]}]}],
                 'count':1,'offset':0,'limit':100}""");
        shop.on(
                "GET /admin/product-categories",
                "{'product_categories':[{'id':'cat_2','name':'Mugs','parent_category_id':'cat_1'},{'id':'cat_1','name':'Kitchen','parent_category_id':null}],'count':2}");
    }

    @AfterEach
    void stop() {
        shop.close();
    }

    private Shop medusa() {
        return shop.as("medusa").secret("token", "the-key").setting("storefront", "https://shop.example");
    }

    @Test
    void readsVariantsWithThePriceOfTheCurrency() {
        Shelf shelf = Shelf.of(medusa().currency("EUR"));

        assertThat(shelf.show(
                        "id",
                        "item_group_id",
                        "title",
                        "color",
                        "price",
                        "quantity",
                        "availability",
                        "weight",
                        "category"))
                .isEqualTo("""
                        MUG-BLUE | prod_1 | Mug | Blue | 12.90 EUR | 7 | in_stock | 350 g | Kitchen > Mugs
                        variant_2 | prod_1 | Mug | Red | 12.90 EUR | 0 | backorder | 300 g | Kitchen > Mugs""");
        assertThat(shelf.show("link", "image_link", "gtin").lines().findFirst().orElseThrow())
                .isEqualTo("https://shop.example/products/mug | https://shop.example/m.jpg | 4006381333931");
        assertThat(shop.asked("GET /admin/products").get(0).header("authorization"))
                .isEqualTo("Basic dGhlLWtleTo=");
    }

    @Test
    void asksWhichCurrencyToTakeWhereThereAreSeveral() {
        assertThatThrownBy(() -> MockShop.lines(medusa()))
                .hasMessageContaining("shop.setting-missing")
                .hasMessageContaining("EUR, USD");
    }

    @Test
    void countsOneLocationIfAsked() {
        shop.on("GET /admin/products", """
                {'products':[{'id':'prod_1','title':'Set','variants':[{'id':'variant_1','sku':'SET','manage_inventory':true,'inventory_quantity':50,
                  'prices':[{'currency_code':'eur','amount':1}],
                  'inventory_items':[
                   {'required_quantity':2,'inventory':{'location_levels':[{'location_id':'sloc_1','stocked_quantity':9,'reserved_quantity':2},{'location_id':'sloc_2','stocked_quantity':90,'reserved_quantity':0}]}},
                   {'required_quantity':1,'inventory':{'location_levels':[{'location_id':'sloc_1','stocked_quantity':8,'reserved_quantity':0}]}}]}]}],'count':1}""");

        assertThat(Shelf.of(medusa().currency("EUR").setting("location", "sloc_1"))
                        .show("id", "quantity"))
                .isEqualTo("SET | 3");
        assertThat(Shelf.of(medusa().currency("EUR").setting("location", "sloc_3"))
                        .show("quantity", "availability"))
                .isEqualTo("0 | out_of_stock");
    }
}
