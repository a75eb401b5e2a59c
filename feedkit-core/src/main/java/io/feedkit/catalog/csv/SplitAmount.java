package io.feedkit.catalog.csv;

import io.feedkit.batch.TextBuffer;

/**
 * Sees an amount with a decimal comma that commas have cut in two: {@code 12,50} in a file whose cells they part.
 *
 * <p>A cell of digits, and right behind it one of two digits; neither is quoted. Only records with more cells than the header are asked.
 */
final class SplitAmount {
    private static final int MOST_DIGITS = 6;

    private SplitAmount() {}

    /** The first cell of such an amount, or -1. */
    static int find(byte[] b, long[] cells, int count) {
        for (int column = 0; column + 1 < count; column++) {
            boolean adjacent = TextBuffer.start(cells[column + 1]) == TextBuffer.end(cells[column]) + 1;
            int length = TextBuffer.length(cells[column]);
            if (adjacent
                    && length > 0
                    && length <= MOST_DIGITS
                    && TextBuffer.length(cells[column + 1]) == 2
                    && isDigits(b, cells[column])
                    && isDigits(b, cells[column + 1])) {
                return column;
            }
        }
        return -1;
    }

    private static boolean isDigits(byte[] b, long cell) {
        for (int p = TextBuffer.start(cell); p < TextBuffer.end(cell); p++) {
            if (b[p] < '0' || b[p] > '9') {
                return false;
            }
        }
        return true;
    }
}
