package io.feedkit.channel.reading;

import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.Expression;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.Layout;
import io.feedkit.channel.Members.Tax;
import io.feedkit.channel.ReadBack.Into;
import io.feedkit.channel.contract.Contract;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.Member;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The mapping that reads a channel's feeds in one layout, as the text of a mapping file. */
public final class FeedMapping {
    /** The column that is made of the numbers of categories; it is there whatever the file holds. */
    public static final String CATEGORY_PATH = "category path";

    private static final String GROUP = "item_group_id";

    private final ChannelDescriptor descriptor;
    private final Member member;
    private final Layout layout;
    private final List<FeedField> written;
    private final FeedLayout.Documents documents;
    private final Columns columns;
    private final Inverse inverse;
    private final Map<String, Map<String, Object>> attributes = new LinkedHashMap<>();
    /** What each attribute is written from, so that a second field with the same adds nothing. */
    private final Map<String, String> sources = new LinkedHashMap<>();

    /** Columns that say nothing about a product: else they would become attributes of their own name. */
    private final Set<String> unread = new LinkedHashSet<>();

    private FeedMapping(ChannelDescriptor descriptor, Member member, Layout layout) {
        this.descriptor = descriptor;
        this.member = member;
        this.layout = layout;
        FeedLayout form = Contract.layout(layout, descriptor.fields());
        written = form.fields();
        documents = form.documents();
        columns = layout instanceof Layout.Delimited table
                ? new TableColumns(table, written)
                : new TreeColumns(layout, form.documents(), member.currency());
        inverse = new Inverse(descriptor);
    }

    /**
     * The mapping for feeds of a member.
     *
     * @param layout the form the feeds are in
     * @param exact whether the file is written just as the layout says; else delimiter and quotes are found out
     */
    public static String of(ChannelDescriptor descriptor, Member member, Layout layout, boolean exact) {
        return new FeedMapping(descriptor, member, layout).text(exact);
    }

    private String text(boolean exact) {
        for (int i = 0; i < written.size(); i++) {
            read(descriptor.fields().get(i), written.get(i));
        }
        currencies();
        group();
        identify();
        Map<String, Object> mapping = new LinkedHashMap<>();
        mapping.put("name", descriptor.name());
        mapping.put("base", "none");
        mapping.put("lenient", true);
        if (!member.currency().isEmpty()) {
            mapping.put("currency", member.currency());
        }
        if (descriptor.members().tax(member.country()) == Tax.EXCLUDED) {
            mapping.put("vat", "net");
            // Reduced prices are compared with prices, so they are without VAT too where there are none.
            if (!attributes.getOrDefault("price", Map.of()).containsKey("struck")) {
                attributes.putIfAbsent("sale_price", new LinkedHashMap<>(Map.of("from", "sale_price", "vat", "net")));
            }
        }
        if (exact || !(layout instanceof Layout.Delimited)) {
            mapping.putAll(columns.form());
        }
        unread.addAll(columns.ignored());
        if (!unread.isEmpty()) {
            mapping.put("ignore", unread);
        }
        mapping.put("attributes", attributes);
        return MappingText.of(mapping);
    }

    private void read(FieldSpec field, FeedField place) {
        Inverse.Goal goal = inverse.of(field);
        // Also where nothing is read: groups and what is beside them have to be known.
        List<String> places = columns.of(field, place);
        List<String> object = columns.members(field, place);
        List<String> named = object.isEmpty() ? places : object;
        if (goal.into().isEmpty()) {
            unread.addAll(named);
            return;
        }
        if (goal.way() == Inverse.Way.PICTURE) {
            picture(goal.into().get(0).attribute(), named);
            return;
        }
        for (Into into : goal.into()) {
            into(into, goal.way(), field, place, named);
        }
    }

    private void into(Into into, Inverse.Way way, FieldSpec field, FeedField place, List<String> named) {
        String attribute = into.attribute();
        if (into.struck()) {
            Map<String, Object> price = attributes.get(attribute);
            if (price != null) {
                price.putIfAbsent("struck", named.get(0));
                return;
            }
        }
        String from = field.source().map(Expression::text).orElse(field.name());
        if (attributes.containsKey(attribute)) {
            boolean same = field.readBack().said() || from.equals(sources.get(attribute));
            if (same) {
                alternative(attribute, named);
                return;
            }
            attribute = field.name();
            if (attributes.containsKey(attribute)) {
                return;
            }
        }
        sources.put(attribute, from);
        Map<String, Object> value = FeedValue.of(field, into, attribute, way, named, columns, place, member.currency());
        attributes.put(attribute, value);
        if (value.containsKey("template")) {
            // A template does not use its column up.
            unread.addAll(named);
        }
    }

