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
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.TokenStreamLocation;

/** Streams the objects of one array of a JSON document. */
final class ArrayReader implements RecordReader {
    private static final int BATCH_BYTES = 2 * 1024 * 1024;

    private final InputStream in;
    private final String source;
    private final String[] path;
    private final ReadLimits limits;
    private final JsonInput input;
    private final List<Detection> detections;
    private final ProblemSink problems;
    private final ObjectRecord object;
    private final List<Problem> lost = new ArrayList<>();
    private @Nullable JsonParser parser;
    private boolean inArray;
    private boolean ended;
    private long records;

    ArrayReader(
            InputStream in,
            String source,
            String path,
            ReadLimits limits,
            JsonInput input,
            List<Detection> detections,
            ProblemSink problems) {
        this.in = in;
        this.source = source;
        this.path = path.isEmpty() ? new String[0] : path.split("/");
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
        try {
            while (!ended
                    && into.rows() < ProductBatch.ROWS
                    && into.text().end() < BATCH_BYTES
                    && lost.size() < ProductBatch.ROWS) {
                next(into);
            }
        } catch (JacksonException e) {
            throw broken(e);
        }
        return into.rows() > 0 || !ended;
    }

    private JsonParser parser() {
        JsonParser open = parser;
        if (open == null) {
            open = input.open(in);
            parser = open;
        }
        return open;
    }

    private void next(RecordBatch into) {
        JsonParser json = parser();
        if (!inArray) {
            inArray = find(json, json.nextToken(), 0);
            if (!inArray) {
                throw new FeedException(new Problem(
                        JsonProblem.NO_RECORDS,
                        SourcePosition.unknown(source),
                        "there is no array at " + String.join("/", path) + ".",
                        "Correct the record path."));
            }
        }
        JsonToken token = json.nextToken();
        if (token == null || token == JsonToken.END_ARRAY) {
            // What follows is read too: a document that breaks off was cut, perhaps in the middle of its products.
            while (token != null) {
                token = json.nextToken();
            }
            ended = true;
            return;
        }
        records++;
        SourcePosition start = position(json.currentTokenLocation()).withRecord(records);
        if (token != JsonToken.START_OBJECT) {
            json.skipChildren();
            lose(new Problem(JsonProblem.BAD_RECORD, start, "the element is no object, so it is no product.", ""));
            return;
        }
        object.record().start(into.text());
        object.read(json);
        if (object.record().objection().isEmpty()) {
            object.record()
                    .end(
                            into,
                            records,
                            start.line().orElse(-1),
                            start.byteOffset().orElse(-1));
        } else {
            lose(new Problem(
                    JsonProblem.RECORD_LIMIT,
                    start.withField(object.record().objectionField()),
                    object.record().objection() + ", so the record is not read.",
                    "If that is meant, raise the limit in ReadLimits."));
        }
    }

    /** Goes to the array at the path: true when the parser stands at its begin. */
    private boolean find(JsonParser json, @Nullable JsonToken token, int depth) {
        if (token == null) {
            return false;
        }
        if (depth == path.length) {
            if (token == JsonToken.START_ARRAY) {
                return true;
            }
            json.skipChildren();
            return false;
        }
        if (token == JsonToken.START_ARRAY && path[depth].equals("[]")) {
            for (JsonToken next = json.nextToken();
                    next != null && next != JsonToken.END_ARRAY;
                    next = json.nextToken()) {
                if (find(json, next, depth + 1)) {
                    return true;
                }
            }
            return false;
        }
        if (token == JsonToken.START_OBJECT) {
            for (JsonToken next = json.nextToken(); next == JsonToken.PROPERTY_NAME; next = json.nextToken()) {
                boolean wanted = path[depth].equals(json.currentName());
                JsonToken value = json.nextToken();
                if (wanted && find(json, value, depth + 1)) {
                    return true;
                }
                if (!wanted) {
                    json.skipChildren();
                }
            }
            return false;
        }
        json.skipChildren();
        return false;
    }

    private void lose(Problem problem) {
        lost.add(problem);
        problems.report(problem);
    }

    private SourcePosition position(TokenStreamLocation at) {
        SourcePosition position = SourcePosition.unknown(source);
        if (at.getLineNr() > 0) {
            position = position.withLine(at.getLineNr());
        }
        if (at.getColumnNr() > 0) {
            position = position.withColumn(at.getColumnNr());
        }
        return at.getByteOffset() < 0 ? position : position.withByteOffset(at.getByteOffset());
    }

    private FeedException broken(JacksonException e) {
        if (e.getCause() instanceof FeedException problem) {
            return problem;
        }
        TokenStreamLocation at = e.getLocation();
        SourcePosition position = at == null ? SourcePosition.unknown(source) : position(at);
        return new FeedException(
                new Problem(
                        JsonProblem.NOT_WELL_FORMED,
                        records > 0 ? position.withRecord(records) : position,
                        "the document is not well-formed: " + e.getOriginalMessage() + ".",
                        "Correct it at this place; nothing after it can be trusted. Depth of nesting is limited to "
                                + limits.maxDepth() + "."),
                e);
    }

    @Override
    public void close() {
        try {
            JsonParser open = parser;
            if (open != null) {
                open.close();
            }
            in.close();
        } catch (IOException e) {
            throw new FeedException(
                    new Problem(JsonProblem.NOT_WELL_FORMED, SourcePosition.unknown(source), "closing failed: " + e),
                    e);
        }
    }
}
