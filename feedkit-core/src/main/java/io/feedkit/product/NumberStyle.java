package io.feedkit.product;

/** Which character parts whole from fraction in the numbers of a column. */
public enum NumberStyle {
    POINT,
    COMMA,
    UNDECIDED
}
