package io.feedkit.export.change;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.TextBuffer;

/**
 * What a file says of the rows of a batch, and of all that stood between them in the catalogue and is not in the batch.
 *
 * <p>What stands between is known while the batch is read, what is said of its rows only after work on them; so the two are kept apart and put together as they are written. For one
 * thread.
 */
public final class Interleaf {
    private static final int PIECE_BYTES = 1 << 16;

    /** Where short parts are put together. */
    private final TextBuffer piece = new TextBuffer(0);

    private final TextBuffer between;
    private final TextBuffer rows;
    private final int[] betweenEnds = new int[ProductBatch.ROWS];
    /** How many pieces stand before each row. */
    private final int[] piecesBefore = new int[ProductBatch.ROWS];

    private final int[] rowEnds = new int[ProductBatch.ROWS];
    private int size;
    private int pieces;
    private int ended;

    /** Where bytes are appended to. */
    @FunctionalInterface
    public interface Out {
        void write(byte[] source, int from, int to);
    }

    /** @param bytes what the rows of a batch usually take */
    public Interleaf(int bytes) {
        rows = new TextBuffer(bytes);
        between = new TextBuffer(0);
    }

    /** Begins a batch. */
    public void clear() {
        between.clear();
        size = 0;
        pieces = 0;
        clearRows();
    }

    /** Forgets what was said of rows, but not what stands between them. */
    public void clearRows() {
        rows.clear();
        ended = 0;
    }

    /** Where to write what stands at the current place; then comes {@link #piece}. */
    public TextBuffer between() {
        return between;
    }

    /** Ends a piece between rows. */
    public void piece() {
        pieces(1);
    }

    /** Says that so many pieces were written. */
    public void pieces(int count) {
        pieces += count;
    }

    /** Says that the next row of the batch stands here. */
    public void row() {
        betweenEnds[size] = between.end();
        piecesBefore[size] = pieces;
        size++;
    }

    /** How many pieces and rows stand before a row. */
    public int before(int row) {
        return piecesBefore[row] + row;
    }

    /** Where to write what is said of the rows, one after the other; each ends with {@link #endRow}. */
    public TextBuffer rows() {
        return rows;
    }

    /** Ends what is said of the next row, which may be nothing. */
    public void endRow() {
        rowEnds[ended++] = rows.end();
    }

    /** Appends all of it, in the order of the catalogue. */
    public void writeTo(Out file) {
        if (between.end() == 0) {
            file.write(rows.bytes(), 0, rows.end());
            return;
        }
        int piecesFrom = 0;
        int rowFrom = 0;
        for (int i = 0; i < ended; i++) {
            append(between, piecesFrom, betweenEnds[i], file);
            append(rows, rowFrom, rowEnds[i], file);
            piecesFrom = betweenEnds[i];
            rowFrom = rowEnds[i];
        }
        append(between, piecesFrom, between.end(), file);
        file.write(piece.bytes(), 0, piece.end());
        piece.clear();
    }

    private void append(TextBuffer from, int start, int end, Out file) {
        if (piece.end() + end - start > PIECE_BYTES) {
            file.write(piece.bytes(), 0, piece.end());
            piece.clear();
        }
        if (end - start > PIECE_BYTES) {
            file.write(from.bytes(), start, end);
        } else {
            piece.append(from.bytes(), start, end);
        }
    }
}
