package io.feedkit.feed.json;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedInfo;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedPath;
import io.feedkit.feed.FeedPath.Step;
import io.feedkit.feed.FeedProblem;
import io.feedkit.feed.InfoText;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.LinkedHashMap;
import java.util.Map;

/** The objects around the list of records, as a layout's option {@code under} and its head describe them. */
final class JsonFrame {
    /** Where the list of records stands. */
    private static final Object RECORDS = new Object();

    private final Map<String, Object> outermost = new LinkedHashMap<>();
    private final boolean lines;
    private final boolean bare;
    private final int depth;

    JsonFrame(FeedLayout layout, boolean lines) {
        this.lines = lines;
        String under = layout.option("under", "");
        bare = under.isEmpty();
        depth = bare ? 0 : FeedPath.parse(under).steps().size();
        if (bare && !layout.head().isEmpty()) {
            throw bad("A list of records has no place for a head.", "Say under which key the list stands.");
        }
        layout.head().forEach((path, text) -> put(path, InfoText.parse(text)));
        if (!bare) {
            put(under, RECORDS);
        }
    }

    private static FeedException bad(String message, String fix) {
        return new FeedException(new Problem(FeedProblem.BAD_LAYOUT, SourcePosition.unknown("layout"), message, fix));
    }

    @SuppressWarnings("unchecked")
    private void put(String path, Object value) {
        FeedPath parsed = FeedPath.parse(path);
        Map<String, Object> place = outermost;
        for (Step step : parsed.above()) {
            Object below = place.computeIfAbsent(JsonTree.key(step, path), key -> new LinkedHashMap<String, Object>());
            if (!(below instanceof Map)) {
                throw bad("In the head, " + Problem.quote(path) + " stands below a text.", "Give it another key.");
            }
            place = (Map<String, Object>) below;
        }
        place.put(JsonTree.key(parsed.last(), path), value);
    }

    /** Everything up to the first record. */
    String head(FeedInfo info) {
        if (lines || bare) {
            return lines ? "" : "[\n";
        }
        TextBuffer out = new TextBuffer(256);
        upToRecords(outermost, info, new JsonWriter(out));
        return new String(out.bytes(), 0, out.end(), UTF_8) + "\n";
    }

    /** Writes a map up to the list of records, if that is in it. */
    @SuppressWarnings("unchecked")
    private static boolean upToRecords(Map<String, Object> map, FeedInfo info, JsonWriter json) {
        json.object();
        for (Map.Entry<String, Object> entry : map.entrySet()) {
            if (entry.getValue() == RECORDS) {
                json.array(entry.getKey());
                return true;
            }
            if (entry.getValue() instanceof InfoText text) {
                json.field(entry.getKey(), text.of(info));
            } else {
                json.name(JsonWriter.readyName(entry.getKey()));
                if (upToRecords((Map<String, Object>) entry.getValue(), info, json)) {
                    return true;
                }
            }
        }
        json.endObject();
        return false;
    }

    /** Everything behind the last record. */
    String tail() {
        if (lines) {
            return "";
        }
        return "\n]" + "}".repeat(depth) + "\n";
    }
}
