package io.feedkit.rules.eval;

import io.feedkit.batch.Column;
import io.feedkit.product.Currencies;
import io.feedkit.product.Unit;
import io.feedkit.product.VatBasis;
import java.math.BigDecimal;

/** What currencies, VAT bases and units of two lanes mean together. */
final class Units {
    /** The two do not go together. */
    static final int MISMATCH = -1;

    private Units() {}

    /** The lane of a sum or comparison of two amounts of money, or {@link #MISMATCH}. An amount whose VAT basis nobody stated goes with both. */
    static int ofMoney(short a, short b) {
        if (a == b) {
            return a;
        }
        if (Currencies.laneIndex(a) != Currencies.laneIndex(b)) {
            return MISMATCH;
        }
        if (Currencies.laneBasis(a) == VatBasis.UNKNOWN) {
            return b;
        }
        return Currencies.laneBasis(b) == VatBasis.UNKNOWN ? a : MISMATCH;
    }

    /** Why two amounts of money do not go together. */
    static String moneyMismatch(short a, short b) {
        return Currencies.laneIndex(a) == Currencies.laneIndex(b)
                ? "one amount is " + Currencies.laneBasis(a) + " and the other " + Currencies.laneBasis(b) + " of VAT"
                : "one amount is in " + currency(a) + " and the other in " + currency(b);
    }

    private static String currency(short lane) {
        return Currencies.laneIndex(lane) == 0 ? "no stated currency" : Currencies.laneCode(lane);
    }

    static String measureMismatch(short a, short b) {
        return "one amount is in " + unit(a) + " and the other in " + unit(b);
    }

    private static String unit(short lane) {
        return lane == 0 ? "no stated unit" : Unit.ofIndex(lane).symbol();
    }

    /** Whether two units measure the same thing. */
    static boolean sameDimension(short a, short b) {
        return a == b
                || a > 0
                        && b > 0
                        && Unit.ofIndex(a).dimension() == Unit.ofIndex(b).dimension();
    }

    /** The amount of a row in the base unit of its dimension. */
    static BigDecimal base(Column column, int row) {
        BigDecimal amount = Scaled.get(column, row);
        short unit = column.units[row];
        return unit == 0 ? amount : amount.multiply(Unit.ofIndex(unit).factor());
    }

    /** The amount of a row in another unit of its dimension. */
    static BigDecimal in(short unit, Column column, int row) {
        return column.units[row] == unit
                ? Scaled.get(column, row)
                : Scaled.quotient(base(column, row), Unit.ofIndex(unit).factor());
    }
}
