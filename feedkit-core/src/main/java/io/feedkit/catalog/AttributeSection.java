package io.feedkit.catalog;

import io.feedkit.catalog.MappingSpec.AttributeSpec;
import io.feedkit.catalog.MappingSpec.From;
import io.feedkit.catalog.MappingSpec.Shape;
import io.feedkit.catalog.MappingSpec.Style;
import io.feedkit.catalog.YamlText.Value;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the attributes of a mapping file: {@code title: Name}, {@code brand: [Brand, Maker]}, {@code weight: {from: Weight, unit: kg}}. */
final class AttributeSection {
    private static final List<String> KEYS = List.of(
            "from",
            "constant",
            "join",
            "with",
            "all",
            "sum",
            "template",
            "default",
            "type",
            "currency",
            "currency-from",
            "vat",
            "numbers",
            "dates",
            "pattern",
            "percents",
            "unit",
            "unit-from",
            "struck",
            "split",
            "path",
            "values",
            "labels",
            "base",
            "relative");
    private static final List<String> FROM_KEYS =
            List.of("column", "vat", "constant", "join", "with", "all", "sum", "template");
    private static final List<String> PATH_KEYS = List.of("separator", "drop");
    /** The end of a path, as in {@code article/@id}, names an XML attribute and no language. */
    private static final Pattern IN_LANGUAGE = Pattern.compile("(.*[^./])@([A-Za-z]{2})");

    private final YamlText yaml;
    private final MappingWords words;
    private final ColumnNames columns;

    AttributeSection(YamlText yaml, MappingWords words, ColumnNames columns) {
        this.yaml = yaml;
        this.words = words;
        this.columns = columns;
    }

    Map<String, AttributeSpec> read(@Nullable Value value) {
        Map<String, AttributeSpec> specs = new LinkedHashMap<>();
        if (value != null) {
            yaml.map(value, List.of()).forEach((name, attribute) -> {
                AttributeSpec spec = attribute(name, attribute);
                specs.put(spec.key(), spec);
            });
        }
        return specs;
    }

    private AttributeSpec attribute(String key, Value value) {
        Matcher inLanguage = IN_LANGUAGE.matcher(key);
        String name = inLanguage.matches() ? inLanguage.group(1) : key;
        String language = inLanguage.matches() ? inLanguage.group(2).toLowerCase(Locale.ROOT) : "";
        if (!yaml.isMap(value)) {
            List<From> from = sources(value, key);
            mention(from, value, key);
            return AttributeSpec.of(name, language, value.at(), from);
        }
        Map<String, Value> keys = yaml.map(value, KEYS);
        List<From> from = new ArrayList<>();
        if (keys.containsKey("from")) {
            from.addAll(sources(keys.get("from"), key));
        }
        from.addAll(made(keys, key));
        if (from.isEmpty()) {
            // Only how it is written is told: the column is the one of the same name.
            from.add(new From.Cell(ColumnPattern.of(name)));
        }
        mention(from, value, key);
        if (keys.containsKey("default")) {
            from.add(new From.Constant(words.text(keys, "default", "")));
        }
        return AttributeSpec.of(name, language, value.at(), from)
                .withStyle(style(keys, key))
                .withShape(shape(keys));
    }

    private Style style(Map<String, Value> keys, String key) {
        return new Style(
                words.type(keys),
                words.currency(keys),
                columns(keys, "currency-from", key),
                words.vat(keys),
                words.numbers(keys),
                words.dates(keys),
                words.datePattern(keys),
                words.percents(keys),
                words.unit(keys),
                columns(keys, "unit-from", key),
                columns(keys, "struck", key));
    }

    private Shape shape(Map<String, Value> keys) {
        return new Shape(
                words.text(keys, "split", ""),
                path(keys.get("path")),
                words.values(keys),
                words.text(keys, "labels", ""),
                words.base(keys, "base"),
                words.flag(keys, "relative"));
    }

    /** Other columns that say something of the same value: those that are there, all while no header is known. */
    private List<String> columns(Map<String, Value> keys, String key, String attribute) {
        Value value = keys.get(key);
        if (value == null) {
            return List.of();
        }
        List<String> names = columns.list(value);
        columns.mention(names.stream().map(ColumnPattern::of).toList(), value, attribute);
        return columns.there(names);
    }

    /** Of several columns one must be there; those of a join or template must all be. */
    private void mention(List<From> from, Value at, String attribute) {
        List<ColumnPattern> cells = from.stream()
                .filter(From.Cell.class::isInstance)
                .map(one -> ((From.Cell) one).column())
                .toList();
        boolean hasOther = from.size() > cells.size();
        if (!hasOther) {
            columns.mention(cells, at, attribute);
        }
    }

    private List<From> sources(Value value, String attribute) {
        List<From> from = new ArrayList<>();
        for (Value one : yaml.list(value)) {
            if (yaml.isMap(one)) {
                Map<String, Value> keys = yaml.map(one, FROM_KEYS);
                if (keys.containsKey("column")) {
                    from.add(new From.Cell(columns.pattern(keys.get("column")), words.vat(keys)));
                }
                from.addAll(made(keys, attribute));
            } else {
                from.add(new From.Cell(columns.pattern(one)));
            }
        }
        return from;
    }

    private List<From> made(Map<String, Value> keys, String attribute) {
        List<From> from = new ArrayList<>();
        Value join = keys.get("join");
        if (join != null) {
            List<String> names = columns.parts(join);
            columns.mentionAll(names, join, attribute);
            from.add(new From.Join(names, words.text(keys, "with", " ")));
        }
        Value all = keys.get("all");
        if (all != null) {
            List<String> names = columns.parts(all);
            columns.mention(names.stream().map(ColumnPattern::of).toList(), all, attribute);
            from.add(new From.All(names));
        }
        Value sum = keys.get("sum");
        if (sum != null) {
            List<String> names = columns.parts(sum);
            columns.mention(List.of(ColumnPattern.of(names.isEmpty() ? "" : names.get(0))), sum, attribute);
            from.add(new From.Sum(names));
        }
        Value template = keys.get("template");
        if (template != null) {
            String given = yaml.text(template);
            if (ColumnNames.holes(given) > ColumnNames.MOST_PARTS) {
                yaml.wrong(template, "a text with at most " + ColumnNames.MOST_PARTS + " columns in it");
                given = "";
            }
            String text = columns.template(given);
            columns.mentionHoles(text, template, attribute);
            from.add(new From.Template(text));
        }
        if (keys.containsKey("constant")) {
            from.add(new From.Constant(words.text(keys, "constant", "")));
        }
        return from;
    }

    private MappingSpec.@Nullable Path path(@Nullable Value value) {
        if (value == null) {
            return null;
        }
        if (yaml.isText(value)) {
            return new MappingSpec.Path(words.separator(value, ">"), List.of());
        }
        Map<String, Value> keys = yaml.map(value, PATH_KEYS);
        return new MappingSpec.Path(words.separator(keys, "separator", ">"), words.texts(keys, "drop"));
    }
}
