package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.ListType;
import io.feedkit.product.AttributeType.MeasureType;
import io.feedkit.product.AttributeType.MoneyType;
import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import io.feedkit.product.Unit;
import io.feedkit.rules.scan.Collected;
import io.feedkit.rules.scan.Measured;
import io.feedkit.rules.scan.Windows;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/** A total of the group of a product; missing for a product that belongs to none. */
public final class GroupTotal extends Node {
    private final GroupKeys keys;
    private final Windows windows;
    private final int register;
    private final Origin origin;

    public GroupTotal(AttributeType type, GroupKeys keys, Windows windows, Places places) {
        super(type);
        this.keys = keys;
        this.windows = windows;
        register = places.column();
        origin = places.origin();
    }

    @Override
    public Column eval(Run run, Selection rows) {
        Column out = run.column(register);
        keys.each(run, rows, (row, key, counts, value, product) -> {
            Object answer = key == null ? null : windows.answer(key, counts ? value : null);
            Object fitting = answer == null || key == null ? null : fitted(run, row, answer, key);
            write(run, out, row, fitting);
        });
        return out;
    }

    private void write(Run run, Column out, int row, @Nullable Object value) {
        int start = run.text().end();
        try {
            Values.write(out, row, type, run.text(), value);
        } catch (TextBuffer.Full full) {
            out.bits[row] = Column.MISSING;
            run.noRoom(row, start, origin);
        }
    }

    private @Nullable Object fitted(Run run, int row, Object answer, String key) {
        if (answer instanceof Collected list) {
            return list(run, row, list);
        }
        BigDecimal number = answer instanceof Measured measured ? measured.number() : (BigDecimal) answer;
        return switch (type.kind()) {
            case INTEGER -> whole(run, row, number);
            case DECIMAL, DURATION -> number;
            case PERCENT -> new Percent(number);
            case MONEY -> money(number, windows.unit(key));
            case MEASURE -> new Measure(number, base(((MeasureType) type).dimension()));
            case DATE -> LocalDate.ofEpochDay(number.longValueExact());
            case INSTANT -> Instant.ofEpochMilli(number.longValueExact());
            case TEXT -> answer instanceof Measured measured ? measured.text() : null;
            case BOOLEAN -> number.signum() != 0;
            case LIST -> throw new IllegalStateException("a list of " + ((ListType) type).element() + " is no number");
        };
    }

    /** As text, which a column of lists takes as it is: products of a group have one list, and it is not taken apart for each. */
    private @Nullable Object list(Run run, int row, Collected list) {
        switch (list.excess()) {
            case NONE -> {}
            case ITEMS -> run.fault(row, "the group has more than 10 000 different values", origin);
            case BYTES -> run.fault(row, "the list would be longer than 256 KiB", origin);
        }
        return list.items().isEmpty() ? null : list.items();
    }

    /** Nothing of no currency is no amount, as in a list. */
    private @Nullable Object money(BigDecimal number, String unit) {
        return unit.isEmpty() ? null : new Money(number, unit, ((MoneyType) type).basis());
    }

    private @Nullable Object whole(Run run, int row, BigDecimal number) {
        boolean fits = number.precision() - number.scale() <= 18;
        if (!fits) {
            run.fault(row, "the whole number is too large", origin);
        }
        return fits ? number.longValueExact() : null;
    }

    /** The unit of a dimension whose factor is 1. */
    private static Unit base(Unit.Dimension dimension) {
        for (Unit unit : Unit.values()) {
            if (unit.dimension() == dimension && unit.factor().compareTo(BigDecimal.ONE) == 0) {
                return unit;
            }
        }
        throw new IllegalStateException(dimension + " has no base unit");
    }
}
