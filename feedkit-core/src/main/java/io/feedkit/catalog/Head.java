package io.feedkit.catalog;

import io.feedkit.location.Source;

/**
 * What a format may look at to recognise a source: its name and its first bytes, decompressed.
 *
 * @param name the file name or URL path, for its extension; may be empty
 * @param bytes at most {@link #BYTES} bytes from the start; not to be changed
 * @param complete whether this is the whole source
 * @param statedCharset the charset that the place says the text is in, or empty; servers are often wrong about it
 */
public record Head(String name, byte[] bytes, boolean complete, String statedCharset) {
    /** How much of a source detection sees. */
    public static final int BYTES = 256 * 1024;

    /** The head of a source whose place says nothing of its charset. */
    public Head(String name, byte[] bytes, boolean complete) {
        this(name, bytes, complete, "");
    }

    /** The head of an open source, which loses nothing by it. */
    static Head of(Source source) {
        return new Head(source.name(), source.head(BYTES), source.isWhole(BYTES), source.statedCharset());
    }
}
