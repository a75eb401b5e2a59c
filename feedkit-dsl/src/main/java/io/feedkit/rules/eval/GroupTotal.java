package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.ListType;
import io.feedkit.product.AttributeType.MeasureType;
import io.feedkit.product.AttributeType.MoneyType;
import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import io.feedkit.product.Unit;
import io.feedkit.rules.scan.Measured;
import io.feedkit.rules.scan.Windows;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A total of the group of a product; missing for a product that belongs to none. */
public final class GroupTotal extends Node {
    private static final int MOST_ITEMS = 10_000;

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
            Object fitting = answer == null || key == null ? null : fitted(run, row, answer, windows.unit(key));
            Values.write(out, row, type, run.text(), fitting);
        });
        return out;
    }

    private @Nullable Object fitted(Run run, int row, Object answer, String unit) {
        if (answer instanceof List<?> list) {
            if (list.size() <= MOST_ITEMS) {
                return list.isEmpty() ? null : list;
            }
            run.fault(row, "the group has more than 10 000 different values", origin);
            return null;
        }
        BigDecimal number = answer instanceof Measured measured ? measured.number() : (BigDecimal) answer;
        return switch (type.kind()) {
            case INTEGER -> whole(run, row, number);
            case DECIMAL, DURATION -> number;
            case PERCENT -> new Percent(number);
            // Nothing of no currency is no amount, as in a list.
            case MONEY -> unit.isEmpty() ? null : new Money(number, unit, ((MoneyType) type).basis());
            case MEASURE -> new Measure(number, base(((MeasureType) type).dimension()));
            case DATE -> LocalDate.ofEpochDay(number.longValueExact());
            case INSTANT -> Instant.ofEpochMilli(number.longValueExact());
            case TEXT -> answer instanceof Measured measured ? measured.text() : null;
            case BOOLEAN -> number.signum() != 0;
            case LIST -> throw new IllegalStateException("a list of " + ((ListType) type).element() + " is no number");
        };
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
