package io.feedkit.channel.generate.json;

import io.feedkit.channel.generate.json.JsonValue.Kind;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.SourcePosition;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.TokenStreamLocation;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.json.JsonFactory;

/** Reads JSON into {@link JsonValue}s, within limits. */
public final class JsonText {
    private final String source;
    private final JsonRules limits;
    private final JsonParser parser;
    private int values;

    private JsonText(String source, JsonRules limits, JsonParser parser) {
        this.source = source;
        this.limits = limits;
        this.parser = parser;
    }

    /** The whole text; a {@link FeedException} when there is none, or too much of it. */
    public static JsonValue read(String source, byte[] bytes, JsonRules limits) {
        if (bytes.length > limits.maxBytes()) {
            throw problem(
                    limits.tooLarge(),
                    SourcePosition.unknown(source),
                    "The description has more than " + limits.maxBytes() + " bytes.");
        }
        JsonFactory factory = JsonFactory.builder()
                .streamReadConstraints(StreamReadConstraints.builder()
                        .maxNestingDepth(limits.maxDepth())
                        .maxStringLength(limits.maxBytes())
                        .build())
                .build();
        String text = decoded(source, bytes, limits);
        try (JsonParser parser = factory.createParser(ObjectReadContext.empty(), text)) {
            JsonText reading = new JsonText(source, limits, parser);
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw problem(limits.notJson(), SourcePosition.unknown(source), "The description is empty.");
            }
            JsonValue value = reading.value(first);
            if (parser.nextToken() != null) {
                throw problem(limits.notJson(), reading.at(), "Something follows the JSON.");
            }
            return value;
        } catch (StreamConstraintsException e) {
            throw problem(
                    limits.tooLarge(),
                    at(source, e.getLocation()),
                    "The description is nested too deep or has a value that is too long: " + e.getOriginalMessage());
        } catch (JacksonException e) {
            throw problem(
                    limits.notJson(),
                    at(source, e.getLocation()),
                    "This is not JSON: "
                            + e.getOriginalMessage().lines().findFirst().orElse("") + ".");
        }
    }

    private static String decoded(String source, byte[] bytes, JsonRules limits) {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            throw problem(limits.notJson(), SourcePosition.unknown(source), "The description is not written in UTF-8.");
        }
    }

    private JsonValue value(JsonToken token) {
        TokenStreamLocation place = parser.currentTokenLocation();
        if (++values > limits.maxValues()) {
            throw problem(limits.tooLarge(), at(), "The description has more than " + limits.maxValues() + " values.");
        }
        if (token == JsonToken.START_OBJECT) {
            Map<String, JsonValue> members = new LinkedHashMap<>();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                members.put(name, value(parser.nextToken()));
            }
            return made(Kind.OBJECT, "", members, List.of(), place);
        }
        if (token == JsonToken.START_ARRAY) {
            List<JsonValue> items = new ArrayList<>();
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                items.add(value(next));
            }
            return made(Kind.ARRAY, "", Map.of(), items, place);
        }
        String text = token == JsonToken.VALUE_NULL ? "" : parser.getString();
        return made(kind(token), text, Map.of(), List.of(), place);
    }

    private static Kind kind(JsonToken scalar) {
        if (scalar == JsonToken.VALUE_NULL) {
            return Kind.NULL;
        }
        if (scalar == JsonToken.VALUE_STRING) {
            return Kind.TEXT;
        }
        return scalar.isNumeric() ? Kind.NUMBER : Kind.BOOLEAN;
    }

    private JsonValue made(
            Kind kind, String text, Map<String, JsonValue> members, List<JsonValue> items, TokenStreamLocation place) {
        return new JsonValue(
                kind,
                text,
                members,
                items,
                source,
                limits.wrongShape(),
                Math.max(1, place.getLineNr()),
                Math.max(1, place.getColumnNr()));
    }

    private SourcePosition at() {
        return at(source, parser.currentTokenLocation());
    }

    private static SourcePosition at(String source, TokenStreamLocation place) {
        return place == null || place.getLineNr() < 1 || place.getColumnNr() < 1
                ? SourcePosition.unknown(source)
                : SourcePosition.ofText(source, place.getLineNr(), place.getColumnNr());
    }

    private static FeedException problem(ProblemCode code, SourcePosition at, String message) {
        return new FeedException(new Problem(code, at, message, ""));
    }
}
