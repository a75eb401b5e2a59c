package io.feedkit.location;

import java.io.InputStream;
import java.util.Objects;

/**
 * What a place hands out for one pass.
 *
 * @param bytes the bytes as they are stored, from the first; whoever takes this closes it
 * @param size how many bytes are stored, or {@link #UNKNOWN_SIZE}
 * @param version what tells this content from an earlier or later one (an entity tag, a time and a size), or empty; opaque to all but the place itself
 * @param charset the charset that the place says the text is in, or empty; servers are often wrong about it
 */
public record StoredBytes(InputStream bytes, long size, String version, String charset) {
    public static final long UNKNOWN_SIZE = -1;

    public StoredBytes {
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(charset, "charset");
    }

    /** A stream about which nothing else is known. */
    public static StoredBytes of(InputStream bytes) {
        return new StoredBytes(bytes, UNKNOWN_SIZE, "", "");
    }

    public StoredBytes withBytes(InputStream value) {
        return new StoredBytes(value, size, version, charset);
    }
}
