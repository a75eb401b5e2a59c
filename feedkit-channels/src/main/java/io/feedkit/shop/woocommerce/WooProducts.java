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
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The published products by rising id.
 *
 * <p>The API pages by position, so a product deleted between two calls moves the rest up; see {@link OffsetWalk}. Ids already seen are passed over. A variation may change
 * without its product, so whoever wants what changed gets changed products first, with all their variations, then the changed variations of the others: the shop has to be asked for those
 * product by product.
 */
final class WooProducts implements OfferPages {
    private static final int PAGE = 100;

    private final ShopAccount account;
    private final ShopApi api;
    private Map<String, String> categories = Map.of();
    private WooSettings settings = WooSettings.UNKNOWN;
    private boolean started;
    private final OffsetWalk walk;
    private final OffsetWalk variable;
    /** Products whose variations are told already. */
    private final Set<String> told = new HashSet<>();

    private boolean variationsToCome;
    private boolean productsTold;

    WooProducts(ShopAccount account, ShopApi api) {
        this.account = account;
        this.api = api;
        walk = new OffsetWalk(api, PAGE);
        variable = new OffsetWalk(api, PAGE);
        variationsToCome = account.updatedSince().isPresent()
                && !account.setting("variation-edits", "").equals("skip");
    }

    @Override
    public boolean next(OfferLines offers) {
        if (!started) {
            started = true;
            settings = WooSettings.read(api, account);
            categories = new WooCategories(api).paths();
        }
        WooOffers writer = new WooOffers(settings, categories, offers);
        if (!productsTold) {
            Reply reply = api.get("products", changed(walk.offset()));
            List<Answer> products = api.list(reply.body(), "");
            productsTold = walk.holds(reply.count("x-wp-total"))
                    && !walk.take(products, offers, product -> write(product, writer, offers));
        } else {
            Reply reply = api.get("products", published(variable.offset()).and("type", "variable"));
            List<Answer> products = api.list(reply.body(), "");
            variationsToCome = !variable.holds(reply.count("x-wp-total"))
                    || variable.take(products, offers, product -> writeChanged(product, writer, offers));
        }
        return !productsTold || variationsToCome;
    }

    private Query published(long offset) {
        return Query.of("per_page", PAGE)
                .and("offset", offset)
                .and("orderby", "id")
                .and("order", "asc")
                .and("status", "publish")
                .and("lang", account.language());
    }

    private Query changed(long offset) {
        return since(published(offset));
    }

    private Query since(Query query) {
        return query.and(
                        "modified_after",
                        account.updatedSince().map(ShopTimes::inUtc).orElse(""))
                .and("dates_are_gmt", account.updatedSince().isPresent() ? "true" : "");
    }

    private void write(Answer product, WooOffers writer, OfferLines offers) {
        String name = "product " + product.get("id").text();
        boolean isVariable = product.get("type").text().startsWith("variable")
                || !product.get("variations").items().isEmpty();
        if (isVariable) {
            told.add(product.get("id").text());
            offers.family(
                    name,
                    () -> variations(product, false),
                    variations -> write(product, variations, name, writer, offers));
        } else if (!product.get("type").text().equals("grouped")) {
            // A group only shows others that are sold on their own.
            offers.offer(name, () -> writer.product(product));
        }
    }

    private static void write(
            Answer product, List<Answer> variations, String name, WooOffers writer, OfferLines offers) {
        variations.forEach(variation -> offers.offer(
                "variation " + variation.get("id").text() + " of " + name, () -> writer.variation(product, variation)));
    }

    private void writeChanged(Answer product, WooOffers writer, OfferLines offers) {
        if (!told.contains(product.get("id").text())) {
            String name = "product " + product.get("id").text();
            offers.family(
                    name,
                    () -> variations(product, true).stream()
                            .filter(this::isChanged)
                            .toList(),
                    variations -> write(product, variations, name, writer, offers));
        }
    }

    /** Shops before version 5.8 overlook the question. */
    private boolean isChanged(Answer variation) {
        String modified = variation.get("date_modified_gmt").text();
        return modified.isEmpty()
                || modified.compareTo(
                                account.updatedSince().map(ShopTimes::inUtc).orElse(""))
                        >= 0;
    }

    private List<Answer> variations(Answer product, boolean onlyChanged) {
        String path = "products/" + Query.segment(product.get("id").text()) + "/variations";
        return OffsetWalk.all(api, PAGE, offset -> {
            Query query = Query.of("per_page", PAGE)
                    .and("offset", offset)
                    .and("orderby", "id")
                    .and("order", "asc")
                    .and("status", "publish");
            Reply reply = api.get(path, onlyChanged ? since(query) : query);
            return new OffsetWalk.Page(api.list(reply.body(), ""), reply.count("x-wp-total"));
        });
    }
}
