package io.feedkit.rules.function;

import io.feedkit.batch.Column;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.AttributeType.MeasureType;
import io.feedkit.product.AttributeType.MoneyType;
import io.feedkit.product.Currencies;
import io.feedkit.product.Unit;
import io.feedkit.product.VatBasis;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;

/**
 * Exact amounts in and out of columns: a long times 10⁶ where that holds them, a {@link BigDecimal} beside it where it does not.
 *
 * <p>Fast ways work on the longs and answer {@link #SLOW} when the exact result is none; sums and products are exact then too, by the long way, and quotients have
 * 34 significant digits, half-even.
 */
final class Amounts {
    static final int SCALE = 6;
    static final long ONE = 1_000_000;
    /** The answer of a fast way that has none. */
    static final long SLOW = Column.MISSING;

    static final AttributeType.Kind[] NUMBERS = {Kind.INTEGER, Kind.DECIMAL};
    static final AttributeType.Kind[] QUANTITIES = {Kind.INTEGER, Kind.DECIMAL, Kind.PERCENT, Kind.MONEY, Kind.MEASURE};

    // Only rules that multiply a number with itself again and again get there; unbounded, they would eat the memory.
    private static final int MAX_DIGITS = 1_000;
    private static final int LONG_DIGITS = 19;

    private Amounts() {}

    /** The amount in a row of a column of decimals, percents, money or measures. */
    static BigDecimal decimal(Column column, int row) {
        long bits = column.bits[row];
        return bits == Column.BOXED ? column.boxed(row) : BigDecimal.valueOf(bits, SCALE);
    }

    /** The amount in a row of a column of any type of number. */
    static BigDecimal decimal(Column column, boolean whole, int row) {
        return whole ? BigDecimal.valueOf(column.bits[row]) : decimal(column, row);
    }

    static void put(Column column, int row, BigDecimal amount) {
        BigDecimal plain = amount.scale() > SCALE ? amount.stripTrailingZeros() : amount;
        if (plain.precision() > MAX_DIGITS || Math.abs((long) plain.scale()) > MAX_DIGITS) {
            throw new Fault("the number would have more than 1000 digits");
        }
        if (plain.scale() <= SCALE && plain.precision() - plain.scale() <= LONG_DIGITS - SCALE) {
            BigInteger scaled = plain.setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue();
            if (scaled.bitLength() < Long.SIZE && isPlain(scaled.longValue())) {
                column.bits[row] = scaled.longValue();
                return;
            }
        }
        column.box(row, plain);
    }

    /** Puts a number into a column of integers, or faults. */
    static void putWhole(Column column, int row, BigDecimal number) {
        if (number.precision() - number.scale() > LONG_DIGITS) {
            throw new Fault("the whole number is too large");
        }
        BigInteger whole = number.toBigInteger();
        if (whole.bitLength() >= Long.SIZE || !isPlain(whole.longValue())) {
            throw new Fault("the whole number is too large");
        }
        column.bits[row] = whole.longValue();
    }

    /** Whether a lane holds its amount itself: neither missing nor boxed. */
    static boolean isPlain(long lane) {
        return lane > Column.BOXED;
    }

    static long times(long a, long b) {
        if (!isPlain(a) || !isPlain(b)) {
            return SLOW;
        }
        long low = a * b;
        if (Math.multiplyHigh(a, b) != low >> 63) {
            return SLOW;
        }
        long product = low / ONE;
        return product * ONE == low ? product : SLOW;
    }

    /** The quotient of two lanes, if it ends within six decimals. */
    static long dividedBy(long a, long b) {
        if (!isPlain(a) || !isPlain(b) || b == 0) {
            return SLOW;
        }
        long low = a * ONE;
        if (Math.multiplyHigh(a, ONE) != low >> 63) {
            return SLOW;
        }
        long quotient = low / b;
        return quotient * b == low && isPlain(quotient) ? quotient : SLOW;
    }

    static BigDecimal quotient(BigDecimal a, BigDecimal b) {
        return a.divide(b, MathContext.DECIMAL128);
    }

