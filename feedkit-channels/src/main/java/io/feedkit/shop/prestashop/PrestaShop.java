package io.feedkit.shop.prestashop;

import io.feedkit.shop.OfferPages;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopSystem;

/**
 * PrestaShop through its webservice.
 *
 * <p>Secrets: {@code token}, the webservice key. Settings: {@code country}, the ISO code of the country whose VAT makes the prices customers pay (the shop keeps them
 * without); {@code image-type} ({@code large_default}); {@code weight-unit} and {@code dimension-unit}; {@code shop}, the number of one shop of several. The
 * language is the number or code of one; without, all are read. Source: the vendor's documentation of the webservice.
 */
public final class PrestaShop implements ShopSystem {

    @Override
    public String name() {
        return "prestashop";
    }

    @Override
    public OfferPages open(ShopAccount account, ShopApi api) {
        if (account.setting("country", "").isEmpty()) {
            throw api.missing(
                    "PrestaShop keeps prices without VAT: the setting country says whose VAT to add, as in FR.");
        }
        return new PrestaProducts(account, api.under("api/").authorisedBy(api.basic("token", "")));
    }
}
