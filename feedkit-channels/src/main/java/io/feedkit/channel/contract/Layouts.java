package io.feedkit.channel.contract;

import io.feedkit.channel.Documents;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.Layout;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedPath;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Turns a descriptor's layout and fields into what an encoder needs. */
final class Layouts {
    private Layouts() {}

    static FeedLayout of(Layout form, List<FieldSpec> fields) {
        if (form instanceof Layout.Xml xml) {
            return elements(xml, fields);
        }
        return form instanceof Layout.Json json ? objects(json, fields) : table((Layout.Delimited) form, fields);
    }

    private static FeedLayout elements(Layout.Xml xml, List<FieldSpec> fields) {
        Map<String, String> options = new TreeMap<>();
        if (!xml.namespace().isEmpty()) {
            options.put(xml.prefix().isEmpty() ? "namespace" : "namespace." + xml.prefix(), xml.namespace());
        }
        xml.namespaces().forEach((prefix, uri) -> options.put("namespace." + prefix, uri));
        options.put("encoding", xml.encoding());
        if (xml.shape() == Layout.Shape.PLAIN) {
            options.put("root", xml.root());
            options.put("record", xml.record());
        }
        List<FeedField> elements = new ArrayList<>();
        for (FieldSpec field : fields) {
            String element =
                    xml.names().getOrDefault(field.name(), field.spelling().element());
            List<FeedField> parts = new ArrayList<>();
            for (FieldSpec part : partOrder(field, false)) {
                parts.add(single(prefixed(xml, part.name(), part.spelling().element()), List.of(), part, xml));
            }
            elements.add(single(prefixed(xml, field.name(), element), parts, field, xml));
        }
        String format =
                xml.shape() == Layout.Shape.PLAIN ? "xml" : xml.shape().name().toLowerCase(Locale.ROOT);
        FeedLayout layout = new FeedLayout(format, xml.extension(), elements, xml.header(), options);
        String variants =
                xml.documents() == null ? "" : prefixed(xml, "", xml.documents().variants());
        return documents(xml.documents(), variants, fields, categories(xml.categories(), layout));
    }

    /** With a list of categories, where anything says which category products are in. */
    private static FeedLayout categories(FeedLayout.@Nullable Categories categories, FeedLayout layout) {
        if (categories == null || layout.indexOf(categories.field()) < 0) {
            return layout;
        }
        FeedLayout.Categories.Members members = categories.members();
        return members != null && layout.indexOf(members.of()) < 0 ? layout : layout.with(categories);
    }

    private static FeedLayout documents(
            @Nullable Documents documents, String variants, List<FieldSpec> fields, FeedLayout layout) {
        if (documents == null) {
            return layout;
        }
        Map<String, FeedLayout.Together> together = new TreeMap<>();
        for (int i = 0; i < fields.size(); i++) {
            String place = layout.fields().get(i).name();
            if (documents.first().contains(fields.get(i).name())) {
                together.put(place, FeedLayout.Together.FIRST);
            } else if (documents.sum().contains(fields.get(i).name())) {
                together.put(place, FeedLayout.Together.SUM);
            } else if (documents.list().contains(fields.get(i).name())) {
                together.put(place, FeedLayout.Together.LIST);
            }
        }
        return layout.with(new FeedLayout.Documents(documents.attribute(), variants, documents.most(), together));
    }

    private static FeedField single(String name, List<FeedField> parts, FieldSpec field, Layout form) {
        FeedField.Form text = FeedField.Form.TEXT;
        if (form instanceof Layout.Xml && field.spelling().cdata()) {
            text = FeedField.Form.CDATA;
        } else if (form instanceof Layout.Json && field.format().pattern().startsWith("{\"")) {
            text = FeedField.Form.OBJECT;
        } else if (form instanceof Layout.Json json && json.constants() && field.type() == FieldType.ENUM) {
            text = FeedField.Form.CONSTANT;
        } else if (form instanceof Layout.Json && isBare(field)) {
            text = FeedField.Form.BARE;
        }
        return new FeedField(field.name(), name, field.repeat().isRepeated(), parts, text, 0);
    }

    /** Whether JSON has a type of its own for what a field is spelled as. */
    private static boolean isBare(FieldSpec field) {
        switch (field.type()) {
            case INTEGER:
            case DECIMAL:
            case BOOLEAN:
                return !field.spelling().quoted();
            case PRICE:
            case MEASURE:
            case PERCENT:
                boolean number = List.of("", "{amount}", "{number}")
                        .contains(field.format().pattern());
                return number && !field.spelling().quoted();
            default:
                return false;
        }
    }

