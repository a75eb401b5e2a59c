package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.DecimalText;
import io.feedkit.product.NumberStyle;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Adds up numbers, such as a price and what a variant adds to it. Missing when the first is.
 *
 * <p>What cannot be added, because it is no number or too large, becomes a text with {@code +} in it, which whoever reads it refuses and reports with its position.
 */
record Sum(List<Texts> parts, NumberStyle numbers, int node) implements Texts {
    private static final int DECIMALS = 6;
    private static final String NOT_ADDED = " + ";

    @Override
    public long[] of(Work work) {
        List<long[]> all = new ArrayList<>();
        parts.forEach(part -> all.add(part.of(work)));
        long[] out = work.slices(node);
        for (int row = 0; row < work.rows(); row++) {
            out[row] = sum(work.text(), all, row);
        }
        return out;
    }

    private long sum(TextBuffer text, List<long[]> all, int row) {
        long first = all.get(0)[row];
        long sum = 0;
        int count = 0;
        boolean plain = true;
        for (long[] part : all) {
            if (part[row] != Column.MISSING) {
                long one = DecimalText.parseScaled6(
                        text.bytes(), TextBuffer.start(part[row]), TextBuffer.end(part[row]), numbers);
                long added = sum + one;
                plain &= one > DecimalText.NOT_PLAIN && ((sum ^ added) & (one ^ added)) >= 0;
                sum = added;
                count++;
            }
        }
        if (first == Column.MISSING || count == 1) {
            return first;
        }
        return text.append(plain ? written(sum) : asTheyStand(text, all, row));
    }

    private String written(long sum) {
        String point = BigDecimal.valueOf(sum, DECIMALS).toPlainString();
        return numbers == NumberStyle.COMMA ? point.replace('.', ',') : point;
    }

    private static String asTheyStand(TextBuffer text, List<long[]> all, int row) {
        StringBuilder shown = new StringBuilder();
        for (long[] part : all) {
            if (part[row] != Column.MISSING) {
                shown.append(shown.length() == 0 ? "" : NOT_ADDED).append(text.string(part[row]));
            }
        }
        return shown.toString();
    }
}
