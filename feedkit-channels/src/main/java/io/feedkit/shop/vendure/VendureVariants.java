package io.feedkit.shop.vendure;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.OffsetWalk;
import io.feedkit.shop.Query;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopTimes;
import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.json.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The enabled variants by rising id. */
final class VendureVariants implements OfferPages {
    private static final int PAGE = 100;
    private static final String QUERY =
            "query($options: ProductVariantListOptions!) { productVariants(options: $options) {"
                    + " totalItems items { id sku name enabled priceWithTax currencyCode stockLevel trackInventory outOfStockThreshold useGlobalOutOfStockThreshold"
                    + " stockLevels { stockLocationId stockOnHand stockAllocated }"
                    + " options { name group { name code } } facetValues { name facet { name code } }"
                    + " featuredAsset { source preview } assets { source preview }"
                    + " product { id name slug description enabled translations { languageCode name description } featuredAsset { source preview } assets { source preview }"
                    + " facetValues { name facet { name code } } collections { name breadcrumbs { name } } } } } }";

    private final ShopAccount account;
    private final ShopApi api;
    private final OffsetWalk walk;
    private @Nullable VendureSettings settings;

    VendureVariants(ShopAccount account, ShopApi api) {
        this.account = account;
        this.api = api;
        walk = new OffsetWalk(api, PAGE);
    }

    @Override
    public boolean next(OfferLines offers) {
        VendureSettings known = settings();
        String path = "admin-api" + Query.of("languageCode", account.language());
        Answer answer = api.post(path, Json.object("query", QUERY, "variables", Map.of("options", options())))
                .body();
        refuse(answer.get("errors"));
        Answer page = answer.at("data.productVariants");
        List<Answer> variants = api.list(answer, "data.productVariants.items");
        if (!walk.holds(page.get("totalItems").whole().orElse(-1))) {
            return true;
        }
        VendureOffers writer = new VendureOffers(account, known, offers);
        return walk.take(variants, offers, variant -> {
            if (!variant.at("product.enabled").text().equals("false")) {
                offers.offer("variant " + variant.get("id").text(), () -> writer.variant(variant));
            }
        });
    }

    /** A shop that does not tell this account is taken for one that was left as it was installed. */
    private VendureSettings settings() {
        VendureSettings known = settings;
        if (known == null) {
            String asked = Json.object("query", VendureSettings.QUERY);
            Answer said = api.post("admin-api", asked).body();
            known = VendureSettings.of(said.at("data.globalSettings"));
            settings = known;
        }
        return known;
    }

    private void refuse(Answer errors) {
        if (errors.isPresent()) {
            Answer first = errors.items().isEmpty() ? errors : errors.items().get(0);
            String said = first.get("message").text();
            String message = said.isEmpty() ? first.toString() : said;
            throw first.at("extensions.code").text().equals("FORBIDDEN")
                    ? api.notAllowed(message)
                    : api.refused(message);
        }
    }

    private Map<String, Object> options() {
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("enabled", Map.of("eq", true));
        account.updatedSince()
                .ifPresent(moment -> filter.put("updatedAt", Map.of("after", ShopTimes.withZone(moment))));
        return Map.of("take", PAGE, "skip", walk.offset(), "sort", Map.of("id", "ASC"), "filter", filter);
    }
}
