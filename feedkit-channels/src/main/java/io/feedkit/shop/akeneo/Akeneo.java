package io.feedkit.shop.akeneo;

import io.feedkit.problem.Problem;
import io.feedkit.shop.Authority;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopSystem;
import java.time.DateTimeException;
import java.time.ZoneId;

/**
 * Akeneo PIM through its REST API.
 *
 * <p><b>Shape:</b> the columns of Akeneo's own product export, so that one mapping understands both: {@code name-fr_FR}, {@code price-EUR}, {@code weight} and
 * {@code weight-unit}. Options and categories come as their labels. Secrets: {@code client-id}, {@code client-secret}, {@code user}, {@code password} of a connection; or the
 * {@code token} of an app.
 * Settings: {@code channel} ({@code ecommerce}); {@code media}, the address below which pictures can be fetched without a login. {@code time-zone} of the server ({@code UTC}), whose time changes
 * are asked for in. The language is a locale such as
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
        // An app has a token without end; a connection logs in for one that lasts an hour.
        Authority authority =
                api.hasSecret("token") ? api.bearer("token") : Authority.login(new AkeneoToken(json)::fetch);
        return new AkeneoProducts(account, json.under("api/rest/v1/").authorisedBy(authority), zone(account, api));
    }

    private static ZoneId zone(ShopAccount account, ShopApi api) {
        String zone = account.setting("time-zone", "UTC");
        try {
            return ZoneId.of(zone);
        } catch (DateTimeException e) {
            throw api.missing(
                    "the setting time-zone is " + Problem.quote(zone) + ", which is none such as Europe/Paris.");
        }
    }
}
