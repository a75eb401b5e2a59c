package io.feedkit.rules.eval;

import java.util.Arrays;
import java.util.List;

/** Finds the number of a text among many by its bytes: an open hash table without objects on the way. Immutable. */
final class SliceIndex {
    private static final int EMPTY = -1;

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

    private int place(byte[] bytes, int from, int to) {
        int hash = to - from;
        for (int i = from; i < to; i++) {
            hash = hash * 31 + bytes[i];
        }
        hash *= 0x9E3779B9;
        int mask = table.length - 1;
        int place = (hash >>> 15) & mask;
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
