package io.feedkit.shop.akeneo;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.Query;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopTimes;
import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.json.Json;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The enabled products, following the PIM's own cursor from page to page. */
final class AkeneoProducts implements OfferPages {
    private static final int PAGE = 100;

    private final ShopAccount account;
    private final ShopApi api;
    private final ProductModels models;
    private AkeneoStructure structure = AkeneoStructure.UNKNOWN;
    private String next = "";

    AkeneoProducts(ShopAccount account, ShopApi api) {
        this.account = account;
        this.api = api;
        models = new ProductModels(api);
    }

    @Override
    public boolean next(OfferLines offers) {
        Answer page;
        if (next.isEmpty()) {
            structure = AkeneoStructure.read(api, account.language());
            page = api.get("products-uuid", first()).body();
        } else {
            page = api.get(URI.create(next)).body();
        }
        AkeneoOffers writer = new AkeneoOffers(account, structure, offers);
        for (Answer product : page.at("_embedded.items").items()) {
            writer.product(product, models.above(product));
        }
        next = page.at("_links.next.href").text();
        return !next.isEmpty();
    }

    private Query first() {
        Map<String, Object> search = new LinkedHashMap<>();
        search.put("enabled", List.of(Map.of("operator", "=", "value", true)));
        account.updatedSince()
                .ifPresent(moment -> search.put(
                        "updated", List.of(Map.of("operator", ">", "value", ShopTimes.inUtcWithBlank(moment)))));
        return Query.of("pagination_type", "search_after")
                .and("limit", PAGE)
                .and("scope", account.setting("channel", "ecommerce"))
                .and("search", Json.object(search));
    }
}
