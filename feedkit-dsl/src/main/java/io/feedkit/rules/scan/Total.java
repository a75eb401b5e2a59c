package io.feedkit.rules.scan;

/** What can be asked about a group of products. */
public enum Total {
    SUM,
    AVG,
    MIN,
    MAX,
    COUNT,
    /** The different values, in the order of the products' ids. */
    COLLECT,
    /** 1 for the highest value; equal values share a place, and the next one is left free. */
    RANK,
    /** The part of the sum of the group. */
    SHARE,
    /** The part of the sum that values as high as this one or higher have together. */
    CUMULATIVE_SHARE;

    /** Whether the answer differs inside a group, since it is about the product's own value. */
    public boolean isOfProduct() {
        return this == RANK || this == SHARE || this == CUMULATIVE_SHARE;
    }
}
