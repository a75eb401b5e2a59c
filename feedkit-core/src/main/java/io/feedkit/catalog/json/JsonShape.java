package io.feedkit.catalog.json;

import io.feedkit.catalog.Head;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;

/**
 * Where the records of a JSON source are: on lines, or in an array.
 *
 * <p>Lines when the first line is a whole object and another follows. Else the array of objects whose name feeds use for products; else the one nearest to the
 * root with most members.
 *
 * @param lines whether each line is a record
 * @param path the members that lead to the array, parted by {@code /}; empty for an array that is the document
 */
record JsonShape(boolean lines, String path, String evidence, boolean sure) {
    private static final Set<String> USUAL = Set.of(
            "products",
            "items",
            "offers",
            "entries",
            "articles",
            "records",
            "rows",
            "data",
            "results",
            "product",
            "variants",
            "values");

    private static final class Seen {
        int objects;
        int depth;
        final Set<String> members = new HashSet<>();
    }

    static @Nullable JsonShape find(Head head, JsonInput input) {
        if (isLines(head, input)) {
            return new JsonShape(true, "", "each line is an object", true);
        }
        Map<String, Seen> arrays = new LinkedHashMap<>();
        try (JsonParser parser = input.open(head.bytes(), 0, head.bytes().length)) {
            JsonToken first = parser.nextToken();
            if (first != null) {
                look(parser, first, "", 0, arrays);
            }
        } catch (JacksonException e) {
            // The head usually ends in the middle of the document; real mistakes are found when reading.
        }
        return best(arrays);
    }

    private static boolean isLines(Head head, JsonInput input) {
        byte[] bytes = head.bytes();
        int from = firstByte(bytes);
        if (from >= bytes.length || bytes[from] != '{') {
            return false;
        }
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        String name = head.name().toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
        boolean named = name.endsWith(".ndjson") || name.endsWith(".jsonl");
        if (end == bytes.length && !head.complete()) {
            return named;
        }
        boolean whole = isObject(bytes, from, end, input);
        int next = end;
        while (next < bytes.length && bytes[next] <= ' ') {
            next++;
        }
        return whole && (named || next < bytes.length && bytes[next] == '{') || named;
    }

    static int firstByte(byte[] bytes) {
        int from = bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB ? 3 : 0;
        while (from < bytes.length && bytes[from] >= 0 && bytes[from] <= ' ') {
            from++;
        }
        return from;
    }

    private static boolean isObject(byte[] bytes, int from, int to, JsonInput input) {
        try (JsonParser parser = input.open(bytes, from, to - from)) {
            if (parser.nextToken() != JsonToken.START_OBJECT) {
                return false;
            }
            parser.skipChildren();
            return parser.currentToken() == JsonToken.END_OBJECT && parser.nextToken() == null;
        } catch (JacksonException e) {
            return false;
        }
    }

    private static void look(JsonParser parser, JsonToken token, String path, int depth, Map<String, Seen> arrays) {
        if (token == JsonToken.START_OBJECT) {
            for (JsonToken next = parser.nextToken(); next == JsonToken.PROPERTY_NAME; next = parser.nextToken()) {
                String name = parser.currentName();
                JsonToken value = parser.nextToken();
                if (value != null) {
                    look(parser, value, path.isEmpty() ? name : path + "/" + name, depth + 1, arrays);
                }
            }
        } else if (token == JsonToken.START_ARRAY) {
            for (JsonToken next = parser.nextToken();
                    next != null && next != JsonToken.END_ARRAY;
                    next = parser.nextToken()) {
                if (next == JsonToken.START_OBJECT) {
                    object(parser, path, depth, arrays);
                } else {
                    look(parser, next, path + "/[]", depth + 1, arrays);
                }
            }
        }
    }

    /** Arrays inside records are not candidates: they belong to their record. */
    private static void object(JsonParser parser, String path, int depth, Map<String, Seen> arrays) {
        Seen seen = arrays.computeIfAbsent(path, p -> new Seen());
        seen.objects++;
        seen.depth = depth;
        for (JsonToken next = parser.nextToken(); next == JsonToken.PROPERTY_NAME; next = parser.nextToken()) {
            seen.members.add(parser.currentName());
            parser.nextToken();
            parser.skipChildren();
        }
    }

    private static @Nullable JsonShape best(Map<String, Seen> arrays) {
        String best = null;
        int bestRank = Integer.MIN_VALUE;
        for (Map.Entry<String, Seen> entry : arrays.entrySet()) {
            Seen seen = entry.getValue();
            int rank = (isUsual(entry.getKey()) ? 1_000_000 : 0)
                    - seen.depth * 10_000
                    + Math.min(seen.members.size(), 9_999);
            if (rank > bestRank) {
                bestRank = rank;
                best = entry.getKey();
            }
        }
        if (best == null) {
            return null;
        }
        Seen seen = arrays.get(best);
        String evidence = seen == null
                ? ""
                : seen.objects + " objects in the head, " + seen.members.size() + " different members";
        return new JsonShape(false, best, evidence, arrays.size() == 1 || isUsual(best));
    }

    private static boolean isUsual(String path) {
        return USUAL.contains(path.substring(path.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
    }
}
