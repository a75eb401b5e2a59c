package io.feedkit.rules.eval;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The faults of a batch that were noted, by their fingerprints: rules that fail for every product in every statement have thousands, and the heap is small. Two that
 * differ and have one fingerprint are taken for one, which no author will see in his life.
 */
final class SeenFaults {
    private static final int SMALLEST = 64;
    private static final long FREE = 0;

    private long[] table = new long[SMALLEST];
    private int size;

    void clear() {
        if (size > 0) {
            table = table.length == SMALLEST ? table : new long[SMALLEST];
            Arrays.fill(table, FREE);
            size = 0;
        }
    }

    int size() {
        return size;
    }

    /** Whether it was not there. */
    boolean add(int row, String rule, String reason, @Nullable Origin failed) {
        long mark = mixed(mixed(row, rule.hashCode()), reason.hashCode());
        mark = failed == null ? mark : mixed(mark, failed.mark());
        if (!add(table, mark == FREE ? 1 : mark)) {
            return false;
        }
        if (++size * 2 > table.length) {
            long[] larger = new long[table.length * 2];
            for (long known : table) {
                if (known != FREE) {
                    add(larger, known);
                }
            }
            table = larger;
        }
        return true;
    }

    private static boolean add(long[] table, long mark) {
        int at = (int) (mark >>> 32) & table.length - 1;
        while (table[at] != FREE) {
            if (table[at] == mark) {
                return false;
            }
            at = at + 1 & table.length - 1;
        }
        table[at] = mark;
        return true;
    }

    /** Spreads what differs in few bits over all of them. */
    static long mixed(long seed, long value) {
        long mixed = (seed ^ value) * 0x9E3779B97F4A7C15L;
        return mixed ^ mixed >>> 29;
    }
}
