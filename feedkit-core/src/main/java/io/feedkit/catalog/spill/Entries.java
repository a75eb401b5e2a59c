package io.feedkit.catalog.spill;

import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Keys and rows one behind the other in one array, each as the length of its key, the length of its row, the key, the row.
 *
 * <p>One array rather than objects: a million rows cost what they hold and little more.
 */
final class Entries {
    private static final int HEAD = 8;

    private byte[] bytes;
    private int end;
    private int[] starts;
    private int count;

    Entries(int bytes, int count) {
        this.bytes = new byte[bytes];
        starts = new int[count];
    }

    int count() {
        return count;
    }

    int end() {
        return end;
    }

    byte[] bytes() {
        return bytes;
    }

    int start(int entry) {
        return starts[entry];
    }

    static int size(byte[] bytes, int start) {
        return HEAD + getInt(bytes, start) + getInt(bytes, start + 4);
    }

    void clear() {
        end = 0;
        count = 0;
    }

    void add(byte[] key, int keyFrom, int keyTo, byte[] row, int rowFrom, int rowTo) {
        int keyBytes = keyTo - keyFrom;
        int rowBytes = rowTo - rowFrom;
        room(HEAD + keyBytes + rowBytes);
        putInt(bytes, end, keyBytes);
        putInt(bytes, end + 4, rowBytes);
        System.arraycopy(key, keyFrom, bytes, end + HEAD, keyBytes);
        System.arraycopy(row, rowFrom, bytes, end + HEAD + keyBytes, rowBytes);
        starts[count++] = end;
        end += HEAD + keyBytes + rowBytes;
    }

    /** Takes in an entry as it stands in another array. */
    void add(byte[] other, int start) {
        int size = size(other, start);
        room(size);
        System.arraycopy(other, start, bytes, end, size);
        starts[count++] = end;
        end += size;
    }

    private void room(int more) {
        if (bytes.length - end < more) {
            bytes = Arrays.copyOf(bytes, (int)
                    Math.min(Integer.MAX_VALUE - 8L, Math.max(bytes.length * 2L, (long) end + more)));
        }
        if (count == starts.length) {
            starts = Arrays.copyOf(starts, Math.max(64, count * 2));
        }
    }

    /** The row of the entry that starts at a place. */
    static ByteBuffer row(byte[] bytes, int start) {
        int from = start + HEAD + getInt(bytes, start);
        return ByteBuffer.wrap(bytes, from, getInt(bytes, start + 4));
    }

    static void give(byte[] bytes, int start, KeyedRows.Taker taker) {
        int key = start + HEAD;
        taker.take(bytes, key, key + getInt(bytes, start), start + size(bytes, start));
    }

    /** Compares the keys of two entries byte by byte. */
    static int compare(byte[] one, int start, byte[] other, int otherStart) {
        return compare(one, start, other, otherStart + HEAD, otherStart + HEAD + getInt(other, otherStart));
    }

    /** Compares the key of an entry with one that is not in an entry. */
    static int compare(byte[] one, int start, byte[] key, int from, int to) {
        return Arrays.compareUnsigned(one, start + HEAD, start + HEAD + getInt(one, start), key, from, to);
    }

    /** Brings the entries into the order of their keys; those of one key stay in the order in which they came. */
    void sort() {
        int[] from = Arrays.copyOf(starts, count);
        sort(from, starts, 0, count);
    }

    /** Merge sort, since it keeps the order of equals; both arrays hold the same entries at first. */
    private void sort(int[] from, int[] to, int low, int high) {
        if (high - low < 2) {
            return;
        }
        int middle = (low + high) >>> 1;
        sort(to, from, low, middle);
        sort(to, from, middle, high);
        int left = low;
        int right = middle;
        for (int i = low; i < high; i++) {
            boolean takeLeft = left < middle && (right == high || compare(bytes, from[left], bytes, from[right]) <= 0);
            to[i] = takeLeft ? from[left++] : from[right++];
        }
    }

    static void putInt(byte[] into, int at, int value) {
        into[at] = (byte) (value >>> 24);
        into[at + 1] = (byte) (value >>> 16);
        into[at + 2] = (byte) (value >>> 8);
        into[at + 3] = (byte) value;
    }

    static int getInt(byte[] from, int at) {
        return from[at] << 24 | (from[at + 1] & 0xFF) << 16 | (from[at + 2] & 0xFF) << 8 | from[at + 3] & 0xFF;
    }
}
