package io.feedkit.catalog;

import io.feedkit.catalog.MappingSpec.Defaults;
import io.feedkit.catalog.MappingSpec.InRows;
import io.feedkit.catalog.MappingSpec.Linked;
import io.feedkit.catalog.MappingSpec.RowFilter;
import io.feedkit.catalog.MappingSpec.Scopes;
import io.feedkit.catalog.MappingSpec.Table;
import io.feedkit.catalog.YamlText.Value;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the YAML of a mapping; whatever is wrong in it is reported with its line, and the rest is still read. */
final class MappingFile {
    private static final List<String> KEYS = List.of(
            "name",
            "base",
            "lenient",
            "recognise",
            "also",
            "order",
            "evidence",
            "sheet",
            "charset",
            "dialect",
            "currency",
            "vat",
            "numbers",
            "dates",
            "percents",
            "image-base",
            "link-base",
            "language",
            "languages",
            "language-rows",
            "channels",
            "attributes",
            "ignore",
            "take",
            "skip",
            "packed",
            "pairs",
            "blanks",
            "tables",
            "linked",
            "supplements",
            "variants",
            "nesting");
    private static final List<String> PACKED_KEYS =
            List.of("entries", "pair", "prefix", "fields", "name", "value", "mark", "cut");
    private static final List<String> PAIR_KEYS = List.of("name", "value", "split");
    private static final List<String> TABLE_KEYS =
            List.of("file", "key", "label", "parent", "drop", "type", "types", "unit", "words");
    private static final List<String> LANGUAGE_ROW_KEYS = List.of("language", "key", "texts", "values");
    private static final List<String> LINKED_KEYS = List.of("file", "records", "key", "of", "variants", "take", "skip");

    private static final Comparator<Problem> BY_PLACE = Comparator.comparingLong(
                    (Problem problem) -> problem.at().line().orElse(0))
            .thenComparingInt(problem -> problem.at().column().orElse(0));

    /** Each is read, and takes memory, in every pass. */
    static final int MOST_FILES = 20;

    private final YamlText yaml;
    private final MappingWords words;
    private final String source;
    private final List<String> header;
    /** The path of the variants that were found, or empty. */
    private final String variantsPath;

    private MappingFile(YamlText yaml, String source, List<String> header) {
        this(yaml, source, header, "");
    }

    private MappingFile(YamlText yaml, String source, List<String> header, String variantsPath) {
        this.yaml = yaml;
        this.source = source;
        this.header = header;
        this.variantsPath = variantsPath;
        words = new MappingWords(yaml);
    }

    static MappingSpec parse(String text, String source, ProblemSink problems) {
        List<Problem> found = new ArrayList<>();
        YamlText yaml = new YamlText(source, found::add);
        MappingSpec spec = yaml.parse(text)
                .map(root -> new MappingFile(yaml, source, List.of()).spec(root))
                .orElse(MappingSpec.NOTHING);
        found.sort(BY_PLACE);
        found.forEach(problems::report);
        return spec;
    }

    /** Reads a document that was parsed before, now with the columns it is for and the path of variants among them, if one was found. */
    static MappingSpec read(Value root, String source, List<String> header, String variants, ProblemSink problems) {
        return new MappingFile(new YamlText(source, problems), source, header, variants).spec(root);
    }

    /** Only the groups of columns by which a header is recognised. */
    static List<List<String>> signatures(Value root, String source, List<String> header) {
        MappingFile file = new MappingFile(new YamlText(source, problem -> {}), source, header);
        Map<String, Value> keys = file.yaml.map(root, KEYS);
        return file.recognise(keys.get("recognise"), file.columns(keys));
    }

    /** Only what it calls itself. */
    static String name(Value root, String otherwise) {
        YamlText yaml = new YamlText(otherwise, problem -> {});
        Value name = yaml.map(root, KEYS).get("name");
        return name == null ? otherwise : yaml.text(name);
    }

    /** Only what the structure of a nested source means. */
    static Nesting nesting(Value root, String source) {
        YamlText yaml = new YamlText(source, problem -> {});
        Map<String, Value> keys = yaml.map(root, KEYS);
        String name = keys.containsKey("name") ? yaml.text(keys.get("name")) : source;
        return new NestingFile(yaml).nesting(keys.get("nesting"), name);
    }

    /** What the values of columns must be for a header in an unknown language to be the system's: texts by column. */
    static Map<String, List<String>> evidence(Value root, String source) {
        MappingFile file = new MappingFile(new YamlText(source, problem -> {}), source, List.of());
        return file.textsByName(file.yaml.map(root, KEYS).get("evidence"));
    }

    /** The columns in the order of the system's export. */
    static ColumnOrder order(Value root, String source) {
        MappingFile file = new MappingFile(new YamlText(source, problem -> {}), source, List.of());
        return file.order(file.yaml.map(root, KEYS));
    }

