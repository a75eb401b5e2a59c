package io.feedkit.channel.tooling;

import io.feedkit.channel.CallBudget;
import io.feedkit.channel.Condition;
import io.feedkit.channel.Documents;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.Format;
import io.feedkit.channel.Layout;
import io.feedkit.channel.LengthUnit;
import io.feedkit.channel.TextLimits;
import io.feedkit.feed.FeedLayout;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;

/** How what a descriptor says is put for people. */
final class Words {
    private static final DiffWords ENGLISH = DiffWords.in(Locale.ENGLISH);

    private Words() {}

    /** A constant as a descriptor spells it. */
    static String word(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    static String codes(Collection<String> codes) {
        return ENGLISH.codes(codes);
    }

    static String number(long number) {
        return number == Long.MAX_VALUE
                ? ""
                : String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
    }

    static String budget(CallBudget budget) {
        return ENGLISH.budget(budget);
    }

    static String condition(Condition condition) {
        if (condition instanceof Condition.When when) {
            return when.expression().text().replaceAll("\\s+", " ");
        }
        return condition.isAlways() ? "always" : "";
    }

    static String unit(LengthUnit unit) {
        return ENGLISH.unit(unit);
    }

    static String count(int most) {
        return most == Integer.MAX_VALUE ? "" : String.valueOf(most);
    }

    static String pattern(TextLimits text) {
        return text.pattern() == null ? "" : text.pattern().regex().text();
    }

    static String units(FieldSpec field) {
        return ENGLISH.units(field);
    }

    static String format(Format format) {
        List<String> parts = new ArrayList<>();
        add(parts, "", format.pattern());
        add(parts, "mark ", format.decimalMark().equals(".") ? "" : format.decimalMark());
        add(parts, "decimals ", format.fixedDecimals() < 0 ? "" : String.valueOf(format.fixedDecimals()));
        add(
                parts,
                "",
                format.amount() == Format.AmountUnit.MINOR || format.amount() == Format.AmountUnit.MICROS
                        ? word(format.amount())
                        : "");
        add(parts, "", format.yes().isEmpty() ? "" : format.yes() + "/" + format.no());
        add(parts, "separator ", format.separator());
        return String.join(", ", parts);
    }

    private static void add(List<String> parts, String before, String part) {
        if (!part.isEmpty()) {
            parts.add(before + part);
        }
    }

    /** The form of file in a word. */
    static String format(Layout layout) {
        if (layout instanceof Layout.Xml xml) {
            return xml.shape() == Layout.Shape.PLAIN ? "XML" : xml.shape() == Layout.Shape.RSS ? "RSS" : "Atom";
        }
        if (layout instanceof Layout.Json json) {
            return json.lines() ? "JSON lines" : "JSON";
        }
        return switch (((Layout.Delimited) layout).delimiter()) {
            case '\t' -> "tab-separated";
            case ';' -> "semicolon-separated";
            case '|' -> "pipe-separated";
            default -> "comma-separated";
        };
    }

    /** What a layout says, by its keys. */
    static Map<String, String> layout(Layout layout) {
        Map<String, String> said = new LinkedHashMap<>();
        said.put("format", format(layout));
        said.put("extension", layout.extension());
        said.put("file-name", layout.fileName());
        said.put("encoding", layout.encoding());
        if (layout instanceof Layout.Xml xml) {
            said.put("root", xml.root());
            said.put("record", xml.record());
            said.put("namespace", xml.namespace());
            said.put("prefix", xml.prefix());
            said.put("unprefixed", String.join(", ", new TreeSet<>(xml.unprefixed())));
        } else if (layout instanceof Layout.Json json) {
            said.put("under", json.under());
            said.put("within", json.within());
            said.put("camel-case", json.camelCase() ? "true" : "");
            said.put("constants", json.constants() ? "true" : "");
        } else if (layout instanceof Layout.Delimited table) {
            said.put("quoting", table.quote() == 0 ? "none" : word(table.quoting()));
            said.put("header-row", table.headerRow() ? "" : "none");
            said.put("every-column", table.everyColumn() ? "true" : "");
            said.put("line-end", table.lineEnd().equals("\r\n") ? "crlf" : "");
            said.put("join", table.join());
            said.put("named-parts", table.namedParts());
            said.put("first-line", table.firstLine());
            said.put("last-line", table.lastLine());
        }
        if (layout.documents() != null) {
            Documents documents = layout.documents();
            said.put("documents.by", documents.by().text());
            said.put("documents.variants", documents.variants());
            boolean limited = documents.most() < FeedLayout.Documents.MOST_PRODUCTS;
            said.put("documents.max", limited ? number(documents.most()) : "");
            said.put("documents.first", String.join(", ", documents.first()));
            said.put("documents.sum", String.join(", ", documents.sum()));
            said.put("documents.list", String.join(", ", documents.list()));
        }
        if (layout.categories() != null) {
            categories(layout.categories(), said);
        }
        said.put("names", new TreeMap<>(layout.names()).toString().replaceAll("[{}]", ""));
        said.put("header", layout.header().toString().replaceAll("^\\{|}$", ""));
        said.values().removeIf(String::isEmpty);
        return said;
    }

    private static void categories(FeedLayout.Categories categories, Map<String, String> said) {
        said.put("categories.field", categories.field());
        said.put("categories.list", categories.list());
        said.put("categories.id", categories.id());
        said.put("categories.name", categories.name());
        said.put("categories.parent", categories.parent());
        said.put("categories.type", categories.type());
        said.put("categories.max-name-length", count(categories.mostCharacters()));
        FeedLayout.Categories.Root root = categories.root();
        said.put("categories.root", root == null ? "" : root.id() + " " + root.parent() + " " + root.name());
        FeedLayout.Categories.Members members = categories.members();
        said.put(
                "categories.members",
                members == null
                        ? ""
                        : String.join(" ", members.element(), members.product(), members.of(), members.category()));
    }
}
