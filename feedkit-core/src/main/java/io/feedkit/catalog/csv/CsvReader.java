package io.feedkit.catalog.csv;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.RecordBytes;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.KnownRecords;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.catalog.RecordReader;
import io.feedkit.catalog.text.LateCharsetStream;
import io.feedkit.catalog.text.OtherCharset;
import io.feedkit.catalog.text.TranscodedStream;
import io.feedkit.location.LocationProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;

/**
 * Reads delimited text in UTF-8, batch by batch.
 *
 * <p>Bytes are read in blocks to where the text of the batch lies, and stay there. What follows the last record of a batch (less than a block, as a rule) is carried
 * over to the next, since batches may be on their way in other threads. Where a record has to become longer, because undecodable bytes turn into U+FFFD, its cells
 * move behind the text of the batch.
 *
 * <p>Records that are known by their bytes are passed over where they were carried to ({@link #pass}). A scanner comes to the same end and the same cells whenever it begins at the same bytes, as long as
 * it finds nothing to mend: what it does then hangs on what follows. So only records of which nothing was said are stamped, and neither their cells nor their end is looked for again.
 */
final class CsvReader implements RecordReader {
    private static final int BLOCK = 64 * 1024;
    /** A batch ends early when its text has grown to this, so that long records do not fill the heap. */
    private static final int BATCH_BYTES = 2 * 1024 * 1024;

    private static final int LONGEST_RECORD = 1 << 29;
    /** Longer records are not passed over, so that no more than this has to be at hand. */
    private static final int LONGEST_STAMPED = 32 * 1024;
    /** As much is taken for each record where few are wanted. */
    private static final int FEW_BYTES = 4 * 1024;

    /**
     * What the head tells of the source.
     *
     * @param offsets whether the bytes are those of the source, so that their offsets mean something
     * @param other what parts are in that are not UTF-8
     * @param usualWidth how many cells most records have
     * @param skipped how many columns somebody leaves out of what is read
     */
    record Known(boolean offsets, OtherCharset other, int usualWidth, int skipped) {}

    private final InputStream in;
    private final String source;
    private final ReadLimits limits;
    private final List<Detection> detections;
    private final boolean offsetsKnown;
    private final int usualWidth;
    private final ProblemSink problems;
    private final CsvDialect dialect;
    private final byte[] comment;
    private final byte[] rowEnd;
    private final RecordScanner scanner;
    private final Footer footer;
    private final Columns columns;
    private final Repairs repairs;
    private final int maxRecordBytes;

    // The block being scanned: the text of the current batch.
    private TextBuffer text;
    private byte[] b;
    private int pos;
    private int end;
    private boolean last;
    private boolean skipping;

    /** What is carried over between batches, and what follows. */
    private final Unread unread;
    /** How much is taken of it at a time. */
    private int block = BLOCK;

    private final RecordBytes stamped;
    /** Whether records of the batch are stamped. */
    private boolean stamps;

    private long offset;
    private long line = 1;
    private long records;
    private final List<Problem> lost = new ArrayList<>();
    private boolean closed;

    CsvReader(
            InputStream in,
            String source,
            CsvDialect dialect,
            ReadLimits limits,
            List<Detection> detections,
            Known known,
            ProblemSink problems) {
        this.in = in;
        unread = new Unread(in);
        this.source = source;
        this.limits = limits;
        this.detections = List.copyOf(detections);
        offsetsKnown = known.offsets();
        usualWidth = known.usualWidth();
        this.problems = problems;
        columns = new Columns(problems);
        repairs = new Repairs(known.other());
        maxRecordBytes = Math.min(limits.maxRecordBytes(), LONGEST_RECORD);
        this.dialect = dialect;
        comment = dialect.commentBytes();
        rowEnd = dialect.rowEndBytes();
        footer = new Footer(dialect);
        scanner = RecordScanner.of(dialect, limits.maxColumns(), limits.maxFieldBytes());
        text = new TextBuffer(2 * BLOCK + RecordScanner.PAD);
        b = text.bytes();
        begin();
        keep();
        String names = columns.names().toString();
        stamped = new RecordBytes(
                () -> dialect + "\n" + limits + "\n" + names + "\n" + usualWidth + " " + known.skipped());
    }

