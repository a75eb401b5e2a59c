package io.feedkit.catalog;

/** How the columns of a source become attributes of products. */
public final class Mapping {
    /** Well-known column names are recognised; any other column keeps its name and is text. */
    public static final Mapping AUTOMATIC = new Mapping();

    private Mapping() {}
}
