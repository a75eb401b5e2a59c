package io.feedkit.rules.eval;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the number of a text among many by its bytes: an open hash table without objects on the way. Immutable.
 *
 * <p>Words of up to eight bytes, which most values that rules ask for are, are one number: read, looked up and compared without a loop, whose length the processor would
 * guess wrong every other time.
 */
final class SliceIndex {
    private static final int EMPTY = -1;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long GOLDEN = 0x9E3779B97F4A7C15L;

    private final byte[][] keys;
    /** By key its first eight bytes, those it has not being 0. */
    private final long[] words;

    private final int[] table;
    /** How far down the bits of a hash that are the place lie; the highest ones, since all bits of the text have an influence on those. */
    private final int shift;

    /** @param keys distinct; the first of equal ones wins */
    SliceIndex(List<byte[]> keys) {
        this.keys = keys.toArray(byte[][]::new);
        words = new long[this.keys.length];
        table = new int[Math.max(4, Integer.highestOneBit(keys.size() * 2) * 2)];
        shift = Long.SIZE - Integer.numberOfTrailingZeros(table.length);
        Arrays.fill(table, EMPTY);
        for (int i = 0; i < this.keys.length; i++) {
            byte[] key = this.keys[i];
            words[i] = word(key, 0, Math.min(Long.BYTES, key.length));
            int place = place(key, 0, key.length);
            if (table[place] == EMPTY) {
                table[place] = i;
            }
        }
    }

    /** The number of the key, or -1. */
    int find(byte[] bytes, int from, int to) {
        return table[place(bytes, from, to)];
    }

    private int place(byte[] bytes, int from, int to) {
        int length = to - from;
        return length <= Long.BYTES
                ? shortPlace(word(bytes, from, length), length)
                : longPlace(hash(bytes, from, to), bytes, from, to);
    }

    private int shortPlace(long word, int length) {
        int mask = table.length - 1;
        int place = (int) ((word ^ length) * GOLDEN >>> shift);
        while (table[place] != EMPTY) {
            int key = table[place];
            if (words[key] == word && keys[key].length == length) {
                return place;
            }
            place = place + 1 & mask;
        }
        return place;
    }

    private int longPlace(long hash, byte[] bytes, int from, int to) {
        int mask = table.length - 1;
        int place = (int) (hash >>> shift);
        while (table[place] != EMPTY) {
            byte[] key = keys[table[place]];
            if (key.length == to - from && Arrays.equals(key, 0, key.length, bytes, from, to)) {
                return place;
            }
            place = place + 1 & mask;
        }
        return place;
    }

    /** Up to eight bytes as a number, the first one lowest. */
    private static long word(byte[] bytes, int from, int length) {
        if (from + Long.BYTES <= bytes.length) {
            long eight = (long) EIGHT.get(bytes, from);
            return length == 0 ? 0 : eight & -1L >>> Long.SIZE - Byte.SIZE * length;
        }
        long word = 0;
        for (int i = length - 1; i >= 0; i--) {
            word = word << Byte.SIZE | bytes[from + i] & 0xFF;
        }
        return word;
    }

    /** Eight bytes at a time; the last eight overlap those before. */
    private static long hash(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        for (int i = from; i < to - Long.BYTES; i += Long.BYTES) {
            long product = (hash ^ (long) EIGHT.get(bytes, i)) * GOLDEN;
            hash = product ^ product >>> Long.SIZE / 2;
        }
        return (hash ^ (long) EIGHT.get(bytes, to - Long.BYTES)) * GOLDEN;
    }
}
