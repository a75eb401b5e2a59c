package io.feedkit.channel.contract;

import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Unit;
import java.util.LinkedHashMap;
import java.util.Map;

/** Which type the values of a field have on their way, in conditions and as an attribute rules can write. */
final class FieldKind {
    private FieldKind() {}

    /** The type of a field's values when the attribute behind it has this type; what fits is kept, the rest is read into the field's own. */
    static AttributeType valueType(FieldSpec field, AttributeType attribute) {
        AttributeType element = attribute instanceof AttributeType.ListType list ? list.element() : attribute;
        AttributeType own = own(field);
        boolean kept = own.kind() == element.kind() || own.kind() == Kind.TEXT;
        return kept ? element : own;
    }

    /** The type of the attribute that a field defines when the catalogue has none of its name. */
    static AttributeType attributeType(FieldSpec field) {
        switch (field.type()) {
            case GROUP:
            case DATETIME_RANGE:
                return field.repeat().isRepeated() ? AttributeType.TEXTS : AttributeType.TEXT;
            default:
                AttributeType own = own(field);
                return field.repeat().isRepeated() ? AttributeType.TEXTS : own;
        }
    }

    /** The names conditions know a field by, with their types, when the field takes no part in a run. */
    static Map<String, AttributeType> names(FieldSpec field) {
        Map<String, AttributeType> names = new LinkedHashMap<>();
        boolean list = field.repeat().isRepeated() || field.type() == FieldType.GROUP;
        names.put(field.name(), list ? AttributeType.TEXTS : own(field));
        if (field.type() == FieldType.DATETIME_RANGE) {
            names.put(field.name() + ".start", AttributeType.INSTANT);
            names.put(field.name() + ".end", AttributeType.INSTANT);
        }
        for (FieldSpec part : field.parts().fields()) {
            names.put(field.name() + "." + part.name(), own(part));
        }
        return names;
    }

    private static AttributeType own(FieldSpec field) {
        switch (field.type()) {
            case BOOLEAN:
                return AttributeType.BOOLEAN;
            case INTEGER:
                return AttributeType.INTEGER;
            case DECIMAL:
                return AttributeType.DECIMAL;
            case PERCENT:
                return AttributeType.PERCENT;
            case PRICE:
                return AttributeType.MONEY;
            case MEASURE:
                return AttributeType.measure(dimension(field));
            case DATE:
                return AttributeType.DATE;
            case DATETIME:
                return AttributeType.INSTANT;
            default:
                return AttributeType.TEXT;
        }
    }

    /** What the first unit a field allows measures; values of other dimensions are found by their unit. */
    private static Unit.Dimension dimension(FieldSpec field) {
        return field.number().units().keySet().stream()
                .flatMap(unit -> Unit.named(unit).stream())
                .map(Unit::dimension)
                .findFirst()
                .orElse(Unit.Dimension.MASS);
    }
}
