package io.feedkit.catalog.spill;

/** The part of {@link FirstSeen} in memory. No table is ever copied as a whole: the first bits of a fingerprint choose one of many small ones, each of which grows alone by half. */
final class FirstSeenInMemory {
    /** So many bits of a fingerprint choose the table. */
    static final int TABLE_BITS = 6;

    private static final int TABLES = 1 << TABLE_BITS;
    private static final int FIRST_CAPACITY = 16;

    private final FirstSeen.Allowance allowance;
    private final long[][] keys = new long[TABLES][0];
    private final int[][] records = new int[TABLES][0];
    private final int[] sizes = new int[TABLES];

    FirstSeenInMemory(FirstSeen.Allowance allowance) {
        this.allowance = allowance;
    }

    int find(long fingerprint) {
        int table = table(fingerprint);
        if (keys[table].length == 0) {
            return FirstSeen.NEW;
        }
        int place = place(keys[table], fingerprint);
        return keys[table][place] == 0 ? FirstSeen.NEW : records[table][place];
    }

    /** Adds a fingerprint that is not there; false when there is no room. */
    boolean add(long fingerprint, int record) {
        int table = table(fingerprint);
        if (sizes[table] + 1 > keys[table].length / 4 * 3 && !grow(table)) {
            return false;
        }
        int place = place(keys[table], fingerprint);
        keys[table][place] = fingerprint;
        records[table][place] = record;
        sizes[table]++;
        return true;
    }

    private static int table(long fingerprint) {
        return (int) (fingerprint >>> Long.SIZE - TABLE_BITS);
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
        if (!allowance.takeMemory((long) (capacity - oldKeys.length) * FirstSeen.ENTRY_BYTES)) {
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
