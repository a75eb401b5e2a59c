package io.feedkit.location;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalLong;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * One pass over the bytes of a {@link Location}, decompressed where its first bytes say that they are gzip, whatever it is called.
 *
 * <p>Its stream throws {@link FeedException} instead of {@link IOException}, so that a cut connection, a damaged archive or a bomb is told as a problem of this
 * source by whichever format happened to read it. One-shot and for one thread, except that {@link #storedBytesRead()} may be asked from others.
 */
public final class Source implements AutoCloseable {
    private static final int GZIP_MAGIC = 0x8B1F;
    private static final int INFLATE_BUFFER = 64 * 1024;
    private static final long HARMLESS_BYTES = 16L << 20;
    /** A server that compresses what it sends does so to compressed files as well. */
    private static final int MOST_LAYERS = 2;

    private final String name;
    private final StoredBytes given;
    private final StoredStream stored;
    /** What inflates a file of an archive; bombs are measured against the archive's bytes. */
    private final ZipArchive.@Nullable EntryStream entry;

    private final List<StoredStream> layers = new ArrayList<>();
    private final SourceLimits limits;
    private final InputStream plain;
    private final boolean compressed;
    private final Bytes bytes = new Bytes();
    private byte[] head = new byte[0];
    private boolean headIsAll;

    private Source(String name, StoredBytes given, SourceLimits limits) throws IOException {
        this.name = name;
        this.given = given;
        this.limits = limits;
        stored = new StoredStream(given.bytes());
        entry = given.bytes() instanceof ZipArchive.EntryStream inflating ? inflating : null;
        StoredStream top = stored;
        while (layers.size() < MOST_LAYERS && top.peekTwo() == GZIP_MAGIC) {
            top = new StoredStream(new GZIPInputStream(top, INFLATE_BUFFER));
            layers.add(top);
        }
        plain = top;
        compressed = entry != null || !layers.isEmpty();
    }

    /**
     * Takes over an open stream, for authors of a {@link LocationScheme}; it is closed with the source, and also when this fails.
     *
     * <p>Throws {@link FeedException} with {@code location.truncated} or {@code location.damaged}, and {@link IOException} when the stream fails.
     */
    public static Source of(String name, StoredBytes stored, SourceLimits limits) throws IOException {
        try {
            return new Source(name, stored, limits);
        } catch (EOFException e) {
            stored.bytes().close();
            throw new FeedException(truncated(name), e);
        } catch (ZipException e) {
            stored.bytes().close();
            throw new FeedException(damaged(name, e), e);
        } catch (IOException | RuntimeException e) {
            stored.bytes().close();
            throw e;
        }
    }

    public String name() {
        return name;
    }

    /** {@code gzip}, {@code gzip in gzip}, {@code zip}, {@code gzip in zip}, or empty for bytes that are stored as they are. */
    public String compression() {
        String inner = layers.isEmpty() ? "" : layers.size() == 1 ? "gzip" : "gzip in gzip";
        return entry == null ? inner : inner.isEmpty() ? "zip" : inner + " in zip";
    }

    /** What tells this content from an earlier or later one of the same place, for {@link Location#openIfChanged}; empty where the place cannot tell. */
    public String version() {
        return given.version();
    }

    /** What the place has to say about what was read since it was last asked: an error for each record that it had to leave out, warnings for the rest. */
    public List<Problem> remarks() {
        return given.remarks().get();
    }

    /** The charset that the place says the text is in, or empty. Servers are often wrong about it. */
    public String statedCharset() {
        return given.charset();
    }

    /** The first bytes, at most {@code max}; they are still to come in {@link #bytes()}. Ask before reading. */
    public byte[] head(int max) {
        if (head.length < max && !headIsAll) {
            byte[] longer = Arrays.copyOf(head, max);
            int filled = head.length;
            while (filled < max) {
                int got = bytes.readOn(longer, filled, max - filled);
                if (got < 0) {
                    headIsAll = true;
                    break;
                }
                filled += got;
            }
            head = Arrays.copyOf(longer, filled);
            // Reading exactly to the end does not show that it is the end; one more byte does.
            if (!headIsAll && filled == max) {
                byte[] next = new byte[1];
                if (bytes.readOn(next, 0, 1) < 0) {
                    headIsAll = true;
                } else {
                    head = Arrays.copyOf(head, filled + 1);
                    head[filled] = next[0];
                }
            }
        }
        return head.length <= max ? head.clone() : Arrays.copyOf(head, max);
    }

    /** Whether {@link #head} of that many bytes is the whole source. */
    public boolean isWhole(int max) {
        head(max);
        return headIsAll && head.length <= max;
    }

    /** The decompressed bytes from the start. Closing the stream closes the source. */
    public InputStream bytes() {
        return bytes;
    }

    /** Bytes read so far as they are stored, possibly compressed. */
    public long storedBytesRead() {
        return entry == null ? stored.read : entry.compressedRead();
    }

    /** Decompressed bytes handed out so far, the head included. */
    long plainBytesRead() {
        return bytes.read;
    }

    /** The bytes as they are stored, from the first, for somebody who takes the source over to keep a copy. Instead of reading, not besides. */
    StoredBytes stored() {
        return given.withBytes(stored.whole());
    }

    /** How many bytes are stored, where that is known beforehand. */
    public OptionalLong storedBytes() {
        return given.size() < 0 ? OptionalLong.empty() : OptionalLong.of(given.size());
    }

    @Override
    public void close() {
        bytes.close();
    }

    @Override
    public String toString() {
        return name;
    }

    private static Problem truncated(String name) {
        return new Problem(
                LocationProblem.TRUNCATED,
                SourcePosition.unknown(name),
                "The compressed data ends before its end mark.",
                "The file was cut off while it was written or transferred; get it again.");
    }

    private static Problem damaged(String name, ZipException e) {
        return new Problem(
                LocationProblem.DAMAGED,
                SourcePosition.unknown(name),
                "The compressed data is damaged: " + reason(e) + ".",
                "Get it again.");
    }

    /** The first line of an exception's message without its class name; file systems often say only the path. */
    static String reason(IOException e) {
        String message = e.getMessage();
        return message == null || message.isBlank()
                ? e.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }

    /** Hands out the head again, counts, and turns every failure into a problem of this source. */
    private final class Bytes extends InputStream {
        private final byte[] single = new byte[1];
        private int headGiven;
        private long read;
        private boolean closed;

        @Override
        public int read() {
            return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
        }

        @Override
        public int read(byte[] into, int from, int length) {
            if (length == 0) {
                return 0;
            }
            if (headGiven < head.length) {
                int given = Math.min(length, head.length - headGiven);
                System.arraycopy(head, headGiven, into, from, given);
                headGiven += given;
                return given;
            }
            return headIsAll ? -1 : readOn(into, from, length);
        }

        @Override
        public int available() {
            return head.length - headGiven;
        }

        int readOn(byte[] into, int from, int length) {
            int got;
            stored.forgetStart();
            try {
                got = plain.read(into, from, length);
                if (got < 0) {
                    stored.rethrow();
                    for (StoredStream layer : layers) {
                        layer.rethrow();
                    }
                    return got;
                }
            } catch (EOFException e) {
                throw new FeedException(truncated(name), e);
            } catch (ZipException e) {
                throw new FeedException(damaged(name, e), e);
            } catch (IOException e) {
                throw failure(LocationProblem.READ_FAILED, "Reading failed: " + reason(e) + ".", "", e);
            }
            read += got;
            if (read > limits.maxBytes()) {
                throw failure(
                        LocationProblem.TOO_LARGE,
                        "The source is larger than " + limits.maxBytes() + " bytes.",
                        "If that is meant, raise maxSourceBytes of ReadLimits.",
                        null);
            }
            if (compressed && read > HARMLESS_BYTES && read / limits.maxInflation() > storedBytesRead()) {
                throw failure(
                        LocationProblem.INFLATES_TOO_MUCH,
                        "The compressed data grows more than " + limits.maxInflation() + " times.",
                        "If this is no decompression bomb, raise maxInflation of ReadLimits.",
                        null);
            }
            return got;
        }

        private FeedException failure(LocationProblem code, String message, String fix, @Nullable Throwable cause) {
            Problem problem = new Problem(code, SourcePosition.unknown(name).withByteOffset(read), message, fix);
            return cause == null ? new FeedException(problem) : new FeedException(problem, cause);
        }

        @Override
        public void close() {
            if (!closed) {
                closed = true;
                try {
                    plain.close();
                } catch (IOException e) {
                    throw failure(LocationProblem.READ_FAILED, "Closing failed: " + reason(e) + ".", "", e);
                }
            }
        }
    }
}
