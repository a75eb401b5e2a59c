package io.feedkit.batch;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Records as they stand in a source: for each column (a CSV column, an XML element, a JSON member) one text cell per record, and the place it came from.
 *
 * <p>A {@link io.feedkit.catalog.RecordReader} fills it: {@link #clear()}, then for each record {@link #startRecord}, cells by {@link #set}, and
 * {@link #endRecord()}. Column numbers are those of {@link io.feedkit.catalog.RecordReader#columns()}. A cell that was not set is missing; a blank one may be set
 * as an empty slice, the mapping decides what it means. A cell with several values (a repeated element, an array) holds them parted by
 * {@link TextBuffer#LIST_SEPARATOR}.
 */
public final class RecordBatch {
    /** Any of the columns may hold anything. */
    private static final long UNKNOWN = -1;

    private final TextBuffer text;
    private final long[] recordNumbers = new long[ProductBatch.ROWS];
    private final long[] lines = new long[ProductBatch.ROWS];
    private final long[] byteOffsets = new long[ProductBatch.ROWS];
    private long[][] cells = new long[0][];
    /** For each row, which of the first {@link Long#SIZE} columns may hold anything but ASCII. */
    private final long[] accented = new long[ProductBatch.ROWS];

    private final boolean[] remarked = new boolean[ProductBatch.ROWS];
    private String source = "";
    private int rows;
    private int most = ProductBatch.ROWS;

    /** What products are made by, for who wants to find records again by their bytes; 0 for nobody. */
    private long plan;

    private long[] stamps = {};
    private int[] stampedBytes = {};
    private int[] stampedLines = {};

    public RecordBatch(TextBuffer text) {
        this.text = text;
    }

    /** Empties the batch and its text. */
    public void clear() {
        text.clear();
        Arrays.fill(remarked, false);
        Arrays.fill(stamps, 0);
        rows = 0;
    }

    /** Sets how many records are read at a time from now on. */
    public void limitTo(int rowsAtMost) {
        most = rowsAtMost;
    }

    /** How many records are read at a time. */
    public int most() {
        return most;
    }

    /** Says by its fingerprint which plan makes products of the records, for readers that can {@link #stamp} them. */
    public void stampFor(long planOfProducts) {
        plan = planOfProducts;
        if (stamps.length == 0 && plan != 0) {
            stamps = new long[ProductBatch.ROWS];
            stampedBytes = new int[ProductBatch.ROWS];
            stampedLines = new int[ProductBatch.ROWS];
        }
    }

    /** The fingerprint of that plan; 0 when nobody asks for stamps. */
    public long plan() {
        return plan;
    }

    /**
     * Says by which bytes the record that was added last is found again, of which nothing had to be said, and which has only columns that the reader had from the beginning.
     *
     * @param fingerprint as {@link RecordBytes} gives it
     * @param lines line ends among the bytes
     */
    public void stamp(long fingerprint, int bytes, int lines) {
        stamps[rows - 1] = fingerprint;
        stampedBytes[rows - 1] = bytes;
        stampedLines[rows - 1] = lines;
    }

    /** Takes all stamps back, where products are made of the records by another plan than was said. */
    public void forgetStamps() {
        Arrays.fill(stamps, 0);
    }

    /** The fingerprint of a record's bytes; 0 when it cannot be found again by them. */
    public long stamp(int row) {
        return stamps.length == 0 ? 0 : stamps[row];
    }

    /** How many bytes the record has whose {@link #stamp} is not 0. */
    public int stampedBytes(int row) {
        return stampedBytes[row];
    }

    /** How many line ends are among them. */
    public int stampedLines(int row) {
        return stampedLines[row];
    }

    public TextBuffer text() {
        return text;
    }

    /** How many records are complete. */
    public int rows() {
        return rows;
    }

    public boolean isFull() {
        return rows >= most;
    }

    /** Begins the record that will be row {@link #rows()}; line and byte offset are -1 where they are not known. */
    public void startRecord(long number, long line, long byteOffset, int columns) {
        if (cells.length < columns) {
            addColumns(columns);
        }
        recordNumbers[rows] = number;
        lines[rows] = line;
        byteOffsets[rows] = byteOffset;
        accented[rows] = UNKNOWN;
        for (long[] column : cells) {
            column[rows] = Column.MISSING;
        }
    }

    public void set(int column, long slice) {
        cells[column][rows] = slice;
    }

    public void endRecord() {
        rows++;
    }

    /** Takes in a whole record: one slice (or {@link Column#MISSING}) for each of the first {@code count} columns; further columns are missing. */
    public void add(long number, long line, long byteOffset, long[] slices, int count) {
        if (cells.length < count) {
            addColumns(count);
        }
        int row = rows++;
        recordNumbers[row] = number;
        lines[row] = line;
        byteOffsets[row] = byteOffset;
        accented[row] = UNKNOWN;
        long[][] columns = cells;
        for (int column = 0; column < count; column++) {
            columns[column][row] = slices[column];
        }
        for (int column = count; column < columns.length; column++) {
            columns[column][row] = Column.MISSING;
        }
    }

    /** Takes in one record of another batch, with its text and what was said about it. */
    public void take(RecordBatch from, int row) {
        long[][] theirs = from.cells;
        if (cells.length < theirs.length) {
            addColumns(theirs.length);
        }
        byte[] bytes = from.text.bytes();
        int to = rows++;
        recordNumbers[to] = from.recordNumbers[row];
        lines[to] = from.lines[row];
        byteOffsets[to] = from.byteOffsets[row];
        accented[to] = from.accented[row];
        remarked[to] = from.remarked[row];
        for (int column = 0; column < cells.length; column++) {
            long slice = column < theirs.length ? theirs[column][row] : Column.MISSING;
            cells[column][to] = slice == Column.MISSING
                    ? Column.MISSING
                    : text.append(bytes, TextBuffer.start(slice), TextBuffer.end(slice));
        }
    }

    private void addColumns(int columns) {
        int old = cells.length;
        cells = Arrays.copyOf(cells, columns);
        for (int column = old; column < columns; column++) {
            cells[column] = new long[ProductBatch.ROWS];
            Arrays.fill(cells[column], Column.MISSING);
        }
    }

    /** Keeps the chosen rows, in their order, and forgets the others; the text stays. */
    public void retain(Selection kept) {
        for (int to = 0; to < kept.size; to++) {
            int from = kept.rows[to];
            if (from != to) {
                recordNumbers[to] = recordNumbers[from];
                lines[to] = lines[from];
                byteOffsets[to] = byteOffsets[from];
                accented[to] = accented[from];
                remarked[to] = remarked[from];
                takeStamp(from, to);
                for (long[] column : cells) {
                    column[to] = column[from];
                }
            }
        }
        rows = kept.size;
    }

    private void takeStamp(int from, int to) {
        if (stamps.length > 0) {
            stamps[to] = stamps[from];
            stampedBytes[to] = stampedBytes[from];
            stampedLines[to] = stampedLines[from];
        }
    }

    /** Notes that there is something to say about how a record is read. */
    public void remark(int row) {
        remarked[row] = true;
    }

    /** Whether something was said about how a record is read. */
    public boolean isRemarked(int row) {
        return remarked[row];
    }

    /** Says of which of several files these records are; empty when there is only one. */
    public void from(String file) {
        source = file;
    }

    /** The file these records are of, or empty when there is only one. */
    public String source() {
        return source;
    }

    /**
     * Moves each column to another place, for records whose columns stand in another order than those of the records before.
     *
     * @param places where the first columns are to stand, each place once
     * @param columns how many columns there are to be; those that none is moved to are missing
     */
    public void arrange(int[] places, int columns) {
        boolean inOrder = columns == places.length;
        for (int column = 0; column < places.length && inOrder; column++) {
            inOrder = places[column] == column;
        }
        if (inOrder) {
            return;
        }
        Arrays.fill(accented, 0, rows, UNKNOWN);
        addColumns(Math.max(cells.length, Math.max(columns, places.length)));
        long[][] arranged = new long[cells.length][];
        for (int column = 0; column < places.length; column++) {
            arranged[places[column]] = cells[column];
        }
        int spare = places.length;
        for (int column = 0; column < arranged.length; column++) {
            if (arranged[column] == null) {
                arranged[column] = cells[spare++];
                Arrays.fill(arranged[column], 0, rows, Column.MISSING);
            }
        }
        cells = arranged;
    }

    /** The cells of a column, one slice (or {@link Column#MISSING}) per row; the array is reused. */
    public long[] cells(int column) {
        return column < cells.length ? cells[column] : Column.missing().bits;
    }

    /** A cell as a string, or null where it is missing. */
    public @Nullable String string(int column, int row) {
        long cell = cells(column)[row];
        if (cell == Column.MISSING) {
            return null;
        }
        // What is known to be ASCII need not be looked through once more by the decoder.
        boolean ascii = column < Long.SIZE && (accented[row] >>> column & 1) == 0;
        return new String(text.bytes(), TextBuffer.start(cell), TextBuffer.length(cell), ascii ? ISO_8859_1 : UTF_8);
    }

    /** Says of the record that was added last which of its first 64 cells may hold anything but ASCII, one bit each from the lowest; else any may. */
    public void sayAccented(long columns) {
        accented[rows - 1] = columns;
    }

    /** Changes a cell after reading, when a variant inherits from its parent. */
    public void replace(int column, int row, long slice) {
        widen(column + 1);
        cells[column][row] = slice;
        accented[row] = UNKNOWN;
    }

    /** Makes room for columns that were not there before; they are missing so far. */
    public void widen(int columns) {
        if (cells.length < columns) {
            addColumns(columns);
        }
    }

    /** Counts from 1, headers not counted. */
    public long recordNumber(int row) {
        return recordNumbers[row];
    }

    /** Counts from 1; -1 where the format has no lines. */
    public long line(int row) {
        return lines[row];
    }

    /** Counts from 0 in the decompressed source; -1 where it is not known. */
    public long byteOffset(int row) {
        return byteOffsets[row];
    }
}
