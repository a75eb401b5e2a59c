package io.feedkit.catalog.supplement;

/** What becomes of a field when several rows have the same key. A missing value never counts. */
public enum Fold {
    /** The first value in the order of the source. */
    FIRST,
    /** The last value in the order of the source. */
    LAST,
    /** All values together; one currency or unit only. */
    SUM,
    /** The least; one currency or unit only. */
    MIN,
    /** The greatest; one currency or unit only. */
    MAX
}
