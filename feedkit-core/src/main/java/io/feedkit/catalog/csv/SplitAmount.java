package io.feedkit.catalog.csv;

import io.feedkit.batch.TextBuffer;
import io.feedkit.product.Currencies;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/**
 * Sees an amount with a decimal comma that commas have cut in two: {@code 12,50} in a file whose cells they part.
 *
 * <p>A cell of digits, and right behind it one of two digits; neither is quoted. A currency may stand before the one or behind the other. Only records with more cells than the header are asked.
 */
final class SplitAmount {
    private static final int MOST_DIGITS = 6;
    private static final int MOST_BYTES = 12;
    private static final Set<String> SIGNS = Set.of("", "€", "$", "£");

    private SplitAmount() {}

    /** The first cell of such an amount, or -1. */
    static int find(byte[] b, long[] cells, int count) {
        for (int column = 0; column + 1 < count; column++) {
            boolean adjacent = TextBuffer.start(cells[column + 1]) == TextBuffer.end(cells[column]) + 1;
            if (adjacent && isWhole(b, cells[column]) && isCents(b, cells[column + 1])) {
                return column;
            }
        }
        return -1;
    }

    private static boolean isWhole(byte[] b, long cell) {
        int start = TextBuffer.start(cell);
        int end = TextBuffer.end(cell);
        int digits = end;
        while (digits > start && isDigit(b[digits - 1])) {
            digits--;
        }
        int count = end - digits;
        return count > 0 && count <= MOST_DIGITS && isCurrency(b, start, digits);
    }

    private static boolean isCents(byte[] b, long cell) {
        int start = TextBuffer.start(cell);
        int end = TextBuffer.end(cell);
        return end - start >= 2 && isDigit(b[start]) && isDigit(b[start + 1]) && isCurrency(b, start + 2, end);
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    /** Whether it is a currency, or nothing at all. */
    private static boolean isCurrency(byte[] b, int from, int to) {
        if (to - from > MOST_BYTES) {
            return false;
        }
        String text = new String(b, from, to - from, StandardCharsets.UTF_8).strip();
        return SIGNS.contains(text) || Currencies.isKnown(text);
    }
}
