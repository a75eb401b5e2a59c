package io.feedkit.channel.reading;

import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.Layout;
import io.feedkit.channel.contract.Contract;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedPath;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The columns of XML and JSON: a path for each leaf. What stands in groups of one kind, {@code attrs/a[@name=EAN]}, and groups with parts become groups of the mapping. */
final class TreeColumns implements Columns {
    private static final Pattern MEMBER = Pattern.compile("\"([^\"]+)\":\"?\\{(amount|number|currency|unit)}");

    private final Layout layout;
    private final String step;
    private final String currency;
    private final Map<String, Map<String, Object>> groups = new LinkedHashMap<>();
    /** Texts of single kinds, by the path of the group and the kind. */
    private final Map<String, Map<String, Object>> kinds = new LinkedHashMap<>();

    private final Set<String> ignored = new LinkedHashSet<>();

    /** The column by which a product's category is found, where the layout lists them. */
    private String categoryOf = "";

    private String variantKey = "";
    /** The part of a record that is one product, where records hold several; empty when each is one. */
    private final String variants;

    /**
     * The columns of a layout.
     *
     * @param documents how its records hold several products
     * @param currency of prices that state none
     */
    TreeColumns(Layout layout, FeedLayout.Documents documents, String currency) {
        this.layout = layout;
        this.currency = currency;
        step = layout instanceof Layout.Json ? "." : "/";
        variants = documents.isNone() ? "" : leaf(FeedPath.parse(documents.variants()));
    }

    @Override
    public List<String> of(FieldSpec field, FeedField written) {
        FeedPath path = FeedPath.parse(written.name());
        FeedLayout.Categories categories = layout.categories();
        if (categories != null && categories.field().equals(field.name())) {
            category(categories, path);
            return List.of(FeedMapping.CATEGORY_PATH);
        }
        String column = column(path);
        if (categories != null
                && categories.members() != null
                && categories.members().of().equals(field.name())) {
            categoryOf = column;
        }
        if (written.isGroup()) {
            group(column, path, field, written);
        }
        List<String> columns = new ArrayList<>(List.of(column));
        columns.addAll(field.aliases());
        return columns;
    }

    private void category(FeedLayout.Categories categories, FeedPath place) {
        if (categories.members() == null) {
            categoryOf = column(place);
            ignored.add(categoryOf);
        }
    }

    /** The column of a leaf; a step that needs something beside the value makes its element a group, by that. */
    private String column(FeedPath path) {
        StringBuilder column = new StringBuilder();
        boolean grouped = false;
        for (FeedPath.Step each : path.steps()) {
            if (each.kind() == FeedPath.Kind.TEXT) {
                break;
            }
            column.append(column.length() == 0 ? "" : step)
                    .append(each.kind() == FeedPath.Kind.ATTRIBUTE ? "@" : "")
                    .append(each.name());
            if (each.fixed().isEmpty()) {
                continue;
            }
            FeedPath.Fixed telling = each.fixed().get(each.fixed().size() - 1);
            if (!grouped) {
                groups.putIfAbsent(column.toString(), Map.of("by", name(telling)));
                column.append('[').append(telling.value()).append(']');
            }
            for (FeedPath.Fixed fixed : each.fixed()) {
                if (grouped || !fixed.equals(telling)) {
                    ignored.add(column + step + name(fixed));
                }
            }
            grouped = true;
        }
        return column.toString();
    }

    private static String name(FeedPath.Fixed fixed) {
        return (fixed.attribute() ? "@" : "") + fixed.name();
    }

    private void group(String column, FeedPath path, FieldSpec field, FeedField written) {
        List<FieldSpec> order = Contract.parts(field, false);
        List<String> parts = new ArrayList<>();
        for (int i = 0; i < order.size(); i++) {
            parts.add(part(order.get(i), written.parts().get(i)));
        }
        Map<String, Object> group = new LinkedHashMap<>();
        group.put("parts", parts);
        group.put("with", field.parts().textSeparator());
        if (path.last().fixed().isEmpty()) {
            groups.put(column, group);
            return;
        }
        // One kind of several: the others are read leaf by leaf.
        List<FeedPath.Fixed> fixed = path.last().fixed();
        String kind = "[" + fixed.get(fixed.size() - 1).value() + "]";
        String all = column.substring(0, column.length() - kind.length());
        kinds.computeIfAbsent(all, each -> new LinkedHashMap<>()).put(kind.substring(1, kind.length() - 1), group);
    }

    /** A leaf of a group, with what its amount is counted in where that is not said. */
    private String part(FieldSpec part, FeedField written) {
        String leaf = leaf(FeedPath.parse(written.name()));
        List<String> members = members(part, leaf + step);
        boolean price = part.type() == FieldType.PRICE;
        if (!members.isEmpty()) {
            return members.stream()
                    .map(member -> "{" + member + "}")
                    .reduce((one, other) -> one + " " + other)
                    .orElseThrow();
        }
        if (price && !part.format().pattern().contains("{currency}") && !currency.isEmpty()) {
            return "{" + leaf + "} " + currency;
        }
        boolean bare =
                part.type() == FieldType.MEASURE && !part.format().pattern().contains("{unit}");
        if (bare && !part.number().units().isEmpty()) {
            return "{" + leaf + "} " + part.number().units().keySet().iterator().next();
        }
        return leaf;
    }

