package io.feedkit.channel;

import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedPath;
import io.feedkit.feed.InfoText;
import io.feedkit.problem.SourcePosition;
import java.nio.charset.Charset;
import java.nio.charset.IllegalCharsetNameException;
import java.util.Collection;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Reads the file forms of a channel. */
final class LayoutReader {
    private static final Set<Form> XML = EnumSet.of(Form.RSS, Form.ATOM, Form.XML);
    private static final Set<Form> DELIMITED = EnumSet.of(Form.DELIMITED);
    private static final Set<Form> JSON = EnumSet.of(Form.JSON, Form.NDJSON);

    /** Keys that only some forms have. The JSON Schema says the same. */
    private static final Map<String, Set<Form>> FORMS_OF_KEY = Map.ofEntries(
            Map.entry("root", EnumSet.of(Form.XML)),
            Map.entry("record", EnumSet.of(Form.XML)),
            Map.entry("namespace", XML),
            Map.entry("prefix", XML),
            Map.entry("unprefixed", XML),
            Map.entry("categories", EnumSet.of(Form.XML)),
            Map.entry("namespaces", XML),
            Map.entry("header", EnumSet.complementOf(EnumSet.of(Form.NDJSON))),
            Map.entry("documents", EnumSet.complementOf(EnumSet.of(Form.DELIMITED))),
            Map.entry("delimiter", DELIMITED),
            Map.entry("quote", DELIMITED),
            Map.entry("quoting", DELIMITED),
            Map.entry("header-row", DELIMITED),
            Map.entry("every-column", DELIMITED),
            Map.entry("line-end", DELIMITED),
            Map.entry("join", DELIMITED),
            Map.entry("named-parts", DELIMITED),
            Map.entry("first-line", DELIMITED),
            Map.entry("last-line", DELIMITED),
            Map.entry("within", JSON),
            Map.entry("camel-case", JSON),
            Map.entry("constants", JSON),
            Map.entry("under", EnumSet.of(Form.JSON)));

    /** The spelling of {@code format}. */
    enum Form {
        RSS,
        ATOM,
        XML,
        DELIMITED,
        JSON,
        NDJSON
    }

    /** The spelling of {@code delimiter}. */
    enum Delimiter {
        COMMA(','),
        SEMICOLON(';'),
        TAB('\t'),
        PIPE('|');

        private final char sign;

        Delimiter(char sign) {
            this.sign = sign;
        }
    }

    /** The spelling of {@code quote}. */
    enum Quote {
        DOUBLE('"'),
        SINGLE('\''),
        NONE('\0');

        private final char sign;

        Quote(char sign) {
            this.sign = sign;
        }
    }

    /** The spelling of {@code line-end}. */
    enum LineEnd {
        LF("\n"),
        CRLF("\r\n");

        private final String text;

        LineEnd(String text) {
            this.text = text;
        }
    }

    private final DescriptorScope scope;
    private final List<FieldSpec> fields;
    private final Collection<String> fieldNames;

    LayoutReader(DescriptorScope scope, List<FieldSpec> fields) {
        this.scope = scope;
        this.fields = fields;
        fieldNames = fields.stream().map(FieldSpec::name).toList();
    }

    /** @param mayLack whether there may be none */
    Map<String, Layout> layouts(Section root, boolean mayLack) {
        if (!mayLack) {
            root.require("layouts", "why.layouts");
        }
        Map<String, Layout> layouts = new LinkedHashMap<>();
        for (YamlNode.Entry entry : root.entries("layouts", Forms.HYPHENED, Forms.A_HYPHENED_NAME)) {
            Section section = root.section(entry.value(), "layout");
            if (section != null) {
                layouts.put(entry.name(), layout(entry.name(), section));
            }
        }
        if (root.has("layouts") && layouts.isEmpty()) {
            root.report(ChannelProblem.MISSING_KEY, root.at("layouts"), "no-layout");
        }
        return layouts;
    }

    private Layout layout(String name, Section section) {
        section.require("format");
        Form form = section.word("format", Form.class, Form.DELIMITED);
        for (String key : section.keys()) {
            if (!FORMS_OF_KEY.getOrDefault(key, EnumSet.allOf(Form.class)).contains(form)) {
                section.report(
                        ChannelProblem.CONFLICT, section.keyAt(key), "key-of-other-format", key, Section.spelled(form));
            }
        }
        section.knows(FORMS_OF_KEY.keySet().toArray(String[]::new));
        Layout layout = XML.contains(form)
                ? xml(name, form, section)
                : JSON.contains(form) ? json(name, form, section) : delimited(name, section);
        section.done();
        return layout;
    }

