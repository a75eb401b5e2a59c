package io.feedkit.shop.medusa;

import io.feedkit.shop.Authority;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopSystem;
import io.feedkit.shop.json.Json;

/**
 * Medusa 2 through its Admin API.
 *
 * <p>Secrets: {@code token}, a secret API key; or {@code user} and {@code password} of an administrator. Settings: {@code storefront}, the address of the shop's
 * pages, below which a product's page is {@code products/HANDLE};
 * {@code sales-channel}, the id of the only one whose products are read; {@code location}, the id of the only one whose stock counts; {@code weight-unit} and
 * {@code dimension-unit} ({@code g}, {@code mm}). The currency says which of a variant's prices counts. Source: the project's API description; prices
 * are in major units since version 2.
 */
public final class Medusa implements ShopSystem {

    @Override
    public String name() {
        return "medusa";
    }

    @Override
    public OfferPages open(ShopAccount account, ShopApi api) {
        Authority authority = api.hasSecret("token") ? api.basic("token", "") : Authority.login(() -> token(api));
        return new MedusaProducts(account, api.under("admin/").authorisedBy(authority));
    }

    private static String token(ShopApi api) {
        String login = Json.object("email", api.secret("user"), "password", api.secret("password"));
        return api.post("auth/user/emailpass", login).body().get("token").text();
    }
}
