package io.feedkit.rules.function;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Currencies;
import io.feedkit.product.VatBasis;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Runs kernels over one row of columns that a test fills itself. */
final class Rows {
    static final int ROW = 7;

    private Rows() {}

    /** A place of call; constants are those of the first arguments, all others are computed. */
    static CallSite site(List<AttributeType> types, Object... constants) {
        List<Optional<Object>> all = new ArrayList<>();
        for (int i = 0; i < types.size(); i++) {
            all.add(i < constants.length ? Optional.of(constants[i]) : Optional.empty());
        }
        return new CallSite(types, all, "", Instant.parse("2026-11-27T10:00:00Z"), ZoneId.of("UTC"));
    }

    static Column money(BigDecimal amount, String currency, VatBasis basis) {
        Column column = Column.of(AttributeType.MONEY);
        Amounts.put(column, ROW, amount);
        column.units[ROW] = Currencies.lane(currency, basis);
        return column;
    }

    /** The faults that were reported. */
    static List<String> run(Kernel kernel, Column result, Column... arguments) {
        return run(kernel, new TextBuffer(16), result, arguments);
    }

    static List<String> run(Kernel kernel, TextBuffer text, Column result, Column... arguments) {
        List<String> faults = new ArrayList<>();
        Frame frame = new Frame() {
            @Override
            public TextBuffer text() {
                return text;
            }

            @Override
            public void fault(int row, String reason) {
                faults.add(reason);
            }
        };
        Selection rows = new Selection();
        rows.add(ROW);
        kernel.run(frame, rows, arguments, result);
        return faults;
    }
}
