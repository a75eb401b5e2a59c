package io.feedkit.channel.contract;

import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.Layout;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns a descriptor's layout and fields into what an encoder needs. */
final class Layouts {
    private Layouts() {}

    static FeedLayout of(Layout form, List<FieldSpec> fields, boolean delimited) {
        if (form instanceof Layout.Xml xml && xml.shape() != Layout.Shape.PLAIN) {
            return items(xml, fields);
        }
        if (form instanceof Layout.Delimited table) {
            return table(table, fields);
        }
        throw new FeedException(new Problem(
                FeedProblem.UNKNOWN_FORMAT,
                SourcePosition.unknown(form.name()),
                "The layout " + form.name() + " cannot be written yet.",
                "Use another layout of the channel, such as its RSS or its table."));
    }

    private static FeedLayout items(Layout.Xml xml, List<FieldSpec> fields) {
        Map<String, String> options = new TreeMap<>();
        if (!xml.prefix().isEmpty()) {
            options.put("namespace." + xml.prefix(), xml.namespace());
        }
        List<FeedField> elements = new ArrayList<>();
        for (FieldSpec field : fields) {
            String element =
                    xml.elements().getOrDefault(field.name(), field.spelling().element());
            List<String> parts = new ArrayList<>();
            for (FieldSpec part : partOrder(field, false)) {
                parts.add(prefixed(xml, part.name(), part.spelling().element()));
            }
            boolean repeated = field.repeat().isRepeated();
            elements.add(new FeedField(prefixed(xml, field.name(), element), repeated, parts));
        }
        return new FeedLayout(xml.shape() == Layout.Shape.ATOM ? "atom" : "rss", xml.extension(), elements, options);
    }

    private static String prefixed(Layout.Xml xml, String field, String element) {
        return xml.prefix().isEmpty() || xml.unprefixed().contains(field) ? element : xml.prefix() + ":" + element;
    }

    private static FeedLayout table(Layout.Delimited table, List<FieldSpec> fields) {
        Map<String, String> options = new TreeMap<>();
        options.put("delimiter", table.delimiter() == '\t' ? "tab" : String.valueOf(table.delimiter()));
        options.put("line-end", table.lineEnd().equals("\r\n") ? "crlf" : "lf");
        if (!table.join().isEmpty()) {
            options.put("list-separator", table.join());
        }
        List<FeedField> columns = new ArrayList<>();
        for (FieldSpec field : fields) {
            List<String> parts =
                    partOrder(field, true).stream().map(FieldSpec::name).toList();
            columns.add(
                    new FeedField(column(table, field, parts), field.repeat().isRepeated(), parts));
        }
        return new FeedLayout("delimited", table.extension(), columns, options);
    }

    /** The header of a field; a group without an order of its own says which parts its cells have. */
    private static String column(Layout.Delimited table, FieldSpec field, List<String> parts) {
        String name = field.spelling().column();
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
                if (!order.contains(part)) {
                    order.add(part);
                }
            }
        }
        return order;
    }
}
