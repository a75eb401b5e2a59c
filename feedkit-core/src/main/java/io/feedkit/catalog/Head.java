package io.feedkit.catalog;

/**
 * What a format may look at to recognise a source: its name and its first bytes, decompressed.
 *
 * @param name the file name or URL path, for its extension; may be empty
 * @param bytes at most {@link #BYTES} bytes from the start; not to be changed
 * @param complete whether this is the whole source
 */
public record Head(String name, byte[] bytes, boolean complete) {
    /** How much of a source detection sees. */
    public static final int BYTES = 256 * 1024;
}