    /** A field that is filled from the same as one before. */
    private void alternative(String attribute, List<String> named) {
        Map<String, Object> value = attributes.getOrDefault(attribute, Map.of());
        if (value.get("from") instanceof List<?> list) {
            List<Object> all = new ArrayList<>(list);
            // What each product of a record says itself comes before what the record says of all.
            boolean nearer = named.stream().allMatch(columns::isOfVariant)
                    && all.stream().noneMatch(column -> columns.isOfVariant(String.valueOf(column)));
            all.addAll(nearer ? 0 : all.size(), named);
            value.put("from", all);
        }
    }

    /** Where no field says the group of the products of one record, what the record says of all of them names it. */
    private void group() {
        if (!documents.by().equals(GROUP) || attributes.containsKey(GROUP)) {
            return;
        }
        for (int i = 0; i < written.size(); i++) {
            String column =
                    columns.of(descriptor.fields().get(i), written.get(i)).get(0);
            boolean plain = !written.get(i).isGroup() && !written.get(i).repeated() && !unread.contains(column);
            if (plain
                    && !columns.isOfVariant(column)
                    && descriptor.fields().get(i).needs().required().isAlways()) {
                grouped(column);
                return;
            }
        }
        // A record that says nothing of its own is named by the first of its products.
        for (int i = 0; i < written.size(); i++) {
            String column =
                    columns.of(descriptor.fields().get(i), written.get(i)).get(0);
            if (descriptor.fields().get(i).unique() && columns.isOfVariant(column)) {
                grouped(column);
                return;
            }
        }
    }

    private void grouped(String column) {
        attributes.put(GROUP, new LinkedHashMap<>(Map.of("from", List.of(columns.groupedBy(column)))));
    }

    private void picture(String attribute, List<String> named) {
        Map<String, Object> pictures = attributes.computeIfAbsent(attribute, name -> new LinkedHashMap<>());
        List<Object> all = new ArrayList<>();
        if (pictures.get("all") instanceof List<?> known) {
            all.addAll(known);
        }
        all.addAll(named);
        pictures.put("all", all);
    }

    /** What amounts are counted in that stand without a currency, where a field says it. */
    private void currencies() {
        for (int i = 0; i < written.size(); i++) {
            FieldSpec money = descriptor.fields().get(i);
            if (!money.isOfCurrency()) {
                continue;
            }
            String column = columns.of(money, written.get(i)).get(0);
            for (FieldSpec field : descriptor.fields()) {
                boolean bare = field.type() == FieldType.PRICE
                        && field.format().pattern().equals("{amount}");
                if (bare && belongs(money, field)) {
                    for (Into into : inverse.of(field).into()) {
                        Map<String, Object> price = attributes.get(into.attribute());
                        if (price != null && !into.struck()) {
                            price.putIfAbsent("currency-from", column);
                        }
                    }
                }
            }
        }
    }

    /** Whether a currency is that of a price: both are filled from the same, or the currency from something that holds for all. */
    private static boolean belongs(FieldSpec money, FieldSpec price) {
        String of = money.source().map(Expression::text).orElse("");
        String from = price.source().map(Expression::text).orElse(price.name());
        return of.equals("currency") || of.endsWith(".currency()") || of.equals(from) || of.endsWith("?? " + from);
    }

    /** Without an id nothing is a product; what a channel that has none tells products apart by takes its place, else what is likely to be different. */
    private void identify() {
        if (attributes.containsKey("id")) {
            return;
        }
        List<String> from = new ArrayList<>();
        for (int i = 0; i < written.size(); i++) {
            if (descriptor.fields().get(i).unique()) {
                from.addAll(columns.of(descriptor.fields().get(i), written.get(i)));
            }
        }
        for (String likely : List.of("gtin", "link", "title")) {
            if (attributes.containsKey(likely) && attributes.get(likely).get("from") instanceof List<?> named) {
                named.forEach(column -> from.add(String.valueOf(column)));
            }
        }
        if (!from.isEmpty()) {
            attributes.put("id", new LinkedHashMap<>(Map.of("from", from)));
        }
    }
}