    @Override
    public List<String> columns() {
        return columns.names();
    }

    @Override
    public List<Detection> detections() {
        return detections;
    }

    private void begin() {
        more();
        if (end >= 3 && b[0] == (byte) 0xEF && b[1] == (byte) 0xBB && b[2] == (byte) 0xBF) {
            pos = 3;
        }
        for (int skipped = 0; skipped < dialect.skippedLines() && pos < end; skipped++) {
            skipping = true;
            skipLine();
        }
        if (dialect.commentedHeader()) {
            pos = Math.min(end, pos + comment.length);
        }
        int next = scanRecord();
        if (next < 0 && skipping) {
            throw new FeedException(new Problem(
                    CsvProblem.RECORD_TOO_LONG,
                    here(),
                    "The first record has more than " + maxRecordBytes + " bytes."));
        }
        if (next < 0) {
            report(CsvProblem.EMPTY, here(), "There is no record in this source, not even a header.", "");
            return;
        }
        if (scanner.count() > limits.maxColumns() || next - pos > maxRecordBytes) {
            throw new FeedException(new Problem(
                    scanner.count() > limits.maxColumns() ? CsvProblem.TOO_MANY_COLUMNS : CsvProblem.RECORD_TOO_LONG,
                    here(),
                    "The first record has " + scanner.count() + " cells in " + (next - pos)
                            + " bytes; the limits are " + limits.maxColumns() + " cells and "
                            + maxRecordBytes + " bytes.",
                    "Check that this is delimited text, or raise the limits."));
        }
        scanner.expectWidth(scanner.count());
        if (dialect.headerRows() > 0) {
            names(next, scanner.count());
        } else {
            columns.number(scanner.count());
        }
    }

    private void names(int afterHeader, int width) {
        SourcePosition at = here();
        List<String> names = headerRow(afterHeader, width);
        int next = dialect.headerRows() > 1 ? scanRecord() : -1;
        if (next >= 0) {
            List<String> units = headerRow(next, width);
            for (int column = 0; column < units.size(); column++) {
                String unit = TableHead.unit(units.get(column));
                if (!unit.isEmpty() && !unit.equals("-")) {
                    names.set(column, (names.get(column) + " (" + unit + ")").strip());
                }
            }
        }
        columns.name(names, at);
    }

    /** The cells of a row that names columns; goes behind it. */
    private List<String> headerRow(int next, int width) {
        reportFindings();
        scanner.settle(b);
        List<String> cells = new ArrayList<>();
        for (String cell : repairs.texts(b, scanner.cells(), Math.min(scanner.count(), width))) {
            cells.add(cell.strip());
        }
        line += scanner.lines();
        pos = next;
        return cells;
    }

    @Override
    public List<Problem> lost() {
        return Collections.unmodifiableList(lost);
    }

    @Override
    public long bytesRead() {
        return in instanceof TranscodedStream transcoded ? transcoded.bytesRead() : unread.taken();
    }

    @Override
    public long pass(long plan, KnownRecords known) {
        long before = records;
        stamped.madeBy(plan);
        int some = skipping ? 0 : passSome(known);
        while (some > 0) {
            records += some;
            line += known.lines();
            offset += known.bytes();
            unread.skip(known.bytes());
            some = passSome(known);
        }
        return records - before;
    }

    /** How many of the next records are known. What may stand below the table has to be read. */
    private int passSome(KnownRecords known) {
        try {
            unread.fetch(LONGEST_STAMPED + Footer.BYTES);
        } catch (IOException e) {
            throw readFailed(e);
        }
        int from = unread.from();
        int to = unread.to() - Footer.BYTES;
        return from < to ? known.pass(records + 1, stamped.at(unread.bytes(), from, to)) : 0;
    }

