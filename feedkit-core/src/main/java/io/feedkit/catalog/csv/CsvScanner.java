package io.feedkit.catalog.csv;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.text.Utf8;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the cells of one record in a block of bytes.
 *
 * <p>This is the loop that every byte of a catalogue passes through, so it looks at eight bytes at a time: a word is compared with the delimiter (or, within quotes,
 * with the quote) by the classic has-zero-byte trick, and by the same kind of trick with everything below the space. The second test costs no more than one for the
 * line feed alone and finds line feeds, carriage returns and forbidden control characters together; that is why counting lines, accepting all three line ends and
 * keeping control characters out are nearly free. A borrow can make bytes <em>above</em> a true hit look like hits; only the lowest is used, so that does not matter.
 *
 * <p>Nothing is changed while scanning. A record that ends beyond the block is scanned again from its start when there is more, and only then are doubled quotes
 * squeezed, in place. The caller keeps {@link #PAD} line feeds behind the block, so that every search ends without looking at its bounds.
 *
 * <p>Broken quoting is mended by the line it stands on, since that is what people see: see {@link #mend} and {@link #unclosed}. Mending stays linear in the bytes it
 * looks at, whatever they are: what was once searched in vain to the end of a line is not searched again.
 */
final class CsvScanner implements RecordScanner {
    /** The quote that was met does not open a cell; its line is to be read as it stands. */
    private static final int LITERAL = -2;
    /** More cells than this are rare. */
    private static final int MOST_HAVE = 64;

    private static final VarHandle WORD = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;
    private static final long SPACES = 0x2020202020202020L;

    private static final byte DOUBLED_QUOTES = 1;
    private static final byte CONTROLS = 2;
    /** Doubled quotes, and single ones among them: where they are has to be found again. */
    private static final byte MENDED_QUOTES = 4;

    private final int quote;
    private final byte delimiter;
    private final byte[] delimiters;
    private final int maxCells;
    private final int maxFieldBytes;
    private final long quoteWord;
    private final long delimiterWord;

    private int width;

    // What the last scan found.
    private long[] cells;
    private byte[] marks;
    private int count;
    private int lines;
    /** From the first to the last cell that may hold anything but ASCII; up to 0 if none does. */
    private int highFrom;

    private int highTo;
    private long accented;
    private boolean marked;
    /** Where the doubled quotes of the record stand, in order. */
    private int[] doubled = new int[64];

    private int doubledCount;
    private final List<Finding> findings = new ArrayList<>();

    // What scanning one quoted cell leaves behind.
    private int cellStart;
    private int cellEnd;
    private byte cellMark;

    // What mending knows about the line it is on.
    private int lineEnd;
    private int noCloserBefore;

    CsvScanner(CsvDialect dialect, int maxCells, int maxFieldBytes) {
        delimiters = dialect.delimiterBytes();
        delimiter = delimiters[0];
        quote = dialect.quote();
        this.maxCells = maxCells;
        cells = new long[Math.min(maxCells, MOST_HAVE)];
        marks = new byte[cells.length];
        this.maxFieldBytes = maxFieldBytes;
        delimiterWord = (delimiter & 0xFF) * ONES;
        quoteWord = (quote & 0xFF) * ONES;
    }

    @Override
    public void expectWidth(int cellsPerRecord) {
        width = cellsPerRecord;
    }

    @Override
    public int count() {
        return count;
    }

    @Override
    public long[] cells() {
        return cells;
    }

    @Override
    public int lines() {
        return lines;
    }

    @Override
    public boolean isUtf8(byte[] b) {
        return highTo == 0 || Utf8.firstInvalid(b, highFrom, highTo) == highTo;
    }

    @Override
    public long accented() {
        return accented;
    }

    @Override
    public List<Finding> findings() {
        return findings;
    }

    @Override
    public int scan(byte[] b, int from, int end, boolean last) {
        reset(from);
        int cell = 0;
        int literalTo = from;
        int p = from;
        while (true) {
            if (b[p] == quote && p < end && p >= literalTo) {
                int behind = quoted(b, p, end, last, cell);
                if (behind == INCOMPLETE) {
                    return INCOMPLETE;
                }
                if (behind == LITERAL) {
                    literalTo = lineEnd(b, p, end);
                    continue;
                }
                keep(cell, cellStart, cellEnd);
                if (cellMark != 0) {
                    mark(cell, cellMark);
                }
                p = behind;
            } else {
                int stop = plain(b, p, end, last, cell);
                if (stop == INCOMPLETE) {
                    return INCOMPLETE;
                }
                keep(cell, p, stop);
                p = stop;
            }
            cell++;
            if (b[p] != delimiter) {
                count = cell;
                return next(b, p, end, last);
            }
            p += delimiters.length;
        }
    }

    /** Scans a cell without quotes and returns where the delimiter or line end behind it stands, or {@link #INCOMPLETE}. */
    private int plain(byte[] b, int from, int end, boolean last, int cell) {
        long all = 0;
        int p = from;
        while (true) {
            long w = (long) WORD.get(b, p);
            all |= w;
            long x = w ^ delimiterWord;
            long hits = ((x - ONES) & ~x | (w - SPACES) & ~w) & HIGH_BITS;
            if (hits == 0) {
                p += Long.BYTES;
                continue;
            }
            p += Long.numberOfTrailingZeros(hits) >>> 3;
            byte d = b[p];
            if (d == '\n' || d == '\r' || d == delimiter && (delimiters.length == 1 || delimiterAt(b, p, end))) {
                if ((all & HIGH_BITS) != 0) {
                    high(cell, from, p);
                }
                return p;
            }
            if (d == delimiter) {
                if (p + delimiters.length > end && !last) {
                    return INCOMPLETE;
                }
            } else if (d != '\t') {
                mark(cell, CONTROLS);
            }
            p++;
        }
    }

    private void high(int cell, int from, int to) {
        if (highTo == 0) {
            highFrom = from;
        }
        highTo = to;
        if (cell < Long.SIZE) {
            accented |= 1L << cell;
        }
    }

    private void keep(int cell, int start, int stop) {
        if (cell < cells.length || grow(cell)) {
            cells[cell] = TextBuffer.slice(start, stop);
        }
    }

    private void mark(int cell, byte mark) {
        if (cell < cells.length || grow(cell)) {
            marks[cell] |= mark;
            marked = true;
        }
    }

    private void reset(int from) {
        count = 0;
        lines = 0;
        highTo = 0;
        accented = 0;
        doubledCount = 0;
        if (marked) {
            marked = false;
            Arrays.fill(marks, (byte) 0);
        }
        if (!findings.isEmpty()) {
            findings.clear();
        }
        lineEnd = from - 1;
        noCloserBefore = from;
    }

    /** Makes room for a cell; false when it is over the limit. */
    private boolean grow(int cell) {
        if (cell >= maxCells) {
            return false;
        }
        int length = (int) Math.min(maxCells, cells.length * 2L);
        cells = Arrays.copyOf(cells, length);
        marks = Arrays.copyOf(marks, length);
        return true;
    }

    /** Where the next record begins when this one ends with the line end at {@code p}. */
    private int next(byte[] b, int p, int end, boolean last) {
        lines++;
        if (p + 1 >= end) {
            // The line feed behind the block, or a line end that may be half of one.
            if (p == end || b[p] == '\r') {
                return last ? end : INCOMPLETE;
            }
            return end;
        }
        return b[p] == '\r' && b[p + 1] == '\n' ? p + 2 : p + 1;
    }

    /** Scans the cell that the quote at {@code open} opens and returns where the delimiter or line end behind it stands, or {@link #INCOMPLETE} or {@link #LITERAL}. */
    private int quoted(byte[] b, int open, int end, boolean last, int cell) {
        int newlines = 0;
        int doubledBefore = doubledCount;
        byte mark = 0;
        long all = 0;
        int p = open + 1;
        while (true) {
            long w = (long) WORD.get(b, p);
            all |= w;
            long x = w ^ quoteWord;
            long hits = ((x - ONES) & ~x | (w - SPACES) & ~w) & HIGH_BITS;
            if (hits == 0) {
                p += Long.BYTES;
                continue;
            }
            p += Long.numberOfTrailingZeros(hits) >>> 3;
            byte d = b[p];
            if (d == quote) {
                if (p + 1 >= end && !last) {
                    return INCOMPLETE;
                }
                byte after = b[p + 1];
                if (after == quote && p + 1 < end) {
                    mark |= DOUBLED_QUOTES;
                    doubled(p);
                    p += 2;
                    continue;
                }
                cellStart = open + 1;
                cellEnd = p++;
                if (after != '\n' && after != '\r' && !(after == delimiter && delimiters.length == 1)) {
                    p = mend(b, open, cellEnd, end, last, cell, newlines > 0);
                    if (p < 0) {
                        doubledCount = doubledBefore;
                        return p;
                    }
                    // A mended cell is looked through again for what it holds; one that just had blanks behind it is as
                    // it was.
                    if (cellMark != 0) {
                        mark = cellMark;
                        all = HIGH_BITS;
                    }
                }
                break;
            }
            if (p >= end) {
                boolean tooLong = p - open > maxFieldBytes && newlines > 0;
                if (!last && !tooLong) {
                    return INCOMPLETE;
                }
                find(CsvProblem.UNCLOSED_QUOTE, cell, open);
                if (tooLong || !isContent(b, open, end, cell, newlines > 0)) {
                    doubledCount = doubledBefore;
                    return LITERAL;
                }
                cellStart = open + 1;
                cellEnd = withoutLineEnd(b, cellStart, end);
                p = end;
                break;
            }
            if (d == '\n') {
                newlines++;
                if (p - open > maxFieldBytes) {
                    find(CsvProblem.UNCLOSED_QUOTE, cell, open);
                    doubledCount = doubledBefore;
                    return LITERAL;
                }
            } else if (d == '\r') {
                // Before a line feed it is no line end of its own; at the end of the block the next block tells.
                if (b[p + 1] != '\n') {
                    newlines++;
                }
            } else if (d != '\t') {
                mark |= CONTROLS;
            }
            p++;
        }
        if ((all & HIGH_BITS) != 0) {
            high(cell, open, p);
        }
        lines += newlines;
        cellMark = mark;
        return p;
    }

    /**
     * Decides what a quote within a quoted cell means that is neither doubled nor followed by a delimiter or line end; {@code bad} is its place.
     *
     * <ol>
     *   <li>Only blanks follow: it closes the cell, the blanks are dropped.
     *   <li>The cell has run over a line end, and the line it began on is a whole record when its quote is read as it stands: the quote at {@code open} was never
     *       closed, and this one belongs to another record.
     *   <li>Further on in this line stands a quote before a delimiter or line end: that one closes, this one should have been doubled.
     *   <li>Otherwise quotes here are not meant as quoting, as in {@code "Best" lamp}: the cell is read as it stands, to the next delimiter.
     * </ol>
     */
    private int mend(byte[] b, int open, int bad, int end, boolean last, int cell, boolean severalLines) {
        cellMark = 0;
        if (lineEnd < bad) {
            lineEnd = lineEnd(b, bad, end);
        }
        if (lineEnd == end && !last) {
            return INCOMPLETE;
        }
        int behind = bad + 1;
        while (behind < lineEnd && (b[behind] == ' ' || b[behind] == '\t') && !delimiterAt(b, behind, end)) {
            behind++;
        }
        if (behind == lineEnd || delimiterAt(b, behind, end)) {
            cellEnd = bad;
            return behind;
        }
        if (severalLines && isWholeLine(b, open, end, cell)) {
            find(CsvProblem.UNCLOSED_QUOTE, cell, open);
            return LITERAL;
        }
        if (noCloserBefore < lineEnd) {
            for (int p = bad + 1; p < lineEnd; p++) {
                if (b[p] == quote && (p + 1 == lineEnd || delimiterAt(b, p + 1, end))) {
                    find(CsvProblem.BARE_QUOTE, cell, bad);
                    cellMark = MENDED_QUOTES | CONTROLS;
                    cellEnd = p;
                    return p + 1;
                }
            }
            noCloserBefore = lineEnd;
        }
        find(CsvProblem.TEXT_AFTER_QUOTE, cell, bad + 1);
        int p = behind;
        while (p < lineEnd && !delimiterAt(b, p, end)) {
            p++;
        }
        cellMark = CONTROLS;
        cellStart = open;
        cellEnd = p;
        return p;
    }

    /**
     * Whether the line of this quote is a whole record when it is read as it stands. In the last column that says little, since whatever is cut off there leaves a line
     * of the right number of cells; then the next line has to be one too.
     */
    private boolean isWholeLine(byte[] b, int open, int end, int cell) {
        int cells = cellsOfLine(b, open, end);
        if (width == 0 || cell + cells != width) {
            return false;
        }
        return cells > 1 || cellsOfLine(b, nextLine(b, open, end), end) == width;
    }

    /**
     * Whether what follows a quote that nothing closes until the end of the source is the content of its cell, as when a file was cut off, rather than records. It is,
     * unless the line of the quote or one of the following looks like a whole record when quotes are read as they stand.
     */
    private boolean isContent(byte[] b, int open, int end, int cell, boolean severalLines) {
        if (!severalLines) {
            return width == 0 || cell + cellsOfLine(b, open, end) != width;
        }
        if (width == 0 || isWholeLine(b, open, end, cell)) {
            return false;
        }
        for (int line = nextLine(b, open, end); line < end; line = nextLine(b, line, end)) {
            if (cellsOfLine(b, line, end) == width) {
                return false;
            }
        }
        return true;
    }

    private static int nextLine(byte[] b, int from, int end) {
        int lineEnd = lineEnd(b, from, end);
        boolean both = lineEnd + 1 < end && b[lineEnd] == '\r' && b[lineEnd + 1] == '\n';
        return Math.min(end, lineEnd + (both ? 2 : 1));
    }

    private int cellsOfLine(byte[] b, int from, int end) {
        int found = 1;
        int to = lineEnd(b, from, end);
        for (int p = from; p < to; p++) {
            if (delimiterAt(b, p, end)) {
                found++;
                p += delimiters.length - 1;
            }
        }
        return found;
    }

    private static int lineEnd(byte[] b, int from, int end) {
        int p = from;
        while (p < end && b[p] != '\n' && b[p] != '\r') {
            p++;
        }
        return p;
    }

    private static int withoutLineEnd(byte[] b, int from, int end) {
        int to = end;
        if (to > from && b[to - 1] == '\n') {
            to--;
        }
        if (to > from && b[to - 1] == '\r') {
            to--;
        }
        return to;
    }

    private boolean delimiterAt(byte[] b, int p, int end) {
        if (p + delimiters.length > end) {
            return false;
        }
        for (int i = 0; i < delimiters.length; i++) {
            if (b[p + i] != delimiters[i]) {
                return false;
            }
        }
        return true;
    }

    private void find(CsvProblem code, int cell, int at) {
        for (Finding finding : findings) {
            if (finding.code() == code) {
                return;
            }
        }
        findings.add(new Finding(code, cell, at));
    }

    @Override
    public int settle(byte[] b) {
        int withControls = -1;
        if (marked) {
            int stored = Math.min(count, maxCells);
            int pair = 0;
            for (int cell = 0; cell < stored; cell++) {
                byte mark = marks[cell];
                if (mark == 0) {
                    continue;
                }
                if ((mark & MENDED_QUOTES) != 0) {
                    cells[cell] = squeezeMended(b, cells[cell]);
                } else if ((mark & DOUBLED_QUOTES) != 0) {
                    pair = squeeze(b, cell, pair);
                }
                if ((mark & CONTROLS) != 0 && blankControls(b, cells[cell]) && withControls < 0) {
                    withControls = cell;
                }
            }
        }
        return withControls;
    }

    /** Moves what stands between doubled quotes; returns the first pair behind the cell. */
    private int squeeze(byte[] b, int cell, int firstPair) {
        int start = TextBuffer.start(cells[cell]);
        int end = TextBuffer.end(cells[cell]);
        int pair = firstPair;
        while (doubled[pair] < start) {
            pair++;
        }
        int to = doubled[pair] + 1;
        int from = to + 1;
        while (++pair < doubledCount && doubled[pair] < end) {
            int length = doubled[pair] + 1 - from;
            System.arraycopy(b, from, b, to, length);
            to += length;
            from += length + 1;
        }
        System.arraycopy(b, from, b, to, end - from);
        cells[cell] = TextBuffer.slice(start, to + end - from);
        return pair;
    }

    private long squeezeMended(byte[] b, long slice) {
        int start = TextBuffer.start(slice);
        int end = TextBuffer.end(slice);
        int to = start;
        for (int p = start; p < end; p++) {
            byte x = b[p];
            b[to++] = x;
            if (x == quote && p + 1 < end && b[p + 1] == quote) {
                p++;
            }
        }
        return TextBuffer.slice(start, to);
    }

    private void doubled(int at) {
        if (doubledCount == doubled.length) {
            doubled = Arrays.copyOf(doubled, 2 * doubledCount);
        }
        doubled[doubledCount++] = at;
    }

    /** A blank rather than nothing, so that words do not run together. */
    private static boolean blankControls(byte[] b, long slice) {
        boolean found = false;
        for (int p = TextBuffer.start(slice); p < TextBuffer.end(slice); p++) {
            byte x = b[p];
            if (x >= 0 && x < ' ' && x != '\t' && x != '\n' && x != '\r') {
                b[p] = ' ';
                found = true;
            }
        }
        return found;
    }
}
