package io.feedkit.catalog.xlsx;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** One row of a sheet while it is looked at: its cells as slices of a text, and what was noticed while they were read. */
final class SheetRow {
    /** Something about one cell; {@code column} is -1 when it is about the row. */
    record Finding(XlsxProblem code, int column, String message, String fix) {}

    final List<Finding> findings = new ArrayList<>();
    long number;
    boolean hidden;
    /** Why it cannot be used, or empty. */
    String objection = "";

    int objectionColumn = -1;
    private long[] cells = new long[32];
    private int width;

    SheetRow() {
        Arrays.fill(cells, Column.MISSING);
    }

    void start(long rowNumber, boolean isHidden) {
        Arrays.fill(cells, 0, width, Column.MISSING);
        width = 0;
        number = rowNumber;
        hidden = isHidden;
        findings.clear();
        objection = "";
        objectionColumn = -1;
    }

    void set(int column, long slice) {
        if (column >= cells.length) {
            int old = cells.length;
            cells = Arrays.copyOf(cells, Math.max(old * 2, column + 1));
            Arrays.fill(cells, old, cells.length, Column.MISSING);
        }
        cells[column] = slice;
        width = Math.max(width, column + 1);
    }

    /** One more than the last column with a cell. */
    int width() {
        return width;
    }

    long cell(int column) {
        return column < width ? cells[column] : Column.MISSING;
    }

    void find(XlsxProblem code, int column, String message, String fix) {
        findings.add(new Finding(code, column, message, fix));
    }

    /** Makes the row unusable; the first reason counts. */
    void object(String reason, int column) {
        if (objection.isEmpty()) {
            objection = reason;
            objectionColumn = column;
        }
    }

    /** Whether a cell has anything but blanks. */
    boolean isFilled(int column, TextBuffer text) {
        long slice = cell(column);
        if (slice == Column.MISSING) {
            return false;
        }
        byte[] bytes = text.bytes();
        for (int i = TextBuffer.start(slice); i < TextBuffer.end(slice); i++) {
            if ((bytes[i] & 0xFF) > ' ') {
                return true;
            }
        }
        return false;
    }

    int filledCells(TextBuffer text) {
        int filled = 0;
        for (int column = 0; column < width; column++) {
            filled += isFilled(column, text) ? 1 : 0;
        }
        return filled;
    }

    boolean isBlank(TextBuffer text) {
        for (int column = 0; column < width; column++) {
            if (isFilled(column, text)) {
                return false;
            }
        }
        return true;
    }

    /** The text of a cell, empty when there is none. */
    String text(int column, TextBuffer text) {
        long slice = cell(column);
        return slice == Column.MISSING ? "" : text.string(slice);
    }
}
