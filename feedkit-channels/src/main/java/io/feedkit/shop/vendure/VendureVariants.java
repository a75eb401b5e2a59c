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
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The enabled variants by rising id.
 *
 * <p>A variant does not change when only its product does (its name, its text), so whoever wants what changed gets the variants of changed products first, then the other changed variants.
 */
final class VendureVariants implements OfferPages {
    private static final int PAGE = 100;
    /** A product brings all of its variants. */
    private static final int PRODUCTS = 20;

    private static final String VARIANT =
            "id sku name enabled priceWithTax currencyCode stockLevel trackInventory outOfStockThreshold"
                    + " useGlobalOutOfStockThreshold stockLevels { stockLocationId stockOnHand stockAllocated } options {"
                    + " name group { name code } } facetValues { name facet { name code } } featuredAsset { source preview"
                    + " } assets { source preview } product { id name slug description enabled translations { languageCode"
                    + " name description } featuredAsset { source preview } assets { source preview } facetValues { name"
                    + " facet { name code } } collections { name breadcrumbs { name } } }";
    private static final String VARIANTS =
            "query($options: ProductVariantListOptions!) { productVariants(options: $options) {"
                    + " totalItems items { " + VARIANT + " } } }";
    private static final String CHANGED_PRODUCTS =
            "query($options: ProductListOptions!) { products(options: $options) {"
                    + " totalItems items { id enabled variants { " + VARIANT + " } } } }";

    private final ShopAccount account;
    private final ShopApi api;
    private final OffsetWalk products;
    private final OffsetWalk variants;
    /** Products whose variants are told already. */
    private final Set<String> told = new HashSet<>();

    private boolean productsToCome;
    private @Nullable VendureSettings settings;

    VendureVariants(ShopAccount account, ShopApi api) {
        this.account = account;
        this.api = api;
        productsToCome = account.updatedSince().isPresent();
        products = new OffsetWalk(api, PRODUCTS);
        variants = new OffsetWalk(api, PAGE);
    }

    @Override
    public boolean next(OfferLines offers) {
        VendureOffers writer = new VendureOffers(account, settings(), offers);
        if (productsToCome) {
            Answer answer = ask(CHANGED_PRODUCTS, options(PRODUCTS, products.offset()));
            List<Answer> page = api.list(answer, "data.products.items");
            productsToCome = !products.holds(total(answer.at("data.products")))
                    || products.take(page, offers, product -> variantsOf(product, writer, offers));
            return true;
        }
        Answer answer = ask(VARIANTS, options(PAGE, variants.offset()));
        List<Answer> page = api.list(answer, "data.productVariants.items");
        return !variants.holds(total(answer.at("data.productVariants")))
                || variants.take(page, offers, variant -> {
                    if (!told.contains(variant.at("product.id").text())) {
                        write(variant, writer, offers);
                    }
                });
    }

    private void variantsOf(Answer product, VendureOffers writer, OfferLines offers) {
        told.add(product.get("id").text());
        for (Answer variant : product.get("variants").items()) {
            if (!variant.get("enabled").text().equals("false")) {
                write(variant, writer, offers);
            }
        }
    }

    private static void write(Answer variant, VendureOffers writer, OfferLines offers) {
        if (!variant.at("product.enabled").text().equals("false")) {
            offers.offer("variant " + variant.get("id").text(), () -> writer.variant(variant));
        }
    }

    private static long total(Answer page) {
        return page.get("totalItems").whole().orElse(-1);
    }

    private Answer ask(String query, Map<String, Object> options) {
        String path = "admin-api" + Query.of("languageCode", account.language());
        Answer answer = api.post(path, Json.object("query", query, "variables", Map.of("options", options)))
                .body();
        refuse(answer.get("errors"));
        return answer;
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

    private Map<String, Object> options(int take, long skip) {
        Map<String, Object> filter = new LinkedHashMap<>();
        filter.put("enabled", Map.of("eq", true));
        account.updatedSince()
                .ifPresent(moment -> filter.put("updatedAt", Map.of("after", ShopTimes.withZone(moment))));
        return Map.of("take", take, "skip", skip, "sort", Map.of("id", "ASC"), "filter", filter);
    }
}
