package io.feedkit.catalog.xlsx;

import org.jspecify.annotations.Nullable;

/** Some cells of a sheet: rows count from 1, as sheets show them, columns from 0. */
record CellArea(long top, int left, long bottom, int right) {
    /** Beyond the last column of any spreadsheet program. */
    private static final int MOST_COLUMNS = 16_384;

    private static final long MOST_ROWS = 1L << 30;

    /** An area written as {@code A2:F100} or {@code B7}; null when it is none. */
    static @Nullable CellArea of(String written) {
        String plain = written.replace("$", "");
        int colon = plain.indexOf(':');
        String from = colon < 0 ? plain : plain.substring(0, colon);
        String to = colon < 0 ? plain : plain.substring(colon + 1);
        int left = column(from);
        int right = column(to);
        long top = row(from);
        long bottom = row(to);
        return left < 0 || right < left || top < 1 || bottom < top ? null : new CellArea(top, left, bottom, right);
    }

    /** The column of a cell written as {@code AB12}, or -1. */
    static int column(String cell) {
        int column = 0;
        int at = 0;
        while (at < cell.length() && column <= MOST_COLUMNS) {
            int letter = (cell.charAt(at) | 0x20) - 'a';
            if (letter < 0 || letter >= 26) {
                break;
            }
            column = column * 26 + letter + 1;
            at++;
        }
        return column > MOST_COLUMNS ? -1 : column - 1;
    }

    /** The row of a cell written as {@code AB12}, or -1. */
    static long row(String cell) {
        int at = 0;
        while (at < cell.length() && !isDigit(cell.charAt(at))) {
            at++;
        }
        return number(cell, at);
    }

    /** A row's own number, or -1. */
    static long number(String text, int from) {
        long number = 0;
        for (int i = from; i < text.length(); i++) {
            if (!isDigit(text.charAt(i)) || number > MOST_ROWS) {
                return -1;
            }
            number = number * 10 + text.charAt(i) - '0';
        }
        return from == text.length() || number < 1 || number > MOST_ROWS ? -1 : number;
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    /** What a column is called in a sheet: {@code AB}. */
    static String letters(int column) {
        StringBuilder letters = new StringBuilder();
        for (int rest = column + 1; rest > 0; rest = (rest - 1) / 26) {
            letters.insert(0, (char) ('A' + (rest - 1) % 26));
        }
        return letters.toString();
    }
}