    private String leaf(FeedPath path) {
        StringBuilder leaf = new StringBuilder();
        for (FeedPath.Step each : path.steps()) {
            if (each.kind() != FeedPath.Kind.TEXT) {
                leaf.append(leaf.length() == 0 ? "" : step)
                        .append(each.kind() == FeedPath.Kind.ATTRIBUTE ? "@" : "")
                        .append(each.name());
            }
        }
        return leaf.length() == 0 ? "text()" : leaf.toString();
    }

    @Override
    public List<String> members(FieldSpec field, FeedField written) {
        List<String> members = written.form() == FeedField.Form.OBJECT ? members(field, "") : List.of();
        if (members.isEmpty()) {
            return members;
        }
        String column = column(FeedPath.parse(written.name()));
        String made = members.stream()
                .map(member -> "{" + member + "}")
                .reduce((one, other) -> one + " " + other)
                .orElseThrow();
        groups.put(column, Map.of("parts", List.of(made), "with", " "));
        return List.of(column);
    }

    /** The members of the object that a price or measure is written as: the amount, divided by what it counts, and what it is counted in. */
    private List<String> members(FieldSpec field, String within) {
        if (!(layout instanceof Layout.Json) || !field.format().pattern().startsWith("{\"")) {
            return List.of();
        }
        List<String> members = new ArrayList<>(List.of("", ""));
        Matcher member = MEMBER.matcher(field.format().pattern());
        while (member.find()) {
            boolean amount = member.group(2).equals("amount") || member.group(2).equals("number");
            members.set(
                    amount ? 0 : 1,
                    within + member.group(1) + (amount ? FeedValue.divisor(field.format(), currency) : ""));
        }
        members.removeIf(String::isEmpty);
        return members;
    }

    @Override
    public boolean isOfVariant(String column) {
        return !variants.isEmpty() && column.startsWith(variants + step);
    }

    @Override
    public String groupedBy(String column) {
        variantKey = column;
        return variants + ".group";
    }

    @Override
    public String separator(FieldSpec field) {
        return "none";
    }

    @Override
    public Map<String, Object> form() {
        Map<String, Object> nesting = new LinkedHashMap<>();
        if (layout instanceof Layout.Xml xml) {
            for (FeedPath.Fixed fixed : xml.record().isEmpty()
                    ? List.<FeedPath.Fixed>of()
                    : FeedPath.parse(xml.record()).last().fixed()) {
                ignored.add(name(fixed));
            }
            nesting.put("records", List.of(record(xml)));
        }
        kinds.forEach((path, texts) -> {
            Map<String, Object> group = new LinkedHashMap<>(groups.getOrDefault(path, Map.of()));
            group.put("kinds", texts);
            groups.put(path, group);
        });
        if (!groups.isEmpty()) {
            nesting.put("groups", groups);
        }
        if (!categoryOf.isEmpty()) {
            categories(Objects.requireNonNull(layout.categories()), nesting);
        }
        if (!variants.isEmpty()) {
            nesting.put("variants", variants);
            if (variantKey.isEmpty()) {
                ignored.add(variants + ".group");
            } else {
                nesting.put("variant-key", variantKey);
            }
        }
        return nesting.isEmpty() ? Map.of() : Map.of("nesting", nesting);
    }

    /** The list of categories as a table, and behind it that of the products in them. */
    private void categories(FeedLayout.Categories categories, Map<String, Object> nesting) {
        Map<String, Object> list = new LinkedHashMap<>();
        list.put("name", "categories");
        list.put("rows", leaf(FeedPath.parse(categories.list())));
        list.put("key", leaf(FeedPath.parse(categories.id())));
        list.put("parent", leaf(FeedPath.parse(categories.parent())));
        list.put("value", leaf(FeedPath.parse(categories.name())));
        if (categories.root() != null && !categories.type().isEmpty()) {
            list.put("skip", leaf(FeedPath.parse(categories.type())) + "=root");
        }
        List<Object> tables = new ArrayList<>(List.of(list));
        List<String> in = new ArrayList<>(List.of("categories"));
        FeedLayout.Categories.Members members = categories.members();
        if (members != null) {
            Map<String, Object> products = new LinkedHashMap<>();
            products.put("name", "categories of products");
            products.put("rows", leaf(FeedPath.parse(members.element())));
            products.put("key", leaf(FeedPath.parse(members.product())));
            products.put("value", leaf(FeedPath.parse(members.category())));
            products.put("behind", true);
            tables.add(products);
            in.add(0, "categories of products");
        }
        nesting.put("tables", tables);
        nesting.put("lookups", Map.of(FeedMapping.CATEGORY_PATH, Map.of("of", categoryOf, "in", in)));
    }

    /** The element of one record. */
    private static String record(Layout.Xml xml) {
        return switch (xml.shape()) {
            case RSS -> "item";
            case ATOM -> "entry";
            case PLAIN -> FeedPath.parse(xml.record()).last().name();
        };
    }

    @Override
    public Set<String> ignored() {
        return ignored;
    }
}
