package io.feedkit.catalog.json;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.catalog.RecordReader;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/** Streams objects that stand on a line each; a broken line costs nothing but itself. */
final class LineReader implements RecordReader {
    private static final int BLOCK = 64 * 1024;
    private static final int BATCH_BYTES = 2 * 1024 * 1024;

    private final InputStream in;
    private final String source;
    private final ReadLimits limits;
    private final JsonInput input;
    private final List<Detection> detections;
    private final ProblemSink problems;
    private final ObjectRecord object;
    private final List<Problem> lost = new ArrayList<>();

    private byte[] block = new byte[BLOCK];
    private int from;
    private int to;
    private long blockOffset;
    private long line;
    private long records;
    private boolean exhausted;

    LineReader(
            InputStream in,
            String source,
            ReadLimits limits,
            JsonInput input,
            List<Detection> detections,
            ProblemSink problems) {
        this.in = in;
        this.source = source;
        this.limits = limits;
        this.input = input;
        this.detections = List.copyOf(detections);
        this.problems = problems;
        object = new ObjectRecord(limits);
    }

    @Override
    public List<String> columns() {
        return object.record().columns();
    }

    @Override
    public List<Detection> detections() {
        return detections;
    }

    @Override
    public List<Problem> lost() {
        return lost;
    }

    @Override
    public boolean read(RecordBatch into) {
        into.clear();
        lost.clear();
        while (into.rows() < ProductBatch.ROWS && into.text().end() < BATCH_BYTES && lost.size() < ProductBatch.ROWS) {
            if (!next(into)) {
                return into.rows() > 0;
            }
        }
        return true;
    }

    private boolean next(RecordBatch into) {
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
            lose(JsonProblem.RECORD_LIMIT, start, "the line is longer than " + limits.maxRecordBytes() + " bytes");
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
        object.record().start(into.text());
        String reason;
        try (JsonParser parser = input.open(block, start, end - start)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) {
                object.read(parser);
                reason = parser.nextToken() == null ? "" : "something follows the object";
            } else {
                reason = "the line is no object";
            }
        } catch (JacksonException e) {
            reason = "the line is no JSON: " + e.getOriginalMessage();
        }
        String objection = object.record().objection();
        if (reason.isEmpty() && objection.isEmpty()) {
            object.record().end(into, records, line, blockOffset + start);
        } else {
            object.record().object(reason, "");
            lose(reason.isEmpty() ? JsonProblem.RECORD_LIMIT : JsonProblem.BAD_RECORD, start, reason + objection);
        }
    }

    private void lose(JsonProblem code, int start, String reason) {
        SourcePosition at = SourcePosition.ofRecord(source, records)
                .withLine(line)
                .withByteOffset(blockOffset + start)
                .withField(object.record().objectionField());
        Problem problem = new Problem(code, at, reason + ", so it is not read.", "");
        lost.add(problem);
        problems.report(problem);
    }

    /** Where the next line ends, its start at {@link #from}; -1 at the end. A line over the limit ends where the limit is. */
    private int lineEnd() {
        int scanned = from;
        while (true) {
            for (int i = scanned; i < to; i++) {
                if (block[i] == '\n') {
                    return i;
                }
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
