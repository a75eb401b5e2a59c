package io.feedkit.catalog;

import io.feedkit.catalog.MappingSpec.AttributeSpec;
import io.feedkit.catalog.MappingSpec.Defaults;
import io.feedkit.catalog.MappingSpec.From;
import io.feedkit.catalog.YamlText.Value;
import io.feedkit.problem.ProblemSink;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Currencies;
import io.feedkit.product.DateOrder;
import io.feedkit.product.NumberStyle;
import io.feedkit.product.PercentStyle;
import io.feedkit.product.Unit;
import io.feedkit.product.VatBasis;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Reads the YAML of a mapping; whatever is wrong in it is reported with its line, and the rest is still read. */
final class MappingFile {
    private static final List<String> KEYS = List.of(
            "name",
            "base",
            "recognise",
            "sheet",
            "currency",
            "numbers",
            "dates",
            "percents",
            "language",
            "languages",
            "channels",
            "attributes",
            "ignore",
            "packed",
            "pairs",
            "blanks",
            "variants");
    private static final List<String> ATTRIBUTE_KEYS = List.of(
            "from",
            "constant",
            "join",
            "with",
            "all",
            "template",
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
            "split",
            "path",
            "values");
    private static final List<String> FROM_KEYS = List.of("constant", "join", "with", "all", "template");
    private static final List<String> PACKED_KEYS = List.of("entries", "pair", "prefix");
    private static final List<String> PAIR_KEYS = List.of("name", "value");
    private static final List<String> PATH_KEYS = List.of("separator", "drop");
    private static final List<String> WAYS = List.of("adjacent-rows", "parent-key", "parent-list");

    private final YamlText yaml;
    private final String source;

    private MappingFile(String source, ProblemSink problems) {
        this.source = source;
        yaml = new YamlText(source, problems);
    }

    static MappingSpec parse(String text, String source, ProblemSink problems) {
        MappingFile file = new MappingFile(source, problems);
        return file.yaml.parse(text).map(file::spec).orElse(MappingSpec.NOTHING);
    }

    private MappingSpec spec(Value root) {
        Map<String, Value> keys = yaml.map(root, KEYS);
        return new MappingSpec(
                text(keys, "name", source),
                base(keys),
                recognise(keys.get("recognise")),
                text(keys, "sheet", ""),
                new Defaults(currency(keys, "currency"), numbers(keys), dates(keys), percents(keys)),
                text(keys, "language", "").toLowerCase(Locale.ROOT),
                keys.containsKey("languages") && yaml.flag(keys.get("languages")),
                texts(keys, "channels"),
                attributes(keys.get("attributes")),
                patterns(keys, "ignore"),
                packed(keys.get("packed")),
                pairs(keys.get("pairs")),
                blanks(keys.get("blanks")),
                variants(keys.get("variants")));
    }

    private String text(Map<String, Value> keys, String key, String otherwise) {
        Value value = keys.get(key);
        return value == null ? otherwise : yaml.text(value);
    }

    private List<String> texts(Map<String, Value> keys, String key) {
        Value value = keys.get(key);
        return value == null ? List.of() : yaml.texts(value);
    }

    private List<ColumnPattern> patterns(Map<String, Value> keys, String key) {
        return texts(keys, key).stream().map(ColumnPattern::of).toList();
    }

    private String base(Map<String, Value> keys) {
        Value value = keys.get("base");
        if (value == null) {
            return "automatic";
        }
        List<String> known = new ArrayList<>(List.of("automatic", "none"));
        known.addAll(Presets.NAMES);
        return oneOf(value, known).orElse("automatic");
    }

    private Optional<String> oneOf(Value value, List<String> known) {
        String text = yaml.text(value);
        if (known.contains(text)) {
            return Optional.of(text);
        }
        yaml.wrong(value, "one of " + String.join(", ", known));
        return Optional.empty();
    }

    private List<List<String>> recognise(@Nullable Value value) {
        return value == null
                ? List.of()
                : yaml.list(value).stream().map(yaml::texts).toList();
    }

    private String currency(Map<String, Value> keys, String key) {
        Value value = keys.get(key);
        String code = value == null ? "" : yaml.text(value);
        if (value != null && !Currencies.isKnown(code)) {
            yaml.wrong(value, "an ISO 4217 code such as EUR");
            return "";
        }
        return code;
    }

