package io.feedkit.shop.magento;

import io.feedkit.shop.CategoryPaths;
import io.feedkit.shop.Query;
import io.feedkit.shop.ShopAccount;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.answer.Answer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What products only refer to: where the shop's pages and pictures are, what its prices and weights are in, its categories, the labels of options, the stock.
 *
 * @param options from attribute code and option id to the label
 * @param views from the code of each further store view to its language
 * @param stock from article number to what can be sold; empty where the shop does not tell
 */
record MagentoShop(
        String pages,
        String media,
        String currency,
        String weightUnit,
        Map<String, String> categories,
        Map<String, Map<String, String>> options,
        Map<String, Stock> stock,
        Map<String, String> views) {
    static final MagentoShop UNKNOWN = new MagentoShop("", "", "", "", Map.of(), Map.of(), Map.of(), Map.of());

    private static final int PAGE = 100;
    /** A shop that limits what may be asked for at once does so at this by default. */
    private static final int STOCK_PAGE = 300;
    /** A category at this level is the root of a website's tree and has no page. */
    private static final Set<String> INVISIBLE_LEVELS = Set.of("0", "1");

    /** What can be sold of one article. */
    record Stock(String quantity, boolean sellable) {}

    static MagentoShop read(ShopApi api, ShopAccount account) {
        List<Answer> configs =
                api.list(api.get("store/storeConfigs", Query.NONE).body(), "");
        Answer config = config(api, configs, account.setting("store-view", "default"));
        String units = config.get("weight_unit").text();
        return new MagentoShop(
                config.get("secure_base_link_url").text(),
                config.get("secure_base_media_url").text(),
                account.currency().isEmpty() ? config.get("base_currency_code").text() : account.currency(),
                units.equals("lbs") ? "lb" : units.equals("kgs") ? "kg" : units,
                categories(api),
                options(api),
                account.setting("source", "").isEmpty()
                        ? stock(api, account.setting("website", "base"))
                        : stockAt(api, account.setting("source", "")),
                views(api, configs, account.setting("store-views", "")));
    }

    /** Views of one language are told apart by their country: {@code fr}, but {@code fr-FR} beside {@code fr-CA}. */
    private static Map<String, String> views(ShopApi api, List<Answer> configs, String wanted) {
        Map<String, String> locales = new LinkedHashMap<>();
        List<String> codes = wanted.equals("all")
                ? configs.stream().map(config -> config.get("code").text()).toList()
                : Stream.of(wanted.split(","))
                        .map(String::strip)
                        .filter(code -> !code.isEmpty())
                        .toList();
        for (String code : codes) {
            locales.put(code, config(api, configs, code).get("locale").text().replace('_', '-'));
        }
        Map<String, String> views = new LinkedHashMap<>();
        locales.forEach((code, locale) -> {
            String language = language(locale);
            boolean alone = locales.values().stream()
                            .map(MagentoShop::language)
                            .filter(language::equals)
                            .count()
                    == 1;
            views.put(code, alone ? language : locale);
        });
        return views;
    }

    private static String language(String locale) {
        int country = locale.indexOf('-');
        return country < 0 ? locale : locale.substring(0, country);
    }

    /** What a search found; one that finds nothing may say so with nothing instead of an empty list. */
    static List<Answer> items(ShopApi api, Answer found) {
        boolean none = !found.get("items").isPresent()
                && found.get("total_count").whole().orElse(-1) == 0;
        return none ? List.of() : api.list(found, "items");
    }

    private static Answer config(ShopApi api, List<Answer> configs, String storeView) {
        return configs.stream()
                .filter(config -> config.get("code").text().equals(storeView))
                .findFirst()
                .orElseThrow(() -> api.missing("the shop has no store view " + storeView + ", only "
                        + configs.stream()
                                .map(config -> config.get("code").text())
                                .collect(Collectors.joining(", "))
                        + "; the settings store-view and store-views say which to read."));
    }

    private static Map<String, String> categories(ShopApi api) {
        CategoryPaths tree = new CategoryPaths();
        each(api, query -> api.get("categories/list", query).body(), PAGE, "id", node -> {
            String id = node.get("id").text();
            tree.add(id, node.get("parent_id").text(), node.get("name").text());
            if (INVISIBLE_LEVELS.contains(node.get("level").text())) {
                tree.leaveOut(id);
            }
        });
        return tree.paths();
    }

    private static Map<String, Map<String, String>> options(ShopApi api) {
        Map<String, Map<String, String>> labels = new HashMap<>();
        each(api, query -> api.get("products/attributes", query).body(), PAGE, "attribute_code", attribute -> {
            Map<String, String> ofOne = new HashMap<>();
            attribute
                    .get("options")
                    .items()
                    .forEach(option -> ofOne.put(
                            option.get("value").text(), option.get("label").text()));
            labels.put(attribute.get("attribute_code").text(), ofOne);
        });
        return labels;
    }

    private static Map<String, Stock> stock(ShopApi api, String website) {
        Map<String, Stock> sellable = new HashMap<>();
        String path = "inventory/export-stock-salable-qty/website/" + Query.segment(website);
        each(
                api,
                query -> api.find(path, query),
                STOCK_PAGE,
                "sku",
                entry -> sellable.put(
                        entry.get("sku").text(),
                        new Stock(
                                entry.get("qty").text(), entry.get("is_salable").isTrue())));
        return sellable;
    }

    /** What lies at one source, whatever is promised of it. */
    private static Map<String, Stock> stockAt(ShopApi api, String source) {
        Map<String, Stock> there = new HashMap<>();
        String filter = "searchCriteria[filterGroups][0][filters][0]";
        Query atSource = Query.of(filter + "[field]", "source_code")
                .and(filter + "[value]", source)
                .and(filter + "[conditionType]", "eq");
        each(
                api,
                page -> api.get("inventory/source-items", atSource.and(page)).body(),
                STOCK_PAGE,
                "sku",
                item -> there.put(
                        item.get("sku").text(),
                        new Stock(
                                item.get("quantity").text(),
                                item.get("status").isTrue()
                                        && !item.get("quantity").isUsedUp())));
        return there;
    }

    /** Goes through all pages of a list. The page behind the last may repeat it, so the walk also ends where nothing new comes. */
    private static void each(ShopApi api, Function<Query, Answer> ask, int size, String key, Consumer<Answer> work) {
        Set<String> seen = new HashSet<>();
        boolean more = true;
        for (int page = 1; more; page++) {
            Answer list =
                    ask.apply(Query.of("searchCriteria[pageSize]", size).and("searchCriteria[currentPage]", page));
            List<Answer> entries = list.isPresent() ? items(api, list) : List.of();
            int before = seen.size();
            entries.stream().filter(entry -> seen.add(entry.get(key).text())).forEach(work);
            boolean left = seen.size() < list.get("total_count").whole().orElse(Long.MAX_VALUE);
            more = seen.size() > before && (entries.size() >= size || left);
        }
    }
}