    @Override
    public boolean read(RecordBatch into) {
        into.clear();
        lost.clear();
        restore(into);
        boolean more = true;
        while (more && !isEnough(into)) {
            if (skipping) {
                if (into.rows() > 0) {
                    break;
                }
                skipLine();
            }
            if (into.rows() == 0 && pos >= BATCH_BYTES) {
                compact();
            }
            int next = scanRecord();
            if (next < 0) {
                more = skipping;
                continue;
            }
            if (isFooter(next)) {
                pos = end;
                last = true;
                unread.end();
                more = false;
                continue;
            }
            if (columns.areNamedAgain(b, scanner)) {
                report(
                        CsvProblem.HEADER_AGAIN,
                        here(),
                        "The names of the columns stand here once more, as where files were put one behind the other; the row is no record.",
                        "");
            } else {
                accept(into, next);
            }
            line += scanner.lines();
            pos = next;
        }
        text.advanceTo(pos);
        keep();
        repairs.mend(into, text);
        return more || into.rows() > 0;
    }

    private boolean isEnough(RecordBatch batch) {
        return batch.isFull() || pos >= BATCH_BYTES && batch.rows() > 0 || lost.size() >= ProductBatch.ROWS;
    }

    /** Scans the next record that is no blank line; -1 at the end of the source, and when a record is too long, with {@link #skipping} set. */
    private int scanRecord() {
        while (true) {
            if (skipBlankLines()) {
                if (comment.length > 0 && skipComment()) {
                    if (skipping) {
                        return -1;
                    }
                    continue;
                }
                int next = scanner.scan(b, pos, end, last);
                if (next >= 0) {
                    if (isBlank()) {
                        line += scanner.lines();
                        pos = next;
                        continue;
                    }
                    return next;
                }
                if (end - pos > maxRecordBytes) {
                    records++;
                    lose(
                            CsvProblem.RECORD_TOO_LONG,
                            here().withRecord(records),
                            "The record is longer than " + maxRecordBytes + " bytes.",
                            "Look for a missing line end or an unclosed quote, or raise maxRecordBytes of ReadLimits.");
                    skipping = true;
                    return -1;
                }
            } else if (last) {
                return -1;
            }
            more();
        }
    }

    /** Goes to the first byte that is no line end; false when it is not in the block. */
    private boolean skipBlankLines() {
        while (pos < end) {
            byte c = b[pos];
            if (c != '\n' && c != '\r') {
                return true;
            }
            if (c == '\r') {
                if (pos + 1 == end && !last) {
                    return false;
                }
                if (pos + 1 < end && b[pos + 1] == '\n') {
                    pos++;
                }
            }
            pos++;
            line++;
        }
        return false;
    }

    /** Whether the record that was scanned holds nothing but delimiters and blanks: the empty rows of a spreadsheet. */
    private boolean isBlank() {
        long first = scanner.cells()[0];
        if (TextBuffer.length(first) > 0 && b[TextBuffer.start(first)] > ' ') {
            return false;
        }
        int count = Math.min(scanner.count(), limits.maxColumns());
        if (count == 1 && columns.width() <= 1 && rowEnd.length == 0) {
            return false;
        }
        for (int column = 0; column < count; column++) {
            if (!ByteScanner.isBlank(b, scanner.cells()[column])) {
                return false;
            }
        }
        return true;
    }

    /** Goes behind the comment at the current place, if there is one. */
    private boolean skipComment() {
        while (end - pos < comment.length && !last) {
            more();
        }
        if (!ByteScanner.isAt(b, pos, end, comment)) {
            return false;
        }
        int p = pos;
        while (true) {
            while (p < end && !isRowEnd(p)) {
                p++;
            }
            if (p < end - rowEnd.length || last) {
                pos = Math.min(end, p + rowEnd.length);
                return true;
            }
            if (p - pos > maxRecordBytes) {
                records++;
                lose(
                        CsvProblem.RECORD_TOO_LONG,
                        here().withRecord(records),
                        "The comment is longer than " + maxRecordBytes + " bytes.",
                        "Look for a missing line end, or say that there are no comments.");
                skipping = true;
                return true;
            }
            more();
        }
    }

