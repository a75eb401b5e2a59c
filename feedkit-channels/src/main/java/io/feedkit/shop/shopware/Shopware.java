package io.feedkit.shop.shopware;

import io.feedkit.shop.Authority;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopSystem;
import io.feedkit.shop.json.Json;

/**
 * Shopware 6 through its Admin API.
 *
 * <p>Secrets: {@code client-id} and {@code client-secret}, the access key of an integration; or {@code user} and {@code password}. Settings:
 * {@code sales-channel}, the id of the only sales channel whose products are read; {@code storefront}, the address of its pages where it differs. The language is the id of a Shopware language. Source: the vendor's Admin API reference, version 6.7.
 */
public final class Shopware implements ShopSystem {

    @Override
    public String name() {
        return "shopware";
    }

    @Override
    public OfferPages open(ShopAccount account, ShopApi api) {
        ShopApi admin = api.under("api/").with("Accept", "application/json");
        ShopApi inheriting = admin.with("sw-inheritance", "1").with("sw-language-id", account.language());
        return new ShopwareProducts(account, inheriting.authorisedBy(Authority.login(() -> token(admin))));
    }

    private static String token(ShopApi api) {
        String asked = api.hasSecret("client-id")
                ? Json.object(
                        "grant_type", "client_credentials",
                        "client_id", api.secret("client-id"),
                        "client_secret", api.secret("client-secret"))
                : Json.object(
                        "grant_type", "password",
                        "client_id", "administration",
                        "scopes", "write",
                        "username", api.secret("user"),
                        "password", api.secret("password"));
        return api.post("oauth/token", asked).body().get("access_token").text();
    }
}
