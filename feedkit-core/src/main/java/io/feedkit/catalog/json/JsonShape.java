package io.feedkit.catalog.json;

import io.feedkit.catalog.Head;
import io.feedkit.catalog.Nesting;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Where the records of a JSON source are: on lines, one behind the other, in an array, or as the members of an object.
 *
 * <p>Lines when the first line is a whole object and another follows. Else the array of objects whose name feeds use for products; else the one nearest to the
 * root with most members. Arrays of one name in several members of an object are one ({@code *}{@code /products}).
 *
 * @param lines whether each line is a record
 * @param path the members that lead to the records, parted by {@code /}; {@code *} for any; empty for the document itself
 * @param paths everything that the head has, for recognising a system
 */
record JsonShape(boolean lines, String path, String evidence, boolean sure, Set<String> paths) {
    /** A record path that finds nothing, for documents that have none. */
    static final String NOWHERE = "";

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
    private static final int MOST_PATHS = 10_000;
    private static final int DEEPEST = 32;

    /** What a look at the head shows. */
    private static final class Outline {
        final Map<String, Seen> candidates = new LinkedHashMap<>();
        final Set<String> paths = new HashSet<>();
        boolean rootObject;
        boolean several;
        boolean whole;
    }

    private static final class Seen {
        int objects;
        int depth;
        boolean map;
        /** Members of all objects so far. */
        @Nullable
        Set<String> common;

        final Set<String> members = new HashSet<>();

        void add(Set<String> names) {
            objects++;
            members.addAll(names);
            if (common == null) {
                common = new HashSet<>(names);
            } else {
                common.retainAll(names);
            }
        }
    }

    static @Nullable JsonShape find(Head head) {
        Outline outline = outline(head);
        if (isLines(head)) {
            return new JsonShape(true, "", "each line is an object", true, outline.paths);
        }
        return best(outline, head.complete());
    }

    private static Outline outline(Head head) {
        Outline outline = new Outline();
        JsonScanner scanner = new JsonScanner(new ByteArrayInputStream(head.bytes()));
        Member nowhere = new Member(Nesting.NONE);
        try {
            scanner.skipMark();
            int first = scanner.next();
            outline.rootObject = first == '{';
            look(scanner, "", 0, outline, nowhere);
            outline.whole = true;
            if (outline.rootObject && scanner.next() == '{') {
                outline.several = true;
                while (scanner.next() == '{') {
                    look(scanner, "", 0, outline, nowhere);
                }
            }
        } catch (BadJson e) {
            // The head usually ends in the middle of the document; real mistakes are found when reading.
        }
        return outline;
    }

    /** Reads a value; the names of its members when it is an object, else null. */
    private static @Nullable Set<String> look(
            JsonScanner scanner, String path, int depth, Outline outline, Member nowhere) {
        int first = scanner.next();
        if (depth == DEEPEST || first != '{' && first != '[') {
            scanner.skip(nowhere);
            return null;
        }
        scanner.step();
        if (first == '[') {
            array(scanner, path, depth, outline, nowhere);
            return null;
        }
        Set<String> names = new HashSet<>();
        Map<String, Set<String>> objects = new LinkedHashMap<>();
        int c = scanner.next();
        while (c != '}') {
            scanner.name();
            String name = scanner.nameText();
            String below = path.isEmpty() ? name : path + "/" + name;
            if (outline.paths.size() < MOST_PATHS) {
                outline.paths.add(below);
            }
            names.add(name);
            Set<String> inside = look(scanner, below, depth + 1, outline, nowhere);
            if (inside != null) {
                objects.put(name, inside);
            }
            c = separator(scanner, '}');
        }
        scanner.step();
        if (objects.size() == names.size() && objects.size() > 1 && !path.contains("[]")) {
            Seen seen = outline.candidates.computeIfAbsent(path.isEmpty() ? "*" : path + "/*", p -> new Seen());
            seen.depth = depth + 1;
            seen.map = true;
            objects.values().forEach(seen::add);
        }
        return names;
    }

    private static void array(JsonScanner scanner, String path, int depth, Outline outline, Member nowhere) {
        int c = scanner.next();
        while (c != ']') {
            if (c == '{') {
                Set<String> names = look(scanner, path, depth + 1, outline, nowhere);
                Seen seen = outline.candidates.computeIfAbsent(path, p -> new Seen());
                seen.depth = depth;
                seen.add(names == null ? Set.of() : names);
            } else {
                look(scanner, path.isEmpty() ? "[]" : path + "/[]", depth + 1, outline, nowhere);
            }
            c = separator(scanner, ']');
        }
        scanner.step();
    }