    private Layout xml(String name, Form form, Section section) {
        if (form == Form.XML) {
            section.require("root");
            section.require("record");
        }
        section.exclude("documents", "categories");
        section.needs("prefix", "namespace");
        section.needs("unprefixed", "prefix");
        String extension = extension(section, "xml");
        Set<String> unprefixed = Set.copyOf(section.texts("unprefixed"));
        unprefixed.forEach(field -> scope.checkKnown(field, fieldNames, "unknown-field", section.at("unprefixed")));
        Map<String, String> namespaces = new LinkedHashMap<>();
        for (YamlNode.Entry entry : section.entries("namespaces")) {
            section.texts(List.of(entry.value()), YamlNode.Resolved.TEXT)
                    .forEach(uri -> namespaces.put(entry.name(), uri));
        }
        return new Layout.Xml(
                name,
                extension,
                fileName(section, extension),
                encoding(section),
                form == Form.XML ? Layout.Shape.PLAIN : Layout.Shape.valueOf(form.name()),
                section.path("root"),
                section.path("record"),
                section.text("namespace"),
                section.text("prefix"),
                unprefixed,
                namespaces,
                names(section, true),
                header(section, true),
                documents(section),
                categories(section),
                scope.provenance(section));
    }

    private Layout delimited(String name, Section section) {
        Delimiter delimiter = section.word("delimiter", Delimiter.class, Delimiter.COMMA);
        String extension = extension(section, delimiter == Delimiter.TAB ? "tsv" : "csv");
        String join = section.text("join");
        String firstLine = section.text("first-line");
        section.checkLayout(() -> InfoText.parse(firstLine), section.at("first-line"));
        String lastLine = section.text("last-line");
        section.checkLayout(() -> InfoText.parseLast(lastLine), section.at("last-line"));
        return new Layout.Delimited(
                name,
                extension,
                fileName(section, extension),
                encoding(section),
                delimiter.sign,
                section.word("quote", Quote.class, Quote.DOUBLE).sign,
                section.word("quoting", Layout.Quoting.class, Layout.Quoting.WHEN_NEEDED),
                section.flag("header-row", true),
                section.flag("every-column", false),
                section.word("line-end", LineEnd.class, LineEnd.LF).text,
                join.isEmpty() ? "," : join,
                section.text("named-parts"),
                firstLine,
                lastLine,
                names(section, false),
                header(section, false),
                scope.provenance(section));
    }

    private Layout json(String name, Form form, Section section) {
        String extension = extension(section, form == Form.JSON ? "json" : "ndjson");
        return new Layout.Json(
                name,
                extension,
                fileName(section, extension),
                encoding(section),
                form == Form.NDJSON,
                section.path("within"),
                section.flag("camel-case", false),
                section.flag("constants", false),
                section.path("under"),
                names(section, true),
                header(section, true),
                documents(section),
                scope.provenance(section));
    }

    private @Nullable Documents documents(Section layout) {
        Section section = layout.section("documents", "documents");
        if (section == null) {
            return null;
        }
        section.require("by");
        section.require("variants");
        Expression by = section.expression("by");
        Documents documents = new Documents(
                by == null ? new Expression("", section.at("by")) : by,
                section.path("variants"),
                (int) section.count("max", 1, FeedLayout.Documents.MOST_PRODUCTS, FeedLayout.Documents.MOST_PRODUCTS),
                known(section, "first"),
                known(section, "sum"),
                known(section, "list"));
        section.done();
        return by == null || documents.variants().isEmpty() ? null : documents;
    }

    private FeedLayout.@Nullable Categories categories(Section layout) {
        Section section = layout.section("categories", "categories");
        if (section == null) {
            return null;
        }
        for (String key : List.of("list", "id", "name", "parent")) {
            section.require(key);
        }
        FeedLayout.Categories categories = new FeedLayout.Categories(
                categoryField(section),
                section.path("list"),
                section.path("id"),
                section.path("name"),
                section.path("parent"),
                section.path("type"),
                section.count("max-name-length", 1, Integer.MAX_VALUE),
                root(section),
                members(section));
        section.done();
        boolean isWhole = Stream.of(
                        categories.field(), categories.list(), categories.id(), categories.name(), categories.parent())
                .noneMatch(String::isEmpty);
        return isWhole ? categories : null;
    }

