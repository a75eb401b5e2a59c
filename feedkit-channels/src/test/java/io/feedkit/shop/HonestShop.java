package io.feedkit.shop;

import io.feedkit.shop.MockShop.Asked;
import io.feedkit.shop.MockShop.Said;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;

/** One small shop of each system, of two products called FIRST and SECOND, that answers as it should. What is wrong with it is up to the test. */
enum HonestShop {
    WOOCOMMERCE {
        @Override
        void open(MockShop mock) {
            mock.on("GET /wp-json/wc/v3/products/categories", "[]");
            mock.on(
                    "GET " + WOO,
                    asked -> asked.parameter("offset").equals("0")
                            ? json("[" + product("11", "FIRST") + "," + product("12", "SECOND") + "]")
                                    .with("X-WP-Total", "2")
                            : json("[]").with("X-WP-Total", "2"));
        }

        @Override
        void serve(MockShop mock, List<Integer> numbers) {
            mock.on("GET " + WOO, asked -> {
                String page = page(numbers, asked.parameter("offset"), asked.parameter("per_page"), this::numbered);
                return json("[" + page + "]").with("X-WP-Total", "" + numbers.size());
            });
        }

        private String numbered(int number) {
            return product("" + number, "P" + number);
        }

        private String product(String id, String sku) {
            return "{'id':" + id + ",'type':'simple','name':'Mug','sku':'" + sku
                    + "','price':'12.90','regular_price':'12.90','sale_price':'','stock_status':'instock','manage_stock':true,'stock_quantity':7,"
                    + "'permalink':'https://shop.example/mug','description':'Tea','weight':'0.35','dimensions':{'length':'1','width':'2','height':'3'},"
                    + "'categories':[{'id':3,'name':'Mugs'}],'tags':[{'name':'new'}],'images':[{'src':'https://shop.example/m.jpg'}],"
                    + "'attributes':[{'name':'Material','variation':false,'options':['Clay']}],'meta_data':[{'key':'_gtin','value':'4006381333931'}]}";
        }

        @Override
        Shop at(MockShop mock) {
            return mock.as("woocommerce")
                    .user("ck")
                    .secret("password", "the-secret")
                    .currency("EUR");
        }

        @Override
        boolean isList(Asked asked) {
            return asked.path().equals(WOO);
        }
    },
    MEDUSA {
        @Override
        void open(MockShop mock) {
            mock.on(
                    "GET /admin/products",
                    asked -> asked.parameter("offset").equals("0")
                            ? json("{'products':[" + product("prod_1", "FIRST") + "," + product("prod_2", "SECOND")
                                    + "],'count':2,'offset':0,'limit':100}")
                            : json("{'products':[],'count':2,'offset':2,'limit':100}"));
        }

        @Override
        void serve(MockShop mock, List<Integer> numbers) {
            mock.on("GET /admin/products", asked -> {
                String page = page(numbers, asked.parameter("offset"), asked.parameter("limit"), this::numbered);
                return json("{'products':[" + page + "],'count':" + numbers.size() + "}");
            });
        }

        private String numbered(int number) {
            return product("prod_" + number, "P" + number);
        }

        private String product(String id, String sku) {
            return "{'id':'" + id
                    + "','title':'Mug','handle':'mug','description':'Tea','thumbnail':'https://shop.example/m.jpg',"
                    + "'images':[{'url':'https://shop.example/m2.jpg'}],'weight':300,'categories':[{'name':'Mugs'}],'tags':[{'value':'new'}],"
                    + "'variants':[{'id':'variant_" + id + "','sku':'" + sku
                    + "','ean':'4006381333931','manage_inventory':true,'allow_backorder':false,'inventory_quantity':7,"
                    + "'prices':[{'currency_code':'eur','amount':12.9,'rules':{}}],'options':[{'value':'Blue','option':{'title':'Colour'}}]}]}";
        }

        @Override
        Shop at(MockShop mock) {
            return mock.as("medusa").secret("token", "the-key").currency("EUR");
        }

        @Override
        boolean isList(Asked asked) {
            return asked.path().equals("/admin/products");
        }
    },
    VENDURE {
        @Override
        void open(MockShop mock) {
            serve(mock, List.of(1, 2), number -> number == 1 ? "FIRST" : "SECOND");
        }

        private void serve(MockShop mock, List<Integer> numbers, IntFunction<String> sku) {
            mock.on("POST /admin-api", asked -> {
                if (asked.body().contains("login(")) {
                    return json("{'data':{'login':{'__typename':'CurrentUser'}}}")
                            .with("vendure-auth-token", "session");
                }
                if (asked.body().contains("globalSettings")) {
                    return json(
                            "{'data':{'globalSettings':{'trackInventory':true,'outOfStockThreshold':0,'serverConfig':{'moneyStrategyPrecision':2}}}}");
                }
                String items = page(
                        numbers,
                        in(asked, "skip"),
                        in(asked, "take"),
                        number -> variant("" + number, sku.apply(number)));
                return json(
                        "{'data':{'productVariants':{'totalItems':" + numbers.size() + ",'items':[" + items + "]}}}");
            });
        }

        @Override
        void serve(MockShop mock, List<Integer> numbers) {
            serve(mock, numbers, number -> "P" + number);
        }

        private String variant(String id, String sku) {
            return "{'id':'" + id + "','sku':'" + sku
                    + "','name':'Blue','priceWithTax':1290,'currencyCode':'EUR','trackInventory':'TRUE','stockLevels':[{'stockOnHand':9,'stockAllocated':2}],"
                    + "'options':[{'name':'Blue','group':{'name':'Colour','code':'colour'}}],'facetValues':[],'assets':[{'source':'https://shop.example/m.jpg'}],"
                    + "'product':{'id':'" + id + "','name':'Mug','slug':'mug','description':'Tea','enabled':true,"
                    + "'facetValues':[{'name':'Kiln','facet':{'name':'Brand','code':'brand'}}],'collections':[{'breadcrumbs':[{'name':'root'},{'name':'Mugs'}]}]}}";
        }

        @Override
        Shop at(MockShop mock) {
            return mock.as("vendure").user("keeper").secret("password", "the-password");
        }

        @Override
        boolean isList(Asked asked) {
            return asked.body().contains("productVariants");
        }
    },
    SHOPWARE {
        @Override
        void open(MockShop mock) {
            mock.on("POST /api/oauth/token", "{'access_token':'t','expires_in':600}");
            mock.on("POST /api/search/currency", "{'data':[{'id':'" + EURO + "','isoCode':'EUR'}]}");
            mock.on(
                    "POST /api/search/product",
                    asked -> json("{'data':["
                            + (asked.body().contains("\"gt\":0")
                                    ? product(1, "FIRST") + "," + product(2, "SECOND")
                                    : "")
                            + "]}"));
        }

        @Override
        void serve(MockShop mock, List<Integer> numbers) {
            mock.on(
                    "POST /api/search/product",
                    asked -> json("{'data':["
                            + behind(
                                    numbers,
                                    Integer.parseInt(in(asked, "gt")),
                                    in(asked, "limit"),
                                    number -> product(number, "P" + number))
                            + "]}"));
        }

        private String product(int number, String sku) {
            return "{'id':'a" + number + "','autoIncrement':" + number
                    + ",'parentId':null,'childCount':0,'productNumber':'" + sku
                    + "','translated':{'name':'Mug','description':'Tea'},'price':[{'currencyId':'" + EURO
                    + "','gross':9.9,'net':8.32,'listPrice':{'gross':12.9}}],'availableStock':7,'available':true,'isCloseout':false,"
                    + "'ean':'4006381333931','weight':0.35,'manufacturer':{'translated':{'name':'Kiln'}},"
                    + "'options':[{'translated':{'name':'Blue'},'group':{'translated':{'name':'Colour'}}}],"
                    + "'categories':[{'translated':{'breadcrumb':['Catalogue','Mugs']}}],'cover':{'media':{'url':'https://shop.example/1.jpg'}},"
                    + "'media':[{'media':{'url':'https://shop.example/2.jpg'}}],'seoUrls':[{'seoPathInfo':'Mug','isCanonical':true,'isDeleted':false}]}";
        }

        @Override
        Shop at(MockShop mock) {
            return mock.as("shopware").secret("client-id", "the-id").secret("client-secret", "the-secret");
        }

        @Override
        boolean isList(Asked asked) {
            return asked.path().equals("/api/search/product");
        }
    },
    AKENEO {
        @Override
        void open(MockShop mock) {
            mock.on("POST /api/oauth/v1/token", "{'access_token':'t1','refresh_token':'r1','expires_in':3600}");
            mock.on(
                    "GET /api/rest/v1/attributes",
                    "{'_links':{},'_embedded':{'items':[{'code':'color','type':'pim_catalog_simpleselect'}]}}");
            mock.on("GET /api/rest/v1/categories", "{'_links':{},'_embedded':{'items':[]}}");
            mock.on(
                    "GET /api/rest/v1/attributes/color/options",
                    "{'_links':{},'_embedded':{'items':[{'code':'blue','labels':{'en_US':'Blue'}}]}}");
            mock.on(
                    "GET /api/rest/v1/products-uuid",
                    "{'_links':{},'_embedded':{'items':[" + product("11", "FIRST") + "," + product("12", "SECOND")
                            + "]}}");
        }

        @Override
        void serve(MockShop mock, List<Integer> numbers) {
            mock.on("GET /api/rest/v1/products-uuid", asked -> {
                String cursor = asked.parameter("search_after");
                int last = cursor.isEmpty() ? 0 : Integer.parseInt(cursor);
                List<Integer> page = numbers.stream()
                        .filter(number -> number > last)
                        .limit(100)
                        .toList();
                String next = page.size() < 100
                        ? ""
                        : "'next':{'href':'" + mock.address() + "api/rest/v1/products-uuid?search_after="
                                + page.get(page.size() - 1) + "'}";
                return json("{'_links':{" + next + "},'_embedded':{'items':["
                        + behind(numbers, last, "100", number -> product("" + number, "P" + number))
                        + "]}}");
            });
        }

        private String product(String number, String sku) {
            return "{'uuid':'00000000-0000-4000-8000-0000000000" + number + "','identifier':'" + sku
                    + "','family':'mugs','parent':null,'enabled':true,'categories':['kitchen'],'values':{"
                    + "'name':[{'locale':'en_US','scope':null,'data':'Mug'}],'color':[{'locale':null,'scope':null,'data':'blue'}],"
                    + "'price':[{'locale':null,'scope':null,'data':[{'amount':'12.90','currency':'EUR'}]}],"
                    + "'weight':[{'locale':null,'scope':null,'data':{'amount':'350.0000','unit':'GRAM'}}]}}";
        }

        @Override
        Shop at(MockShop mock) {
            return mock.as("akeneo")
                    .user("feeds")
                    .secret("password", "the-password")
                    .secret("client-id", "the-id")
                    .secret("client-secret", "the-secret");
        }

        @Override
        boolean isList(Asked asked) {
            return asked.path().equals("/api/rest/v1/products-uuid");
        }
    },
    MAGENTO {
        @Override
        void open(MockShop mock) {
            mock.on(
                    "GET /rest/default/V1/store/storeConfigs",
                    "[{'code':'default','base_currency_code':'EUR','weight_unit':'kgs','secure_base_link_url':'https://shop.example/','secure_base_media_url':'https://shop.example/media/'}]");
            mock.on("GET /rest/default/V1/categories/list", "{'items':[],'total_count':0}");
            mock.on("GET /rest/default/V1/products/attributes", "{'items':[],'total_count':0}");
            mock.on(
                    "GET /rest/default/V1/inventory/export-stock-salable-qty/website/base",
                    "{'items':[{'sku':'FIRST','qty':7,'is_salable':true}],'total_count':1}");
            mock.on("GET /rest/default/V1/products", asked -> {
                boolean first = asked.parameter("searchCriteria[filterGroups][0][filters][0][value]")
                        .equals("0");
                String items = first ? product("11", "FIRST") + "," + product("12", "SECOND") : "";
                return json("{'items':[" + items + "],'total_count':" + (first ? 2 : 0) + "}");
            });
        }

        @Override
        void serve(MockShop mock, List<Integer> numbers) {
            mock.on("GET /rest/default/V1/products", asked -> {
                int last = Integer.parseInt(asked.parameter("searchCriteria[filterGroups][0][filters][0][value]"));
                String size = asked.parameter("searchCriteria[pageSize]");
                return json("{'items':["
                        + behind(numbers, last, size, number -> product("" + number, "P" + number))
                        + "],'total_count':"
                        + numbers.stream().filter(number -> number > last).count() + "}");
            });
        }

        private String product(String id, String sku) {
            return "{'id':" + id + ",'sku':'" + sku
                    + "','name':'Mug','price':12.9,'status':1,'visibility':4,'type_id':'simple','weight':0.35,"
                    + "'extension_attributes':{'category_links':[{'category_id':'5'}],'stock_item':{'qty':7,'is_in_stock':true}},"
                    + "'media_gallery_entries':[{'media_type':'image','disabled':false,'types':['image'],'file':'/m.jpg'}],"
                    + "'custom_attributes':[{'attribute_code':'url_key','value':'mug'},{'attribute_code':'special_price','value':'9.90'}]}";
        }

        @Override
        Shop at(MockShop mock) {
            return mock.as("magento").secret("token", "the-token");
        }

        @Override
        boolean isList(Asked asked) {
            return asked.path().equals("/rest/default/V1/products");
        }
    },
    PRESTASHOP {
        @Override
        void open(MockShop mock) {
            for (String list : new String[] {
                "languages",
                "categories",
                "product_options",
                "product_option_values",
                "product_features",
                "product_feature_values",
                "combinations",
                "specific_prices"
            }) {
                xml(mock, list, "");
            }
            xml(mock, "countries", "<country><id>8</id><iso_code>FR</iso_code></country>");
            xml(mock, "taxes", "<tax><id>1</id><rate>20.000</rate></tax>");
            xml(
                    mock,
                    "tax_rules",
                    "<tax_rule><id>1</id><id_tax_rules_group>4</id_tax_rules_group><id_country>8</id_country><id_tax>1</id_tax></tax_rule>");
            xml(
                    mock,
                    "stock_availables",
                    "<stock_available><id>1</id><id_product>11</id_product><id_product_attribute>0</id_product_attribute><quantity>7</quantity><out_of_stock>2</out_of_stock></stock_available>");
            mock.on("GET /api/products", asked -> {
                boolean first = asked.parameter("filter[id]").startsWith("[1,");
                return xml("products", first ? product("11", "FIRST") + product("12", "SECOND") : "");
            });
        }

        @Override
        void serve(MockShop mock, List<Integer> numbers) {
            mock.on("GET /api/products", asked -> {
                String from = asked.parameter("filter[id]").replaceFirst("\\[(\\d+),.*", "$1");
                String page = behind(
                        numbers,
                        Integer.parseInt(from) - 1,
                        asked.parameter("limit"),
                        number -> product("" + number, "P" + number));
                return xml("products", page.replace(",<product>", "<product>"));
            });
        }

        private void xml(MockShop mock, String list, String entries) {
            mock.on("GET /api/" + list, any -> xml(list, entries));
        }

        private Said xml(String list, String entries) {
            String body = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<prestashop><" + list + ">" + entries + "</"
                    + list + "></prestashop>";
            return new Said(200, body, Map.of("Content-Type", "text/xml"));
        }

        private String product(String id, String sku) {
            return "<product><id>" + id + "</id><id_tax_rules_group>4</id_tax_rules_group><reference>" + sku
                    + "</reference><price>10.750000</price><available_for_order>1</available_for_order><condition>new</condition>"
                    + "<name><language id=\"1\">Mug</language></name><ean13>4006381333931</ean13><weight>0.35</weight>"
                    + "<associations><images><image><id>31</id></image></images></associations></product>";
        }

        @Override
        Shop at(MockShop mock) {
            return mock.as("prestashop")
                    .secret("token", "the-key")
                    .currency("EUR")
                    .setting("country", "FR");
        }

        @Override
        boolean isList(Asked asked) {
            return asked.path().equals("/api/products");
        }
    },
    SHOPIFY {
        @Override
        void open(MockShop mock) {
            mock.on("POST /admin/api/2026-01/graphql.json", asked -> {
                if (asked.body().contains("bulkOperationRunQuery")) {
                    return json(
                            "{'data':{'bulkOperationRunQuery':{'bulkOperation':{'id':'gid://shopify/BulkOperation/7','status':'CREATED'},'userErrors':[]}}}");
                }
                if (asked.body().contains("BulkOperation/7")) {
                    return json("{'data':{'node':{'id':'gid://shopify/BulkOperation/7','status':'COMPLETED','url':'"
                            + mock.address() + "bulk.jsonl'}}}");
                }
                return json("{'data':{'shop':{'currencyCode':'EUR','primaryDomain':{'url':'https://shop.example'}}}}");
            });
            mock.on("GET /bulk.jsonl", any -> json(product("1", "FIRST") + "\n" + product("2", "SECOND") + "\n"));
        }

        @Override
        void serve(MockShop mock, List<Integer> numbers) {
            mock.on(
                    "GET /bulk.jsonl",
                    any -> json(numbers.stream()
                            .map(number -> product("" + number, "P" + number) + "\n")
                            .collect(Collectors.joining())));
        }

        private String product(String id, String sku) {
            return "{'id':'gid://shopify/Product/" + id
                    + "','title':'Mug','handle':'mug','vendor':'Kiln','descriptionHtml':'Tea','tags':['new'],'category':{'fullName':'Mugs'}}\n"
                    + "{'id':'gid://shopify/ProductVariant/1" + id + "','sku':'" + sku
                    + "','price':'9.90','compareAtPrice':'12.90','barcode':'4006381333931','inventoryQuantity':7,'availableForSale':true,"
                    + "'selectedOptions':[{'name':'Colour','value':'Blue'}],'inventoryItem':{'tracked':true,'measurement':{'weight':{'value':350,'unit':'GRAMS'}}},"
                    + "'__parentId':'gid://shopify/Product/" + id + "'}";
        }

        @Override
        Shop at(MockShop mock) {
            return mock.as("shopify").secret("token", "the-token");
        }

        @Override
        boolean isList(Asked asked) {
            return asked.path().equals("/bulk.jsonl");
        }
    };