    private static String prefixed(Layout.Xml xml, String field, String element) {
        return xml.prefix().isEmpty() || xml.unprefixed().contains(field)
                ? element
                : FeedPath.parse(element).withPrefix(xml.prefix()).toString();
    }

    private static FeedLayout objects(Layout.Json json, List<FieldSpec> fields) {
        List<FeedField> keys = new ArrayList<>();
        for (FieldSpec field : fields) {
            List<FeedField> parts = new ArrayList<>();
            for (FieldSpec part : partOrder(field, false)) {
                parts.add(single(key(json, part), List.of(), part, json));
            }
            String within = json.within().isEmpty() ? "" : json.within() + "/";
            String named = json.names().get(field.name());
            keys.add(single(named == null ? within + key(json, field) : named, parts, field, json));
        }
        Map<String, String> options = new TreeMap<>(Map.of("encoding", json.encoding()));
        if (!json.under().isEmpty()) {
            options.put("under", json.under());
        }
        FeedLayout layout =
                new FeedLayout(json.lines() ? "ndjson" : "json", json.extension(), keys, json.header(), options);
        String variants = json.documents() == null ? "" : json.documents().variants();
        return documents(json.documents(), variants, fields, layout);
    }

    private static String key(Layout.Json json, FieldSpec field) {
        String key = field.spelling().key();
        return json.camelCase() && key.equals(field.name()) ? camelCase(key) : key;
    }

    private static String camelCase(String name) {
        StringBuilder text = new StringBuilder();
        for (String word : name.split("_")) {
            boolean first = text.length() == 0 || word.isEmpty();
            text.append(first ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return text.toString();
    }

    private static FeedLayout table(Layout.Delimited table, List<FieldSpec> fields) {
        Map<String, String> options = new TreeMap<>();
        options.put("delimiter", table.delimiter() == '\t' ? "tab" : String.valueOf(table.delimiter()));
        options.put("line-end", table.lineEnd().equals("\r\n") ? "crlf" : "lf");
        options.put("encoding", table.encoding());
        options.put("header-row", table.headerRow() ? "yes" : "no");
        boolean never = table.quote() == '\0' || table.quoting() == Layout.Quoting.NEVER;
        options.put(
                "quoting",
                never
                        ? "never"
                        : table.quoting().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        if (table.quote() != '\0') {
            options.put("quote", String.valueOf(table.quote()));
        }
        if (!table.join().isEmpty()) {
            options.put("list-separator", table.join());
        }
        if (!table.firstLine().isEmpty()) {
            options.put("first-line", table.firstLine());
        }
        if (!table.lastLine().isEmpty()) {
            options.put("last-line", table.lastLine());
        }
        List<FeedField> columns = new ArrayList<>();
        for (FieldSpec field : fields) {
            List<String> parts =
                    partOrder(field, true).stream().map(FieldSpec::name).toList();
            columns.add(column(table, field, parts));
        }
        return new FeedLayout("delimited", table.extension(), columns, table.header(), options);
    }

    private static FeedField column(Layout.Delimited table, FieldSpec field, List<String> parts) {
        String numbered = field.repeat().columns();
        boolean spread = !numbered.isEmpty() && field.repeat().max() < Integer.MAX_VALUE;
        return new FeedField(
                field.name(),
                spread ? numbered : header(table, field, parts),
                field.repeat().isRepeated(),
                parts.stream().map(FeedField::of).toList(),
                FeedField.Form.TEXT,
                spread ? field.repeat().max() : 0);
    }

    /** The header of a field; a group without an order of its own says which parts its cells have. */
    private static String header(Layout.Delimited table, FieldSpec field, List<String> parts) {
        String name = table.names().getOrDefault(field.name(), field.spelling().column());
        boolean named = !parts.isEmpty()
                && field.parts().textOrder().isEmpty()
                && !table.namedParts().isEmpty();
        return named ? table.namedParts().replace("{field}", name).replace("{parts}", String.join(":", parts)) : name;
    }

    /**
     * The parts of a group in the order they are written: those of its text spelling first. A table's cell has room for no others; elements of XML carry them all.
     */
    static List<FieldSpec> partOrder(FieldSpec field, boolean delimited) {
        List<FieldSpec> order = new ArrayList<>();
        for (String name : field.parts().textOrder()) {
            field.parts().field(name).ifPresent(order::add);
        }
        if (!delimited || order.isEmpty()) {
            for (FieldSpec part : field.parts().fields()) {
                if (!field.parts().textOrder().contains(part.name())) {
                    order.add(part);
                }
            }
        }
        return order;
    }
}
