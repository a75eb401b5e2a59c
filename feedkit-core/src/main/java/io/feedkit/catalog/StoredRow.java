package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import java.nio.ByteBuffer;
import java.util.function.IntPredicate;

/**
 * A row of a source put aside to be looked up: where its cells lie in an array that is not to be changed. Written as how many cells it has, then the length and the bytes of each.
 */
record StoredRow(byte[] bytes, long[] cells) {
    private static final int NO_CELL = -1;

    long cell(int column) {
        return column < cells.length ? cells[column] : Column.MISSING;
    }

    /** Appends a number that {@link ByteBuffer#getInt()} reads. */
    static void number(int value, TextBuffer into) {
        byte[] bytes = into.room(Integer.BYTES);
        ByteBuffer.wrap(bytes).putInt(into.end(), value);
        into.advanceTo(into.end() + Integer.BYTES);
    }

    /** Appends the trimmed cells of a row; columns that are not kept are missing. */
    static void write(RecordBatch batch, int row, int columns, IntPredicate kept, TextBuffer into) {
        byte[] bytes = batch.text().bytes();
        number(columns, into);
        for (int column = 0; column < columns; column++) {
            long cell = kept.test(column) ? Texts.trim(bytes, batch.cells(column)[row]) : Column.MISSING;
            number(cell == Column.MISSING ? NO_CELL : TextBuffer.length(cell), into);
            if (cell != Column.MISSING) {
                into.append(bytes, TextBuffer.start(cell), TextBuffer.end(cell));
            }
        }
    }

    /** The row that begins at the buffer's position, which moves behind it. */
    static StoredRow read(ByteBuffer from) {
        long[] cells = new long[from.getInt()];
        for (int column = 0; column < cells.length; column++) {
            int length = from.getInt();
            int at = from.arrayOffset() + from.position();
            cells[column] = length == NO_CELL ? Column.MISSING : TextBuffer.slice(at, at + length);
            from.position(from.position() + Math.max(0, length));
        }
        return new StoredRow(from.array(), cells);
    }
}
