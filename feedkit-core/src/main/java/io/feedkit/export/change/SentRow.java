package io.feedkit.export.change;

import io.feedkit.batch.TextBuffer;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How the log says one product: little-endian, its length first.
 *
 * <pre>
 *  0 int    bytes of the row          28 long   pieces in stock          40 long[] marks for comparisons across the catalogue
 *  4 long   fingerprint of the id     36 short  currency                  .. int[]  fingerprint of each field, 0 where it has no value
 * 12 long   fingerprint of the source 38 short  flags                     .. int    bytes of the id; the id; the category
 * 20 long   price
 * </pre>
 */
final class SentRow {
    static final int ID = 4;
    static final int SOURCE = 12;
    static final int PRICE = 20;
    static final int STOCK = 28;
    static final int CURRENCY = 36;
    static final int FLAGS = 38;
    static final int MARKS = 40;
    /** The shortest row there can be. */
    static final int LEAST = MARKS + Integer.BYTES;
    /** No row of ours is longer; a longer one is a broken log. */
    static final int MOST = 1 << 24;

    /** Nothing was said of the product: when its source is the same, so is all that follows. */
    static final int QUIET = 1;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private SentRow() {}

    static long getLong(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static int getInt(byte[] bytes, int at) {
        return (int) INT.get(bytes, at);
    }

    static short getShort(byte[] bytes, int at) {
        return (short) SHORT.get(bytes, at);
    }

    static void putLong(byte[] bytes, int at, long value) {
        LONG.set(bytes, at, value);
    }

    static void putInt(byte[] bytes, int at, int value) {
        INT.set(bytes, at, value);
    }

    static void putShort(byte[] bytes, int at, int value) {
        SHORT.set(bytes, at, (short) value);
    }

    /** The id of a row as a slice. */
    static long id(byte[] bytes, int row, int marks, int fields) {
        int at = row + MARKS + marks * Long.BYTES + fields * Integer.BYTES;
        return TextBuffer.slice(at + Integer.BYTES, at + Integer.BYTES + getInt(bytes, at));
    }

    /** The first level of the category as a slice. */
    static long category(byte[] bytes, int row, int marks, int fields) {
        return TextBuffer.slice(TextBuffer.end(id(bytes, row, marks, fields)), row + getInt(bytes, row));
    }
}
