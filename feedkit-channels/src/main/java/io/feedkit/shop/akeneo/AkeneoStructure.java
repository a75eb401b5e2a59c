package io.feedkit.shop.akeneo;

import io.feedkit.shop.CategoryPaths;
import io.feedkit.shop.Query;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.answer.Answer;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/**
 * What the values of products refer to.
 *
 * @param types from attribute code to its type
 * @param categories from category code to the path of labels
 * @param options from attribute code and option code to the label
 */
record AkeneoStructure(Map<String, String> types, Map<String, String> categories, Options options) {
    static final AkeneoStructure UNKNOWN = new AkeneoStructure(Map.of(), Map.of(), (attribute, option) -> option);

    private static final int PAGE = 100;

    /** Finds the label of an option. */
    interface Options {
        String label(String attribute, String option);
    }

    static AkeneoStructure read(ShopApi api, String locale) {
        Map<String, String> types = new HashMap<>();
        each(
                api,
                "attributes",
                attribute -> types.put(
                        attribute.get("code").text(), attribute.get("type").text()));
        CategoryPaths tree = new CategoryPaths();
        each(api, "categories", node -> {
            String code = node.get("code").text();
            tree.add(code, node.get("parent").text(), label(node, locale));
            if (!node.get("parent").isPresent()) {
                tree.leaveOut(code);
            }
        });
        Map<String, Map<String, String>> labels = new HashMap<>();
        Options options = (attribute, option) -> labels.computeIfAbsent(attribute, code -> options(api, code, locale))
                .getOrDefault(option, option);
        return new AkeneoStructure(types, tree.paths(), options);
    }

    private static Map<String, String> options(ShopApi api, String attribute, String locale) {
        Map<String, String> labels = new HashMap<>();
        each(
                api,
                "attributes/" + attribute + "/options",
                option -> labels.put(option.get("code").text(), label(option, locale)));
        return labels;
    }

    /** The label in the language asked for, or in any, or the code itself. */
    private static String label(Answer labelled, String locale) {
        Answer labels = labelled.get("labels");
        String own = labels.get(locale).text();
        if (!own.isBlank()) {
            return own;
        }
        return labels.members().values().stream()
                .map(Answer::text)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(labelled.get("code").text());
    }

    private static void each(ShopApi api, String list, Consumer<Answer> of) {
        Answer page = api.get(list, Query.of("limit", PAGE)).body();
        while (true) {
            List<Answer> items = page.at("_embedded.items").items();
            items.forEach(of);
            String next = page.at("_links.next.href").text();
            if (next.isEmpty()) {
                return;
            }
            page = api.get(URI.create(next)).body();
        }
    }

    boolean has(String attribute, Set<String> ofTypes) {
        return ofTypes.contains(types.getOrDefault(attribute, ""));
    }
}
