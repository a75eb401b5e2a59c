package io.feedkit.catalog.csv;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.text.Utf8;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds the cells of records that are written in an unusual way: with escapes, with row ends that are no line ends, with blanks before quotes.
 *
 * <p>Goes byte by byte and so at a third of the speed of {@link CsvScanner}, which reads everything else. Broken quoting is mended by the row it stands on, as there,
 * and stays linear too: what was searched in vain to the end of a row is not searched again, and when unclosed quotes have cost too much, quoted cells have to end in
 * their row from then on.
 */
final class ByteScanner implements RecordScanner {
    /** The quote that was met does not open a cell; its row is to be read as it stands. */
    private static final int LITERAL = -2;

    private static final long PATIENCE_BYTES = 64L << 20;

    private static final byte CONTROLS = 1;
    private static final byte ESCAPES = 2;
    private static final byte QUOTES = 4;

    private final byte[] delimiter;
    private final byte[] rowEnd;
    private final int quote;
    private final int escape;
    private final boolean blanksBeforeQuotes;
    private final int maxCells;
    private final int maxFieldBytes;
    /** How many bytes a delimiter or row end, with the line end that may follow it, takes at most. */
    private final int lookahead;

    private int width;
    private long[] cells = new long[64];
    private byte[] marks = new byte[64];
    private int count;
    private int lines;
    private int recordStart;
    private int recordEnd;
    private int seen;
    private final List<Finding> findings = new ArrayList<>();

    // What scanning one cell leaves behind.
    private int cellStart;
    private int cellEnd;
    private byte cellMark;
    private int cellLines;

    // What mending knows about the row it is on.
    private int closerAt;
    private int noCloserBefore;

    /** Bytes looked at for quotes that nothing closes. */
    private long vain;

    private int vainNow;

    ByteScanner(CsvDialect dialect, int maxCells, int maxFieldBytes) {
        delimiter = dialect.delimiterBytes();
        rowEnd = dialect.rowEndBytes();
        quote = dialect.quote();
        escape = dialect.escape();
        blanksBeforeQuotes = dialect.blanksBeforeQuotes();
        this.maxCells = maxCells;
        this.maxFieldBytes = maxFieldBytes;
        lookahead = Math.max(delimiter.length, rowEnd.length + 2);
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
        return seen >= 0 || Utf8.firstInvalid(b, recordStart, recordEnd) == recordEnd;
    }

    /** It does not look. */
    @Override
    public long accented() {
        return -1;
    }

    @Override
    public List<Finding> findings() {
        return findings;
    }

    @Override
    public int scan(byte[] b, int from, int end, boolean last) {
        count = 0;
        lines = 1;
        recordStart = from;
        seen = 0;
        vainNow = 0;
        closerAt = -1;
        noCloserBefore = -1;
        findings.clear();
        int literalTo = from;
        int p = from;
        while (true) {
            cellMark = 0;
            cellLines = 0;
            int open = opening(b, p, end);
            int to = LITERAL;
            if (open >= 0 && p >= literalTo) {
                to = quoted(b, open, end, last);
                if (to == LITERAL) {
                    literalTo = endOfRow(b, open, end);
                    cellMark = 0;
                    cellLines = 0;
                }
            }
            if (to == LITERAL) {
                to = plain(b, p, end, last);
            }
            if (to == INCOMPLETE) {
                return INCOMPLETE;
            }
            lines += cellLines;
            store();
            int length = delimiterAt(b, to, end);
            if (length == 0) {
                vain += vainNow;
                recordEnd = to;
                return to + rowEndAt(b, to, end);
            }
            p = to + length;
        }
    }

    /** Where the quote stands that opens the cell at {@code p}, or -1. */
    private int opening(byte[] b, int p, int end) {
        int at = p;
        if (blanksBeforeQuotes) {
            while (at < end && (b[at] == ' ' || b[at] == '\t') && delimiterAt(b, at, end) == 0) {
                at++;
            }
        }
        return at < end && b[at] == quote ? at : -1;
    }

    private void store() {
        if (count < maxCells) {
            if (count == cells.length) {
                int length = (int) Math.min(maxCells, cells.length * 2L);
                cells = Arrays.copyOf(cells, length);
                marks = Arrays.copyOf(marks, length);
            }
            cells[count] = TextBuffer.slice(cellStart, cellEnd);
            marks[count] = cellMark;
        }
        count++;
    }

