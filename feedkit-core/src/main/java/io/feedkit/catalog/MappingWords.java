package io.feedkit.catalog;

import io.feedkit.catalog.YamlText.Value;
import io.feedkit.problem.NearMiss;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Currencies;
import io.feedkit.product.DateOrder;
import io.feedkit.product.NumberStyle;
import io.feedkit.product.PercentStyle;
import io.feedkit.product.Unit;
import io.feedkit.product.VatBasis;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** The single words of a mapping file: currencies, units, types and the like. What is none is reported and left out. */
final class MappingWords {
    private static final List<String> TYPES = List.of(
            "text",
            "boolean",
            "integer",
            "decimal",
            "percent",
            "date",
            "instant",
            "money",
            "money<net>",
            "money<gross>",
            "measure<mass>",
            "measure<length>",
            "measure<area>",
            "measure<volume>",
            "list<text>");

    private final YamlText yaml;

    MappingWords(YamlText yaml) {
        this.yaml = yaml;
    }

    String text(Map<String, Value> keys, String key, String otherwise) {
        Value value = keys.get(key);
        return value == null ? otherwise : yaml.text(value);
    }

    List<String> texts(Map<String, Value> keys, String key) {
        Value value = keys.get(key);
        return value == null ? List.of() : yaml.texts(value);
    }

    /** A text that must not be empty. */
    String separator(Map<String, Value> keys, String key, String otherwise) {
        Value value = keys.get(key);
        return value == null ? otherwise : separator(value, otherwise);
    }

    String separator(Value value, String otherwise) {
        String text = yaml.text(value);
        if (text.isEmpty()) {
            yaml.wrong(value, "at least one character");
            return otherwise;
        }
        return text;
    }

    boolean flag(Map<String, Value> keys, String key) {
        Value value = keys.get(key);
        return value != null && yaml.flag(value);
    }

    String currency(Map<String, Value> keys) {
        Value value = keys.get("currency");
        String code = value == null ? "" : yaml.text(value);
        if (value != null && !Currencies.isKnown(code)) {
            String upper = code.strip().toUpperCase(Locale.ROOT);
            String fix = Currencies.isKnown(upper) ? "Did you mean \"" + upper + "\"?" : "";
            yaml.wrong(value, "an ISO 4217 code such as EUR", fix);
            return "";
        }
        return code;
    }

    private Optional<String> oneOf(Map<String, Value> keys, String key, String... words) {
        Value value = keys.get(key);
        return value == null ? Optional.empty() : yaml.oneOf(value, List.of(words));
    }

    NumberStyle numbers(Map<String, Value> keys) {
        return oneOf(keys, "numbers", "point", "comma")
                .map(name -> NumberStyle.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(NumberStyle.UNDECIDED);
    }

    DateOrder dates(Map<String, Value> keys) {
        return oneOf(keys, "dates", "day-first", "month-first")
                .map(name -> name.equals("day-first") ? DateOrder.DAY_FIRST : DateOrder.MONTH_FIRST)
                .orElse(DateOrder.UNDECIDED);
    }

    PercentStyle percents(Map<String, Value> keys) {
        return oneOf(keys, "percents", "points", "fraction")
                .map(name -> PercentStyle.valueOf(name.toUpperCase(Locale.ROOT)))
                .orElse(PercentStyle.UNDECIDED);
    }

    @Nullable
    VatBasis vat(Map<String, Value> keys) {
        return oneOf(keys, "vat", "net", "gross")
                .map(name -> name.equals("net") ? VatBasis.NET : VatBasis.GROSS)
                .orElse(null);
    }

    @Nullable
    AttributeType type(Map<String, Value> keys) {
        Value value = keys.get("type");
        if (value == null) {
            return null;
        }
        String text = yaml.text(value);
        AttributeType type = AttributeType.named(text).orElse(null);
        boolean readable = type != null
                && type.kind() != AttributeType.Kind.DURATION
                && (!(type instanceof AttributeType.ListType list)
                        || list.element().equals(AttributeType.TEXT));
        if (!readable) {
            yaml.wrong(
                    value,
                    "a type such as text, integer, decimal, money<gross>, measure<mass>, date or list<text>",
                    NearMiss.question(text, TYPES));
            return null;
        }
        return type;
    }

    /** How dates are written, as {@link DateTimeFormatter} understands it. */
    String datePattern(Map<String, Value> keys) {
        Value value = keys.get("pattern");
        if (value == null) {
            return "";
        }
        try {
            String pattern = yaml.text(value);
            // Only whether it is understood counts here.
            DateTimeFormatter unused = DateTimeFormatter.ofPattern(pattern, Locale.ROOT);
            return pattern;
        } catch (IllegalArgumentException e) {
            yaml.wrong(value, "a date pattern such as dd.MM.yyyy");
            return "";
        }
    }

    @Nullable
    Unit unit(Map<String, Value> keys) {
        Value value = keys.get("unit");
        if (value == null) {
            return null;
        }
        Unit unit = Unit.named(yaml.text(value)).orElse(null);
        if (unit == null) {
            yaml.wrong(value, "a unit such as kg or cm");
        }
        return unit;
    }

    /** An address that relative ones are completed with. */
    String base(Map<String, Value> keys, String key) {
        Value value = keys.get(key);
        if (value == null) {
            return "";
        }
        String text = yaml.text(value).strip();
        if (!text.matches("(?i)[a-z][a-z0-9+.-]*://[^/\\s]+\\S*")) {
            yaml.wrong(value, "an address such as https://shop.example/media");
            return "";
        }
        return text;
    }

    Map<String, String> values(Map<String, Value> keys) {
        Map<String, String> values = new LinkedHashMap<>();
        Value value = keys.get("values");
        if (value != null) {
            yaml.words(value).forEach((from, to) -> values.put(from, yaml.text(to)));
        }
        return values;
    }
}