    private static int separator(JsonScanner scanner, char end) {
        int c = scanner.next();
        if (c == ',') {
            scanner.step();
            c = scanner.next();
            return c == end ? ',' : c;
        }
        if (c != end) {
            throw scanner.unexpected(c, "',' or '" + end + "'");
        }
        return c;
    }

    private static @Nullable JsonShape best(Outline outline, boolean complete) {
        Map<String, Seen> outer = outermost(outline.candidates);
        String best = null;
        int bestRank = Integer.MIN_VALUE;
        for (Map.Entry<String, Seen> entry : outer.entrySet()) {
            int rank = rank(entry.getKey(), entry.getValue());
            if (rank > bestRank) {
                bestRank = rank;
                best = entry.getKey();
            }
        }
        Seen seen = best == null ? null : outer.get(best);
        if (best == null || seen == null) {
            boolean single = outline.rootObject && outline.whole && !outline.paths.isEmpty();
            String evidence = outline.several ? "objects one behind the other" : "the document is one object";
            return single && (complete || outline.several)
                    ? new JsonShape(false, "", evidence, outline.several, outline.paths)
                    : null;
        }
        String evidence = seen.objects + " objects in the head, " + seen.members.size() + " different members";
        return new JsonShape(false, merged(best, outer), evidence, outer.size() == 1 || isUsual(best), outline.paths);
    }

    /** Arrays inside records are not candidates: they belong to their record. */
    private static Map<String, Seen> outermost(Map<String, Seen> all) {
        Map<String, Seen> outer = new LinkedHashMap<>();
        all.forEach((path, seen) -> {
            boolean inside = all.entrySet().stream()
                    .anyMatch(other -> !other.getValue().map
                            && !other.getKey().equals(path)
                            && (other.getKey().isEmpty() || path.startsWith(other.getKey() + "/")));
            Set<String> common = seen.common;
            boolean alike = !seen.map || common != null && 2 * common.size() >= seen.members.size();
            if (!inside && alike) {
                outer.put(path, seen);
            }
        });
        return outer;
    }

    private static int rank(String path, Seen seen) {
        return (isUsual(path) ? 1_000_000 : 0)
                - (seen.map ? 500_000 : 0)
                - seen.depth * 10_000
                + Math.min(seen.members.size(), 9_999);
    }

    /** The path with {@code *} where other members hold an array of the same name. */
    private static String merged(String path, Map<String, Seen> all) {
        int end = path.lastIndexOf('/');
        int start = path.lastIndexOf('/', end - 1) + 1;
        if (end < 0 || path.endsWith("*")) {
            return path;
        }
        List<String> alike = new ArrayList<>();
        for (String other : all.keySet()) {
            int otherEnd = other.lastIndexOf('/');
            int otherStart = other.lastIndexOf('/', otherEnd - 1) + 1;
            if (otherEnd >= 0
                    && other.substring(otherEnd).equals(path.substring(end))
                    && other.substring(0, otherStart).equals(path.substring(0, start))) {
                alike.add(other);
            }
        }
        return alike.size() > 1 ? path.substring(0, start) + "*" + path.substring(end) : path;
    }

    private static boolean isUsual(String path) {
        String plain = path.endsWith("/*") ? path.substring(0, path.length() - 2) : path;
        return USUAL.contains(plain.substring(plain.lastIndexOf('/') + 1).toLowerCase(Locale.ROOT));
    }

    private static boolean isLines(Head head) {
        byte[] bytes = head.bytes();
        int from = firstByte(bytes);
        boolean named = isNamedLines(head.name());
        if (from >= bytes.length || bytes[from] != '{') {
            return named && from < bytes.length && bytes[from] != '[';
        }
        int end = from;
        while (end < bytes.length && bytes[end] != '\n') {
            end++;
        }
        if (named || end == bytes.length) {
            return named;
        }
        int next = end;
        while (next < bytes.length && bytes[next] >= 0 && bytes[next] <= ' ') {
            next++;
        }
        return next < bytes.length && isObject(bytes, from, end);
    }

    private static boolean isNamedLines(String name) {
        String plain = name.toLowerCase(Locale.ROOT).replaceAll("\\.gz$", "");
        return plain.endsWith(".ndjson") || plain.endsWith(".jsonl");
    }

    static int firstByte(byte[] bytes) {
        int from = bytes.length > 2 && bytes[0] == (byte) 0xEF && bytes[1] == (byte) 0xBB ? 3 : 0;
        while (from < bytes.length && bytes[from] >= 0 && bytes[from] <= ' ') {
            from++;
        }
        return from;
    }

    private static boolean isObject(byte[] bytes, int from, int to) {
        JsonScanner scanner = new JsonScanner();
        scanner.reset(bytes, from, to, 0, 1);
        try {
            scanner.skip(new Member(Nesting.NONE));
            return scanner.next() < 0;
        } catch (BadJson e) {
            return false;
        }
    }
}
