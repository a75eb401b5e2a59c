package io.feedkit.location;

import io.feedkit.problem.Problem;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * What a place hands out for one pass.
 *
 * @param bytes the bytes as they are stored, from the first; whoever takes this closes it
 * @param size how many bytes are stored, or {@link #UNKNOWN_SIZE}
 * @param version what tells this content from an earlier or later one (an entity tag, a time and a size), or empty; opaque to all but the place itself
 * @param charset the charset that the place says the text is in, or empty; servers are often wrong about it
 * @param remarks what the place has to say since it was last asked, for one that makes its bytes as they are read: an error for each record that it had to leave
 *     out, warnings for the rest; asked by the thread that reads
 */
public record StoredBytes(
        InputStream bytes, long size, String version, String charset, Supplier<List<Problem>> remarks) {
    public static final long UNKNOWN_SIZE = -1;

    public StoredBytes {
        Objects.requireNonNull(bytes, "bytes");
        Objects.requireNonNull(version, "version");
        Objects.requireNonNull(charset, "charset");
        Objects.requireNonNull(remarks, "remarks");
    }

    /** Bytes that are as they are, with nothing to be said about them. */
    public StoredBytes(InputStream bytes, long size, String version, String charset) {
        this(bytes, size, version, charset, List::of);
    }

    /** A stream about which nothing else is known. */
    public static StoredBytes of(InputStream bytes) {
        return new StoredBytes(bytes, UNKNOWN_SIZE, "", "");
    }

    public StoredBytes withRemarks(Supplier<List<Problem>> value) {
        return new StoredBytes(bytes, size, version, charset, value);
    }

    public StoredBytes withBytes(InputStream value) {
        return new StoredBytes(value, size, version, charset, remarks);
    }
}
