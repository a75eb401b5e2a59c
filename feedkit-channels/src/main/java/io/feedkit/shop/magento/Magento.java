package io.feedkit.shop.magento;

import io.feedkit.shop.Authority;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.Query;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopSystem;
import io.feedkit.shop.json.Json;

/**
 * Magento 2 and Adobe Commerce through the REST API.
 *
 * <p>Secrets: the four of an integration ({@code consumer-key}, {@code consumer-secret}, {@code token}, {@code token-secret}); {@code token} alone where the shop
 * takes it; or {@code user} and {@code password} of an administrator. Settings: {@code store-view} (whose texts and prices; {@code default}), {@code store-views}
 * (with commas between, or {@code all}: whose texts come beside, each in the language of its view), {@code website} (whose stock; {@code base}), {@code source} (the
 * only source whose stock counts), {@code url-suffix} ({@code .html}). Source: the vendor's documentation and the 2.4.9 schema of its API.
 */
public final class Magento implements ShopSystem {
    static final String MAIN_VIEW = "";

    private static final String CLOUD = ".api.commerce.adobe.com";

    @Override
    public String name() {
        return "magento";
    }

    @Override
    public OfferPages open(ShopAccount account, ShopApi api) {
        ShopApi known = api.authorisedBy(authority(view(api, account, MAIN_VIEW)));
        return new MagentoProducts(account, view -> view(known, account, view));
    }

    /** The API with the texts and prices of one store view; Adobe's own cloud takes its name in a header instead of the path. */
    private static ShopApi view(ShopApi api, ShopAccount account, String asked) {
        String view = asked.isEmpty() ? account.setting("store-view", "default") : asked;
        boolean cloud = String.valueOf(account.base().getHost()).endsWith(CLOUD);
        return cloud ? api.under("V1/").with("Store", view) : api.under("rest/" + Query.segment(view) + "/V1/");
    }

    private static Authority authority(ShopApi api) {
        if (api.hasSecret("consumer-key")) {
            return api.signature();
        }
        return api.hasSecret("token") ? api.bearer("token") : Authority.login(() -> administrator(api));
    }

    private static String administrator(ShopApi api) {
        String login = Json.object("username", api.secret("user"), "password", api.secret("password"));
        return api.post("integration/admin/token", login).body().text();
    }
}
