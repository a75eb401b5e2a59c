package io.feedkit.rules.function;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;

/** A function bound to one place of call, run over a batch. Must be immutable and thread-safe; anything it remembers belongs into {@link Frame}. */
@FunctionalInterface
public interface Kernel {
    /**
     * Computes the result for the selected rows. Unless the function sees missing values, no selected row has a missing argument. A constant argument comes as a
     * column like any other.
     */
    void run(Frame frame, Selection rows, Column[] arguments, Column result);
}
