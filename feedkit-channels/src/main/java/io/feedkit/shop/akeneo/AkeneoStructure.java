package io.feedkit.shop.akeneo;

import io.feedkit.shop.CategoryPaths;
import io.feedkit.shop.LinkWalk;
import io.feedkit.shop.Query;
import io.feedkit.shop.ShopApi;
import io.feedkit.shop.answer.Answer;
import java.util.HashMap;
import java.util.LinkedHashMap;
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
        /** In the language asked for, or any; the option's code where there is no label. */
        String label(String attribute, String option);

        /** In every language there is one in, by locale. */
        default Map<String, String> labels(String attribute, String option) {
            return Map.of();
        }
    }

    /** The options of an attribute are asked for when the first one is met. */
    private record LazyOptions(ShopApi api, String locale, Map<String, Map<String, Answer>> known) implements Options {

        @Override
        public String label(String attribute, String option) {
            Answer found = option(attribute, option);
            return found.isPresent() ? AkeneoStructure.label(found, locale) : option;
        }

        @Override
        public Map<String, String> labels(String attribute, String option) {
            Map<String, String> labels = new LinkedHashMap<>();
            option(attribute, option).get("labels").members().forEach((language, label) -> {
                if (!label.text().isBlank()) {
                    labels.put(language, label.text());
                }
            });
            return labels;
        }

        private Answer option(String attribute, String option) {
            Map<String, Answer> options = known.get(attribute);
            if (options == null) {
                Map<String, Answer> asked = new HashMap<>();
                each(
                        api,
                        "attributes/" + Query.segment(attribute) + "/options",
                        one -> asked.put(one.get("code").text(), one));
                known.put(attribute, asked);
                options = asked;
            }
            return options.getOrDefault(option, Answer.MISSING);
        }
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
        return new AkeneoStructure(types, tree.paths(), new LazyOptions(api, locale, new HashMap<>()));
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
        LinkWalk walk = new LinkWalk(api, "_embedded.items", "code", "_links.next.href");
        boolean more = true;
        while (more) {
            more = walk.next(() -> api.get(list, Query.of("limit", PAGE)).body(), of);
        }
    }

    boolean has(String attribute, Set<String> ofTypes) {
        return ofTypes.contains(types.getOrDefault(attribute, ""));
    }
}
