package io.feedkit.rules.eval;

import java.util.concurrent.atomic.LongAdder;

/** Counts the products that come to one statement, from any thread. */
public final class Tally {
    private final LongAdder reached = new LongAdder();
    private final LongAdder yes = new LongAdder();
    private final LongAdder no = new LongAdder();

    void add(int rows, int rowsTrue, int rowsFalse) {
        reached.add(rows);
        yes.add(rowsTrue);
        no.add(rowsFalse);
    }

    public long reached() {
        return reached.sum();
    }

    /** Those its condition was true for; all of them without one. */
    public long yes() {
        return yes.sum();
    }

    /** Those its condition was false for; all others are unknown. */
    public long no() {
        return no.sum();
    }
}
