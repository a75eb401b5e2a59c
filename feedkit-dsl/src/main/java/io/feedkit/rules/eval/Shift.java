package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Unit;
import io.feedkit.product.Unit.Dimension;
import java.math.BigDecimal;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A date or an instant plus or minus a duration; the ends of months clamp. */
public final class Shift extends Node {
    private static final BigDecimal SECONDS_PER_DAY = BigDecimal.valueOf(86_400);

    private final Node moment;
    private final Node duration;
    private final boolean back;
    private final ZoneId zone;
    private final int register;
    private final Origin origin;

    public Shift(Node moment, Node duration, boolean back, ZoneId zone, Places places) {
        super(moment.type);
        this.moment = moment;
        this.duration = duration;
        this.back = back;
        this.zone = zone;
        register = places.column();
        origin = places.origin();
    }

    @Override
    public Column eval(Run run, Selection rows) {
        Column from = moment.eval(run, rows);
        Column by = duration.eval(run, rows);
        Column out = run.column(register);
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            if (Arithmetic.anyMissing(from, by, row)) {
                out.bits[row] = Column.MISSING;
                continue;
            }
            try {
                out.bits[row] = shift(from.bits[row], by, row);
            } catch (ArithmeticException | DateTimeException e) {
                out.bits[row] = Column.MISSING;
                run.fault(row, "a date cannot be moved by this duration", origin);
            }
        }
        return out;
    }

    private long shift(long bits, Column by, int row) {
        short index = by.units[row];
        if (index == 0) {
            throw new ArithmeticException("the duration has no unit");
        }
        BigDecimal amount = Scaled.get(by, row).multiply(Unit.ofIndex(index).factor());
        BigDecimal signed = back ? amount.negate() : amount;
        boolean months = Unit.ofIndex(index).dimension() == Dimension.CALENDAR;
        if (type == AttributeType.DATE || type.kind() == Kind.DATE) {
            return months
                    ? LocalDate.ofEpochDay(bits)
                            .plusMonths(signed.longValueExact())
                            .toEpochDay()
                    : Math.addExact(bits, signed.divide(SECONDS_PER_DAY).longValueExact());
        }
        return months
                ? Instant.ofEpochMilli(bits)
                        .atZone(zone)
                        .plusMonths(signed.longValueExact())
                        .toInstant()
                        .toEpochMilli()
                : Math.addExact(bits, signed.movePointRight(3).longValueExact());
    }
}
