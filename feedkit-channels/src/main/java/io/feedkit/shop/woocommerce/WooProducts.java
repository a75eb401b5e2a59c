package io.feedkit.shop.woocommerce;

import io.feedkit.shop.OfferLines;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.OffsetWalk;
import io.feedkit.shop.Query;
import io.feedkit.shop.Reply;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopTimes;
import io.feedkit.shop.answer.Answer;
import java.util.List;
import java.util.Map;

/**
 * The published products by rising id.
 *
 * <p>The API pages by position, so a product deleted between two calls moves the rest up; see {@link OffsetWalk}. Ids already seen are passed over.
 */
final class WooProducts implements OfferPages {
    private static final int PAGE = 100;

    private final ShopAccount account;
    private final ShopApi api;
    private Map<String, String> categories = Map.of();
    private WooSettings settings = WooSettings.UNKNOWN;
    private boolean started;
    private final OffsetWalk walk;

    WooProducts(ShopAccount account, ShopApi api) {
        this.account = account;
        this.api = api;
        walk = new OffsetWalk(api, PAGE);
    }

    @Override
    public boolean next(OfferLines offers) {
        if (!started) {
            started = true;
            settings = WooSettings.read(api, account);
            categories = new WooCategories(api).paths();
        }
        Reply reply = api.get(
                "products",
                Query.of("per_page", PAGE)
                        .and("offset", walk.offset())
                        .and("orderby", "id")
                        .and("order", "asc")
                        .and("status", "publish")
                        .and("lang", account.language())
                        .and(
                                "modified_after",
                                account.updatedSince().map(ShopTimes::inUtc).orElse(""))
                        .and("dates_are_gmt", account.updatedSince().isPresent() ? "true" : ""));
        List<Answer> products = api.list(reply.body(), "");
        if (!walk.holds(reply.count("x-wp-total"))) {
            return true;
        }
        WooOffers writer = new WooOffers(settings, categories, offers);
        return walk.take(products, offers, product -> write(product, writer, offers));
    }

    private void write(Answer product, WooOffers writer, OfferLines offers) {
        String name = "product " + product.get("id").text();
        boolean variable = product.get("type").text().startsWith("variable")
                || !product.get("variations").items().isEmpty();
        if (variable) {
            offers.family(
                    name,
                    () -> variations(product),
                    variations -> variations.forEach(variation -> offers.offer(
                            "variation " + variation.get("id").text() + " of " + name,
                            () -> writer.variation(product, variation))));
        } else if (!product.get("type").text().equals("grouped")) {
            // A group only shows others that are sold on their own.
            offers.offer(name, () -> writer.product(product));
        }
    }

    private List<Answer> variations(Answer product) {
        String path = "products/" + Query.segment(product.get("id").text()) + "/variations";
        return OffsetWalk.all(api, PAGE, offset -> {
            Reply reply = api.get(
                    path,
                    Query.of("per_page", PAGE)
                            .and("offset", offset)
                            .and("orderby", "id")
                            .and("order", "asc")
                            .and("status", "publish"));
            return new OffsetWalk.Page(api.list(reply.body(), ""), reply.count("x-wp-total"));
        });
    }
}