    private int plain(byte[] b, int from, int end, boolean last) {
        cellStart = from;
        int p = from;
        while (true) {
            if (p + lookahead > end && !last) {
                return INCOMPLETE;
            }
            if (p >= end || isStop(b, p, end)) {
                cellEnd = Math.min(p, end);
                return cellEnd;
            }
            p += step(b, p, end);
        }
    }

    /** How far one character of content reaches: one byte, or an escape with what it escapes. */
    private int step(byte[] b, int p, int end) {
        byte c = b[p];
        seen |= c;
        if (c == escape) {
            cellMark |= ESCAPES;
            return p + 1 < end ? 2 : 1;
        }
        if (c >= 0 && c < ' ') {
            if (c == '\n' || c == '\r' && b[p + 1] != '\n') {
                cellLines += rowEnd.length == 0 ? 1 : 0;
            } else if (c != '\t' && c != '\r') {
                cellMark |= CONTROLS;
            }
        }
        return 1;
    }

    /** Scans the cell that the quote at {@code open} opens and returns where the delimiter or row end behind it stands, or {@link #INCOMPLETE} or {@link #LITERAL}. */
    private int quoted(byte[] b, int open, int end, boolean last) {
        boolean oneRow = vain > PATIENCE_BYTES;
        cellMark = QUOTES;
        int p = open + 1;
        while (true) {
            if (p + lookahead > end && !last) {
                return p - open > maxFieldBytes ? unclosed(open, p) : INCOMPLETE;
            }
            if (p >= end) {
                return atTheEnd(b, open, end);
            }
            if (p - open > maxFieldBytes || oneRow && rowEndAt(b, p, end) > 0) {
                return unclosed(open, p);
            }
            if (b[p] != quote) {
                p += step(b, p, end);
                continue;
            }
            if (p + 1 < end && b[p + 1] == quote) {
                p += 2;
                continue;
            }
            int behind = behindBlanks(b, p + 1, end);
            if (behind + lookahead > end && !last) {
                return INCOMPLETE;
            }
            if (behind >= end || isStop(b, behind, end)) {
                cellStart = open + 1;
                cellEnd = p;
                return behind;
            }
            int mended = bareQuote(b, open, p, end, last);
            if (mended < 0) {
                return mended;
            }
            p = mended;
        }
    }

    private int unclosed(int open, int p) {
        find(CsvProblem.UNCLOSED_QUOTE, count, open);
        vainNow = p - open;
        return LITERAL;
    }

    /** In the last row a quote that nothing closes has been cut off; over several rows it was a mistake. */
    private int atTheEnd(byte[] b, int open, int end) {
        unclosed(open, end);
        int row = endOfRow(b, open, end);
        if (row + rowEndAt(b, row, end) < end) {
            return LITERAL;
        }
        cellStart = open + 1;
        cellEnd = row;
        return end;
    }

    /** What a quote means that is neither doubled nor at the end of its cell: returns where to go on, or {@link #INCOMPLETE} or {@link #LITERAL}. */
    private int bareQuote(byte[] b, int open, int bad, int end, boolean last) {
        if (closerAt > bad) {
            return bad + 1;
        }
        if (beginsInWholeRow(b, open, bad, end)) {
            find(CsvProblem.UNCLOSED_QUOTE, count, open);
            return LITERAL;
        }
        if (noCloserBefore <= bad) {
            int row = endOfRow(b, bad, end);
            if (row + lookahead > end && !last) {
                return INCOMPLETE;
            }
            for (int p = bad + 1; p < row; p++) {
                if (b[p] == quote && (p + 1 == row || delimiterAt(b, p + 1, end) > 0)) {
                    closerAt = p;
                    find(CsvProblem.BARE_QUOTE, count, bad);
                    return bad + 1;
                }
            }
            noCloserBefore = row;
        }
        find(
                cellLines > 0 ? CsvProblem.UNCLOSED_QUOTE : CsvProblem.TEXT_AFTER_QUOTE,
                count,
                cellLines > 0 ? open : bad + 1);
        return LITERAL;
    }

