package io.feedkit.catalog.tree;

import io.feedkit.batch.Column;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** The cells of a row in the making: a slice each, and for those with several values the values so far. */
final class Row {
    private long[] values = new long[0];
    private @Nullable Bytes[] lists = new Bytes[0];
    /** Columns up to the last one that has a value. */
    private int used;

    private boolean listed;

    /** A growing array. */
    private static final class Bytes {
        byte[] bytes = new byte[64];
        int length;

        void add(byte separator, byte[] source, int from, int to) {
            if (bytes.length - length < to - from + 1) {
                bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + to - from + 1));
            }
            if (length > 0) {
                bytes[length++] = separator;
            }
            System.arraycopy(source, from, bytes, length, to - from);
            length += to - from;
        }
    }

    private void reach(int column) {
        used = column + 1;
        int old = values.length;
        if (used > old) {
            int size = Math.max(16, Math.max(used, old * 2));
            values = Arrays.copyOf(values, size);
            lists = Arrays.copyOf(lists, size);
            Arrays.fill(values, old, size, Column.MISSING);
        }
    }

    boolean has(int column) {
        return column < used && values[column] != Column.MISSING;
    }

    /** Keeps a text; how many bytes a list of it grew by, or 0 when it is the only one. */
    int put(int column, TextBuffer text, int from, int to, byte separator) {
        if (column >= used) {
            reach(column);
        }
        if (values[column] == Column.MISSING) {
            values[column] = TextBuffer.slice(from, to);
            return 0;
        }
        return add(column, text, from, to, separator);
    }

    private int add(int column, TextBuffer text, int from, int to, byte separator) {
        Bytes list = lists[column];
        if (list == null) {
            list = new Bytes();
            lists[column] = list;
        }
        if (list.length == 0) {
            list.add(separator, text.bytes(), TextBuffer.start(values[column]), TextBuffer.end(values[column]));
        }
        list.add(separator, text.bytes(), from, to);
        listed = true;
        return to - from + 1;
    }

    /** Forgets a cell, so that the next value is its only one. */
    void remove(int column) {
        if (has(column)) {
            values[column] = Column.MISSING;
            forgetList(column);
        }
    }

    private void forgetList(int column) {
        Bytes list = lists[column];
        if (list != null) {
            list.length = 0;
        }
    }

    /** The text of a cell, or missing; a list is put together first. */
    long slice(int column, TextBuffer text) {
        if (!has(column)) {
            return Column.MISSING;
        }
        Bytes list = lists[column];
        if (list != null && list.length > 0) {
            values[column] = text.append(list.bytes, 0, list.length);
            list.length = 0;
        }
        return values[column];
    }

    private void joinLists(TextBuffer text) {
        for (int column = 0; listed && column < used; column++) {
            slice(column, text);
        }
        listed = false;
    }

    void addTo(RecordBatch batch, long number, long line, long byteOffset, TextBuffer text) {
        joinLists(text);
        batch.add(number, line, byteOffset, values, used);
    }

    /** The cells as pairs of a column and a slice. */
    long[] cells(TextBuffer text) {
        joinLists(text);
        long[] cells = new long[2 * used];
        int length = 0;
        for (int column = 0; column < used; column++) {
            if (values[column] != Column.MISSING) {
                cells[length++] = column;
                cells[length++] = values[column];
            }
        }
        return Arrays.copyOf(cells, length);
    }

    void clear() {
        Arrays.fill(values, 0, used, Column.MISSING);
        for (int column = 0; listed && column < used; column++) {
            forgetList(column);
        }
        listed = false;
        used = 0;
    }
}
