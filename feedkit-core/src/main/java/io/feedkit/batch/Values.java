package io.feedkit.batch;

import io.feedkit.product.AttributeType;
import io.feedkit.product.Currencies;
import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import io.feedkit.product.Unit;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The values of columns as objects. */
final class Values {
    private static final int SCALE = 6;

    private Values() {}

    static @Nullable Object at(Column column, int row, AttributeType type, TextBuffer text) {
        long bits = column.bits[row];
        if (bits == Column.MISSING) {
            return null;
        }
        return switch (type.kind()) {
            case TEXT -> text.string(bits);
            case LIST -> List.of(text.string(bits).split(String.valueOf((char) TextBuffer.LIST_SEPARATOR), -1));
            case BOOLEAN -> bits != 0;
            case INTEGER, DURATION -> bits;
            case DECIMAL -> amount(column, row);
            case PERCENT -> new Percent(amount(column, row));
            case MONEY ->
                new Money(
                        amount(column, row),
                        Currencies.laneCode(column.units[row]),
                        Currencies.laneBasis(column.units[row]));
            case MEASURE -> measure(column, row);
            case DATE -> LocalDate.ofEpochDay(bits);
            case INSTANT -> Instant.ofEpochMilli(bits);
        };
    }

    private static @Nullable Object measure(Column column, int row) {
        return column.units[row] == 0 ? null : new Measure(amount(column, row), Unit.ofIndex(column.units[row]));
    }

    private static BigDecimal amount(Column column, int row) {
        long bits = column.bits[row];
        return bits == Column.BOXED
                ? column.boxed(row)
                : BigDecimal.valueOf(bits, SCALE).stripTrailingZeros();
    }
}
