package io.feedkit.catalog.json;

import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.catalog.References;
import io.feedkit.catalog.tree.TreeReader;
import io.feedkit.catalog.tree.TreeRecord;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Streams objects that stand on a line each; a broken line costs nothing but itself. */
final class LineReader extends TreeReader {
    private static final int BLOCK = 64 * 1024;
    private static final int MARK_BYTES = 3;

    private final InputStream in;
    private final ReadLimits limits;
    private final boolean withOffsets;
    private final JsonScanner scanner = new JsonScanner();
    private final ObjectRecord object;
    private final Set<String> saidTwice = new HashSet<>();
    private boolean saidRepaired;

    private byte[] block = new byte[BLOCK];
    private int from;
    private int to;
    /** Where the last line ends that lies in the block as a whole. */
    private int whole;

    private long blockOffset;
    private long line;
    private boolean exhausted;

    LineReader(
            InputStream in,
            String source,
            ReadLimits limits,
            TreeRecord record,
            RecordParts parts,
            boolean withOffsets,
            List<Detection> detections,
            ProblemSink problems) {
        super(source, record, References.NONE, detections, problems);
        this.in = in;
        this.limits = limits;
        this.withOffsets = withOffsets;
        object = new ObjectRecord(limits, record, parts);
    }

    @Override
    protected boolean next(RecordBatch into) {
        if (from >= whole && !hasLine()) {
            return false;
        }
        line++;
        int start = line == 1 && isMarked() ? MARK_BYTES : from;
        if (whole - start > limits.maxRecordBytes() && isTooLong(start)) {
            return true;
        }
        scanner.reset(block, start, whole, blockOffset, line);
        int first = scanner.next();
        if (first == '{') {
            records++;
            take(into, start);
        } else if (first >= 0 && !isBlank(start)) {
            records++;
            lose(new Problem(JsonProblem.BAD_RECORD, at(start), "the line is no object, so it is not read.", ""));
        }
        from = Math.min(to, lineEnd((int) (scanner.byteOffset() - blockOffset)) + 1);
        return true;
    }

    /** Whether a byte order mark stands in front of the first line. */
    private boolean isMarked() {
        return to >= MARK_BYTES && block[0] == (byte) 0xEF && block[1] == (byte) 0xBB && block[2] == (byte) 0xBF;
    }

    /** Reports the line and goes behind it, if it is too long. */
    private boolean isTooLong(int start) {
        int end = lineEnd(start);
        if (end - start <= limits.maxRecordBytes()) {
            return false;
        }
        records++;
        lose(new Problem(
                JsonProblem.RECORD_LIMIT,
                at(start),
                "the line is longer than " + limits.maxRecordBytes() + " bytes, so it is not read.",
                "If that is meant, raise the limit in ReadLimits."));
        from = Math.min(to, end + 1);
        if (end == to) {
            skipRest();
        }
        return true;
    }

    private boolean isBlank(int start) {
        int end = lineEnd(start);
        for (int i = start; i < end; i++) {
            if ((block[i] & 0xff) > ' ') {
                return false;
            }
        }
        return true;
    }

    private void take(RecordBatch into, int start) {
        long number = records;
        record.start(into.text());
        try {
            object.read(scanner);
            if (scanner.next() >= 0) {
                throw scanner.bad("something follows the object");
            }
        } catch (BadJson e) {
            SourcePosition at = at(start);
            refuse(new Problem(
                    JsonProblem.BAD_RECORD,
                    e.column > 0 ? at.withColumn(e.column) : at,
                    "the line is no JSON: " + e.getMessage() + ", so it is not read.",
                    "Correct it at this place."));
            return;
        }
        if (record.objection().isEmpty()) {
            records += Math.max(1, record.end(into, number, line, withOffsets ? blockOffset + start : -1)) - 1;
        }
        if (record.objection().isEmpty()) {
            warn(start, number);
        } else {
            refuse(new Problem(
                    JsonProblem.RECORD_LIMIT,
                    at(start).withField(record.objectionField()),
                    record.objection() + ", so it is not read.",
                    "If that is meant, raise the limit in ReadLimits."));
        }
    }

    /** Forgets what was read of the line. */
    private void refuse(Problem problem) {
        record.object(problem.message(), "");
        lose(problem);
    }

    private void warn(int start, long number) {
        String twice = object.twice();
        if (!twice.isEmpty() && saidTwice.size() < limits.maxColumns() && saidTwice.add(twice)) {
            report(JsonProblem.twice(at(start).withRecord(number), twice));
        }
        if (object.isRepaired() && !saidRepaired) {
            saidRepaired = true;
            report(JsonProblem.repaired(at(start).withRecord(number)));
        }
    }

    private SourcePosition at(int start) {
        SourcePosition at = SourcePosition.ofRecord(source, records).withLine(line);
        return withOffsets ? at.withByteOffset(blockOffset + start) : at;
    }

    private int lineEnd(int start) {
        return TextBuffer.indexOf((byte) '\n', block, start, to);
    }

    /** Reads on until a line is whole, or longer than it may be; false at the end. */
    private boolean hasLine() {
        int searched = from;
        while (!exhausted && to - from - MARK_BYTES <= limits.maxRecordBytes()) {
            searched -= makeRoom();
            fill();
            if (findWhole(searched)) {
                return true;
            }
            searched = to;
        }
        whole = to;
        return from < to;
    }

    /** Finds the last line that is whole; false when none ends behind what was searched. */
    private boolean findWhole(int searched) {
        whole = to;
        while (whole > searched && block[whole - 1] != '\n') {
            whole--;
        }
        return whole > searched;
    }

    /** Moves the line to the front, and says by how much. */
    private int makeRoom() {
        int moved = from;
        if (moved > 0) {
            System.arraycopy(block, from, block, 0, to - from);
            blockOffset += from;
            to -= from;
            from = 0;
        }
        if (to == block.length) {
            block = Arrays.copyOf(block, block.length * 2);
        }
        return moved;
    }

    private void fill() {
        try {
            int got = in.read(block, to, block.length - to);
            if (got < 0) {
                exhausted = true;
            } else {
                to += got;
            }
        } catch (IOException e) {
            throw failure("reading failed: ", e);
        }
    }

    /** Reads on to the end of a line that was too long. */
    private void skipRest() {
        int end = to;
        while (end == to && !exhausted) {
            from = to;
            makeRoom();
            fill();
            end = lineEnd(from);
        }
        from = Math.min(to, end + 1);
        findWhole(from);
    }

    private FeedException failure(String what, IOException e) {
        return new FeedException(
                new Problem(JsonProblem.NOT_WELL_FORMED, SourcePosition.unknown(source), what + e.getMessage()), e);
    }

    @Override
    public void close() {
        try {
            in.close();
        } catch (IOException e) {
            throw failure("closing failed: ", e);
        }
    }
}
