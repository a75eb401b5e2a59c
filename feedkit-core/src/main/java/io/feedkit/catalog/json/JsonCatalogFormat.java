package io.feedkit.catalog.json;

import io.feedkit.catalog.CatalogFormat;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.Head;
import io.feedkit.catalog.RecordReader;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** JSON: an array of objects, or an object per line. */
public final class JsonCatalogFormat implements CatalogFormat {
    private static final int NAMED = 95;
    private static final int LIKELY = 80;

    /** For {@link java.util.ServiceLoader}. */
    public JsonCatalogFormat() {}

    @Override
    public String name() {
        return "json";
    }

    @Override
    public int confidence(Head head) {
        byte[] bytes = head.bytes();
        int first = JsonShape.firstByte(bytes);
        if (first >= bytes.length || bytes[first] != '{' && bytes[first] != '[') {
            return 0;
        }
        String name = head.name().toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
        return name.endsWith(".json") || name.endsWith(".ndjson") || name.endsWith(".jsonl") ? NAMED : LIKELY;
    }

    @Override
    public RecordReader open(InputStream in, Head head, CatalogOptions options, ProblemSink problems) {
        JsonInput input = new JsonInput(options.limits());
        JsonShape shape = JsonShape.find(head, input);
        if (!options.recordPath().isEmpty()) {
            shape = new JsonShape(false, options.recordPath(), "given", true);
        }
        if (shape == null) {
            throw new FeedException(new Problem(
                    JsonProblem.NO_RECORDS,
                    SourcePosition.unknown(head.name()),
                    "the document has no array of objects.",
                    "Name the member that holds the products as the record path."));
        }
        List<Detection> detections = new ArrayList<>();
        if (options.recordPath().isEmpty()) {
            String found = shape.lines() ? "lines" : shape.path().isEmpty() ? "the document" : shape.path();
            detections.add(new Detection("records", found, shape.evidence(), shape.sure()));
        }
        detections.add(new Detection("decimal separator", ".", "numbers of JSON", true));
        return shape.lines()
                ? new LineReader(in, head.name(), options.limits(), input, detections, problems)
                : new ArrayReader(in, head.name(), shape.path(), options.limits(), input, detections, problems);
    }
}
