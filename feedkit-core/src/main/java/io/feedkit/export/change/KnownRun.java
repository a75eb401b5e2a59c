package io.feedkit.export.change;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBytes;

/**
 * Records that stand one behind the other in a catalogue and are known by their bytes to all feeds of a run. The first feed that is asked compares bytes, the others compare what its log says; each can only
 * make it shorter. For one thread.
 */
public final class KnownRun {
    private static final int MOST = ProductBatch.ROWS;

    private final long[] stamps = new long[MOST];
    /** Where each record ends, from the first byte of the first. */
    private final int[] ends = new int[MOST];
    /** Line ends up to the end of each record. */
    private final int[] lines = new int[MOST];

    private RecordBytes bytes = new RecordBytes(() -> "");
    private int count;
    private boolean ended;

    /** Begins where these bytes begin. */
    public void begin(RecordBytes next) {
        bytes = next;
        count = 0;
        ended = false;
    }

    /** Whether the record at a place is the one of a row of the log, which is asked about places in their order. */
    boolean is(int place, SentProducts.Cursor row) {
        long stamp = row.stamp();
        int from = place == 0 ? 0 : ends[place - 1];
        if (place < count) {
            return stamps[place] == stamp && ends[place] == from + row.stampedBytes();
        }
        boolean mayBe = !ended && count < MOST && stamp != 0 && row.stampedBytes() > 0;
        if (!mayBe || bytes.fingerprint(from, row.stampedBytes()) != stamp) {
            return false;
        }
        stamps[count] = stamp;
        ends[count] = from + row.stampedBytes();
        lines[count] = row.stampedLines() + (count == 0 ? 0 : lines[count - 1]);
        count++;
        return true;
    }

    /** Says how many of its records a feed need not work on. */
    public void end(int known) {
        count = Math.min(count, known);
        ended = true;
    }

    /** How many records there are, once a feed has said so. */
    public int count() {
        return ended ? count : 0;
    }

    /** How many bytes they are. */
    public int bytes() {
        return count == 0 ? 0 : ends[count - 1];
    }

    /** How many line ends are in them. */
    public int lines() {
        return count == 0 ? 0 : lines[count - 1];
    }
}
