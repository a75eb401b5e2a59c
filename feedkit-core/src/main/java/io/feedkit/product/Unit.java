package io.feedkit.product;

/** A unit of measure. */
public enum Unit {
    ;

    /** What a unit measures. */
    public enum Dimension {
        MASS,
        LENGTH,
        AREA,
        VOLUME,
        COUNT
    }
}