    private boolean isRowEnd(int p) {
        return rowEnd.length == 0 ? b[p] == '\n' || b[p] == '\r' : ByteScanner.isAt(b, p, end, rowEnd);
    }

    /** Whether the record that was scanned stands below the table. Unless told otherwise, only the very end of a source is asked. */
    private boolean isFooter(int next) {
        boolean below;
        if (footer.isGiven()) {
            below = footer.begins(b, scanner.cells()[0]);
        } else {
            if (end - next < Footer.BYTES && !last) {
                more();
            }
            below = last && end - next < Footer.BYTES && footer.is(b, scanner, columns.width(), next, end);
        }
        if (below) {
            report(
                    CsvProblem.FOOTER,
                    here(),
                    "This row and what follows stand below the table, as totals do; they were not read as records.",
                    "If it is a product, set the footer of the dialect to none.");
        }
        return below;
    }

    /** Goes behind the next row end, however far it is. */
    private void skipLine() {
        while (true) {
            while (pos < end) {
                byte c = b[pos++];
                boolean ends = rowEnd.length == 0
                        ? c == '\n' || c == '\r' && pos < end && b[pos] != '\n'
                        : ByteScanner.isAt(b, pos - 1, end, rowEnd);
                if (ends) {
                    pos += Math.max(0, rowEnd.length - 1);
                    line++;
                    skipping = false;
                    return;
                }
            }
            if (last) {
                skipping = false;
                return;
            }
            boolean cut = rowEnd.length == 0 && pos > 0 && b[pos - 1] == '\r';
            pos = Math.max(0, pos - (cut ? 1 : Math.max(0, rowEnd.length - 1)));
            compact();
            more();
        }
    }

    private void accept(RecordBatch into, int next) {
        records++;
        if (!isWithinLimits(next)) {
            return;
        }
        if (!scanner.findings().isEmpty()) {
            reportFindings();
        }
        boolean valid = scanner.isUtf8(b);
        // Before the cells are settled, which moves bytes.
        long stamp = stamps && valid ? stamp(next) : 0;
        int withControls = scanner.settle(b);
        if (withControls >= 0) {
            report(
                    CsvProblem.CONTROL_CHARACTER,
                    here().withRecord(records).withField(columns.nameOf(withControls)),
                    "The record holds control characters; they were read as blanks.",
                    "");
        }
        int count = scanner.count();
        columns.tellUsed(b, scanner.cells(), count);
        if (count != columns.width()) {
            if (count > columns.width() && isSplit(count, next)) {
                return;
            }
            count = settleWidth(count);
        }
        if (!valid) {
            repair(into.rows(), count);
        }
        into.add(records, line, offsetsKnown() ? offset + pos : -1, scanner.cells(), count);
        into.sayAccented(scanner.accented());
        if (stamp != 0 && withControls < 0 && count <= columns.width() && columns.areNamed(b, scanner.cells(), count)) {
            into.stamp(stamp, next - pos, scanner.lines());
        }
    }

    /** The fingerprint of a record that ends at one place whatever follows, and was read without a word; else 0. */
    private long stamp(int next) {
        boolean plain = dialect.isUsual()
                && next - pos <= LONGEST_STAMPED
                && b[next - 1] == '\n'
                && scanner.findings().isEmpty()
                && scanner.count() >= columns.named()
                && scanner.count() <= columns.width();
        return plain ? stamped.at(b, pos, next).fingerprint(0, next - pos) : 0;
    }

