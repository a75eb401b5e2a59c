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
    private long blockOffset;
    private long line;
    private boolean exhausted;

    LineReader(
            InputStream in,
            String source,
            ReadLimits limits,
            TreeRecord record,
            boolean withOffsets,
            List<Detection> detections,
            ProblemSink problems) {
        super(source, record, References.NONE, detections, problems);
        this.in = in;
        this.limits = limits;
        this.withOffsets = withOffsets;
        object = new ObjectRecord(limits, record);
    }

    @Override
    protected boolean next(RecordBatch into) {
        int end = lineEnd();
        if (end < 0) {
            return false;
        }
        line++;
        int start = from;
        if (line == 1 && end - start > 2 && block[start] == (byte) 0xEF && block[start + 1] == (byte) 0xBB) {
            start += 3;
        }
        from = Math.min(end + 1, to);
        if (end - start > limits.maxRecordBytes()) {
            records++;
            lose(new Problem(
                    JsonProblem.RECORD_LIMIT,
                    at(start),
                    "the line is longer than " + limits.maxRecordBytes() + " bytes, so it is not read.",
                    "If that is meant, raise the limit in ReadLimits."));
            skipRest(end);
            return true;
        }
        if (!isBlank(start, end)) {
            records++;
            take(into, start, end);
        }
        return true;
    }

    private boolean isBlank(int start, int end) {
        for (int i = start; i < end; i++) {
            if ((block[i] & 0xff) > ' ') {
                return false;
            }
        }
        return true;
    }

    private void take(RecordBatch into, int start, int end) {
        record.start(into.text());
        SourcePosition at = at(start);
        Problem problem = null;
        scanner.reset(block, start, end, blockOffset, line);
        try {
            if (scanner.next() != '{') {
                problem = new Problem(JsonProblem.BAD_RECORD, at, "the line is no object, so it is not read.", "");
            } else {
                object.read(scanner);
                if (scanner.next() >= 0) {
                    throw scanner.bad("something follows the object");
                }
            }
        } catch (BadJson e) {
            problem = new Problem(
                    JsonProblem.BAD_RECORD,
                    e.column > 0 ? at.withColumn(e.column) : at,
                    "the line is no JSON: " + e.getMessage() + ", so it is not read.",
                    "Correct it at this place.");
        }
        if (problem == null && record.objection().isEmpty()) {
            records += Math.max(1, record.end(into, records, line, withOffsets ? blockOffset + start : -1)) - 1;
        }
        if (problem == null && !record.objection().isEmpty()) {
            problem = new Problem(
                    JsonProblem.RECORD_LIMIT,
                    at.withField(record.objectionField()),
                    record.objection() + ", so it is not read.",
                    "If that is meant, raise the limit in ReadLimits.");
        }
        if (problem != null) {
            record.object(problem.message(), "");
            lose(problem);
        } else {
            warn(at);
        }
    }

    private void warn(SourcePosition at) {
        String twice = object.twice();
        if (!twice.isEmpty() && saidTwice.size() < limits.maxColumns() && saidTwice.add(twice)) {
            report(JsonProblem.twice(at, twice));
        }
        if (object.isRepaired() && !saidRepaired) {
            saidRepaired = true;
            report(JsonProblem.repaired(at));
        }
    }

    private SourcePosition at(int start) {
        SourcePosition at = SourcePosition.ofRecord(source, records).withLine(line);
        return withOffsets ? at.withByteOffset(blockOffset + start) : at;
    }

    /** Where the next line ends, its start at {@link #from}; -1 at the end. A line over the limit ends where the limit is. */
    private int lineEnd() {
        int scanned = from;
        while (true) {
            int found = TextBuffer.indexOf((byte) '\n', block, scanned, to);
            if (found < to) {
                return found;
            }
            scanned = to;
            if (exhausted) {
                return from < to ? to : -1;
            }
            if (to - from > limits.maxRecordBytes()) {
                return to;
            }
            scanned -= makeRoom();
            fill();
        }
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
    private void skipRest(int end) {
        if (end < to) {
            return;
        }
        while (true) {
            from = to;
            makeRoom();
            fill();
            for (int i = from; i < to; i++) {
                if (block[i] == '\n') {
                    from = i + 1;
                    return;
                }
            }
            if (exhausted) {
                from = to;
                return;
            }
        }
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
