package io.feedkit.shop.shopware;

import io.feedkit.shop.IdWalk;
import io.feedkit.shop.OfferLines;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopTimes;
import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.json.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The active products in the order they were made, each page asked for by the number of the last one. The shop itself lets variants inherit what they leave open;
 * products that have variants are not sold and passed over.
 */
final class ShopwareProducts implements OfferPages {
    private static final int PAGE = 100;
    /** The system's own currency has the same id in every shop. */
    private static final String DEFAULT_CURRENCY = "b7d2554b0ce847cd82f3ac9bd1c0dfca";

    private final ShopAccount account;
    private final ShopApi api;
    private boolean started;
    private String currencyId = DEFAULT_CURRENCY;
    private String currency = "";
    private final IdWalk walk;

    ShopwareProducts(ShopAccount account, ShopApi api) {
        this.account = account;
        this.api = api;
        walk = new IdWalk(api, "autoIncrement", PAGE);
    }

    @Override
    public boolean next(OfferLines offers) {
        if (!started) {
            started = true;
            currency();
        }
        List<Answer> products = api.list(api.post("search/product", criteria()).body(), "data");
        ShopwareOffers writer = new ShopwareOffers(account, currencyId, currency, offers);
        return walk.take(products, offers, product -> {
            boolean container = !product.get("parentId").isPresent()
                    && product.get("childCount").whole().orElse(0) > 0;
            if (!container) {
                offers.offer("product " + product.get("productNumber").text(), () -> writer.product(product));
            }
        });
    }

    private void currency() {
        String asked = Json.object("limit", 500, "includes", Map.of("currency", List.of("id", "isoCode")));
        Map<String, String> ids = new HashMap<>();
        for (Answer one : api.list(api.post("search/currency", asked).body(), "data")) {
            ids.put(one.get("isoCode").text(), one.get("id").text());
            if (one.get("id").text().equals(DEFAULT_CURRENCY)) {
                currency = one.get("isoCode").text();
            }
        }
        String wanted = account.currency();
        if (!wanted.isEmpty()) {
            if (!ids.containsKey(wanted)) {
                throw api.missing("the shop has no prices in " + wanted + ", only in "
                        + String.join(", ", ids.keySet().stream().sorted().toList()) + ".");
            }
            currencyId = ids.get(wanted);
            currency = wanted;
        }
    }

    private String criteria() {
        List<Object> filters = new ArrayList<>();
        filters.add(equal("active", true));
        filters.add(Map.of("type", "range", "field", "autoIncrement", "parameters", Map.of("gt", walk.last())));
        account.updatedSince().map(ShopTimes::withZone).ifPresent(since -> filters.add(changed(since)));
        String channel = account.setting("sales-channel", "");
        if (!channel.isEmpty()) {
            filters.add(equal("visibilities.salesChannelId", channel));
        }
        return Json.object(
                "limit",
                PAGE,
                "filter",
                filters,
                "sort",
                List.of(Map.of("field", "autoIncrement", "order", "ASC")),
                "associations",
                associations());
    }

    private static Map<String, Object> associations() {
        return Map.of(
                "manufacturer", Map.of(),
                "cover", Map.of(),
                "media", Map.of("sort", List.of(Map.of("field", "position", "order", "ASC"))),
                "options", Map.of("associations", Map.of("group", Map.of())),
                "properties", Map.of("associations", Map.of("group", Map.of())),
                "categories", Map.of(),
                "seoUrls", Map.of(),
                "tags", Map.of(),
                "tax", Map.of(),
                "deliveryTime", Map.of());
    }

    /** What is new was not updated yet, and a variant shows what its product says. */
    private static Map<String, Object> changed(String since) {
        List<Object> any = new ArrayList<>();
        for (String field : List.of("updatedAt", "createdAt", "parent.updatedAt")) {
            any.add(Map.of("type", "range", "field", field, "parameters", Map.of("gte", since)));
        }
        return Map.of("type", "multi", "operator", "or", "queries", any);
    }

    private static Map<String, Object> equal(String field, Object value) {
        return Map.of("type", "equals", "field", field, "value", value);
    }
}
