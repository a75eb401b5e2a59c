package io.feedkit.catalog;

import io.feedkit.catalog.YamlText.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads what a mapping file says of variants. Each way of belonging together has keys of its own, and a key of another way is a mistake. */
final class VariantsSection {
    private static final Map<String, List<String>> KEYS = keys();

    private final YamlText yaml;
    private final MappingWords words;
    private final ColumnNames columns;

    VariantsSection(YamlText yaml, MappingWords words, ColumnNames columns) {
        this.yaml = yaml;
        this.words = words;
        this.columns = columns;
    }

    private static Map<String, List<String>> keys() {
        Map<String, List<String>> keys = new LinkedHashMap<>();
        List<String> adjacent = List.of(
                "by",
                "key",
                "own",
                "pictures",
                "position",
                "containers",
                "parts",
                "from-parent",
                "changes",
                "changes-by");
        keys.put("adjacent-rows", adjacent);
        List<String> order = new ArrayList<>(adjacent);
        order.add("start");
        keys.put("row-order", List.copyOf(order));
        keys.put("parent-key", List.of("by", "key", "parent", "own", "containers"));
        keys.put("key-prefix", List.of("by", "key", "separator", "parent-rows", "own", "containers"));
        keys.put("parent-list", List.of("by", "key", "list", "entries", "fields", "field", "own", "from-parent"));
        return keys;
    }

    private static List<String> needed(String way) {
        return switch (way) {
            case "row-order" -> List.of("start");
            case "parent-key" -> List.of("key", "parent");
            case "key-prefix" -> List.of("key", "separator");
            case "parent-list" -> List.of("key", "list");
            default -> List.of("key");
        };
    }

    Variants read(@Nullable Value value) {
        if (value == null) {
            return new Variants.None();
        }
        List<String> ways = List.copyOf(KEYS.keySet());
        Map<String, Value> any = yaml.map(value, allKeys());
        Value by = any.get("by");
        if (by == null) {
            yaml.wrong(value, "\"by:\" with one of " + String.join(", ", ways));
            return new Variants.None();
        }
        String way = yaml.oneOf(by, ways).orElse("");
        List<String> known = KEYS.get(way);
        if (known == null) {
            return new Variants.None();
        }
        for (Map.Entry<String, Value> given : any.entrySet()) {
            if (!known.contains(given.getKey())) {
                yaml.wrong(
                        given.getValue(),
                        "nothing: \"" + given.getKey() + ":\" does not go with \"by: " + way + "\"",
                        "It takes " + String.join(", ", known) + ".");
            }
        }
        for (String needed : needed(way)) {
            if (!any.containsKey(needed)) {
                yaml.wrong(value, "\"" + needed + ":\" beside \"by: " + way + "\"");
                return new Variants.None();
            }
        }
        return variants(way, any);
    }

    private static List<String> allKeys() {
        return KEYS.values().stream().flatMap(List::stream).distinct().toList();
    }

    private Variants variants(String way, Map<String, Value> keys) {
        return switch (way) {
            case "adjacent-rows", "row-order" -> adjacent(keys);
            case "parent-key" -> parentKey(keys);
            case "key-prefix" -> keyPrefix(keys);
            default -> parentList(keys);
        };
    }

    private Variants adjacent(Map<String, Value> keys) {
        List<String> key = named(keys, "key");
        Map<String, List<String>> start = byColumn(keys.get("start"));
        mention(keys, "key", key);
        mention(keys, "start", List.copyOf(start.keySet()));
        return new Variants.Adjacent(
                start,
                key,
                patterns(keys, "own"),
                named(keys, "pictures"),
                named(keys, "position"),
                byColumn(keys.get("containers")),
                byColumn(keys.get("parts")),
                patterns(keys, "from-parent"),
                byColumn(keys.get("changes")),
                column(keys, "changes-by"));
    }

    private Variants parentKey(Map<String, Value> keys) {
        String parent = column(keys, "parent");
        mention(keys, "parent", List.of(parent));
        return new Variants.ByParent(
                templates(keys),
                new Variants.Link(parent, "", true),
                patterns(keys, "own"),
                byColumn(keys.get("containers")));
    }

    private Variants keyPrefix(Map<String, Value> keys) {
        return new Variants.ByParent(
                templates(keys),
                new Variants.Link("", words.separator(keys, "separator", "-"), words.flag(keys, "parent-rows")),
                patterns(keys, "own"),
                byColumn(keys.get("containers")));
    }

    private Variants parentList(Map<String, Value> keys) {
        String key = column(keys, "key");
        String list = column(keys, "list");
        mention(keys, "key", List.of(key));
        mention(keys, "list", List.of(list));
        return new Variants.Listed(
                key,
                list,
                words.separator(keys, "entries", "|"),
                words.separator(keys, "fields", ","),
                words.text(keys, "field", "sku"),
                patterns(keys, "own"),
                patterns(keys, "from-parent"));
    }

    private void mention(Map<String, Value> keys, String key, List<String> names) {
        Value at = keys.get(key);
        if (at != null) {
            columns.mention(names.stream().map(ColumnPattern::of).toList(), at, "variants");
        }
    }

    private String column(Map<String, Value> keys, String key) {
        Value value = keys.get(key);
        return value == null ? "" : columns.of(value);
    }

    private List<String> named(Map<String, Value> keys, String key) {
        Value value = keys.get(key);
        return value == null ? List.of() : columns.list(value);
    }

    private List<ColumnPattern> patterns(Map<String, Value> keys, String key) {
        return named(keys, key).stream().map(ColumnPattern::of).toList();
    }

    /** Columns, or texts with columns in them. */
    private List<String> templates(Map<String, Value> keys) {
        List<String> found = new ArrayList<>();
        Value value = keys.get("key");
        if (value != null) {
            for (String text : yaml.texts(value)) {
                found.add(text.contains("{") ? columns.template(text) : columns.of(text));
            }
            columns.mention(
                    found.stream()
                            .filter(text -> !text.contains("{"))
                            .map(ColumnPattern::of)
                            .toList(),
                    value,
                    "variants");
        }
        return found;
    }

    /** Texts by column; a list of columns alone means any text. */
    Map<String, List<String>> byColumn(@Nullable Value value) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        if (value == null) {
            return found;
        }
        if (yaml.isMap(value)) {
            yaml.map(value, List.of()).forEach((column, texts) -> found.put(columns.of(column), yaml.texts(texts)));
        } else {
            columns.list(value).forEach(column -> found.put(column, List.of()));
        }
        return found;
    }
}