    private boolean isWithinLimits(int next) {
        int length = next - pos;
        if (length <= limits.maxFieldBytes() && scanner.count() <= limits.maxColumns()) {
            return true;
        }
        SourcePosition at = here().withRecord(records);
        if (length > maxRecordBytes) {
            lose(
                    CsvProblem.RECORD_TOO_LONG,
                    at,
                    "The record has " + length + " bytes, the limit is " + maxRecordBytes + ".",
                    "If it is meant, raise maxRecordBytes of ReadLimits.");
            return false;
        }
        if (scanner.count() > limits.maxColumns()) {
            lose(
                    CsvProblem.TOO_MANY_COLUMNS,
                    at,
                    "The record has " + scanner.count() + " cells, the limit is " + limits.maxColumns() + ".",
                    "");
            return false;
        }
        for (int column = 0; column < scanner.count(); column++) {
            int bytes = TextBuffer.length(scanner.cells()[column]);
            if (bytes > limits.maxFieldBytes()) {
                lose(
                        CsvProblem.FIELD_TOO_LONG,
                        at.withField(columns.nameOf(column)),
                        "The cell has " + bytes + " bytes, the limit is " + limits.maxFieldBytes() + ".",
                        "If it is meant, raise maxFieldBytes of ReadLimits.");
                return false;
            }
        }
        return true;
    }

    /** Whether an amount with a decimal comma has moved the cells behind it: a price of 12 and a stock of 50 would be sold, so the record is lost. */
    private boolean isSplit(int count, int next) {
        // One empty cell too many is what a comma at the end of each line makes; where lines do not end so, it is the
        // last column's.
        boolean surplus = dialect.headerRows() > 0
                && dialect.delimiter().equals(",")
                && (TextBuffer.length(scanner.cells()[count - 1]) > 0 || usualWidth <= columns.width());
        int column = surplus ? SplitAmount.find(b, scanner.cells(), count) : -1;
        if (column < 0) {
            return false;
        }
        String amount = text.string(scanner.cells()[column]) + "," + text.string(scanner.cells()[column + 1]);
        String shown = text.string(TextBuffer.slice(pos, next)).strip();
        lose(
                CsvProblem.SPLIT_AMOUNT,
                here().withRecord(records).withField(columns.nameOf(column)),
                "The record has " + count + " cells where " + columns.width() + " were expected, and "
                        + Problem.quote(amount)
                        + " looks like one amount that its comma parts: " + Problem.quote(shown)
                        + ". It is not read, since its values would stand in wrong columns.",
                "Quote the amounts, write them with a point, or export with semicolons between cells.");
        return true;
    }

    /** Reports a ragged record and returns how many of its cells to take. Cells beyond the header get columns of their own, unless all are empty. */
    private int settleWidth(int count) {
        int width = columns.width();
        if (count < width) {
            if (count >= columns.named()) {
                return count;
            }
            report(
                    CsvProblem.TOO_FEW_CELLS,
                    here().withRecord(records),
                    "The record has " + count + " cells, the header has " + width + "; the last ones are missing.",
                    "If it is the last record, the file was cut off; otherwise look for a missing delimiter.");
            return count;
        }
        int filled = count;
        while (filled > width && TextBuffer.length(scanner.cells()[filled - 1]) == 0) {
            filled--;
        }
        if (filled > width) {
            report(
                    CsvProblem.TOO_MANY_CELLS,
                    here().withRecord(records),
                    "The record has " + filled + " cells, the header has " + width
                            + "; the cells may belong to other columns than they stand in.",
                    "Look for a delimiter in a text that is not quoted; where it is the comma, also in prices such as 12,50.");
            columns.widen(filled);
        }
        return filled;
    }

    private void reportFindings() {
        for (RecordScanner.Finding finding : scanner.findings()) {
            SourcePosition at = positionOf(finding.at()).withField(columns.nameOf(finding.cell()));
            if (records > 0) {
                at = at.withRecord(records);
            }
            switch (finding.code()) {
                case UNCLOSED_QUOTE ->
                    report(
                            finding.code(),
                            at,
                            "The quote that opens this cell is never closed; the line was read as it stands.",
                            "Close the quote, or double it if it belongs to the text.");
                case BARE_QUOTE ->
                    report(
                            finding.code(),
                            at,
                            "A quote inside a quoted cell is not doubled; it was taken as part of the text.",
                            "Double quotes inside quoted cells.");
                default ->
                    report(
                            finding.code(),
                            at,
                            "There is text after the closing quote; the cell was read as it stands, quotes included.",
                            "Quote the whole cell and double the quotes inside.");
            }
        }
    }

