package io.feedkit.batch;

import java.nio.charset.StandardCharsets;
import java.util.function.Supplier;

/**
 * The bytes of a source from some place on, by whose fingerprint a record is found again that stood there before. Reused from record to record, for one thread.
 *
 * <p>A fingerprint begins with all that decides what is made of the bytes: how the reader reads them, and which products are made of what it finds. So where it is the same, all that follows from the bytes
 * is. It is 64 bits and compared with those of a few records that are expected at the very place, not with all there are: of a billion records that changed, one is taken for another with a
 * probability of one to some billions.
 */
public final class RecordBytes {
    private final Supplier<String> reading;
    private long madeBy;
    private long start;
    private byte[] bytes = {};
    private int from;
    private int to;

    /** @param reading what decides how bytes become records: dialect, names of columns, limits; most runs do not ask */
    public RecordBytes(Supplier<String> reading) {
        this.reading = reading;
    }

    /** Says which plan makes products of the records, by its fingerprint. */
    public void madeBy(long plan) {
        if (plan != madeBy) {
            byte[] text = reading.get().getBytes(StandardCharsets.UTF_8);
            start = Fingerprint.with(plan, Fingerprint.with(Fingerprint.START, text, TextBuffer.slice(0, text.length)));
            madeBy = plan;
        }
    }

    /** Goes to the bytes from one place to another. */
    public RecordBytes at(byte[] source, int first, int end) {
        bytes = source;
        from = first;
        to = end;
        return this;
    }

    /** The fingerprint of {@code count} bytes, from the {@code first} on, counted from 0; 0, which none has, where there are fewer. */
    public long fingerprint(int first, int count) {
        boolean there = first >= 0 && count >= 0 && count <= to - from - first;
        return there ? Fingerprint.end(Fingerprint.withPiece(start, bytes, from + first, from + first + count)) : 0;
    }
}
