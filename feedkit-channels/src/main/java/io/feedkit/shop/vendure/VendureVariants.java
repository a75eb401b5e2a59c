package io.feedkit.shop.vendure;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.OffsetWalk;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopTimes;
import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The enabled variants by rising id. */
final class VendureVariants implements OfferPages {
    private static final int PAGE = 100;
    private static final String QUERY =
            "query($options: ProductVariantListOptions!) { productVariants(options: $options) {"
                    + " totalItems items { id sku name enabled priceWithTax currencyCode stockLevel trackInventory outOfStockThreshold"
                    + " stockLevels { stockOnHand stockAllocated }"
                    + " options { name group { name code } } facetValues { name facet { name code } }"
                    + " featuredAsset { source preview } assets { source preview }"
                    + " product { id name slug description enabled featuredAsset { source preview } assets { source preview }"
                    + " facetValues { name facet { name code } } collections { name breadcrumbs { name } } } } } }";

    private final ShopAccount account;
    private final ShopApi api;
    private final OffsetWalk walk = new OffsetWalk();
    private long lastId;

    VendureVariants(ShopAccount account, ShopApi api) {
        this.account = account;
        this.api = api;
    }

    @Override
    public boolean next(OfferLines offers) {
        String path = "admin-api" + (account.language().isEmpty() ? "" : "?languageCode=" + account.language());
        Answer answer = api.post(path, Json.object("query", QUERY, "variables", Map.of("options", options())))
                .body();
        List<Answer> errors = answer.get("errors").items();
        if (!errors.isEmpty()) {
            throw api.refused(errors.get(0).get("message").text());
        }
        Answer page = answer.at("data.productVariants");
        List<Answer> variants = page.get("items").items();
        if (!walk.holds(Long.parseLong(page.get("totalItems").text()))) {
            return true;
        }
        VendureOffers writer = new VendureOffers(account, offers);
        for (Answer variant : variants) {
            long id = Long.parseLong(variant.get("id").text());
            if (id > lastId) {
                lastId = id;
                if (variant.at("product.enabled").isTrue()) {
                    writer.variant(variant);
                }
            }
        }
        return walk.taken(variants.size());
    }

    private Map<String, Object> options() {
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("enabled", Map.of("eq", true));
        account.updatedSince()
                .ifPresent(moment -> filter.put("updatedAt", Map.of("after", ShopTimes.withZone(moment))));
        return Map.of("take", PAGE, "skip", walk.offset(), "sort", Map.of("id", "ASC"), "filter", filter);
    }
}