    private NumberStyle numbers(Map<String, Value> keys) {
        Value value = keys.get("numbers");
        Optional<String> style = value == null ? Optional.empty() : oneOf(value, List.of("point", "comma"));
        return style.map(name -> NumberStyle.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(NumberStyle.UNDECIDED);
    }

    private DateOrder dates(Map<String, Value> keys) {
        Value value = keys.get("dates");
        Optional<String> order = value == null ? Optional.empty() : oneOf(value, List.of("day-first", "month-first"));
        return order.map(name -> name.equals("day-first") ? DateOrder.DAY_FIRST : DateOrder.MONTH_FIRST)
                .orElse(DateOrder.UNDECIDED);
    }

    private PercentStyle percents(Map<String, Value> keys) {
        Value value = keys.get("percents");
        Optional<String> style = value == null ? Optional.empty() : oneOf(value, List.of("points", "fraction"));
        return style.map(name -> PercentStyle.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(PercentStyle.UNDECIDED);
    }

    private Map<String, AttributeSpec> attributes(@Nullable Value value) {
        Map<String, AttributeSpec> specs = new LinkedHashMap<>();
        if (value != null) {
            yaml.map(value, List.of()).forEach((name, attribute) -> specs.put(name, attribute(name, attribute)));
        }
        return specs;
    }

    private AttributeSpec attribute(String name, Value value) {
        if (!yaml.isMap(value)) {
            return AttributeSpec.column(name, value.at(), "").withFrom(sources(value));
        }
        Map<String, Value> keys = yaml.map(value, ATTRIBUTE_KEYS);
        List<From> from = new ArrayList<>();
        if (keys.containsKey("from")) {
            from.addAll(sources(keys.get("from")));
        }
        from.addAll(made(keys));
        if (from.isEmpty()) {
            // Only how it is written is told: the column is the one of the same name.
            from.add(new From.Cell(ColumnPattern.of(name)));
        }
        return new AttributeSpec(
                name,
                value.at(),
                from,
                type(keys.get("type")),
                currency(keys, "currency"),
                text(keys, "currency-from", ""),
                vat(keys.get("vat")),
                numbers(keys),
                dates(keys),
                pattern(keys.get("pattern")),
                percents(keys),
                unit(keys.get("unit")),
                text(keys, "unit-from", ""),
                text(keys, "split", ""),
                path(keys.get("path")),
                values(keys.get("values")));
    }

    private List<From> sources(Value value) {
        List<From> from = new ArrayList<>();
        for (Value one : yaml.list(value)) {
            if (yaml.isMap(one)) {
                from.addAll(made(yaml.map(one, FROM_KEYS)));
            } else {
                from.add(new From.Cell(ColumnPattern.of(yaml.text(one))));
            }
        }
        return from;
    }

    private List<From> made(Map<String, Value> keys) {
        List<From> from = new ArrayList<>();
        if (keys.containsKey("join")) {
            from.add(new From.Join(texts(keys, "join"), text(keys, "with", " ")));
        }
        if (keys.containsKey("all")) {
            from.add(new From.All(texts(keys, "all")));
        }
        if (keys.containsKey("template")) {
            from.add(new From.Template(text(keys, "template", "")));
        }
        if (keys.containsKey("constant")) {
            from.add(new From.Constant(text(keys, "constant", "")));
        }
        return from;
    }

    private @Nullable AttributeType type(@Nullable Value value) {
        if (value == null) {
            return null;
        }
        AttributeType type = AttributeType.named(yaml.text(value)).orElse(null);
        boolean readable = type != null
                && type.kind() != AttributeType.Kind.DURATION
                && (!(type instanceof AttributeType.ListType list)
                        || list.element().equals(AttributeType.TEXT));
        if (!readable) {
            yaml.wrong(value, "a type such as text, integer, decimal, money<gross>, measure<mass>, date or list<text>");
            return null;
        }
        return type;
    }

    private @Nullable VatBasis vat(@Nullable Value value) {
        if (value == null) {
            return null;
        }
        return oneOf(value, List.of("net", "gross"))
                .map(name -> name.equals("net") ? VatBasis.NET : VatBasis.GROSS)
                .orElse(null);
    }

    private String pattern(@Nullable Value value) {
        if (value == null) {
            return "";
        }
        try {
            String pattern = yaml.text(value);
            // Only whether it is understood counts here.
            DateTimeFormatter unused = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
            return pattern;
        } catch (IllegalArgumentException e) {
            yaml.wrong(value, "a date pattern such as dd.MM.yyyy");
            return "";
        }
    }

    private @Nullable Unit unit(@Nullable Value value) {
        if (value == null) {
            return null;
        }
        Unit unit = Unit.named(yaml.text(value)).orElse(null);
        if (unit == null) {
            yaml.wrong(value, "a unit such as kg or cm");
        }
        return unit;
    }

    private MappingSpec.@Nullable Path path(@Nullable Value value) {
        if (value == null) {
            return null;
        }
        if (yaml.isText(value)) {
            return new MappingSpec.Path(separator(value), List.of());
        }
        Map<String, Value> keys = yaml.map(value, PATH_KEYS);
        Value separator = keys.get("separator");
        return new MappingSpec.Path(separator == null ? ">" : separator(separator), texts(keys, "drop"));
    }

    private String separator(Value value) {
        String text = yaml.text(value);
        if (text.isEmpty()) {
            yaml.wrong(value, "at least one character");
            return ">";
        }
        return text;
    }

    private Map<String, String> values(@Nullable Value value) {
        Map<String, String> values = new LinkedHashMap<>();
        if (value != null) {
            yaml.map(value, List.of()).forEach((from, to) -> values.put(from, yaml.text(to)));
        }
        return values;
    }

    private List<MappingSpec.Packed> packed(@Nullable Value value) {
        List<MappingSpec.Packed> packed = new ArrayList<>();
        if (value != null) {
            yaml.map(value, List.of()).forEach((column, how) -> {
                Map<String, Value> keys = yaml.map(how, PACKED_KEYS);
                String entries = keys.containsKey("entries") ? separator(keys.get("entries")) : ",";
                String pair = keys.containsKey("pair") ? separator(keys.get("pair")) : "=";
                packed.add(new MappingSpec.Packed(column, entries, pair, text(keys, "prefix", "")));
            });
        }
        return packed;
    }

    private List<MappingSpec.Pair> pairs(@Nullable Value value) {
        List<MappingSpec.Pair> pairs = new ArrayList<>();
        if (value != null) {
            for (Value one : yaml.list(value)) {
                Map<String, Value> keys = yaml.map(one, PAIR_KEYS);
                Value named = keys.get("name");
                Value valued = keys.get("value");
                if (named == null || valued == null) {
                    yaml.wrong(one, "the columns of name and value");
                } else if (!yaml.text(named).contains("{n}")
                        || !yaml.text(valued).contains("{n}")) {
                    yaml.wrong(one, "{n} in both column names, for 1, 2, 3 …");
                } else {
                    pairs.add(new MappingSpec.Pair(yaml.text(named), yaml.text(valued)));
                }
            }
        }
        return pairs;
    }

    private Map<String, List<String>> blanks(@Nullable Value value) {
        Map<String, List<String>> blanks = new LinkedHashMap<>();
        if (value != null) {
            yaml.map(value, List.of()).forEach((column, texts) -> blanks.put(column, yaml.texts(texts)));
        }
        return blanks;
    }

    private Variants variants(@Nullable Value value) {
        if (value == null) {
            return new Variants.None();
        }
        Map<String, Value> keys = yaml.map(
                value,
                List.of(
                        "by",
                        "key",
                        "own",
                        "pictures",
                        "parent",
                        "containers",
                        "list",
                        "entries",
                        "fields",
                        "field",
                        "from-parent"));
        Value by = keys.get("by");
        if (by == null) {
            yaml.wrong(value, "\"by:\" with one of " + String.join(", ", WAYS));
            return new Variants.None();
        }
        String way = oneOf(by, WAYS).orElse("");
        List<String> needs = switch (way) {
            case "parent-key" -> List.of("key", "parent");
            case "parent-list" -> List.of("key", "list");
            default -> List.of("key");
        };
        for (String needed : needs) {
            if (!keys.containsKey(needed)) {
                yaml.wrong(value, "\"" + needed + ":\" beside \"by: " + way + "\"");
                return new Variants.None();
            }
        }
        return switch (way) {
            case "adjacent-rows" ->
                new Variants.Adjacent(texts(keys, "key"), patterns(keys, "own"), texts(keys, "pictures"));
            case "parent-key" ->
                new Variants.ByParent(
                        texts(keys, "key"),
                        text(keys, "parent", ""),
                        patterns(keys, "own"),
                        blanks(keys.get("containers")));
            case "parent-list" ->
                new Variants.Listed(
                        text(keys, "key", "id"),
                        text(keys, "list", ""),
                        text(keys, "entries", "|"),
                        text(keys, "fields", ","),
                        text(keys, "field", "sku"),
                        patterns(keys, "own"),
                        patterns(keys, "from-parent"));
            default -> new Variants.None();
        };
    }
}
