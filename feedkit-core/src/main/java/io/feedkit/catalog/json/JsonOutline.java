package io.feedkit.catalog.json;

import io.feedkit.catalog.Head;
import io.feedkit.catalog.Nesting;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a look at the head of a document shows: every path, and for those that hold several objects what these have in common. */
final class JsonOutline {
    private static final int MOST_PATHS = 10_000;
    private static final int DEEPEST = 32;
    /** A text that is longer is no identifier. */
    private static final int LONGEST_IDENTIFIER = 100;

    /** Objects that may be records, by their path: those of an array, or the members of an object that all hold objects. */
    final Map<String, Seen> candidates = new LinkedHashMap<>();
    /** Objects that stand alone, by their path; empty for the document. */
    final Map<String, Seen> single = new LinkedHashMap<>();

    final Set<String> paths = new HashSet<>();
    /** Objects that hold nothing but a page of others, as GraphQL has them, by the path of the others. */
    final Map<String, String> pages = new LinkedHashMap<>();

    boolean rootObject;
    boolean several;
    boolean whole;

    private final byte[] head;
    private final JsonScanner scanner;
    private final Member nowhere = new Member(Nesting.NONE);

    /** An object: the text of its members, empty for objects and arrays, and those that are objects. */
    private record Shown(Map<String, String> members, Map<String, Shown> objects) {}

    /** Objects at one path. */
    static final class Seen {
        int objects;
        int depth;
        boolean map;
        /** Members of all objects so far. */
        @Nullable
        Set<String> common;

        final Set<String> members = new HashSet<>();
        /** Members that are an object in some, and those that are something else. */
        final Set<String> nested = new HashSet<>();

        final Set<String> flat = new HashSet<>();
        /** Members of which one array has a text twice. */
        final Set<String> repeated = new HashSet<>();

        private void add(Shown object) {
            objects++;
            Set<String> names = object.members.keySet();
            members.addAll(names);
            names.forEach(name -> (object.objects.containsKey(name) ? nested : flat).add(name));
            if (common == null) {
                common = new HashSet<>(names);
            } else {
                common.retainAll(names);
            }
        }

        /** Takes over what was seen at another path. */
        void add(Seen other) {
            members.addAll(other.members);
            nested.addAll(other.nested);
            flat.addAll(other.flat);
        }

        Set<String> common() {
            return common == null ? Set.of() : common;
        }
    }

    JsonOutline(Head head) {
        this.head = head.bytes();
        scanner = new JsonScanner(new ByteArrayInputStream(this.head));
        try {
            scanner.skipMark();
            int first = scanner.next();
            rootObject = first == '{';
            look("", 0);
            whole = true;
            if (rootObject && scanner.next() == '{') {
                several = true;
                while (scanner.next() == '{') {
                    look("", 0);
                }
            }
        } catch (BadJson e) {
            // The head usually ends in the middle of the document; real mistakes are found when reading.
        }
    }

    /** Reads a value; what it holds when it is an object, else null. */
    private @Nullable Shown look(String path, int depth) {
        int first = scanner.next();
        if (depth == DEEPEST || first != '{' && first != '[') {
            scanner.skip(nowhere);
            return null;
        }
        scanner.step();
        if (first == '[') {
            array(path, depth);
            return null;
        }
        Shown object = new Shown(new LinkedHashMap<>(), new LinkedHashMap<>());
        int c = scanner.next();
        while (c != '}') {
            scanner.name();
            String name = scanner.nameText();
            String below = path.isEmpty() ? name : path + "/" + name;
            if (paths.size() < MOST_PATHS) {
                paths.add(below);
            }
            c = scanner.next();
            int from = (int) scanner.byteOffset();
            Shown inside = look(below, depth + 1);
            object.members.put(name, c == '{' || c == '[' ? "" : text(from));
            if (inside != null) {
                object.objects.put(name, inside);
            }
            c = separator('}');
        }
        scanner.step();
        ended(object, path, depth);
        return object;
    }

    private String text(int from) {
        int length = (int) scanner.byteOffset() - from;
        return length > LONGEST_IDENTIFIER ? "" : new String(head, from, length, StandardCharsets.UTF_8);
    }

    private void ended(Shown object, String path, int depth) {
        Set<String> names = object.members.keySet();
        single.computeIfAbsent(path, p -> new Seen()).add(object);
        if (!path.isEmpty() && GraphPages.isPage(names)) {
            pages.put(path + "/" + GraphPages.list(names), path);
        }
        if (object.objects.size() == names.size() && object.objects.size() > 1 && !path.contains("[]")) {
            Seen seen = candidates.computeIfAbsent(path.isEmpty() ? "*" : path + "/*", p -> new Seen());
            seen.depth = depth + 1;
            seen.map = true;
            object.objects.values().forEach(seen::add);
        }
    }

    private void array(String path, int depth) {
        Map<String, Set<String>> texts = new HashMap<>();
        Map<String, Set<String>> nodeTexts = new HashMap<>();
        int c = scanner.next();
        while (c != ']') {
            if (c == '{') {
                Shown object = look(path, depth + 1);
                if (object != null) {
                    element(object, path, depth, texts);
                    Shown node = object.objects.get(GraphPages.NODE);
                    if (node != null) {
                        element(node, path + "/" + GraphPages.NODE, depth + 1, nodeTexts);
                    }
                }
            } else {
                look(path.isEmpty() ? "[]" : path + "/[]", depth + 1);
            }
            c = separator(']');
        }
        scanner.step();
    }

    private void element(Shown object, String path, int depth, Map<String, Set<String>> texts) {
        Seen seen = candidates.computeIfAbsent(path, p -> new Seen());
        seen.depth = depth;
        seen.add(object);
        object.members.forEach((name, text) -> {
            if (!text.isEmpty()
                    && !texts.computeIfAbsent(name, n -> new HashSet<>()).add(text)) {
                seen.repeated.add(name);
            }
        });
    }

    private int separator(char end) {
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
}
