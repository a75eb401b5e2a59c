package io.feedkit.rules.function;

import io.feedkit.batch.TextBuffer;

/** What a kernel may use while it runs: the batch's text, a place for faults, and scratch space of the thread. */
public interface Frame {

    /** Holds all text arguments; results are appended here. */
    TextBuffer text();

    /** Says why a row has no result although its arguments were present; the kernel also sets the row to missing. */
    void fault(int row, String reason);
}
