package io.feedkit.channel.contract;

/**
 * Which values were seen before, and where: 64 bits of each value and the number of its first record, in open addressing.
 *
 * <p>Twelve bytes an entry, and never a whole table copied at once: the first bits of a fingerprint choose one of many small tables, each of which grows alone by half. The fingerprints are those of
 * {@link io.feedkit.batch.Fingerprint}. When the {@link Allowance} is used up nothing more is remembered.
 */
final class Fingerprints {
    /** The value was not there; from {@link #put}: it is now. */
    static final int NEW = -1;
    /** The value was not there and there is no room for it. */
    static final int FULL = -2;

    private static final int TABLES = 64;
    private static final int FIRST_CAPACITY = 16;
    private static final int ENTRY_BYTES = 12;

    private final Allowance allowance;
    private final long[][] keys = new long[TABLES][0];
    private final int[][] records = new int[TABLES][0];
    private final int[] sizes = new int[TABLES];
    private int size;

    /** Bytes that the tables of one feed may take together. */
    static final class Allowance {
        private long left;

        Allowance(long bytes) {
            left = bytes;
        }

        private boolean take(long bytes) {
            if (bytes > left) {
                return false;
            }
            left -= bytes;
            return true;
        }
    }

    Fingerprints(Allowance allowance) {
        this.allowance = allowance;
    }

    int size() {
        return size;
    }

    /** The record a value was first seen in, or {@link #NEW}. */
    int find(long fingerprint) {
        int table = table(fingerprint);
        if (keys[table].length == 0) {
            return NEW;
        }
        int place = place(keys[table], fingerprint);
        return keys[table][place] == 0 ? NEW : records[table][place];
    }

    /** The record a value was first seen in; {@link #NEW} when it is remembered from now on, {@link #FULL} when it cannot be. */
    int put(long fingerprint, int record) {
        int known = find(fingerprint);
        if (known != NEW) {
            return known;
        }
        int table = table(fingerprint);
        if (sizes[table] + 1 > keys[table].length / 4 * 3 && !grow(table)) {
            return FULL;
        }
        int place = place(keys[table], fingerprint);
        keys[table][place] = fingerprint;
        records[table][place] = record;
        sizes[table]++;
        size++;
        return NEW;
    }

    private static int table(long fingerprint) {
        return (int) (fingerprint >>> 58);
    }

    private static int place(long[] table, long fingerprint) {
        int place = (int) ((fingerprint & 0xFFFFFFFFL) * table.length >>> 32);
        while (table[place] != 0 && table[place] != fingerprint) {
            place = place + 1 == table.length ? 0 : place + 1;
        }
        return place;
    }

    private boolean grow(int table) {
        long[] oldKeys = keys[table];
        int[] oldRecords = records[table];
        int capacity = Math.max(FIRST_CAPACITY, oldKeys.length + oldKeys.length / 2);
        if (!allowance.take((long) (capacity - oldKeys.length) * ENTRY_BYTES)) {
            return false;
        }
        long[] newKeys = new long[capacity];
        int[] newRecords = new int[capacity];
        for (int i = 0; i < oldKeys.length; i++) {
            if (oldKeys[i] != 0) {
                int place = place(newKeys, oldKeys[i]);
                newKeys[place] = oldKeys[i];
                newRecords[place] = oldRecords[i];
            }
        }
        keys[table] = newKeys;
        records[table] = newRecords;
        return true;
    }
}
