package io.feedkit.shop.json;

import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.answer.UnreadableAnswer;
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
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;

/** Reads an answer in JSON. What stands before the first bracket, as when a host prints a warning of its own, is skipped. */
public final class JsonAnswers {
    private static final int MAX_DEPTH = 100;
    private static final int MOST_STARTS = 64;
    private static final char BYTE_ORDER_MARK = 0xFEFF;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonAnswers() {}

    /** The whole answer. */
    public static Answer parse(byte[] json) throws UnreadableAnswer {
        int start = bracket(json, 0);
        UnreadableAnswer first;
        try {
            return parse(new String(json, start, json.length - start, StandardCharsets.UTF_8));
        } catch (UnreadableAnswer e) {
            first = e;
        }
        // A warning may have brackets itself; what is meant then begins a line. What begins with a bracket has no
        // warning before it.
        boolean warned = new String(json, 0, start, StandardCharsets.UTF_8)
                .chars()
                .anyMatch(c -> c > ' ' && c != BYTE_ORDER_MARK);
        for (int i = 0; warned && i < MOST_STARTS; i++) {
            start = bracket(json, start + 1);
            if (start == json.length) {
                throw first;
            }
            if (json[start - 1] == '\n' || json[start - 1] == '>') {
                try {
                    return parse(new String(json, start, json.length - start, StandardCharsets.UTF_8));
                } catch (UnreadableAnswer e) {
                    first.addSuppressed(e);
                }
            }
        }
        throw first;
    }

    /** Bytes that are no UTF-8 have become U+FFFD by now: one product's broken letter must not cost a page of them. */
    private static Answer parse(String json) throws UnreadableAnswer {
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json)) {
            Answer whole = value(parser, parser.nextToken());
            if (parser.nextToken() != null) {
                throw new UnreadableAnswer("something follows the JSON in it.");
            }
            return whole;
        } catch (JacksonException e) {
            throw new UnreadableAnswer("it is no JSON (" + e.getOriginalMessage() + ").", e);
        }
    }

    private static int bracket(byte[] json, int from) {
        for (int i = from; i < json.length; i++) {
            if (json[i] == '{' || json[i] == '[') {
                return i;
            }
        }
        return from == 0 ? 0 : json.length;
    }

    private static Answer value(JsonParser parser, JsonToken token) {
        if (token == null || token == JsonToken.VALUE_NULL) {
            return Answer.MISSING;
        }
        if (token == JsonToken.START_OBJECT) {
            Map<String, Answer> members = new LinkedHashMap<>();
            while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                members.put(name, value(parser, parser.nextToken()));
            }
            return Answer.of(members);
        }
        if (token == JsonToken.START_ARRAY) {
            List<Answer> items = new ArrayList<>();
            for (JsonToken next = parser.nextToken(); next != JsonToken.END_ARRAY; next = parser.nextToken()) {
                items.add(value(parser, next));
            }
            return Answer.of(items);
        }
        return Answer.of(parser.getString());
    }
}
