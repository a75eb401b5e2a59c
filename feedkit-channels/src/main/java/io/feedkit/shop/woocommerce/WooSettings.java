package io.feedkit.shop.woocommerce;

import io.feedkit.shop.Query;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;

/** What products leave unsaid: said with the shop's address, or asked of the shop where the key may read its settings. */
record WooSettings(String currency, String weightUnit, String dimensionUnit) {
    static final WooSettings UNKNOWN = new WooSettings("", "", "");

    static WooSettings read(ShopApi api, ShopAccount account) {
        return new WooSettings(
                either(account.currency(), api, "general/woocommerce_currency"),
                either(account.setting("weight-unit", ""), api, "products/woocommerce_weight_unit"),
                either(account.setting("dimension-unit", ""), api, "products/woocommerce_dimension_unit"));
    }

    private static String either(String said, ShopApi api, String setting) {
        return said.isEmpty()
                ? api.findIfAllowed("settings/" + setting, Query.NONE)
                        .get("value")
                        .text()
                : said;
    }
}
