package io.feedkit.channel.contract;

import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.ChannelDescriptor.OtherAttributes;
import io.feedkit.channel.Expression;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.Layout;
import io.feedkit.feed.Member;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * What a contract is about.
 *
 * @param schema of the products it is asked about
 * @param form how the feed is written
 * @param fields those that take part, in the order of the descriptor
 * @param absent recommended fields that nothing fills
 */
record Terms(
        ChannelDescriptor descriptor,
        Member member,
        Schema schema,
        Layout form,
        List<FieldSpec> fields,
        List<FieldSpec> absent) {
    Terms {
        fields = List.copyOf(fields);
        absent = List.copyOf(absent);
    }

    /** Fields that can have a value or must have one, with what the catalogue supplies. */
    static Terms of(
            ChannelDescriptor descriptor,
            Member member,
            Schema schema,
            Layout form,
            Set<String> supplied,
            Formulas formulas) {
        boolean everyColumn = form instanceof Layout.Delimited table && table.everyColumn();
        List<FieldSpec> active = new ArrayList<>();
        List<FieldSpec> unfilled = new ArrayList<>();
        for (FieldSpec field : descriptor.fields()) {
            if (!field.needs().servesCountry(member.country())) {
                continue;
            }
            if (everyColumn || isActive(field, schema, supplied, formulas)) {
                active.add(ownFirst(field, schema, supplied, formulas));
            } else if (!field.needs().recommended().isNever()) {
                unfilled.add(field);
            }
        }
        if (descriptor.otherAttributes() == OtherAttributes.WRITE) {
            addOthers(schema, supplied, active);
        }
        return new Terms(descriptor, member, schema, form, active, unfilled);
    }

    private static boolean isActive(FieldSpec field, Schema schema, Set<String> supplied, Formulas formulas) {
        if (!field.needs().required().isNever() || supplied.contains(field.name())) {
            return true;
        }
        if (field.parts().fields().stream().anyMatch(part -> supplied.contains(field.name() + "." + part.name()))) {
            return true;
        }
        return field.source()
                .filter(from ->
                        formulas.isNeverMissing(from, schema) || isFed(formulas.attributesRead(from, schema), supplied))
                .isPresent();
    }

    private static boolean isFed(Set<String> read, Set<String> supplied) {
        return read.isEmpty() || read.stream().anyMatch(supplied::contains);
    }

    /**
     * An attribute that has the field's name comes before what the descriptor would take, unless that looks at it itself: somebody mapped a column to the field, or set it in a rule.
     * Not so where the field says the currency of a price, which has its own: a rule may have converted it since.
     */
    private static FieldSpec ownFirst(FieldSpec field, Schema schema, Set<String> supplied, Formulas formulas) {
        Expression from = field.source().orElse(null);
        if (from == null
                || field.isOfCurrency()
                || !supplied.contains(field.name())
                || schema.slot(field.name()).isEmpty()
                || formulas.attributesRead(from, schema).contains(field.name())) {
            return field;
        }
        AttributeType own = schema.attribute(field.name()).orElseThrow().type();
        String text = firstOf("`" + field.name() + "`", own, from.text(), formulas.type(from, schema));
        return field.withFrom(new Expression(text, from.at()));
    }

    /** One value or, without it, another; where they are of different types both are read from text. */
    private static String firstOf(String one, AttributeType type, String other, AttributeType otherType) {
        boolean list = type.kind() == AttributeType.Kind.LIST;
        boolean otherList = otherType.kind() == AttributeType.Kind.LIST;
        if (list && !otherList) {
            return one + " ?? [\"{" + other + "}\"]";
        }
        if (otherList && !list) {
            return "[\"{" + one + "}\"] ?? (" + other + ")";
        }
        if (type.kind() == otherType.kind()) {
            return one + " ?? (" + other + ")";
        }
        boolean text = type.kind() == AttributeType.Kind.TEXT;
        return (text ? one : "\"{" + one + "}\"") + " ?? \"{" + other + "}\"";
    }

    private static void addOthers(Schema schema, Set<String> supplied, List<FieldSpec> active) {
        Set<String> taken = new HashSet<>();
        active.forEach(field -> taken.add(field.name()));
        for (Attribute attribute : schema.attributes()) {
            if (supplied.contains(attribute.name()) && taken.add(attribute.name())) {
                active.add(FieldSpec.plain(attribute.name(), Contract.OTHERS));
            }
        }
    }
}