    private ColumnOrder order(Map<String, Value> keys) {
        Value order = keys.get("order");
        List<ColumnOrder.Place> places = new ArrayList<>();
        if (order != null) {
            for (Value one : yaml.list(order)) {
                List<String> name = yaml.texts(one);
                boolean always = name.size() != 2 || !name.get(1).matches("[1-9]");
                places.add(new ColumnOrder.Place(name.get(0), always ? 0 : Integer.parseInt(name.get(1))));
            }
        }
        return new ColumnOrder(places, textsByName(keys.get("also")));
    }

    private ColumnNames columns(Map<String, Value> keys) {
        Map<String, List<String>> also = new LinkedHashMap<>(textsByName(keys.get("also")));
        order(keys).align(header).forEach((name, column) -> also.put(name, List.of(column)));
        return new ColumnNames(yaml, header, also, variantsPath);
    }

    private MappingSpec spec(Value root) {
        Map<String, Value> keys = yaml.map(root, KEYS);
        ColumnNames columns = columns(keys);
        VariantsSection variants = new VariantsSection(yaml, words, columns);
        return new MappingSpec(
                words.text(keys, "name", source),
                base(keys.get("base")),
                recognise(keys.get("recognise"), columns),
                words.text(keys, "sheet", ""),
                words.text(keys, "charset", ""),
                new DialectSection(yaml, words).read(keys.get("dialect")),
                defaults(keys),
                new Scopes(
                        words.text(keys, "language", "").toLowerCase(Locale.ROOT),
                        words.flag(keys, "languages"),
                        words.texts(keys, "channels"),
                        languageRows(keys.get("language-rows"), columns)),
                new AttributeSection(yaml, words, columns).read(keys.get("attributes")),
                ignored(keys.get("ignore"), columns),
                packed(keys.get("packed"), columns),
                pairs(keys.get("pairs"), columns),
                blanks(keys.get("blanks"), columns),
                new RowFilter(conditions(keys.get("take"), columns), conditions(keys.get("skip"), columns)),
                variants.read(keys.get("variants")),
                tables(keys.get("tables")),
                new SupplementSection(yaml, words, one -> new MappingFile(yaml, source, List.of()).spec(one))
                        .read(keys.get("supplements")),
                columns.mentions(),
                nesting(keys),
                linked(keys.get("linked")),
                root,
                words.flag(keys, "lenient"));
    }

    private InRows languageRows(@Nullable Value value, ColumnNames columns) {
        if (value == null) {
            return InRows.NONE;
        }
        Map<String, Value> keys = yaml.map(value, LANGUAGE_ROW_KEYS);
        Value texts = keys.get("texts");
        return new InRows(
                columns.of(words.text(keys, "language", "")),
                columns.of(words.text(keys, "key", "")),
                texts == null ? List.of() : columns.list(texts),
                words.values(keys));
    }

    private Nesting nesting(Map<String, Value> keys) {
        Nesting nesting = new NestingFile(yaml).nesting(keys.get("nesting"), words.text(keys, "name", source));
        return variantsPath.isEmpty() ? nesting : nesting.at(variantsPath);
    }

    private Defaults defaults(Map<String, Value> keys) {
        return new Defaults(
                words.currency(keys),
                words.vat(keys),
                words.numbers(keys),
                words.dates(keys),
                words.percents(keys),
                words.base(keys, "image-base"),
                words.base(keys, "link-base"));
    }

    private String base(@Nullable Value value) {
        if (value == null) {
            return "automatic";
        }
        List<String> known = new ArrayList<>(List.of("automatic", "none"));
        known.addAll(Presets.NAMES);
        return yaml.oneOf(value, known).orElse("automatic");
    }

    private List<List<String>> recognise(@Nullable Value value, ColumnNames columns) {
        return value == null
                ? List.of()
                : yaml.list(value).stream().map(columns::list).toList();
    }

    private List<ColumnPattern> ignored(@Nullable Value value, ColumnNames columns) {
        if (value == null) {
            return List.of();
        }
        List<String> names = columns.list(value);
        columns.mentionAll(names, value, "ignore");
        return names.stream().map(ColumnPattern::of).toList();
    }

