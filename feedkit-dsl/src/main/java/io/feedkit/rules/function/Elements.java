package io.feedkit.rules.function;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.AttributeType.ListType;
import io.feedkit.product.AttributeType.MoneyType;
import io.feedkit.product.Currencies;
import io.feedkit.product.Unit;
import io.feedkit.product.VatBasis;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.Comparator;

/** Elements of lists, which are held as the texts that rules would write: {@code 12.50 EUR}, {@code 8%}, {@code 2026-11-27}. */
final class Elements {
    private Elements() {}

    /** What a list holds. */
    static AttributeType of(AttributeType list) {
        return list instanceof ListType type ? type.element() : AttributeType.TEXT;
    }

    /**
     * An element that can be compared and added.
     *
     * @param number the amount, the day, the millisecond
     * @param unit the lane of a currency or unit, else 0
     */
    record Value(BigDecimal number, short unit) {}

    /** Reads an element; a {@link Fault} where it is none. */
    static Value read(String written, AttributeType type) {
        int blank = written.lastIndexOf(' ');
        String number = blank < 0 ? written : written.substring(0, blank);
        String unit = written.substring(blank + 1);
        try {
            return switch (type.kind()) {
                case INTEGER, DECIMAL, DURATION -> new Value(new BigDecimal(written), (short) 0);
                case PERCENT ->
                    new Value(new BigDecimal(written.substring(0, written.length() - 1)).movePointLeft(2), (short) 0);
                case MONEY -> new Value(new BigDecimal(number), Currencies.lane(unit, basis(type)));
                case MEASURE ->
                    new Value(
                            new BigDecimal(number),
                            Unit.named(unit)
                                    .orElseThrow(() -> none(written, type))
                                    .index());
                case DATE ->
                    new Value(BigDecimal.valueOf(LocalDate.parse(written).toEpochDay()), (short) 0);
                case INSTANT ->
                    new Value(BigDecimal.valueOf(Instant.parse(written).toEpochMilli()), (short) 0);
                case TEXT, BOOLEAN, LIST -> throw none(written, type);
            };
        } catch (NumberFormatException | DateTimeParseException | StringIndexOutOfBoundsException e) {
            throw none(written, type);
        }
    }

    private static Fault none(String written, AttributeType type) {
        return new Fault("'" + written + "' is not a " + type);
    }

    private static VatBasis basis(AttributeType type) {
        return type instanceof MoneyType money ? money.basis() : VatBasis.UNKNOWN;
    }

    /** By size; amounts of different currencies do not compare, which is a fault. */
    static Comparator<Long> order(TextBuffer text, AttributeType type) {
        return (a, b) -> compare(read(text.string(a), type), read(text.string(b), type), type);
    }

    static int compare(Value a, Value b, AttributeType type) {
        if (type.kind() == Kind.MONEY) {
            Amounts.together(a.unit(), b.unit());
        }
        return type.kind() == Kind.MEASURE
                ? base(a).compareTo(base(b))
                : a.number().compareTo(b.number());
    }

    private static BigDecimal base(Value measure) {
        return measure.number().multiply(Unit.ofIndex(measure.unit()).factor());
    }

    /** The sum of two elements, in the unit of the first. */
    static Value sum(Value a, Value b, AttributeType type) {
        if (type.kind() == Kind.MONEY) {
            return new Value(a.number().add(b.number()), Amounts.together(a.unit(), b.unit()));
        }
        if (type.kind() == Kind.MEASURE && a.unit() != b.unit()) {
            BigDecimal inFirst =
                    Amounts.quotient(base(b), Unit.ofIndex(a.unit()).factor());
            return new Value(a.number().add(inFirst), a.unit());
        }
        return new Value(a.number().add(b.number()), a.unit());
    }

    /** Puts a value into a row of a column of its type. */
    static void put(Column out, int row, Value value, AttributeType type) {
        if (type.kind() == Kind.INTEGER || type.kind() == Kind.DATE || type.kind() == Kind.INSTANT) {
            Amounts.putWhole(out, row, value.number());
        } else {
            Amounts.put(out, row, value.number());
        }
        if (out.units.length > 0) {
            out.units[row] = value.unit();
        }
    }
}