    /** The lane of currency and basis of two amounts that are added or compared; an amount whose VAT basis nobody stated goes with both. */
    static short together(short a, short b) {
        if (a == b) {
            return a;
        }
        if (Currencies.laneIndex(a) != Currencies.laneIndex(b)) {
            throw new Fault("one amount is in " + currency(a) + " and the other in " + currency(b));
        }
        if (Currencies.laneBasis(a) == VatBasis.UNKNOWN) {
            return b;
        }
        if (Currencies.laneBasis(b) == VatBasis.UNKNOWN) {
            return a;
        }
        throw new Fault("one amount is with VAT and the other without");
    }

    private static String currency(short lane) {
        return Currencies.laneIndex(lane) == 0 ? "no stated currency" : Currencies.laneCode(lane);
    }

    /** The lane of the same currency with another basis. */
    static short withBasis(short lane, VatBasis basis) {
        return Currencies.lane(Currencies.laneIndex(lane), basis);
    }

    static Unit unit(Column column, int row) {
        if (column.units[row] == 0) {
            throw new Fault("the amount has no stated unit");
        }
        return Unit.ofIndex(column.units[row]);
    }

    /** The amount of a row in another unit of its dimension. */
    static BigDecimal in(Unit wanted, Column column, int row) {
        Unit unit = unit(column, row);
        if (unit == wanted) {
            return decimal(column, row);
        }
        if (unit.dimension() != wanted.dimension()) {
            throw new Fault(unit + " cannot be converted to " + wanted);
        }
        return quotient(decimal(column, row).multiply(unit.factor()), wanted.factor());
    }

    /** Compares two rows of columns that fit together; faults for currencies or units that do not. */
    static int compare(Column a, boolean aWhole, Column b, boolean bWhole, AttributeType type, int row) {
        if (type.kind() == Kind.MONEY) {
            together(a.units[row], b.units[row]);
        } else if (type.kind() == Kind.MEASURE && a.units[row] != b.units[row]) {
            Unit unit = unit(a, row);
            // Multiplied out, since converting may have to round.
            return decimal(a, row)
                    .multiply(unit.factor())
                    .compareTo(in(unit, b, row).multiply(unit.factor()));
        }
        if (aWhole == bWhole && isPlain(a.bits[row]) && isPlain(b.bits[row])) {
            return Long.compare(a.bits[row], b.bits[row]);
        }
        return decimal(a, aWhole, row).compareTo(decimal(b, bWhole, row));
    }

    /** Takes over a row, from integers to decimals where need be. */
    static void copy(Column from, boolean fromWhole, Column to, boolean toWhole, int row) {
        if (fromWhole && !toWhole) {
            put(to, row, BigDecimal.valueOf(from.bits[row]));
        } else {
            to.copy(from, row);
        }
    }

    static boolean isWhole(AttributeType type) {
        return type.kind() == Kind.INTEGER;
    }

    /** The type of amounts that are compared or chosen from: an error for the author where they do not go together. */
    static AttributeType common(List<AttributeType> types) {
        AttributeType common = types.get(0);
        for (AttributeType type : types) {
            common = common(common, type);
        }
        return common;
    }

    private static AttributeType common(AttributeType a, AttributeType b) {
        if (a.equals(b)) {
            return a;
        }
        if (isNumber(a) && isNumber(b)) {
            return AttributeType.DECIMAL;
        }
        if (a instanceof MoneyType first && b instanceof MoneyType second) {
            if (first.basis() != VatBasis.UNKNOWN && second.basis() != VatBasis.UNKNOWN) {
                throw Objection.of(
                        "two-bases",
                        "One of these amounts is with VAT and the other without; use with_vat or without_vat first.");
            }
            return first.basis() == VatBasis.UNKNOWN ? b : a;
        }
        if (a instanceof MeasureType || b instanceof MeasureType || a.kind() != b.kind()) {
            throw Objection.of("together", "These do not go together: {0} and {1}.", a, b);
        }
        return a;
    }

    private static boolean isNumber(AttributeType type) {
        return type.kind() == Kind.INTEGER || type.kind() == Kind.DECIMAL;
    }
}
