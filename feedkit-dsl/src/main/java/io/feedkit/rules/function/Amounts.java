package io.feedkit.rules.function;

import io.feedkit.batch.Column;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/** Exact amounts in and out of columns: a long times 10⁶ where that holds them, a {@link BigDecimal} beside it where it does not. */
final class Amounts {
    static final int SCALE = 6;
    static final long ONE = 1_000_000;
    static final MathContext QUOTIENT = MathContext.DECIMAL128;

    private Amounts() {}

    /** The amount in a row of a column of decimals, percents, money or measures. */
    static BigDecimal decimal(Column column, int row) {
        long bits = column.bits[row];
        return bits == Column.BOXED ? column.boxed(row) : BigDecimal.valueOf(bits, SCALE);
    }

    static void put(Column column, int row, BigDecimal amount) {
        BigDecimal plain = amount.stripTrailingZeros();
        // 19 digits may or may not fit; more never do, and the far ends are sentinels.
        if (plain.scale() <= SCALE && plain.precision() - plain.scale() <= 13) {
            BigInteger scaled = plain.setScale(SCALE).unscaledValue();
            if (scaled.bitLength() < Long.SIZE && fits(scaled.longValue())) {
                column.bits[row] = scaled.longValue();
                return;
            }
        }
        column.box(row, amount);
    }

    /** Whether a long is an amount and not one of the two sentinels. */
    static boolean fits(long scaled) {
        return scaled > Column.BOXED;
    }
}
