package io.feedkit.shop.magento;

import io.feedkit.shop.ShopApi;
import io.feedkit.shop.answer.Answer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.Function;

/**
 * The same products as other store views show them. A value belongs to a view, so the API gives the texts of one language at a time, and the products of a page are
 * asked for once more for each further view. For one page and one thread.
 */
final class StoreViews {
    private static final int PAGE = 100;

    private final Function<String, ShopApi> views;
    private final Map<String, String> languages;
    private final Map<String, Map<String, Answer>> seen = new HashMap<>();

    /** @param languages from the code of a store view to its language */
    StoreViews(Function<String, ShopApi> views, Map<String, String> languages) {
        this.views = views;
        this.languages = languages;
    }

    /** Asks for these products in each view. */
    void read(List<Answer> products) {
        for (int from = 0; !languages.isEmpty() && from < products.size(); from += PAGE) {
            List<String> ids = new ArrayList<>();
            for (Answer product : products.subList(from, Math.min(from + PAGE, products.size()))) {
                product.get("id").whole().ifPresent(id -> ids.add(Long.toString(id)));
            }
            if (!ids.isEmpty()) {
                languages.forEach((view, language) -> read(ids, view, language));
            }
        }
    }

    private void read(List<String> ids, String view, String language) {
        SearchCriteria asked = SearchCriteria.pages(PAGE).and("entity_id", "in", String.join(",", ids));
        ShopApi api = views.apply(view);
        Answer page = api.get("products", asked.query().and("fields", "items[id,name,custom_attributes],total_count"))
                .body();
        for (Answer product : MagentoShop.items(api, page)) {
            seen.computeIfAbsent(product.get("id").text(), id -> new LinkedHashMap<>())
                    .put(language, product);
        }
    }

    /** A product in each further language. */
    void each(Answer product, BiConsumer<String, Answer> work) {
        seen.getOrDefault(product.get("id").text(), Map.of()).forEach(work);
    }
}
