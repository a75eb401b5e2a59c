package io.feedkit.export;

import io.feedkit.batch.Failure;
import io.feedkit.feed.json.JsonWriter;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** What failed in a rule, as ledgers and reports write it. */
final class FailureJson {
    static final String NAME = "failure";

    private FailureJson() {}

    /** Appends a member of an object, unless nobody knows what failed. */
    static void append(Failure failure, JsonWriter json) {
        if (failure.isNone()) {
            return;
        }
        json.object(NAME).field("source", failure.source());
        json.field("line", failure.line()).field("column", failure.column());
        json.field("endLine", failure.endLine()).field("endColumn", failure.endColumn());
        json.field("expression", failure.expression()).array("inputs");
        for (Failure.Input input : failure.inputs()) {
            json.object().field("name", input.name());
            if (!input.isMissing()) {
                json.field("value", input.value());
            }
            json.endObject();
        }
        json.endArray().endObject();
    }

    /** Reads what {@link #append} wrote; {@link Failure#NONE} for what is not there. */
    static Failure read(@Nullable Object json) {
        Map<String, Object> failure = SummaryJson.object(json);
        if (failure.isEmpty()) {
            return Failure.NONE;
        }
        List<Failure.Input> inputs = SummaryJson.array(failure.get("inputs")).stream()
                .map(SummaryJson::object)
                .map(FailureJson::input)
                .toList();
        return new Failure(
                SummaryJson.text(failure.get("source")),
                number(failure, "line"),
                number(failure, "column"),
                number(failure, "endLine"),
                number(failure, "endColumn"),
                SummaryJson.text(failure.get("expression")),
                inputs);
    }

    private static Failure.Input input(Map<String, Object> json) {
        String name = SummaryJson.text(json.get("name"));
        return json.containsKey("value")
                ? Failure.Input.of(name, SummaryJson.text(json.get("value")))
                : Failure.Input.missing(name);
    }

    private static int number(Map<String, Object> json, String name) {
        return (int) Math.min(SummaryJson.count(json.get(name)), Integer.MAX_VALUE);
    }
}
