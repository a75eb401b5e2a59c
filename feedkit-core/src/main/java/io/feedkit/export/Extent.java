package io.feedkit.export;

/** How much of a feed a run writes. */
public enum Extent {
    /** All its products, every time. */
    FULL,
    /** Only what is new or different since the run before, into a file of its own: {@code google.delta.xml} beside {@code google.xml}, which stays as it is. */
    DELTA,
    /** Both files. */
    BOTH;

    /** The same for a feed that goes to an API: what is new is what there is to send. */
    Extent forCalls() {
        return this == BOTH ? BOTH : DELTA;
    }

    boolean isCompared() {
        return this != FULL;
    }

    boolean isWhole() {
        return this != DELTA;
    }
}
