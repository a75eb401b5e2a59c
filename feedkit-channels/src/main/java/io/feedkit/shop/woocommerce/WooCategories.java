package io.feedkit.shop.woocommerce;

import io.feedkit.shop.CategoryPaths;
import io.feedkit.shop.Query;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.answer.Answer;
import java.util.List;
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
        long at = 0;
        List<Answer> page;
        do {
            page = api.get(
                            "products/categories",
                            Query.of("per_page", PAGE).and("offset", at).and("orderby", "id"))
                    .body()
                    .items();
            page.forEach(node -> tree.add(
                    node.get("id").text(),
                    node.get("parent").text(),
                    node.get("name").text()));
            at += page.size();
        } while (page.size() == PAGE);
        return tree.paths();
    }
}
