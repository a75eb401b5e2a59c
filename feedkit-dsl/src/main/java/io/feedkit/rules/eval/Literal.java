package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Currencies;
import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A value that is the same for every product. */
public final class Literal extends Node {
    private final @Nullable Object value;
    private final byte[] utf8;
    private final long bits;
    private final short unit;
    private final @Nullable BigDecimal exact;
    private final int register;
    private final int place;

    /**
     * @param value String, Long, BigDecimal, {@link Percent}, {@link Money}, {@link Measure}, Boolean, {@link LocalDate}, {@link Instant}, a List of texts, or null for
     *     missing
     */
    public Literal(AttributeType type, @Nullable Object value, Places places) {
        super(type);
        this.value = value;
        place = places.text();
        register = places.column();
        utf8 = Values.utf8(value);
        exact = Values.number(value);
        unit = Values.unit(value);
        bits = Values.bits(type, value);
    }

    public @Nullable Object value() {
        return value;
    }

    public boolean isMissing() {
        return value == null;
    }

    byte[] utf8() {
        return utf8;
    }

    /** The lane, {@link Column#BOXED} when {@link #exact} says more. A text has none. */
    long bits() {
        return bits;
    }

    short unit() {
        return unit;
    }

    BigDecimal exact() {
        BigDecimal number = exact;
        if (number == null) {
            throw new IllegalStateException(value + " is not a number");
        }
        return number;
    }

    String currency() {
        return Currencies.laneCode(unit);
    }

    /** A slice of the batch's text, when this is a text. */
    long slice(Run run) {
        return run.constant(place, utf8);
    }

    @Override
    public Column eval(Run run, Selection rows) {
        Column out = run.column(register);
        into(run, rows, out);
        return out;
    }

    @Override
    void into(Run run, Selection rows, Column out) {
        boolean isText = value instanceof String || value instanceof List;
        long lane = isText ? run.constant(place, utf8) : bits;
        for (int i = 0; i < rows.size; i++) {
            out.bits[rows.rows[i]] = lane;
        }
        if (lane == Column.BOXED) {
            for (int i = 0; i < rows.size; i++) {
                out.box(rows.rows[i], exact());
            }
        }
        if (out.units.length > 0) {
            for (int i = 0; i < rows.size; i++) {
                out.units[rows.rows[i]] = unit;
            }
        }
    }

    @Override
    public String toString() {
        return value instanceof String ? new String(utf8, StandardCharsets.UTF_8) : String.valueOf(value);
    }
}
