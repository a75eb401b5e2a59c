package io.feedkit.export;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.spill.KeyedRowsWriter;
import io.feedkit.catalog.spill.Spill;
import java.nio.ByteBuffer;

/**
 * The ledger of a feed whose records hold several products, when only what is new is sent: whether a product goes along is known when all products of its record are, and by then its line has its place.
 *
 * <p>So lines are kept with a gap each, in temporary files beyond a little memory, and filled when what stands in the gaps has been said, in any order. A gap is a byte that no JSON has.
 */
final class LateLedger implements AutoCloseable {
    /** Stands where something is said later. */
    static final byte GAP = 0;

    private static final long LEAST_BYTES = 64 * 1024;
    private static final int PIECE_BYTES = 64 * 1024;

    private final Spill lines;
    private final KeyedRowsWriter said;
    private final byte[] otherwise;
    private final byte[] key = new byte[Integer.BYTES];
    private final byte[] piece = new byte[PIECE_BYTES];
    private long read;
    private int filled;
    private int at;
    private int gap;
    private final LedgerFile to;

    /**
     * @param feed whom the feed is for, as messages name it
     * @param memoryBytes how much stays in memory
     * @param otherwise what stands in the gaps about which nothing is said
     */
    LateLedger(String feed, LedgerFile to, long memoryBytes, byte[] otherwise) {
        this.to = to;
        this.otherwise = otherwise;
        lines = new Spill(feed, memoryBytes / 2);
        said = new KeyedRowsWriter(feed, (first, second, into) -> {}, Math.max(memoryBytes / 2, LEAST_BYTES));
    }

    /** Adds lines with their gaps. */
    void write(byte[] source, int from, int end) {
        lines.write(source, from, end);
    }

    /** Says what stands in a gap, by its number from 0. */
    void say(int number, byte[] words) {
        ByteBuffer.wrap(key).putInt(number);
        said.add(key, 0, key.length, words, 0, words.length);
    }

    /** Writes the ledger, once. */
    void end() {
        said.drain((bytes, from, keyEnd, end) -> {
            int number = ByteBuffer.wrap(bytes, from, Integer.BYTES).getInt();
            while (gap < number) {
                copyToGap();
                to.write(otherwise, 0, otherwise.length);
            }
            copyToGap();
            to.write(bytes, keyEnd, end);
        });
        while (copyToGap()) {
            to.write(otherwise, 0, otherwise.length);
        }
    }

    /** Writes what stands before the next gap, or behind the last one; false when there is none. */
    private boolean copyToGap() {
        while (at < filled || fill()) {
            int end = TextBuffer.indexOf(GAP, piece, at, filled);
            to.write(piece, at, end);
            at = end;
            if (end < filled) {
                at++;
                gap++;
                return true;
            }
        }
        return false;
    }

    private boolean fill() {
        at = 0;
        filled = (int) Math.min(PIECE_BYTES, lines.size() - read);
        lines.read(read, piece, 0, filled);
        read += filled;
        return filled > 0;
    }

    long bytesOnDisk() {
        return said.bytesOnDisk() + (lines.isOnDisk() ? lines.size() : 0);
    }

    @Override
    public void close() {
        lines.close();
        said.close();
    }
}
