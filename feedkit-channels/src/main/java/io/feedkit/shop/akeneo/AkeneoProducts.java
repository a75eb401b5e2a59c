package io.feedkit.shop.akeneo;

import io.feedkit.shop.LinkWalk;
import io.feedkit.shop.OfferLines;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.Query;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopTimes;
import io.feedkit.shop.json.Json;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The enabled products, following the PIM's own cursor from page to page. */
final class AkeneoProducts implements OfferPages {
    private static final int PAGE = 100;

    private final ShopAccount account;
    private final ShopApi api;
    private final ZoneId zone;
    private final ProductModels models;
    private AkeneoStructure structure = AkeneoStructure.UNKNOWN;
    private final LinkWalk walk;
    private boolean started;

    AkeneoProducts(ShopAccount account, ShopApi api, ZoneId zone) {
        this.zone = zone;
        this.account = account;
        this.api = api;
        models = new ProductModels(api);
        walk = new LinkWalk(api, "_embedded.items", "uuid", "_links.next.href");
    }

    @Override
    public boolean next(OfferLines offers) {
        if (!started) {
            started = true;
            structure = AkeneoStructure.read(api, account.language());
        }
        AkeneoOffers writer = new AkeneoOffers(account, structure, offers);
        return walk.next(() -> api.get("products-uuid", first()).body(), product -> {
            String identifier = product.get("identifier").text();
            String name =
                    "product " + (identifier.isBlank() ? product.get("uuid").text() : identifier);
            offers.family(name, () -> models.above(product), above -> writer.product(product, above));
        });
    }

    private Query first() {
        Map<String, Object> search = new LinkedHashMap<>();
        search.put("enabled", List.of(Map.of("operator", "=", "value", true)));
        account.updatedSince()
                .ifPresent(moment -> search.put(
                        "updated", List.of(Map.of("operator", ">", "value", ShopTimes.withBlank(moment, zone)))));
        return Query.of("pagination_type", "search_after")
                .and("limit", PAGE)
                .and("scope", account.setting("channel", "ecommerce"))
                .and("search", Json.object(search));
    }
}
