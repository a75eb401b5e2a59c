package io.feedkit.shop.magento;

import io.feedkit.shop.Authority;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopSystem;
import io.feedkit.shop.json.Json;

/**
 * Magento 2 and Adobe Commerce through the REST API.
 *
 * <p>Secrets: the four of an integration ({@code consumer-key}, {@code consumer-secret}, {@code token}, {@code token-secret}); {@code token} alone where the shop
 * takes it; or {@code user} and {@code password} of an administrator. Settings: {@code store-view} (whose texts and prices; {@code default}), {@code website} (whose
 * stock; {@code base}), {@code url-suffix} ({@code .html}). Source: the vendor's documentation and the 2.4.9 schema of its API.
 */
public final class Magento implements ShopSystem {

    @Override
    public String name() {
        return "magento";
    }

    @Override
    public OfferPages open(ShopAccount account, ShopApi api) {
        ShopApi rest = api.under("rest/" + account.setting("store-view", "default") + "/V1/");
        return new MagentoProducts(account, rest.authorisedBy(authority(rest)));
    }

    private static Authority authority(ShopApi api) {
        if (api.hasSecret("consumer-key")) {
            return new OAuthSignature(api);
        }
        return api.hasSecret("token") ? api.bearer("token") : Authority.login(() -> administrator(api));
    }

    private static String administrator(ShopApi api) {
        String login = Json.object("username", api.secret("user"), "password", api.secret("password"));
        return api.post("integration/admin/token", login).body().text();
    }
}
