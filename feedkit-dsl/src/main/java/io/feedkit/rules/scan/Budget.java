package io.feedkit.rules.scan;

import java.util.concurrent.atomic.AtomicLong;

/** Counts what all threads of one pass keep, roughly in bytes, and stops them when it becomes too much. Thread-safe. */
public final class Budget {
    /** What can go to disk does so when it is a third of what may be kept: the rest of a run needs memory as well. */
    private static final int ROOM = 3;

    private final long bytes;
    private final AtomicLong spent = new AtomicLong();

    public Budget(long bytes) {
        this.bytes = bytes;
    }

    public long bytes() {
        return bytes;
    }

    /** Whether so much more may be kept of what could go to disk instead. */
    boolean hasRoom(long more) {
        return spent.get() + more <= bytes / ROOM;
    }

    /** Counts what is kept whether it may be or not. */
    void take(long more) {
        spent.addAndGet(more);
    }

    /** Throws {@link Exhausted} when more is kept than allowed. */
    void spend(long more) {
        take(more);
        if (spent.get() > bytes) {
            throw new Exhausted(bytes);
        }
    }

    void giveBack(long less) {
        spent.addAndGet(-less);
    }

    /** The catalogue has more groups or values than may be kept. */
    public static final class Exhausted extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final long bytes;

        Exhausted(long bytes) {
            super("more than " + bytes + " bytes", null, false, false);
            this.bytes = bytes;
        }

        public long bytes() {
            return bytes;
        }
    }
}
