package io.feedkit.cli;

import io.feedkit.problem.Problem;
import java.io.StringWriter;
import java.util.List;
import java.util.Locale;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.ObjectWriteContext;
import tools.jackson.core.json.JsonFactory;

/** Problems for programs: {@code code}, {@code severity}, {@code file}, {@code line} and {@code column} (from 1) where known, {@code message}, {@code fix} where there is one. */
final class ProblemJson {
    private ProblemJson() {}

    static String of(List<Problem> problems) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = new JsonFactory().createGenerator(ObjectWriteContext.empty(), text)) {
            json.writeStartArray();
            problems.forEach(problem -> write(problem, json));
            json.writeEndArray();
        }
        return text.toString();
    }

    private static void write(Problem problem, JsonGenerator json) {
        json.writeStartObject();
        json.writeStringProperty("code", problem.code().id());
        json.writeStringProperty("severity", problem.severity().name().toLowerCase(Locale.ROOT));
        json.writeStringProperty("file", problem.at().source());
        problem.at().line().ifPresent(line -> json.writeNumberProperty("line", line));
        problem.at().column().ifPresent(column -> json.writeNumberProperty("column", column));
        json.writeStringProperty("message", problem.message());
        if (!problem.fix().isEmpty()) {
            json.writeStringProperty("fix", problem.fix());
        }
        json.writeEndObject();
    }
}