    private Map<String, List<String>> textsByName(@Nullable Value value) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        if (value != null) {
            yaml.map(value, List.of()).forEach((name, texts) -> found.put(name, yaml.texts(texts)));
        }
        return found;
    }

    private Map<String, List<String>> blanks(@Nullable Value value, ColumnNames columns) {
        Map<String, List<String>> found = new LinkedHashMap<>();
        textsByName(value).forEach((column, texts) -> found.put(columns.of(column), texts));
        return found;
    }

    private Map<String, List<ColumnPattern>> conditions(@Nullable Value value, ColumnNames columns) {
        Map<String, List<ColumnPattern>> found = new LinkedHashMap<>();
        if (value != null) {
            textsByName(value).forEach((column, texts) -> {
                columns.mentionAll(List.of(column), value, "the choice of rows");
                found.put(
                        columns.of(column),
                        texts.stream().map(ColumnPattern::of).toList());
            });
        }
        return found;
    }

    private List<MappingSpec.Packed> packed(@Nullable Value value, ColumnNames columns) {
        List<MappingSpec.Packed> packed = new ArrayList<>();
        if (value != null) {
            yaml.map(value, List.of()).forEach((column, how) -> {
                Map<String, Value> keys = yaml.map(how, PACKED_KEYS);
                columns.mentionAll(List.of(column), how, "packed");
                packed.add(new MappingSpec.Packed(
                        columns.of(column),
                        words.separator(keys, "entries", ","),
                        words.separator(keys, "pair", "="),
                        words.text(keys, "prefix", ""),
                        words.text(keys, "fields", ""),
                        words.text(keys, "name", "1"),
                        words.text(keys, "value", "2"),
                        mark(keys.get("mark")),
                        cuts(keys.get("cut"))));
            });
        }
        return packed;
    }

    private String mark(@Nullable Value value) {
        String mark = value == null ? "" : yaml.text(value);
        if (value != null && !MarkedEntries.isMark(mark)) {
            yaml.wrong(value, "a text with one * between others, as in \"[*]\"");
            return "";
        }
        return mark;
    }

    private Map<String, String> cuts(@Nullable Value value) {
        Map<String, String> cuts = new LinkedHashMap<>();
        textsByName(value).forEach((mark, texts) -> {
            if (!texts.isEmpty() && !texts.get(0).isEmpty()) {
                cuts.put(mark, texts.get(0));
            }
        });
        return cuts;
    }

    private List<MappingSpec.Pair> pairs(@Nullable Value value, ColumnNames columns) {
        List<MappingSpec.Pair> pairs = new ArrayList<>();
        if (value == null) {
            return pairs;
        }
        for (Value one : yaml.list(value)) {
            Map<String, Value> keys = yaml.map(one, PAIR_KEYS);
            Value named = keys.get("name");
            Value valued = keys.get("value");
            if (named == null || valued == null) {
                yaml.wrong(one, "the columns of name and value");
                continue;
            }
            if (yaml.text(named).contains("{n}") != yaml.text(valued).contains("{n}")) {
                yaml.wrong(one, "{n} in both column names, for 1, 2, 3 …, or in none");
                continue;
            }
            columns.mentionAll(List.of(columns.of(named), columns.of(valued)), one, "pairs");
            pairs.add(new MappingSpec.Pair(columns.of(named), columns.of(valued), words.text(keys, "split", "")));
        }
        return pairs;
    }

    private Map<String, Table> tables(@Nullable Value value) {
        Map<String, Table> tables = new LinkedHashMap<>();
        if (value != null) {
            yaml.map(value, List.of(), MOST_FILES).forEach((name, how) -> tables.put(name, table(name, how)));
        }
        return tables;
    }

    /** A file alone where a preset has said the rest. */
    private Table table(String name, Value value) {
        if (yaml.isText(value)) {
            return Table.in(name, value.at(), yaml.text(value));
        }
        Map<String, Value> keys = yaml.map(value, TABLE_KEYS);
        Map<String, String> types = new LinkedHashMap<>();
        textsByName(keys.get("types")).forEach((text, type) -> types.put(text, type.isEmpty() ? "" : type.get(0)));
        return new Table(
                name,
                value.at(),
                words.text(keys, "file", ""),
                words.texts(keys, "key"),
                words.text(keys, "label", ""),
                words.text(keys, "parent", ""),
                words.texts(keys, "drop"),
                words.text(keys, "type", ""),
                types,
                words.text(keys, "unit", ""),
                wordFiles(keys.get("words")));
    }

    /** Files by the language of the words in them. */
    private Map<String, String> wordFiles(@Nullable Value value) {
        Map<String, String> files = new LinkedHashMap<>();
        if (value != null) {
            yaml.map(value, List.of(), MOST_FILES)
                    .forEach((language, file) -> files.put(language.toLowerCase(Locale.ROOT), yaml.text(file)));
        }
        return files;
    }

    private Map<String, Linked> linked(@Nullable Value value) {
        Map<String, Linked> linked = new LinkedHashMap<>();
        if (value != null) {
            yaml.map(value, List.of(), MOST_FILES).forEach((name, how) -> linked.put(name, linked(name, how)));
            if (linked.values().stream().filter(Linked::variants).count() > 1) {
                yaml.wrong(value, "one file with \"variants: true\"");
            }
        }
        return linked;
    }

    private Linked linked(String name, Value value) {
        if (yaml.isText(value)) {
            return new Linked(name, value.at(), yaml.text(value), "", "", "", false, RowFilter.ALL);
        }
        Map<String, Value> keys = yaml.map(value, LINKED_KEYS);
        if (keys.containsKey("key") != keys.containsKey("of")) {
            yaml.wrong(value, "both \"key:\", its column, and \"of:\", the column of the catalogue with the same");
        }
        // Its own columns, which nobody has seen yet.
        ColumnNames own = new ColumnNames(yaml, List.of(), Map.of(), "");
        return new Linked(
                name,
                value.at(),
                words.text(keys, "file", ""),
                words.text(keys, "records", ""),
                words.text(keys, "key", ""),
                words.text(keys, "of", ""),
                words.flag(keys, "variants"),
                new RowFilter(conditions(keys.get("take"), own), conditions(keys.get("skip"), own)));
    }
}
