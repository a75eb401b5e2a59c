package io.feedkit.shop.shopify;

import io.feedkit.shop.OfferPages;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopSystem;

/**
 * Shopify through a bulk operation of its GraphQL Admin API: the shop writes the whole catalogue into one file, which is fetched when it is done.
 *
 * <p>Secrets: {@code token}, the access token of an app. Settings: {@code api-version} ({@code 2026-01}); {@code storefront}, the address of the shop's pages where it
 * differs from the one it is read at; {@code country}, the market whose prices are read, as in {@code FR}; {@code location}, the number of the only location whose
 * stock counts. The language is a locale that the shop is translated to. Source: the vendor's developer pages, 2026.
 */
public final class Shopify implements ShopSystem {

    @Override
    public String name() {
        return "shopify";
    }

    @Override
    public OfferPages open(ShopAccount account, ShopApi api) {
        String path = "admin/api/" + account.setting("api-version", "2026-01") + "/graphql.json";
        return new ShopifyProducts(
                account, new AdminGraph(api.with("X-Shopify-Access-Token", api.secret("token")), path));
    }
}
