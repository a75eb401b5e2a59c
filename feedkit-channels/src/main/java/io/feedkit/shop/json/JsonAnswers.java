package io.feedkit.shop.json;

import io.feedkit.shop.answer.Answer;
import io.feedkit.shop.answer.UnreadableAnswer;
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

/** Reads an answer in JSON. What stands before the first bracket, as when a host prints a warning of its own, is skipped. */
public final class JsonAnswers {
    private static final int MAX_DEPTH = 100;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(
                    StreamReadConstraints.builder().maxNestingDepth(MAX_DEPTH).build())
            .build();

    private JsonAnswers() {}

    /** The whole answer. */
    public static Answer parse(byte[] json) throws UnreadableAnswer {
        int start = firstBracket(json);
        try (JsonParser parser = FACTORY.createParser(ObjectReadContext.empty(), json, start, json.length - start)) {
            return value(parser, parser.nextToken());
        } catch (JacksonException e) {
            throw new UnreadableAnswer("it is no JSON (" + e.getOriginalMessage() + ").", e);
        }
    }

    private static int firstBracket(byte[] json) {
        for (int i = 0; i < json.length; i++) {
            if (json[i] == '{' || json[i] == '[') {
                return i;
            }
        }
        return 0;
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
