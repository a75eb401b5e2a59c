package io.feedkit.rules.scan;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what all threads of one pass keep in memory, roughly in bytes. What finds no room goes to disk. Thread-safe. */
public final class Budget {
    private final long bytes;
    private final AtomicLong spent = new AtomicLong();

    public Budget(long bytes) {
        this.bytes = bytes;
    }

    /** Whether so much more may be kept. */
    boolean hasRoom(long more) {
        return spent.get() + more <= bytes;
    }

    /** Counts what is kept whether it may be or not. */
    void take(long more) {
        spent.addAndGet(more);
    }

    void giveBack(long less) {
        spent.addAndGet(-less);
    }
}
