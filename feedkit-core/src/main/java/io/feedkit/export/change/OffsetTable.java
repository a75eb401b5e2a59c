package io.feedkit.export.change;

import io.feedkit.catalog.spill.MappedFile;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import org.jspecify.annotations.Nullable;

/**
 * Where rows stand in a file, by fingerprint: 40 bits of the place and 24 of the fingerprint in open addressing. A small table is in memory, a larger one in a temporary file that
 * the operating system keeps at hand as far as it can. Filled by one thread, then read by any.
 */
final class OffsetTable implements AutoCloseable {
    /** No further row. */
    static final long NONE = -1;

    private static final int TAG_BITS = 24;
    private static final long TAG = (1L << TAG_BITS) - 1;
    private static final int MOST_IN_MEMORY = 1 << 22;

    private final LongBuffer places;
    private final long mask;
    private final @Nullable MappedFile file;

    private OffsetTable(ByteBuffer bytes, @Nullable MappedFile file) {
        places = bytes.order(ByteOrder.nativeOrder()).asLongBuffer();
        mask = places.capacity() - 1L;
        this.file = file;
    }

    /** A table with room for so many rows. */
    static OffsetTable of(long rows, String source) {
        long slots = Math.max(16, Long.highestOneBit(Math.max(1, rows * 4 / 3)) << 1);
        long bytes = slots * Long.BYTES;
        if (bytes <= MOST_IN_MEMORY) {
            return new OffsetTable(ByteBuffer.allocate((int) bytes), null);
        }
        MappedFile file = MappedFile.of(bytes, source);
        return new OffsetTable(file.bytes(), file);
    }

    void put(long fingerprint, long offset) {
        long slot = fingerprint & mask;
        while (places.get((int) slot) != 0) {
            slot = slot + 1 & mask;
        }
        places.put((int) slot, (offset + 1) << TAG_BITS | fingerprint >>> Long.SIZE - TAG_BITS);
    }

    /** A slot to ask {@link #offset} of, for rows that may have this fingerprint; -1 when there is none. */
    long first(long fingerprint) {
        return find(fingerprint, fingerprint & mask);
    }

    /** The next such slot. */
    long next(long fingerprint, long slot) {
        return find(fingerprint, slot + 1 & mask);
    }

    private long find(long fingerprint, long from) {
        long tag = fingerprint >>> Long.SIZE - TAG_BITS;
        long slot = from;
        while (true) {
            long place = places.get((int) slot);
            if (place == 0) {
                return NONE;
            }
            if ((place & TAG) == tag) {
                return slot;
            }
            slot = slot + 1 & mask;
        }
    }

    long offset(long slot) {
        return (places.get((int) slot) >>> TAG_BITS) - 1;
    }

    @Override
    public void close() {
        if (file != null) {
            file.close();
        }
    }
}
