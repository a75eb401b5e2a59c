package io.feedkit.export.call.json;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.json.JsonFactory;

/** The JSON of an answer: maps, lists, and texts; numbers and truth values are the texts they were written as, {@code null} is nothing. */
public final class JsonAnswer {
    private static final JsonFactory JSON = new JsonFactory();

    private JsonAnswer() {}

    /** Null when the text is no JSON, or nothing. */
    public static @Nullable Object parse(byte[] json) {
        try (JsonParser parser = JSON.createParser(ObjectReadContext.empty(), json)) {
            Object value = parser.nextToken() == null ? null : value(parser);
            return parser.nextToken() == null ? value : null;
        } catch (JacksonException e) {
            return null;
        }
    }

    private static @Nullable Object value(JsonParser parser) {
        JsonToken token = parser.currentToken();
        if (token == JsonToken.START_OBJECT) {
            Map<String, @Nullable Object> members = new LinkedHashMap<>();
            for (String name = parser.nextName(); name != null; name = parser.nextName()) {
                parser.nextToken();
                members.put(name, value(parser));
            }
            return members;
        }
        if (token == JsonToken.START_ARRAY) {
            List<@Nullable Object> items = new ArrayList<>();
            while (parser.nextToken() != JsonToken.END_ARRAY) {
                items.add(value(parser));
            }
            return items;
        }
        return token == JsonToken.VALUE_NULL ? null : parser.getString();
    }

    /** What stands at a JSON pointer; null when nothing does. */
    public static @Nullable Object at(@Nullable Object from, String pointer) {
        Object reached = from;
        if (pointer.isEmpty() || pointer.equals("/")) {
            return reached;
        }
        for (String step : pointer.substring(1).split("/", -1)) {
            String name = step.replace("~1", "/").replace("~0", "~");
            if (reached instanceof Map<?, ?> members) {
                reached = members.get(name);
            } else if (reached instanceof List<?> items && name.matches("[0-9]{1,9}")) {
                int index = Integer.parseInt(name);
                reached = index < items.size() ? items.get(index) : null;
            } else {
                return null;
            }
        }
        return reached;
    }

    /** The text at a pointer; empty when none stands there. */
    public static String text(@Nullable Object from, String pointer) {
        return at(from, pointer) instanceof String text ? text : "";
    }

    /** The list at a pointer, or null; an empty pointer is the answer itself. */
    public static @Nullable List<?> list(@Nullable Object from, String pointer) {
        return at(from, pointer) instanceof List<?> items ? items : null;
    }
}
