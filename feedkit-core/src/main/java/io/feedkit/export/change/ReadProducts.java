package io.feedkit.export.change;

import io.feedkit.batch.ProductBatch;

/** What is known of some products as they were read, by the fingerprints of their ids. */
final class ReadProducts {
    /** Where a product stands that the log does not have. */
    static final long NOWHERE = -1;

    final long[] ids = new long[ProductBatch.ROWS];
    /** Fingerprints of what the catalogue says. */
    final long[] sources = new long[ProductBatch.ROWS];
    /** Where the product stood in the log before. */
    final long[] places = new long[ProductBatch.ROWS];
    /** Whether it was in the feed then. */
    final boolean[] wasSent = new boolean[ProductBatch.ROWS];
    /** Whether it need not be worked on. */
    final boolean[] isKnown = new boolean[ProductBatch.ROWS];

    private final long[] stamps = new long[ProductBatch.ROWS];
    private final int[] stampedBytes = new int[ProductBatch.ROWS];
    private final int[] stampedLines = new int[ProductBatch.ROWS];

    /** Keeps by which bytes a record is found again. */
    void stamp(int row, long stamp, int bytes, int lines) {
        stamps[row] = stamp;
        stampedBytes[row] = bytes;
        stampedLines[row] = lines;
    }

    void take(ReadProducts from, int row, int to) {
        ids[to] = from.ids[row];
        sources[to] = from.sources[row];
        places[to] = from.places[row];
        wasSent[to] = from.wasSent[row];
        isKnown[to] = from.isKnown[row];
        stamp(to, from.stamps[row], from.stampedBytes[row], from.stampedLines[row]);
    }

    /** Writes into a row of the log which product it is of. */
    void writeTo(byte[] log, int at, int row) {
        SentRow.putLong(log, at + SentRow.ID, ids[row]);
        SentRow.putLong(log, at + SentRow.SOURCE, sources[row]);
        writeStampTo(log, at, row);
    }

    /** Writes into a row of the log by which bytes the record is found again. */
    void writeStampTo(byte[] log, int at, int row) {
        SentRow.putLong(log, at + SentRow.STAMP, stamps[row]);
        SentRow.putInt(log, at + SentRow.STAMPED_BYTES, stamps[row] == 0 ? 0 : stampedBytes[row]);
        SentRow.putInt(log, at + SentRow.STAMPED_LINES, stamps[row] == 0 ? 0 : stampedLines[row]);
    }
}
