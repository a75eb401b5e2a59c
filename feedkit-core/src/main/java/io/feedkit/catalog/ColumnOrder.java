package io.feedkit.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The columns of a system's export in their order, by which a header in any language can be read.
 *
 * <p>Some columns came with later versions of the system, so every choice of them is tried. A choice is refused when a column whose name is known stands in the
 * place of another; of the others the one with the most known names wins.
 *
 * @param also other names of the columns
 */
record ColumnOrder(List<Place> places, Map<String, List<String>> also) {
    private static final int LEAST_KNOWN = 2;

    /** One column; {@code optional} when not every version has it. */
    record Place(String name, boolean optional) {}

    /** What the columns are called in this header; empty when it does not stand in this order. */
    Map<String, String> align(List<String> header) {
        Map<String, String> known = known();
        List<String> folded = header.stream().map(ColumnPattern::fold).toList();
        List<String> found = folded.stream().map(name -> known(known, name)).toList();
        List<String> best = List.of();
        int most = LEAST_KNOWN - 1;
        List<Place> optional = places.stream().filter(Place::optional).toList();
        for (int choice = 0; choice < 1 << optional.size(); choice++) {
            List<String> names = chosen(optional, choice);
            int matches = names.size() > header.size() ? 0 : matches(names, found);
            if (matches > most) {
                most = matches;
                best = names;
            }
        }
        Map<String, String> aligned = new LinkedHashMap<>();
        for (int i = 0; i < best.size(); i++) {
            String name = best.get(i);
            boolean unit = name.endsWith("({unit})");
            aligned.put(name, unit ? header.get(i).strip().replaceAll("\\([^()]+\\)$", "({unit})") : header.get(i));
        }
        if (!best.isEmpty()) {
            attributes(header, best.size(), aligned);
        }
        return aligned;
    }

    private Map<String, String> known() {
        Map<String, String> known = new HashMap<>();
        for (Place place : places) {
            known.put(ColumnPattern.fold(place.name), place.name);
            also.getOrDefault(place.name, List.of())
                    .forEach(other -> known.putIfAbsent(ColumnPattern.fold(other), place.name));
        }
        return known;
    }

    /** The column of this name, or empty; a unit in parentheses does not count. */
    private static String known(Map<String, String> known, String folded) {
        String exact = known.get(folded);
        return exact != null ? exact : known.getOrDefault(folded.replaceAll("\\([^()]+\\)$", "({unit})"), "");
    }

    private List<String> chosen(List<Place> optional, int choice) {
        List<String> names = new ArrayList<>();
        for (Place place : places) {
            if (!place.optional || (choice >> optional.indexOf(place) & 1) == 1) {
                names.add(place.name);
            }
        }
        return names;
    }

    /** How many names are known and in their place; none when one is in the place of another. */
    private static int matches(List<String> names, List<String> found) {
        int matches = 0;
        for (int i = 0; i < names.size(); i++) {
            String at = found.get(i);
            if (at.equals(names.get(i))) {
                matches++;
            } else if (!at.isEmpty()) {
                return 0;
            }
        }
        return matches;
    }

    /** Behind the fixed columns those of the attributes follow, each with its number: the first with a 1 is the name, the next the value. */
    private static void attributes(List<String> header, int from, Map<String, String> aligned) {
        List<String> first = new ArrayList<>();
        for (String column : header.subList(from, header.size())) {
            if (column.contains("1") && !column.contains(":")) {
                first.add(column);
            }
        }
        List<String> names =
                List.of("Attribute {n} name", "Attribute {n} value(s)", "Attribute * visible", "Attribute * global");
        for (int i = 0; i < Math.min(first.size(), names.size()); i++) {
            aligned.put(names.get(i), first.get(i).replaceFirst("1", i < 2 ? "{n}" : "*"));
        }
    }
}
