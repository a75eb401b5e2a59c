package io.feedkit.channel.reading;

import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.FieldType;
import io.feedkit.channel.Format;
import io.feedkit.channel.ReadBack.Into;
import io.feedkit.feed.FeedField;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Attributes;
import io.feedkit.product.Currencies;
import io.feedkit.product.Unit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** How the text of a field is read into an attribute, in the words of mapping files. */
final class FeedValue {
    private static final int MICROS = 6;

    private FeedValue() {}

    static Map<String, Object> of(
            FieldSpec field,
            Into into,
            String attribute,
            Inverse.Way way,
            List<String> named,
            Columns columns,
            FeedField place,
            String currency) {
        Map<String, Object> value = new LinkedHashMap<>();
        if (!into.template().isEmpty()) {
            value.put("template", into.template().replace("{}", "{" + named.get(0) + "}"));
        } else if (place.form() != FeedField.Form.OBJECT
                && !divisor(field.format(), currency).isEmpty()) {
            value.put("template", "{" + named.get(0) + divisor(field.format(), currency) + "}");
        } else {
            value.put(columns.isSpread(place) ? "all" : "from", new ArrayList<>(named));
        }
        Optional<Attribute> standard = Attributes.standard().named(attribute);
        AttributeType type = standard.map(Attribute::type).orElseGet(() -> own(field));
        if (standard.isEmpty()) {
            value.put("type", type.toString());
        }
        if (type.kind() == AttributeType.Kind.LIST) {
            value.put("split", columns.separator(field));
        }
        words(field, into, attribute, value);
        spelling(field, type, way, value);
        return value;
    }

    /** What an amount is divided by, as a template says it: {@code /100} for cents; empty for none. */
    static String divisor(Format format, String currency) {
        int digits = switch (format.amount()) {
            case MICROS -> MICROS;
            case MINOR -> Currencies.isKnown(currency) ? Currencies.minorDigits(currency) : 2;
            default -> 0;
        };
        return digits <= 0 ? "" : "/1" + "0".repeat(digits);
    }

    private static AttributeType own(FieldSpec field) {
        if (field.repeat().isRepeated()) {
            return AttributeType.TEXTS;
        }
        return switch (field.type()) {
            case BOOLEAN -> AttributeType.BOOLEAN;
            case INTEGER -> AttributeType.INTEGER;
            case DECIMAL -> AttributeType.DECIMAL;
            case PERCENT -> AttributeType.PERCENT;
            case PRICE -> AttributeType.MONEY;
            case DATE -> AttributeType.DATE;
            case DATETIME -> AttributeType.INSTANT;
            case MEASURE ->
                AttributeType.measure(unit(field).map(Unit::dimension).orElse(Unit.Dimension.MASS));
            default -> AttributeType.TEXT;
        };
    }

    private static Optional<Unit> unit(FieldSpec field) {
        return field.number().units().keySet().stream()
                .flatMap(unit -> Unit.named(unit).stream())
                .findFirst();
    }

    private static void words(FieldSpec field, Into into, String attribute, Map<String, Object> value) {
        Map<String, Object> words = new LinkedHashMap<>(into.values());
        if (words.isEmpty()) {
            words.putAll(Words.of(field, attribute));
        }
        if (field.type() == FieldType.BOOLEAN) {
            Format format = field.format();
            if (!format.yes().equals("true") && !format.yes().isEmpty()) {
                words.putIfAbsent(format.yes(), "true");
            }
            if (!format.no().equals("false") && !format.no().isEmpty()) {
                words.putIfAbsent(format.no(), "false");
            }
        }
        if (!words.isEmpty()) {
            value.put("values", words);
        }
    }

    private static void spelling(FieldSpec field, AttributeType type, Inverse.Way way, Map<String, Object> value) {
        Format format = field.format();
        boolean number = field.type().isNumber();
        if (number && type.kind() != AttributeType.Kind.TEXT) {
            value.put("numbers", format.decimalMark().equals(",") ? "comma" : "point");
        }
        if (field.type() == FieldType.MEASURE && !format.pattern().contains("{unit}")) {
            unit(field).ifPresent(unit -> value.put("unit", unit.symbol()));
        }
        if (type.kind() == AttributeType.Kind.PERCENT) {
            boolean points = field.type() == FieldType.PERCENT || way == Inverse.Way.POINTS;
            value.put("percents", points ? "points" : "fraction");
        }
        boolean date = field.type() == FieldType.DATE && type.kind() == AttributeType.Kind.DATE;
        if (date && !format.pattern().equals("uuuu-MM-dd")) {
            value.put("pattern", format.pattern());
        }
        boolean path = field.type() == FieldType.PATH || field.type() == FieldType.TAXONOMY;
        if (path && !format.separator().isBlank()) {
            value.put("path", format.separator().strip().toLowerCase(Locale.ROOT));
        }
    }
}
