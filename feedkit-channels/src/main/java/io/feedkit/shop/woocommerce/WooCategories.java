package io.feedkit.shop.woocommerce;

import io.feedkit.shop.CategoryPaths;
import io.feedkit.shop.OffsetWalk;
import io.feedkit.shop.Query;
import io.feedkit.shop.Reply;
import io.feedkit.shop.ShopApi;
import java.util.Map;

/** The category tree, which products only name the nodes of. */
final class WooCategories {
    private static final int PAGE = 100;

    private final ShopApi api;

    WooCategories(ShopApi api) {
        this.api = api;
    }

    /** From the id of a category to its path. */
    Map<String, String> paths() {
        CategoryPaths tree = new CategoryPaths();
        OffsetWalk.all(api, PAGE, this::page)
                .forEach(node -> tree.add(
                        node.get("id").text(),
                        node.get("parent").text(),
                        node.get("name").text()));
        return tree.paths();
    }

    private OffsetWalk.Page page(long offset) {
        Reply reply = api.get(
                "products/categories",
                Query.of("per_page", PAGE).and("offset", offset).and("orderby", "id"));
        return new OffsetWalk.Page(api.list(reply.body(), ""), reply.count("x-wp-total"));
    }
}
