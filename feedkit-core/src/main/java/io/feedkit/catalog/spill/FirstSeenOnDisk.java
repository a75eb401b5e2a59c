package io.feedkit.catalog.spill;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The part of {@link FirstSeen} on disk: one table in open addressing, fingerprint and record side by side, so that a look takes one page.
 *
 * <p>Places follow the order of most bits of the fingerprints. So a table that has become too small is read from its beginning to its end, and the one of twice its size is written in the same order: a disk is quick at
 * that, and slow at anything else.
 */
final class FirstSeenOnDisk implements AutoCloseable {
    private static final int FIRST_CAPACITY = 1 << 12;

    private final FirstSeen.Allowance allowance;
    private @Nullable MappedFile file;
    private ByteBuffer table = ByteBuffer.allocate(0);
    private int capacity;
    private int size;

    FirstSeenOnDisk(FirstSeen.Allowance allowance) {
        this.allowance = allowance;
    }

    int find(long fingerprint) {
        if (capacity == 0) {
            return FirstSeen.NEW;
        }
        int place = place(table, capacity, fingerprint);
        return table.getLong(place) == 0 ? FirstSeen.NEW : table.getInt(place + Long.BYTES);
    }

    /** Adds a fingerprint that is not there; false when there is no room. */
    boolean add(long fingerprint, int record) {
        if (size + 1 > capacity / 4 * 3 && !grow()) {
            return false;
        }
        set(table, capacity, fingerprint, record);
        size++;
        return true;
    }

    private static void set(ByteBuffer table, int capacity, long fingerprint, int record) {
        int place = place(table, capacity, fingerprint);
        table.putLong(place, fingerprint);
        table.putInt(place + Long.BYTES, record);
    }

    /** Where a fingerprint stands or has to stand, in bytes. */
    private static int place(ByteBuffer table, int capacity, long fingerprint) {
        // The first bits say which values are in memory, so they are not evenly spread here.
        int slot = (int) ((fingerprint << FirstSeenInMemory.TABLE_BITS >>> 32) * capacity >>> 32);
        long there = table.getLong(slot * FirstSeen.ENTRY_BYTES);
        while (there != 0 && there != fingerprint) {
            slot = slot + 1 == capacity ? 0 : slot + 1;
            there = table.getLong(slot * FirstSeen.ENTRY_BYTES);
        }
        return slot * FirstSeen.ENTRY_BYTES;
    }

    private boolean grow() {
        long twice = Math.max(FIRST_CAPACITY, capacity * 2L);
        MappedFile larger = allowance.takeFile(twice * FirstSeen.ENTRY_BYTES, (long) capacity * FirstSeen.ENTRY_BYTES);
        if (larger == null) {
            return false;
        }
        int newCapacity = (int) twice;
        ByteBuffer moved = larger.bytes();
        for (int at = 0; at < capacity * FirstSeen.ENTRY_BYTES; at += FirstSeen.ENTRY_BYTES) {
            long fingerprint = table.getLong(at);
            if (fingerprint != 0) {
                set(moved, newCapacity, fingerprint, table.getInt(at + Long.BYTES));
            }
        }
        close();
        file = larger;
        table = moved;
        capacity = newCapacity;
        return true;
    }

    @Override
    public void close() {
        MappedFile open = file;
        // The pages of a file that is gone may not be touched.
        file = null;
        table = ByteBuffer.allocate(0);
        capacity = 0;
        if (open != null) {
            open.close();
        }
    }
}
