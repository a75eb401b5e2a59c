package io.feedkit.product;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;

/**
 * One product with its values as objects, for people and for code that looks at single products. Feeds do not travel this way: see {@code io.feedkit.batch}.
 *
 * <p><b>Shape:</b> one value per slot of its {@link Schema}: {@link String}, {@link Boolean}, {@link Long}, {@link BigDecimal}, {@link Percent}, {@link Money},
 * {@link Measure}, {@link LocalDate}, {@link Instant} or a {@code List<String>}, or none. An attribute without a value gives an empty result, and so does
 * one the schema does not have. <b>Errors:</b> asking for another type than the attribute's throws {@link IllegalArgumentException}. Immutable.
 */
public final class Product {
    private final Schema schema;
    private final @Nullable Object[] values;

    private Product(Schema schema, @Nullable Object[] values) {
        this.schema = schema;
        this.values = values;
    }

    /** A product with the value of each slot as {@code valueOfSlot} gives it. */
    public static Product of(Schema schema, IntFunction<Optional<Object>> valueOfSlot) {
        @Nullable Object[] values = new Object[schema.size()];
        for (int slot = 0; slot < values.length; slot++) {
            Object value = valueOfSlot.apply(slot).orElse(null);
            values[slot] = value instanceof List<?> list ? List.copyOf(list) : value;
        }
        return new Product(schema, values);
    }

    public Schema schema() {
        return schema;
    }

    /** The value of an attribute in whatever type it has. */
    public Optional<Object> value(String attribute) {
        return at(schema.slot(attribute));
    }

    /** The text of an attribute in one language. */
    public Optional<String> text(String attribute, String language) {
        return typed(at(schema.slot(attribute, language)), String.class, attribute);
    }

    public Optional<String> text(String attribute) {
        return value(attribute, String.class);
    }

    public Optional<Boolean> flag(String attribute) {
        return value(attribute, Boolean.class);
    }

    public Optional<Long> integer(String attribute) {
        return value(attribute, Long.class);
    }

    public Optional<BigDecimal> decimal(String attribute) {
        return value(attribute, BigDecimal.class);
    }

    public Optional<Percent> percent(String attribute) {
        return value(attribute, Percent.class);
    }

    public Optional<Money> money(String attribute) {
        return value(attribute, Money.class);
    }

    public Optional<Measure> measure(String attribute) {
        return value(attribute, Measure.class);
    }

    public Optional<LocalDate> date(String attribute) {
        return value(attribute, LocalDate.class);
    }

    public Optional<Instant> instant(String attribute) {
        return value(attribute, Instant.class);
    }

    /** The elements of a list; none when the attribute has no value. */
    public List<String> texts(String attribute) {
        List<String> texts = new ArrayList<>();
        Object value = value(attribute).orElse(null);
        if (value instanceof List<?> list) {
            list.forEach(element -> texts.add((String) element));
        } else if (value != null) {
            throw new IllegalArgumentException(
                    attribute + " is no list but a " + value.getClass().getSimpleName());
        }
        return texts;
    }

    private <T> Optional<T> value(String attribute, Class<T> type) {
        return typed(value(attribute), type, attribute);
    }

    private static <T> Optional<T> typed(Optional<Object> value, Class<T> type, String attribute) {
        value.ifPresent(found -> {
            if (!type.isInstance(found)) {
                throw new IllegalArgumentException(attribute + " is no " + type.getSimpleName() + " but a "
                        + found.getClass().getSimpleName());
            }
        });
        return value.map(type::cast);
    }

    private Optional<Object> at(OptionalInt slot) {
        return slot.isPresent() ? Optional.ofNullable(values[slot.getAsInt()]) : Optional.empty();
    }

    /** The attributes that have a value: {@code {id=A1, price=12.50 EUR}}. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int slot = 0; slot < values.length; slot++) {
            if (values[slot] != null) {
                text.append(text.length() > 1 ? ", " : "")
                        .append(schema.attribute(slot).name());
                text.append(schema.language(slot).isEmpty() ? "" : "@" + schema.language(slot));
                text.append('=').append(values[slot]);
            }
        }
        return text.append('}').toString();
    }
}
