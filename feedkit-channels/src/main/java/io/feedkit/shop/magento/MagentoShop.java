package io.feedkit.shop.magento;

import io.feedkit.shop.CategoryPaths;
import io.feedkit.shop.Query;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.answer.Answer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What products only refer to: where the shop's pages and pictures are, what its prices and weights are in, its categories, the labels of options, the stock.
 *
 * @param options from attribute code and option id to the label
 * @param stock from article number to what can be sold; empty where the shop does not tell
 */
record MagentoShop(
        String pages,
        String media,
        String currency,
        String weightUnit,
        Map<String, String> categories,
        Map<String, Map<String, String>> options,
        Map<String, Answer> stock) {
    static final MagentoShop UNKNOWN = new MagentoShop("", "", "", "", Map.of(), Map.of(), Map.of());

    private static final int PAGE = 100;
    private static final int STOCK_PAGE = 2_000;
    /** A category at this level is the root of a website's tree and has no page. */
    private static final Set<String> INVISIBLE_LEVELS = Set.of("0", "1");

    static MagentoShop read(ShopApi api, ShopAccount account) {
        Answer config = config(api, account.setting("store-view", "default"));
        String units = config.get("weight_unit").text();
        return new MagentoShop(
                config.get("secure_base_link_url").text(),
                config.get("secure_base_media_url").text(),
                account.currency().isEmpty() ? config.get("base_currency_code").text() : account.currency(),
                units.equals("lbs") ? "lb" : units.equals("kgs") ? "kg" : units,
                categories(api),
                options(api),
                stock(api, account.setting("website", "base")));
    }

    private static Answer config(ShopApi api, String storeView) {
        List<Answer> configs = api.get("store/storeConfigs", Query.NONE).body().items();
        return configs.stream()
                .filter(config -> config.get("code").text().equals(storeView))
                .findFirst()
                .orElse(configs.isEmpty() ? Answer.MISSING : configs.get(0));
    }

    private static Map<String, String> categories(ShopApi api) {
        CategoryPaths tree = new CategoryPaths();
        Set<String> seen = new HashSet<>();
        int page = 1;
        boolean more = true;
        while (more) {
            Answer list = api.get("categories/list", page(page++, PAGE)).body();
            List<Answer> nodes = list.get("items").items();
            more = false;
            for (Answer node : nodes) {
                String id = node.get("id").text();
                more |= seen.add(id);
                tree.add(id, node.get("parent_id").text(), node.get("name").text());
                if (INVISIBLE_LEVELS.contains(node.get("level").text())) {
                    tree.leaveOut(id);
                }
            }
            more &= nodes.size() == PAGE;
        }
        return tree.paths();
    }

    private static Map<String, Map<String, String>> options(ShopApi api) {
        Map<String, Map<String, String>> labels = new HashMap<>();
        int page = 1;
        boolean more = true;
        while (more) {
            List<Answer> attributes = api.get("products/attributes", page(page++, PAGE))
                    .body()
                    .get("items")
                    .items();
            more = false;
            for (Answer attribute : attributes) {
                Map<String, String> ofOne = new HashMap<>();
                attribute
                        .get("options")
                        .items()
                        .forEach(option -> ofOne.put(
                                option.get("value").text(), option.get("label").text()));
                more |= labels.put(attribute.get("attribute_code").text(), ofOne) == null;
            }
            more &= attributes.size() == PAGE;
        }
        return labels;
    }

    /** A page behind the last one repeats the last, so callers also stop where nothing new comes. */
    private static Query page(int number, int size) {
        return Query.of("searchCriteria[pageSize]", size).and("searchCriteria[currentPage]", number);
    }

    private static Map<String, Answer> stock(ShopApi api, String website) {
        Map<String, Answer> sellable = new HashMap<>();
        String path = "inventory/export-stock-salable-qty/website/" + SearchCriteria.segment(website);
        int page = 1;
        boolean more = true;
        while (more) {
            List<Answer> entries =
                    api.find(path + page(page++, STOCK_PAGE)).get("items").items();
            more = false;
            for (Answer entry : entries) {
                more |= sellable.put(entry.get("sku").text(), entry) == null;
            }
            more &= entries.size() == STOCK_PAGE;
        }
        return sellable;
    }
}
