package io.feedkit.shop.woocommerce;

import io.feedkit.problem.Problem;
import io.feedkit.shop.Authority;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.Query;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopSystem;
import java.net.URI;
import java.util.Map;

/**
 * WooCommerce through its REST API, version 3.
 *
 * <p>Credentials: consumer key and secret, as user and password. Settings: {@code auth}, how they are sent: {@code basic} (with HTTPS), {@code signature} (OAuth 1.0a,
 * without; the secret then never leaves this machine) or {@code query} (in the address, for hosts that drop the header); {@code currency}, {@code weight-unit} and
 * {@code dimension-unit} where the key may not read the shop's settings. The language is what a translation plugin calls it. Source: the vendor's REST API
 * documentation, 2024; the page size is the largest that the API takes.
 */
public final class WooCommerce implements ShopSystem {

    @Override
    public String name() {
        return "woocommerce";
    }

    @Override
    public OfferPages open(ShopAccount account, ShopApi api) {
        return new WooProducts(account, api.under("wp-json/wc/v3/").authorisedBy(authority(account, api)));
    }

    private static Authority authority(ShopAccount account, ShopApi api) {
        String usual = "https".equals(account.base().getScheme()) ? "basic" : "signature";
        String way = account.setting("auth", usual);
        return switch (way) {
            case "basic" -> api.basic("user", "password");
            case "signature" -> api.signature("user", "password");
            case "query" -> new KeysInAddress(api);
            default ->
                throw api.missing("the setting auth is basic, signature or query, not " + Problem.quote(way) + ".");
        };
    }

    /** The keys as parameters. Problems show addresses without what may be a secret in them. */
    private record KeysInAddress(ShopApi api) implements Authority {

        @Override
        public Map<String, String> headers(String method, URI uri) {
            return Map.of();
        }

        @Override
        public URI address(URI uri) {
            Query keys = Query.of("consumer_key", api.secret("user")).and("consumer_secret", api.secret("password"));
            String separator = uri.getRawQuery() == null ? "?" : "&";
            return URI.create(uri + separator + keys.toString().substring(1));
        }
    }
}
