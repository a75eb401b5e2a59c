package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * Exact decimal arithmetic on the lanes of a column: a {@code long} of millionths where that is exact, else a {@link BigDecimal}.
 *
 * <p>Functions on two longs answer {@link #SLOW} when either is a sentinel, when the result does not fit or when it needs more than six decimals; the caller then takes
 * the {@link BigDecimal} way. Both ways give the same number (a property test). Sums and products are exact, quotients have 34 significant digits, half-even, unless
 * they end earlier.
 */
final class Scaled {
    /** Decimal places of a lane. */
    public static final int SCALE = 6;
    /** One, in millionths. */
    public static final long ONE = 1_000_000;
    /** The answer of a fast way that has none; the number of {@link Column#MISSING}, which no result can be. */
    static final long SLOW = Column.MISSING;

    // Numbers with more digits than this come from rules that square again and again; nobody sells at such prices.
    private static final int MAX_DIGITS = 1_000;
    private static final int LONG_DIGITS = 19;

    private Scaled() {}

    /** Whether a lane holds a number itself: neither missing nor boxed. */
    static boolean isPlain(long lane) {
        return lane > Column.BOXED;
    }

    static long add(long a, long b) {
        long sum = a + b;
        boolean overflow = ((a ^ sum) & (b ^ sum)) < 0;
        return overflow || a <= Column.BOXED || b <= Column.BOXED || sum <= Column.BOXED ? SLOW : sum;
    }

    static long subtract(long a, long b) {
        long difference = a - b;
        boolean overflow = ((a ^ b) & (a ^ difference)) < 0;
        return overflow || a <= Column.BOXED || b <= Column.BOXED || difference <= Column.BOXED ? SLOW : difference;
    }

    /** The product of two lanes of millionths. */
    static long multiply(long a, long b) {
        if (a <= Column.BOXED || b <= Column.BOXED) {
            return SLOW;
        }
        long low = a * b;
        if (Math.multiplyHigh(a, b) != low >> 63) {
            return SLOW;
        }
        long product = low / ONE;
        return product * ONE == low ? product : SLOW;
    }

    /** The product of a lane with a whole number. */
    static long multiplyWhole(long a, long whole) {
        if (a <= Column.BOXED || whole <= Column.BOXED) {
            return SLOW;
        }
        long low = a * whole;
        return Math.multiplyHigh(a, whole) != low >> 63 || low <= Column.BOXED ? SLOW : low;
    }

    /** The quotient of two lanes of millionths, if it ends within six decimals. */
    static long divide(long a, long b) {
        if (a <= Column.BOXED || b <= Column.BOXED || b == 0) {
            return SLOW;
        }
        long low = a * ONE;
        if (Math.multiplyHigh(a, ONE) != low >> 63) {
            return SLOW;
        }
        long quotient = low / b;
        return quotient * b == low && quotient > Column.BOXED ? quotient : SLOW;
    }

    /**
     * Compares {@code a / b} with {@code c}, all millionths, without dividing; {@code b} is not 0. The difference to comparing the quotient rounded to 34 digits
     * is below what three longs can express.
     */
    static int compareQuotient(long a, long b, long c) {
        // a / b ? c  is  a * 10^6 ? c * b  for positive b; both sides have at most 128 bits.
        long leftHigh = Math.multiplyHigh(a, ONE);
        long leftLow = a * ONE;
        long rightHigh = Math.multiplyHigh(c, b);
        long rightLow = c * b;
        int order = leftHigh != rightHigh ? Long.compare(leftHigh, rightHigh) : Long.compareUnsigned(leftLow, rightLow);
        return b > 0 ? order : -order;
    }

    /** Millionths rounded to {@code step} millionths, half away from zero or half to even; {@link #SLOW} when that overflows. */
    static long round(long lane, long step, boolean halfEven) {
        if (lane <= Column.BOXED) {
            return SLOW;
        }
        long rest = lane % step;
        if (rest == 0) {
            return lane;
        }
        long down = lane - rest;
        long twice = Math.abs(rest) * 2;
        boolean away = twice > step || twice == step && (!halfEven || (down / step & 1) != 0);
        return away ? add(down, lane < 0 ? -step : step) : down;
    }

    /** {@code numerator / denominator} to a whole number, half away from zero; {@code denominator} is not 0. {@link #SLOW} when doubling overflows. */
    static long roundedQuotient(long numerator, long denominator) {
        long quotient = numerator / denominator;
        long rest = numerator - quotient * denominator;
        if (rest == 0) {
            return quotient;
        }
        long absRest = Math.abs(rest);
        long absDenominator = Math.abs(denominator);
        if (absRest >= absDenominator - absRest) {
            quotient += (numerator < 0) == (denominator < 0) ? 1 : -1;
        }
        return quotient;
    }

    static BigDecimal quotient(BigDecimal a, BigDecimal b) {
        return a.divide(b, MathContext.DECIMAL128);
    }

    /** The exact number of a row that is not missing. */
    public static BigDecimal get(Column column, int row) {
        long lane = column.bits[row];
        return lane == Column.BOXED ? column.boxed(row) : BigDecimal.valueOf(lane, SCALE);
    }

    /** The lane of a number, or {@link Column#BOXED} when it has to stand beside it. */
    public static long lane(BigDecimal number) {
        BigDecimal plain = number.scale() > SCALE ? number.stripTrailingZeros() : number;
        if (plain.scale() > SCALE || plain.precision() - plain.scale() > LONG_DIGITS - SCALE) {
            return Column.BOXED;
        }
        BigInteger millionths = plain.setScale(SCALE, RoundingMode.UNNECESSARY).unscaledValue();
        return millionths.bitLength() < Long.SIZE - 1 ? millionths.longValue() : Column.BOXED;
    }

    /** Puts a number into a row. */
    public static void put(Column column, int row, BigDecimal number) {
        long lane = lane(number);
        if (lane == Column.BOXED) {
            column.box(row, number);
        } else {
            column.bits[row] = lane;
        }
    }

    /** Puts a computed number into a row, or missing and a fault if it has become absurdly long. */
    static void put(Run run, Column column, int row, BigDecimal number, Origin origin) {
        if (number.precision() > MAX_DIGITS || Math.abs((long) number.scale()) > MAX_DIGITS) {
            column.bits[row] = Column.MISSING;
            run.fault(row, "the number has more than " + MAX_DIGITS + " digits", origin);
        } else {
            put(column, row, number);
        }
    }
}
