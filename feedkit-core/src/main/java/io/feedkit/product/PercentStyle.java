package io.feedkit.product;

/** What a percentage without its sign counts. */
public enum PercentStyle {
    /** {@code 8} is 8%. */
    POINTS,
    /** {@code 0.08} is 8%. */
    FRACTION,
    /** Not known: only {@code 8%} and {@code 0} are clear. */
    UNDECIDED
}
