package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.channel.FieldSpec;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Currencies;
import io.feedkit.product.Unit;
import java.util.function.IntUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Whether a price is in the same currency as another field's, or a measure of the same dimension.
 *
 * @param other the field it is compared with
 * @param money whether currencies are compared, not dimensions
 */
record Likeness(String other, boolean money, Verdict verdict) {

    /** What the descriptor asks of a field, or nothing. */
    static @Nullable Likeness of(FieldScope scope, FieldSpec field) {
        String price = field.number().sameCurrencyAs();
        if (!price.isEmpty()) {
            return new Likeness(price, true, Verdict.of(scope, field, "same-currency-as"));
        }
        String measure = field.number().sameDimensionAs();
        return measure.isEmpty() ? null : new Likeness(measure, false, Verdict.of(scope, field, "same-dimension-as"));
    }

    /** Compares the values of the selected rows with the other field's values of their products; {@code texts} is what would be sent. */
    void check(
            Values values, Column typed, Selection rows, IntUnaryOperator productOf, Column others, Findings findings) {
        if (typed.units.length == 0 || others.units.length == 0) {
            return;
        }
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            int product = productOf.applyAsInt(row);
            if (values.texts[row] == Column.MISSING || typed.isMissing(row) || others.isMissing(product)) {
                continue;
            }
            String here = kindOf(typed.units[row]);
            String there = kindOf(others.units[product]);
            if (!here.equals(there)) {
                verdict.strike(
                        values,
                        row,
                        findings,
                        shown(values, row) + " is " + here + ", but " + other + " is " + there
                                + (money ? "; both must be in one currency." : "; both must be of one kind."));
            }
        }
    }

    private String shown(Values values, int row) {
        return NumberChecks.shown(values, row, money ? Kind.MONEY : Kind.MEASURE);
    }

    private String kindOf(short unit) {
        return money
                ? "in " + Currencies.laneCode(unit)
                : name(Unit.ofIndex(unit).dimension());
    }

    private static String name(Unit.Dimension dimension) {
        return switch (dimension) {
            case MASS -> "a mass";
            case LENGTH -> "a length";
            case AREA -> "an area";
            case VOLUME -> "a volume";
            case COUNT -> "a number of pieces";
            case TIME -> "a time";
            case CALENDAR -> "a number of months or years";
        };
    }
}
