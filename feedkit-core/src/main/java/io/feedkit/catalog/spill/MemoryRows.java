package io.feedkit.catalog.spill;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;

/** Rows that fit in memory, behind a table of hashes. */
final class MemoryRows implements KeyedRows {
    private static final int FREE = -1;

    private final Entries entries;
    private final long repeated;
    private final int[] table;
    private final BitSet found = new BitSet();

    MemoryRows(Entries entries, long repeated) {
        this.entries = entries;
        this.repeated = repeated;
        table = new int[Integer.highestOneBit(Math.max(8, entries.count() * 3 - 1))];
        Arrays.fill(table, FREE);
        for (int entry = 0; entry < entries.count(); entry++) {
            int key = entries.start(entry) + 8;
            int place = place(entries.bytes(), key, key + Entries.getInt(entries.bytes(), entries.start(entry)));
            while (table[place] != FREE) {
                place = place + 1 & table.length - 1;
            }
            table[place] = entry;
        }
    }

    private int place(byte[] key, int from, int to) {
        long hash = 0xCBF29CE484222325L;
        for (int i = from; i < to; i++) {
            hash = (hash ^ key[i] & 0xFF) * 0x100000001B3L;
        }
        return (int) (hash ^ hash >>> 32) & table.length - 1;
    }

    @Override
    public @Nullable ByteBuffer find(byte[] key, int from, int to) {
        int place = place(key, from, to);
        while (table[place] != FREE) {
            int entry = table[place];
            if (Entries.compare(entries.bytes(), entries.start(entry), key, from, to) == 0) {
                found.set(entry);
                return Entries.row(entries.bytes(), entries.start(entry));
            }
            place = place + 1 & table.length - 1;
        }
        return null;
    }

    @Override
    public void each(Taker taker) {
        for (int entry = 0; entry < entries.count(); entry++) {
            Entries.give(entries.bytes(), entries.start(entry), taker);
        }
    }

    @Override
    public long keys() {
        return entries.count();
    }

    @Override
    public long repeated() {
        return repeated;
    }

    @Override
    public long bytesOnDisk() {
        return 0;
    }

    @Override
    public long found() {
        return found.cardinality();
    }

    @Override
    public void close() {}
}
