package io.feedkit.shop.akeneo;

import io.feedkit.shop.Authority;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopSystem;

/**
 * Akeneo PIM through its REST API.
 *
 * <p><b>Shape:</b> the columns of Akeneo's own product export, so that one mapping understands both: {@code name-fr_FR}, {@code price-EUR}, {@code weight} and
 * {@code weight-unit}. Options and categories come as their labels. Secrets: {@code client-id}, {@code client-secret}, {@code user}, {@code password} of a connection.
 * Settings: {@code channel} ({@code ecommerce}); {@code media}, the address below which pictures can be fetched without a login. The language is a locale such as
 * {@code fr_FR}, for labels. Source: the vendor's documentation and API description, August 2026.
 */
public final class Akeneo implements ShopSystem {

    @Override
    public String name() {
        return "akeneo";
    }

    @Override
    public OfferPages open(ShopAccount account, ShopApi api) {
        ShopApi json = api.with("Accept", "application/json");
        AkeneoToken token = new AkeneoToken(json);
        ShopApi rest = json.under("api/rest/v1/").authorisedBy(Authority.login(token::fetch));
        return new AkeneoProducts(account, rest);
    }
}
