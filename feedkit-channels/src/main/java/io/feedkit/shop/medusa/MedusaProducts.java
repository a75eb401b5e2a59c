package io.feedkit.shop.medusa;

import io.feedkit.shop.CategoryPaths;
import io.feedkit.shop.OfferLines;
import io.feedkit.shop.OfferPages;
import io.feedkit.shop.OffsetWalk;
import io.feedkit.shop.Query;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.ShopTimes;
import io.feedkit.shop.answer.Answer;
import java.util.List;
import java.util.Map;

/** The published products by rising id; ids rise with time, so what is new comes last. */
final class MedusaProducts implements OfferPages {
    private static final int PAGE = 100;
    private static final String FIELDS =
            "+variants.inventory_quantity,*variants.prices,*variants.options,*variants.options.option,*images,*tags,*type,"
                    + "*collection,*categories";
    private static final String LEVELS =
            ",*variants.inventory_items,*variants.inventory_items.inventory,*variants.inventory_items.inventory.location_levels";

    private final ShopAccount account;
    private final ShopApi api;
    private final OffsetWalk walk;
    private Map<String, String> categories = Map.of();
    private boolean started;

    MedusaProducts(ShopAccount account, ShopApi api) {
        this.account = account;
        this.api = api;
        walk = new OffsetWalk(api, PAGE);
    }

    @Override
    public boolean next(OfferLines offers) {
        if (!started) {
            started = true;
            categories = categories();
        }
        Query query = Query.of("limit", PAGE)
                .and("offset", walk.offset())
                .and("order", "id")
                .and("status[]", "published")
                .and("sales_channel_id[]", account.setting("sales-channel", ""))
                .and("fields", account.setting("location", "").isEmpty() ? FIELDS : FIELDS + LEVELS);
        Query changed = account.updatedSince()
                .map(moment -> query.and("updated_at[$gte]", ShopTimes.withZone(moment)))
                .orElse(query);
        Answer page = api.get("products", changed).body();
        List<Answer> products = api.list(page, "products");
        if (!walk.holds(page.get("count").whole().orElse(-1))) {
            return true;
        }
        MedusaOffers writer = new MedusaOffers(account, api, categories, offers);
        return walk.take(products, offers, product -> {
            String name = "product " + product.get("id").text();
            offers.offer(
                    name,
                    () -> offers.entries(product, "variants")
                            .forEach(variant -> offers.offer(
                                    "variant " + variant.get("id").text() + " of " + name,
                                    () -> writer.variant(product, variant))));
        });
    }

    /** From the id of a category to its path; nothing where this key may not read them. */
    private Map<String, String> categories() {
        CategoryPaths tree = new CategoryPaths();
        OffsetWalk.all(api, PAGE, offset -> {
                    Answer page = api.findIfAllowed(
                            "product-categories",
                            Query.of("limit", PAGE).and("offset", offset).and("fields", "id,name,parent_category_id"));
                    List<Answer> nodes = page.isPresent() ? api.list(page, "product_categories") : List.of();
                    return new OffsetWalk.Page(nodes, page.get("count").whole().orElse(-1));
                })
                .forEach(node -> tree.add(
                        node.get("id").text(),
                        node.get("parent_category_id").text(),
                        node.get("name").text()));
        return tree.paths();
    }
}
