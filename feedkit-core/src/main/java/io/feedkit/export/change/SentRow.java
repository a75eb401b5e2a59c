package io.feedkit.export.change;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * How the log says one product, or one record of several ({@link ChangedRecords}): little-endian, its length first.
 *
 * <pre>
 *  0 int    bytes of the row          36 short  currency                          60 long[] marks for comparisons across the catalogue, where it is in the feed
 *  4 long   fingerprint of the id     38 short  flags                             .. int[]  fingerprint of each field, 0 where it has no value, where it is in the feed
 * 12 long   fingerprint of the source 40 int    hours it holds until              .. int    bytes of the id; int bytes of the category; the id; the category
 * 20 long   price                     44 long   fingerprint of the record's bytes .. notes: int number of the kind, int bytes of the text; the text
 * 28 long   pieces in stock           52 int    how many they are; int line ends
 * </pre>
 */
final class SentRow {
    static final int ID = 4;
    static final int SOURCE = 12;
    static final int PRICE = 20;
    static final int STOCK = 28;
    static final int CURRENCY = 36;
    static final int FLAGS = 38;
    /** The hour since 1970 until which what is made of the product is the same as long as its source is. */
    static final int HOLDS = 40;

    /** The fingerprint of the record as it stands in the source; 0 where it cannot be found again by its bytes. */
    static final int STAMP = 44;

    static final int STAMPED_BYTES = 52;
    static final int STAMPED_LINES = 56;

    static final int MARKS = 60;
    /** The shortest row there can be: without marks, fields and texts. */
    static final int LEAST = MARKS + 2 * Integer.BYTES;
    /** The shortest note. */
    static final int NOTE = 2 * Integer.BYTES;
    /** No row of ours is longer; a longer one is a broken log. */
    static final int MOST = 1 << 24;

    /** The product is in the feed; else rules or the contract left it out. */
    static final int SENT = 1;
    /** Something was said about how its record is read, and has to be said again. */
    static final int REMARKED = 2;

    /** Nobody knows what the channel holds of the product: whatever is sent next is sent whole. */
    static final int DOUBTFUL = 4;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle SHORT = MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);

    private SentRow() {}

    static long getLong(byte[] bytes, int at) {
        return getInt(bytes, at) & 0xFFFFFFFFL | (long) getInt(bytes, at + Integer.BYTES) << Integer.SIZE;
    }

    /** Where the fingerprint of a field stands in a row that has fields. */
    static int field(int row, int marks, int number) {
        return row + MARKS + marks * Long.BYTES + number * Integer.BYTES;
    }

    // Byte by byte: what passes over products is over before the JVM's compilers have made of a VarHandle what it can
    // be.
    static int getInt(byte[] bytes, int at) {
        return bytes[at] & 0xFF | (bytes[at + 1] & 0xFF) << 8 | (bytes[at + 2] & 0xFF) << 16 | bytes[at + 3] << 24;
    }

    static short getShort(byte[] bytes, int at) {
        return (short) (bytes[at] & 0xFF | bytes[at + 1] << 8);
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
}
