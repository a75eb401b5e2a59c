package io.feedkit.shop.woocommerce;

import io.feedkit.shop.OfferPages;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopSystem;

/**
 * WooCommerce through its REST API, version 3.
 *
 * <p>Credentials: consumer key and secret, as user and password. Settings: {@code weight-unit} and {@code dimension-unit}, as they are set in the shop; its answers
 * do not say them. Source: the vendor's REST API documentation, 2024; the page size is the largest that the API takes.
 */
public final class WooCommerce implements ShopSystem {

    @Override
    public String name() {
        return "woocommerce";
    }

    @Override
    public OfferPages open(ShopAccount account, ShopApi api) {
        return new WooProducts(account, api.under("wp-json/wc/v3/").authorisedBy(api.basic("user", "password")));
    }
}
