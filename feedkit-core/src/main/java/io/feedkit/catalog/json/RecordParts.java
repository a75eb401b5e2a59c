package io.feedkit.catalog.json;

import io.feedkit.catalog.tree.InnerArray;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the head shows inside the records: what only wraps the rest and is left out of the names of columns, and arrays of objects.
 *
 * <p>GraphQL puts each list in a page, {@code variants: {edges: [{node: {sku}}]}}; its columns are called as if it was the list, {@code variants.sku}. So is a record that
 * holds nothing but one object, {@code {"product": {…}}}. Paths are from the record, parted by slashes.
 *
 * @param unnamed members that give no name to what is inside them
 * @param outer members whose name that of an inner one is, which is the one that repeats
 * @param arrays arrays of objects
 */
record RecordParts(Set<String> unnamed, Set<String> outer, List<InnerArray> arrays) {
    static final RecordParts NONE = new RecordParts(Set.of(), Set.of(), List.of());

    /** What the object is called that a record wraps. */
    private static final Set<String> ENVELOPES = Set.of("node", "product", "item", "_source");
    /** Members beside the object that a record wraps, which say nothing of the product. */
    private static final Set<String> BESIDE = Set.of("cursor", "__typename", "_index", "_type", "_id", "_score");

    private static final String EACH = "/*";
    /** Characters that mean something in the paths of a mapping. */
    private static final String SIGNS = "{}*";

    /** @param path of the records, as {@link JsonShape} has it */
    static RecordParts of(JsonOutline outline, String path) {
        RecordParts parts = new RecordParts(new HashSet<>(), new HashSet<>(), new ArrayList<>());
        parts.addEnvelope(outline, path);
        outline.pages.forEach((list, page) -> parts.addPage(outline, below(path, list), below(path, page), list));
        parts.addArrays(outline, path);
        return parts;
    }

    private void addEnvelope(JsonOutline outline, String path) {
        JsonOutline.Seen records = new JsonOutline.Seen();
        outline.single.forEach((at, seen) -> {
            String inside = below(path, at);
            if (inside != null && inside.isEmpty()) {
                records.add(seen);
            }
        });
        Set<String> names = new HashSet<>(records.members);
        names.removeAll(BESIDE);
        String only = names.size() == 1 ? names.iterator().next() : "";
        if (ENVELOPES.contains(only) && records.nested.contains(only) && !records.flat.contains(only)) {
            unnamed.add(only);
        }
    }

    private void addPage(JsonOutline outline, @Nullable String list, @Nullable String page, String whole) {
        if (list == null || page == null || page.isEmpty()) {
            return;
        }
        boolean edges = list.endsWith("/" + GraphPages.EDGES);
        String node = "/" + GraphPages.NODE;
        if (edges && !outline.candidates.containsKey(whole + node)) {
            return;
        }
        unnamed.add(list);
        outer.add(page);
        if (edges) {
            outer.add(list);
            unnamed.add(list + node);
        }
    }

    private void addArrays(JsonOutline outline, String path) {
        Map<String, InnerArray> found = new LinkedHashMap<>();
        outline.candidates.forEach((at, seen) -> {
            String inside = below(path, at);
            if (seen.map && inside != null && inside.endsWith(EACH)) {
                // Columns of objects by their keys would be others for each record, so their objects cannot become
                // records.
                String plain = column(inside.substring(0, inside.length() - EACH.length()));
                found.putIfAbsent(plain, new InnerArray(plain, seen.members, seen.repeated, false));
            } else if (!seen.map && inside != null && !inside.isEmpty() && !outer.contains(inside)) {
                String plain = column(inside);
                boolean whole = isWhole(outline, at, inside) && plain.chars().noneMatch(c -> SIGNS.indexOf(c) >= 0);
                InnerArray array = new InnerArray(plain, seen.members, seen.repeated, whole);
                found.merge(plain, array, InnerArray::and);
            }
        });
        arrays.addAll(found.values());
    }

    /** Whether no other array of the record holds this one. */
    private boolean isWhole(JsonOutline outline, String at, String inside) {
        int start = at.length() - inside.length();
        for (int end = at.indexOf('/', start); end > 0; end = at.indexOf('/', end + 1)) {
            JsonOutline.Seen above = outline.candidates.get(at.substring(0, end));
            String holder = at.substring(start, end);
            boolean envelope = unnamed.contains(holder) && holder.indexOf('/') < 0;
            boolean ownPage = outer.contains(holder) && at.substring(end).equals("/" + GraphPages.NODE);
            if (holder.endsWith("[]") || above != null && !above.map && !ownPage && !envelope) {
                return false;
            }
        }
        return !inside.endsWith("[]");
    }

    /** The name of the columns of a place. */
    private String column(String place) {
        StringBuilder name = new StringBuilder();
        int from = 0;
        while (from <= place.length()) {
            int end = place.indexOf('/', from);
            end = end < 0 ? place.length() : end;
            if (!unnamed.contains(place.substring(0, end))) {
                name.append(name.length() == 0 ? "" : ".").append(place, from, end);
            }
            from = end + 1;
        }
        return name.toString();
    }

    /** The rest of a path behind that of the records, in which {@code *} stands for any member; null for another. */
    private static @Nullable String below(String records, String path) {
        if (records.isEmpty()) {
            return path;
        }
        String[] steps = records.split("/");
        int from = 0;
        for (int i = 0; i < steps.length; i++) {
            if (from > path.length()) {
                return null;
            }
            int end = path.indexOf('/', from);
            end = end < 0 ? path.length() : end;
            if (!steps[i].equals("*") && !path.substring(from, end).equals(steps[i])) {
                return null;
            }
            from = end + 1;
        }
        return from > path.length() ? "" : path.substring(from);
    }
}
