package io.feedkit.catalog.csvw.json;

import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/** Finds the members of the dialect in metadata of CSV on the Web: that of the first table, or of the whole group where it has none. */
public final class TableDialect {
    private static final int DEEPEST = 64;

    private final Map<String, String> own = new HashMap<>();
    private final Map<String, String> group = new HashMap<>();

    private TableDialect() {}

    /**
     * From the name of each member to its text; of a list the first element counts, and {@code null} is told as {@code none}.
     *
     * @param none what stands for {@code null}
     */
    public static Map<String, String> members(byte[] metadata, String none) throws NoJson {
        JsonFactory json = JsonFactory.builder()
                .streamReadConstraints(
                        StreamReadConstraints.builder().maxNestingDepth(DEEPEST).build())
                .build();
        TableDialect found = new TableDialect();
        try (JsonParser parser = json.createParser(ObjectReadContext.empty(), metadata)) {
            found.read(parser, none);
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            throw new NoJson(e.getOriginalMessage(), line, e);
        }
        return found.own.isEmpty() ? found.group : found.own;
    }

    /** Thrown for text that is no JSON. */
    public static final class NoJson extends Exception {
        private static final long serialVersionUID = 1L;

        private final int line;

        NoJson(String message, int line, Throwable cause) {
            super(message, cause);
            this.line = line;
        }

        /** Counts from 1. */
        public int line() {
            return line;
        }
    }

    private void read(JsonParser parser, String none) {
        int depth = 0;
        int tables = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                boolean inTable = depth == 3 && tables == 1;
                tables += depth == 1 && name.equals("tables") ? 1 : 0;
                if (name.equals("dialect") && (depth == 1 || inTable) && parser.nextToken() == JsonToken.START_OBJECT) {
                    members(parser, inTable && own.isEmpty() ? own : depth == 1 ? group : new HashMap<>(), none);
                }
            }
        }
    }

    private static void members(JsonParser parser, Map<String, String> into, String none) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY) {
                value = parser.nextToken();
                into.put(name, value.isScalarValue() ? parser.getString() : "");
                while (value != JsonToken.END_ARRAY) {
                    parser.skipChildren();
                    value = parser.nextToken();
                }
            } else if (value == JsonToken.START_OBJECT) {
                parser.skipChildren();
            } else {
                into.put(name, value == JsonToken.VALUE_NULL ? none : parser.getString());
            }
        }
    }
}
