package io.feedkit.catalog.json;

import io.feedkit.catalog.Head;
import io.feedkit.catalog.Nesting;
import java.util.ArrayList;
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
 * @param parts what the records hold
 */
record JsonShape(boolean lines, String path, String evidence, boolean sure, Set<String> paths, RecordParts parts) {
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
    /** What the name of one product is called, and what else only a product has. */
    private static final Set<String> TITLES = Set.of("title", "name");

    private static final Set<String> OF_PRODUCTS =
            Set.of("price", "sku", "handle", "slug", "body_html", "vendor", "brand", "gtin", "ean", "barcode");

    static @Nullable JsonShape find(Head head) {
        JsonOutline outline = new JsonOutline(head);
        return isLines(head) ? of(outline, true, "", "each line is an object", true) : best(outline, head.complete());
    }

    /** The same for records that somebody named, or the object that holds them by their keys. */
    static JsonShape at(String path, Head head) {
        JsonOutline outline = new JsonOutline(head);
        String members = path + "/*";
        JsonOutline.Seen seen = outline.candidates.get(members);
        boolean byKey = seen != null && seen.map && isAlike(seen) && !outline.candidates.containsKey(path);
        return of(outline, false, byKey ? members : path, "", true);
    }

    private static JsonShape of(JsonOutline outline, boolean lines, String path, String evidence, boolean sure) {
        return new JsonShape(lines, path, evidence, sure, outline.paths, RecordParts.of(outline, path));
    }

    private static @Nullable JsonShape best(JsonOutline outline, boolean complete) {
        Map<String, JsonOutline.Seen> outer = outermost(outline.candidates);
        String best = null;
        int bestRank = Integer.MIN_VALUE;
        for (Map.Entry<String, JsonOutline.Seen> entry : outer.entrySet()) {
            int rank = rank(entry.getKey(), entry.getValue());
            if (rank > bestRank) {
                bestRank = rank;
                best = entry.getKey();
            }
        }
        JsonOutline.Seen seen = best == null ? null : outer.get(best);
        if (best == null || seen == null) {
            boolean single = outline.rootObject && outline.whole && !outline.paths.isEmpty();
            String evidence = outline.several ? "objects one behind the other" : "the document is one object";
            return single && (complete || outline.several) ? of(outline, false, "", evidence, outline.several) : null;
        }
        String product = product(outline, best);
        if (product != null) {
            return of(outline, false, product, "one object with the name of a product", true);
        }
        String evidence = seen.objects + " objects in the head, " + seen.members.size() + " different members";
        return of(outline, false, merged(best, outer), evidence, outer.size() == 1 || isUsual(best));
    }

    /** The object that is one product and holds the array, which are its variants or pictures then; null when it is none. */
    private static @Nullable String product(JsonOutline outline, String array) {
        String list = outline.pages.getOrDefault(array, array);
        int end = list.lastIndexOf('/');
        String holder = list.substring(0, Math.max(end, 0));
        String name = list.substring(end + 1);
        JsonOutline.Seen seen = outline.single.get(holder);
        boolean records = isUsual(list) && !name.equals("variants");
        boolean product = !array.isEmpty()
                && !records
                && seen != null
                && seen.objects == 1
                && seen.flat.stream().anyMatch(TITLES::contains)
                && seen.flat.stream().anyMatch(OF_PRODUCTS::contains);
        return product ? holder : null;
    }

    /** Arrays inside records are not candidates: they belong to their record. */
    private static Map<String, JsonOutline.Seen> outermost(Map<String, JsonOutline.Seen> all) {
        Map<String, JsonOutline.Seen> outer = new LinkedHashMap<>();
        all.forEach((path, seen) -> {
            if ((!seen.map || isAlike(seen)) && !isInside(path, all)) {
                outer.put(path, seen);
            }
        });
        return outer;
    }

    /** Whether the members of an object look like records by their keys. */
    private static boolean isAlike(JsonOutline.Seen members) {
        return 2 * members.common().size() >= members.members.size();
    }

    private static boolean isInside(String path, Map<String, JsonOutline.Seen> all) {
        boolean inside = !path.isEmpty() && isArray(all.get(""));
        for (int end = path.indexOf('/'); end > 0 && !inside; end = path.indexOf('/', end + 1)) {
            inside = isArray(all.get(path.substring(0, end)));
        }
        return inside;
    }

    private static boolean isArray(JsonOutline.@Nullable Seen seen) {
        return seen != null && !seen.map;
    }

    private static int rank(String path, JsonOutline.Seen seen) {
        return (isUsual(path) ? 1_000_000 : 0)
                - (seen.map ? 500_000 : 0)
                - seen.depth * 10_000
                + Math.min(seen.members.size(), 9_999);
    }

    /** The path with {@code *} where other members hold an array of the same name. */
    private static String merged(String path, Map<String, JsonOutline.Seen> all) {
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
        String plain = path.replaceFirst("/(\\*|edges|nodes)$", "");
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