    private static final String WOO = "/wp-json/wc/v3/products";
    private static final String EURO = "b7d2554b0ce847cd82f3ac9bd1c0dfca";

    private static Said json(String json) {
        return Said.json(json.replace('\'', '"'));
    }

    /** Entries from a position on, as many as a page has. */
    private static String page(List<Integer> numbers, String offset, String size, IntFunction<String> entry) {
        return numbers.stream()
                .skip(Long.parseLong(offset))
                .limit(Long.parseLong(size))
                .map(entry::apply)
                .collect(Collectors.joining(","));
    }

    /** Entries behind an id, as many as a page has. */
    private static String behind(List<Integer> numbers, int last, String size, IntFunction<String> entry) {
        return numbers.stream()
                .filter(number -> number > last)
                .limit(Long.parseLong(size))
                .map(entry::apply)
                .collect(Collectors.joining(","));
    }

    /** A number in the JSON of a call. */
    private static String in(Asked asked, String member) {
        return asked.body().replaceFirst("(?s).*\"" + member + "\"\\s*:\\s*(\\d+).*", "$1");
    }

    /** Lets the mock answer as this shop. */
    abstract void open(MockShop mock);

    /** Lets the mock, which answers as this shop already, have these products: 7 has the article number P7. */
    abstract void serve(MockShop mock, List<Integer> numbers);

    /** The shop to its connector. */
    abstract Shop at(MockShop mock);

    /** Whether this asks for products. */
    abstract boolean isList(Asked asked);
}
