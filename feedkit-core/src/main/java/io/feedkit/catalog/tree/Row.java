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
    private int[] touched = new int[16];
    private int touchedCount;

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

    private void makeRoom(int column) {
        int old = values.length;
        int size = Math.max(16, Math.max(column + 1, old * 2));
        values = Arrays.copyOf(values, size);
        lists = Arrays.copyOf(lists, size);
        Arrays.fill(values, old, size, Column.MISSING);
    }

    boolean has(int column) {
        return column < values.length && values[column] != Column.MISSING;
    }

    /** Keeps a text; how many bytes a list of it grew by, or 0 when it is the only one. */
    int put(int column, TextBuffer text, int from, int to, byte separator) {
        if (column >= values.length) {
            makeRoom(column);
        }
        if (values[column] == Column.MISSING) {
            values[column] = TextBuffer.slice(from, to);
            if (touchedCount == touched.length) {
                touched = Arrays.copyOf(touched, touchedCount * 2);
            }
            touched[touchedCount++] = column;
            return 0;
        }
        Bytes list = lists[column];
        if (list == null) {
            list = new Bytes();
            lists[column] = list;
        }
        if (list.length == 0) {
            list.add(separator, text.bytes(), TextBuffer.start(values[column]), TextBuffer.end(values[column]));
        }
        list.add(separator, text.bytes(), from, to);
        return to - from + 1;
    }

    /** Forgets a cell, so that the next value is its only one. */
    void remove(int column) {
        for (int i = 0; i < touchedCount; i++) {
            if (touched[i] == column) {
                touched[i] = touched[--touchedCount];
                forget(column);
                return;
            }
        }
    }

    private void forget(int column) {
        values[column] = Column.MISSING;
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

    void writeTo(RecordBatch batch, TextBuffer text) {
        for (int i = 0; i < touchedCount; i++) {
            batch.set(touched[i], slice(touched[i], text));
        }
    }

    /** The cells as pairs of a column and a slice. */
    long[] cells(TextBuffer text) {
        long[] cells = new long[2 * touchedCount];
        for (int i = 0; i < touchedCount; i++) {
            cells[2 * i] = touched[i];
            cells[2 * i + 1] = slice(touched[i], text);
        }
        return cells;
    }

    void clear() {
        for (int i = 0; i < touchedCount; i++) {
            forget(touched[i]);
        }
        touchedCount = 0;
    }
}