    /** Whether the cell has run over a row end, and the row it began in is a whole record when its quote is read as it stands. */
    private boolean beginsInWholeRow(byte[] b, int open, int bad, int end) {
        int found = 1;
        int p = open;
        while (p < bad && rowEndAt(b, p, end) == 0) {
            int length = delimiterAt(b, p, end);
            found += length > 0 ? 1 : 0;
            p += Math.max(1, length);
        }
        return p < bad && width > 0 && count + found == width;
    }

    private int behindBlanks(byte[] b, int from, int end) {
        int p = from;
        while (p < end && (b[p] == ' ' || b[p] == '\t') && delimiterAt(b, p, end) == 0) {
            p++;
        }
        return p;
    }

    private int endOfRow(byte[] b, int from, int end) {
        int p = from;
        while (p < end && rowEndAt(b, p, end) == 0) {
            p++;
        }
        return p;
    }

    private boolean isStop(byte[] b, int p, int end) {
        return rowEndAt(b, p, end) > 0 || delimiterAt(b, p, end) > 0;
    }

    /** The length of the delimiter at {@code p}, or 0; what could be a longer row end is one. */
    private int delimiterAt(byte[] b, int p, int end) {
        if (!isAt(b, p, end, delimiter)) {
            return 0;
        }
        return rowEnd.length > delimiter.length && isAt(b, p, end, rowEnd) ? 0 : delimiter.length;
    }

    /** The length of the row end at {@code p} with the line end behind it, or 0. */
    private int rowEndAt(byte[] b, int p, int end) {
        if (rowEnd.length == 0) {
            return lineEndAt(b, p, end);
        }
        if (!isAt(b, p, end, rowEnd) || delimiter.length > rowEnd.length && isAt(b, p, end, delimiter)) {
            return 0;
        }
        return rowEnd.length + lineEndAt(b, p + rowEnd.length, end);
    }

    private static int lineEndAt(byte[] b, int p, int end) {
        if (p >= end) {
            return 0;
        }
        if (b[p] == '\r') {
            return p + 1 < end && b[p + 1] == '\n' ? 2 : 1;
        }
        return b[p] == '\n' ? 1 : 0;
    }

    static boolean isAt(byte[] b, int p, int end, byte[] text) {
        if (p + text.length > end) {
            return false;
        }
        for (int i = 0; i < text.length; i++) {
            if (b[p + i] != text[i]) {
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
        for (int cell = 0; cell < Math.min(count, maxCells); cell++) {
            byte mark = marks[cell];
            if (mark != 0) {
                cells[cell] = meant(b, cells[cell], (mark & QUOTES) != 0);
                if ((mark & CONTROLS) != 0 && withControls < 0) {
                    withControls = cell;
                }
            }
        }
        return withControls;
    }

    /** The cell without escapes and doubled quotes, written over itself. */
    private long meant(byte[] b, long slice, boolean wasQuoted) {
        int start = TextBuffer.start(slice);
        int end = TextBuffer.end(slice);
        if (escape == '\\' && end - start == 2 && b[start] == '\\' && b[start + 1] == 'N') {
            return TextBuffer.slice(start, start);
        }
        int to = start;
        for (int p = start; p < end; p++) {
            byte c = b[p];
            if (c == escape && p + 1 < end) {
                c = escaped(b[++p]);
            } else if (c == quote && wasQuoted && p + 1 < end && b[p + 1] == quote) {
                p++;
            }
            b[to++] = c >= 0 && c < ' ' && c != '\t' && c != '\n' && c != '\r' ? (byte) ' ' : c;
        }
        return TextBuffer.slice(start, to);
    }

    /** What databases write: {@code \n} for a line feed and so on. Any other escape character stands for the next one alone. */
    private byte escaped(byte c) {
        if (escape != '\\') {
            return c;
        }
        return switch (c) {
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case '0' -> ' ';
            default -> c;
        };
    }

    /** Whether a cell holds nothing but blanks and tabs. */
    static boolean isBlank(byte[] b, long cell) {
        for (int p = TextBuffer.start(cell); p < TextBuffer.end(cell); p++) {
            if (b[p] != ' ' && b[p] != '\t') {
                return false;
            }
        }
        return true;
    }
}
