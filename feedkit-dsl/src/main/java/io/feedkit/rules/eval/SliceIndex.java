package io.feedkit.rules.eval;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;

/** Finds the number of a text among many by its bytes: an open hash table without objects on the way. Immutable. */
final class SliceIndex {
    private static final int EMPTY = -1;
    private static final VarHandle EIGHT = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private final byte[][] keys;
    private final int[] table;

    /** @param keys distinct; the first of equal ones wins */
    SliceIndex(List<byte[]> keys) {
        this.keys = keys.toArray(byte[][]::new);
        table = new int[Math.max(4, Integer.highestOneBit(keys.size() * 2) * 2)];
        Arrays.fill(table, EMPTY);
        for (int i = 0; i < this.keys.length; i++) {
            byte[] key = this.keys[i];
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

    /** Eight bytes at a time; the last eight overlap those before. */
    private static long hash(byte[] bytes, int from, int to) {
        long hash = (long) to - from;
        if (to - from >= Long.BYTES) {
            for (int i = from; i < to - Long.BYTES; i += Long.BYTES) {
                hash = mixed(hash, (long) EIGHT.get(bytes, i));
            }
            return mixed(hash, (long) EIGHT.get(bytes, to - Long.BYTES));
        }
        long few = 0;
        for (int i = from; i < to; i++) {
            few = few << Byte.SIZE | bytes[i] & 0xFF;
        }
        return mixed(hash, few);
    }

    private static long mixed(long hash, long eight) {
        long product = (hash ^ eight) * 0x9E3779B97F4A7C15L;
        return product ^ product >>> Long.SIZE / 2;
    }

    private int place(byte[] bytes, int from, int to) {
        int mask = table.length - 1;
        int place = (int) (hash(bytes, from, to) >>> Long.SIZE / 2) & mask;
        while (table[place] != EMPTY) {
            byte[] key = keys[table[place]];
            if (key.length == to - from && Arrays.equals(key, 0, key.length, bytes, from, to)) {
                return place;
            }
            place = place + 1 & mask;
        }
        return place;
    }
}
