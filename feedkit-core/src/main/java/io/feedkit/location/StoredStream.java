package io.feedkit.location;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import org.jspecify.annotations.Nullable;

/**
 * Counts what is read from a host's stream, and remembers its failure.
 *
 * <p>{@link java.util.zip.GZIPInputStream} looks for a further member only if {@link #available()} is positive, which many streams never say, and takes a failure
 * at that place for the end of the data. Both would cut a catalogue short without a word.
 */
final class StoredStream extends FilterInputStream {
    volatile long read;

    private final byte[] peeked = new byte[2];
    private int peekedCount;
    private int peekedGiven;
    private @Nullable IOException failure;
    /** What was read before anybody said whether bytes are wanted as they are stored. */
    private @Nullable ByteArrayOutputStream started = new ByteArrayOutputStream();

    StoredStream(InputStream in) {
        super(in);
    }

    /** The first two bytes, the first in the lower half; -1 if there are not as many. Does not consume them. */
    int peekTwo() throws IOException {
        while (peekedCount < peeked.length) {
            int got = count(peeked, peekedCount, peeked.length - peekedCount);
            if (got < 0) {
                return -1;
            }
            peekedCount += got;
        }
        return peeked[0] & 0xFF | (peeked[1] & 0xFF) << 8;
    }

    @Override
    public int read() throws IOException {
        byte[] single = new byte[1];
        return read(single, 0, 1) < 0 ? -1 : single[0] & 0xFF;
    }

    @Override
    public int read(byte[] into, int from, int length) throws IOException {
        if (peekedGiven < peekedCount && length > 0) {
            into[from] = peeked[peekedGiven++];
            return 1;
        }
        return count(into, from, length);
    }

    @SuppressWarnings("NonAtomicOperationOnVolatileField") // one thread reads, others only look at the count
    private int count(byte[] into, int from, int length) throws IOException {
        int got;
        try {
            got = in.read(into, from, length);
        } catch (IOException e) {
            failure = e;
            throw e;
        }
        if (got > 0) {
            // One thread reads; others only look.
            long before = read;
            read = before + got;
            if (started != null) {
                started.write(into, from, got);
            }
        }
        return got;
    }

    /** From now on nobody goes back to the start. */
    void forgetStart() {
        started = null;
    }

    /** Everything from the first byte on, whatever was read to find out how it is compressed. */
    InputStream whole() {
        ByteArrayOutputStream first = started;
        if (first == null) {
            throw new IllegalStateException("it is being read already");
        }
        started = null;
        return new SequenceInputStream(new ByteArrayInputStream(first.toByteArray()), in);
    }

    @Override
    public int available() {
        return 1;
    }

    @Override
    public boolean markSupported() {
        return false;
    }

    /** Throws again what was thrown before, in case somebody took it for the end. */
    void rethrow() throws IOException {
        if (failure != null) {
            throw failure;
        }
    }
}
