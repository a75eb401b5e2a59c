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
    private boolean started;
    private final OffsetWalk walk = new OffsetWalk();
    private long lastId;

    WooProducts(ShopAccount account, ShopApi api) {
        this.account = account;
        this.api = api;
    }

    @Override
    public boolean next(OfferLines offers) {
        if (!started) {
            started = true;
            categories = new WooCategories(api).paths();
        }
        Reply reply = api.get(
                "products",
                Query.of("per_page", PAGE)
                        .and("offset", walk.offset())
                        .and("orderby", "id")
                        .and("order", "asc")
                        .and("status", "publish")
                        .and(
                                "modified_after",
                                account.updatedSince().map(ShopTimes::inUtc).orElse(""))
                        .and("dates_are_gmt", account.updatedSince().isPresent() ? "true" : ""));
        List<Answer> products = reply.body().items();
        if (!walk.holds(reply.number("x-wp-total"))) {
            return true;
        }
        WooOffers writer = new WooOffers(account, categories, offers);
        for (Answer product : products) {
            long id = Long.parseLong(product.get("id").text());
            if (id > lastId) {
                lastId = id;
                write(product, writer);
            }
        }
        return walk.taken(products.size());
    }

    private void write(Answer product, WooOffers writer) {
        switch (product.get("type").text()) {
            case "variable" -> variations(product, writer);
            case "grouped" -> {
                // Only shows others that are sold on their own.
            }
            default -> writer.product(product);
        }
    }

    private void variations(Answer product, WooOffers writer) {
        String path = "products/" + product.get("id").text() + "/variations";
        long at = 0;
        List<Answer> page;
        do {
            page = api.get(
                            path,
                            Query.of("per_page", PAGE)
                                    .and("offset", at)
                                    .and("orderby", "id")
                                    .and("order", "asc"))
                    .body()
                    .items();
            page.forEach(variation -> writer.variation(product, variation));
            at += page.size();
        } while (page.size() == PAGE);
    }
}
