package io.feedkit.catalog.csv;

import java.util.List;

/**
 * Finds the cells of one record in a block of bytes, without changing anything; a record that ends beyond the block is scanned again from its start when there is more.
 *
 * <p>The caller keeps {@link #PAD} line feeds behind the block, so that every search ends without looking at its bounds.
 */
interface RecordScanner {
    /** The record does not end in this block. */
    int INCOMPLETE = -1;
    /** How many line feeds stand behind the block. */
    int PAD = Long.BYTES;

    /** Something to be reported: in which cell, and where in the block. */
    record Finding(CsvProblem code, int cell, int at) {}

    /** The fast scanner where it can read the dialect. */
    static RecordScanner of(CsvDialect dialect, int maxCells, int maxFieldBytes) {
        return dialect.isUsual()
                ? new CsvScanner(dialect, maxCells, maxFieldBytes)
                : new ByteScanner(dialect, maxCells, maxFieldBytes);
    }

    /** Says how many cells a record should have, which decides between two readings of a broken one. 0 as long as nobody knows. */
    void expectWidth(int cellsPerRecord);

    /**
     * Scans the record that begins at {@code from} and returns where the next begins, or {@link #INCOMPLETE}.
     *
     * @param end end of the block; {@link #PAD} line feeds follow
     * @param last whether the source ends with this block
     */
    int scan(byte[] b, int from, int end, boolean last);

    /** How many cells the record has, those beyond the limit included. */
    int count();

    /** The slices of the cells, as many as there are but never more than the limit. Reused. */
    long[] cells();

    /** Line ends in the record, its own included. */
    int lines();

    /** Whether all that the record holds is UTF-8. */
    boolean isUtf8(byte[] b);

    /** Which of the first 64 cells may hold anything but ASCII, one bit each from the lowest. */
    long accented();

    /** What was mended in the record, once for each code. */
    List<Finding> findings();

    /**
     * Makes the cells what they mean: doubled quotes and escapes become one character, control characters that no feed may hold become blanks, all in place. Returns
     * the first cell that held such a control character, or -1.
     */
    int settle(byte[] b);
}