    /** Where categories come from must be one path, spelled as our own are. */
    private String categoryField(Section section) {
        String name = knownField(section, "field");
        for (FieldSpec field : fields) {
            boolean isPath = field.type() == FieldType.PATH
                    && !field.repeat().isRepeated()
                    && field.format().separator().equals(Format.PATH_SEPARATOR);
            if (field.name().equals(name) && !isPath) {
                section.report(ChannelProblem.CONFLICT, section.at("field"), "categories-of-no-path", name);
            }
        }
        return name;
    }

    private String knownField(Section section, String key) {
        String name = section.requiredText(key);
        if (!name.isEmpty()) {
            scope.checkKnown(name, fieldNames, "unknown-field", section.at(key));
        }
        return name;
    }

    private static FeedLayout.Categories.@Nullable Root root(Section categories) {
        Section section = categories.section("root", "category-root");
        if (section == null) {
            return null;
        }
        String name = section.requiredText("name");
        section.checkLayout(() -> InfoText.parse(name), section.at("name"));
        section.require("id");
        FeedLayout.Categories.Root root =
                new FeedLayout.Categories.Root(section.written("id"), section.written("parent"), name);
        section.done();
        return root;
    }

    private FeedLayout.Categories.@Nullable Members members(Section categories) {
        Section section = categories.section("members", "category-members");
        if (section == null) {
            return null;
        }
        for (String key : List.of("element", "product", "category")) {
            section.require(key);
        }
        FeedLayout.Categories.Members members = new FeedLayout.Categories.Members(
                section.path("element"), section.path("product"), knownField(section, "of"), section.path("category"));
        section.done();
        boolean isWhole = Stream.of(members.element(), members.product(), members.category())
                .noneMatch(String::isEmpty);
        return isWhole ? members : null;
    }

    private List<String> known(Section section, String key) {
        List<String> names = section.texts(key);
        names.forEach(name -> scope.checkKnown(name, fieldNames, "unknown-field", section.at(key)));
        return names;
    }

    private Map<String, String> names(Section section, boolean paths) {
        Map<String, String> names = new LinkedHashMap<>();
        for (YamlNode.Entry entry : section.entries("names")) {
            scope.checkKnown(
                    entry.name(), fieldNames, "unknown-field", entry.key().at());
            for (String name : section.texts(List.of(entry.value()), YamlNode.Resolved.TEXT)) {
                if (paths) {
                    section.checkLayout(
                            () -> FeedPath.parse(name), entry.value().at());
                }
                names.put(entry.name(), name);
            }
        }
        return names;
    }

    private static Map<String, String> header(Section section, boolean paths) {
        Map<String, String> header = new LinkedHashMap<>();
        for (YamlNode.Entry entry : section.entries("header")) {
            if (paths) {
                section.checkLayout(
                        () -> FeedPath.parse(entry.name()), entry.key().at());
            }
            for (String text : section.texts(List.of(entry.value()), YamlNode.Resolved.TEXT)) {
                section.checkLayout(() -> InfoText.parse(text), entry.value().at());
                header.put(entry.name(), text);
            }
        }
        return header;
    }

    private static String extension(Section section, String usual) {
        String extension = section.text("extension");
        return extension.isEmpty() ? usual : extension;
    }

    /** By its ending the layout is known again, and how a file is packed. */
    private static String fileName(Section section, String extension) {
        String name = section.text("file-name");
        if (!name.isEmpty()) {
            section.checkLayout(() -> InfoText.parseName(name), section.at("file-name"));
            if (!name.endsWith("." + extension)) {
                section.report(ChannelProblem.CONFLICT, section.at("file-name"), "file-name-ending", name, extension);
            }
            String fixed = name.replaceAll("\\{[^}]*}", "");
            if (fixed.contains("/") || fixed.contains("\\")) {
                section.report(ChannelProblem.BAD_VALUE, section.at("file-name"), "file-name-folder", name);
            }
        }
        return name;
    }

    private static String encoding(Section section) {
        String encoding = section.text("encoding");
        if (!encoding.isEmpty() && !isCharset(encoding)) {
            SourcePosition at = section.at("encoding");
            section.report(ChannelProblem.BAD_VALUE, at, "no-encoding", encoding);
        }
        return encoding.isEmpty() ? "UTF-8" : encoding;
    }

    private static boolean isCharset(String name) {
        try {
            return Charset.isSupported(name);
        } catch (IllegalCharsetNameException e) {
            return false;
        }
    }
}