    private void repair(int row, int count) {
        for (Repairs.Told told : repairs.record(b, scanner.cells(), count, row)) {
            report(
                    told.code(),
                    positionOf(told.at()).withRecord(records).withField(columns.nameOf(told.column())),
                    told.message(),
                    told.fix());
        }
    }

    private boolean offsetsKnown() {
        return offsetsKnown && !(in instanceof LateCharsetStream late && late.isTranscoding());
    }

    private SourcePosition here() {
        SourcePosition at = SourcePosition.unknown(source).withLine(line);
        return offsetsKnown() ? at.withByteOffset(offset + pos) : at;
    }

    /** The line and column of a byte of the current record. */
    private SourcePosition positionOf(int at) {
        long atLine = line;
        int column = 1;
        for (int p = pos; p < at; p++) {
            byte c = b[p];
            if (c == '\n' || c == '\r' && b[p + 1] != '\n') {
                atLine++;
                column = 1;
            } else if ((c & 0xC0) != 0x80) {
                column++;
            }
        }
        SourcePosition position =
                SourcePosition.unknown(source).withLine(atLine).withColumn(column);
        return offsetsKnown() ? position.withByteOffset(offset + at) : position;
    }

    private void lose(CsvProblem code, SourcePosition at, String message, String fix) {
        Problem problem = new Problem(code, at, message, fix);
        problems.report(problem);
        lost.add(problem);
    }

    private void report(CsvProblem code, SourcePosition at, String message, String fix) {
        problems.report(new Problem(code, at, message, fix));
    }

    /** Reads behind the block at least as much as there is of the record that does not fit, so that scanning it again and again stays linear. */
    private void more() {
        int wanted = Math.max(block, end - pos);
        b = text.room(end + wanted + RecordScanner.PAD);
        try {
            while (wanted > 0 && !last) {
                int got = unread.read(b, end, wanted);
                if (got < 0) {
                    last = true;
                } else {
                    end += got;
                    wanted -= got;
                }
            }
        } catch (IOException e) {
            throw readFailed(e);
        }
        Arrays.fill(b, end, end + RecordScanner.PAD, (byte) '\n');
    }

    private FeedException readFailed(IOException e) {
        return new FeedException(
                new Problem(
                        LocationProblem.READ_FAILED,
                        here(),
                        "Reading failed: " + e.getMessage() + ".",
                        "Records before this place were read."),
                e);
    }

    /** Drops what lies before the current place. Only while no record of the batch lies there. */
    private void compact() {
        System.arraycopy(b, pos, b, 0, end - pos + RecordScanner.PAD);
        offset += pos;
        end -= pos;
        pos = 0;
    }

    private void keep() {
        unread.giveBack(b, pos, end);
        offset += pos;
        pos = 0;
        end = 0;
    }

    /** Begins a batch with what was kept, of which a little suffices for few records. */
    private void restore(RecordBatch into) {
        text = into.text();
        block = (int) Math.min(BLOCK, (long) FEW_BYTES * into.most() + Footer.BYTES);
        stamps = into.plan() != 0;
        if (stamps) {
            stamped.madeBy(into.plan());
        }
        int count = Math.min(block, unread.count());
        b = text.room(count + RecordScanner.PAD);
        pos = 0;
        end = unread.take(b, 0, count);
        last = false;
        Arrays.fill(b, end, end + RecordScanner.PAD, (byte) '\n');
    }

    @Override
    public void close() {
        if (closed) {
            return;
        }
        closed = true;
        try {
            in.close();
        } catch (IOException e) {
            throw new FeedException(
                    new Problem(
                            LocationProblem.READ_FAILED,
                            SourcePosition.unknown(source),
                            "Closing failed: " + e.getMessage() + "."),
                    e);
        }
    }
}
