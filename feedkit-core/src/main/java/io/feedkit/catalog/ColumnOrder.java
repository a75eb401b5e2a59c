package io.feedkit.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * The columns of a system's export in their order, by which a header in any language can be read.
 *
 * <p>Some columns came with later versions of the system, so each version is tried. One is refused when a column whose name is known stands in the place of
 * another, or one with a unit in the place of one without; of the others the one with the most known names wins.
 *
 * @param also other names of the columns
 */
record ColumnOrder(List<Place> places, Map<String, List<String>> also) {
    private static final int LEAST_KNOWN = 2;
    private static final Pattern UNIT = Pattern.compile("\\([^()]+\\)$");

    /** One column; {@code since} counts the versions that brought columns, 0 for what was always there. */
    record Place(String name, int since) {
        boolean hasUnit() {
            return name.endsWith("({unit})");
        }
    }

    /** What the columns are called in this header; empty when it does not stand in this order. */
    Map<String, String> align(List<String> header) {
        Map<String, String> known = known();
        List<String> folded = header.stream().map(ColumnPattern::fold).toList();
        List<String> found = folded.stream().map(name -> known(known, name)).toList();
        List<Place> best = List.of();
        int most = LEAST_KNOWN - 1;
        int versions = places.stream().mapToInt(Place::since).max().orElse(0);
        for (int version = 0; version <= versions; version++) {
            int last = version;
            List<Place> chosen =
                    places.stream().filter(place -> place.since <= last).toList();
            int matches = chosen.size() > header.size() ? 0 : matches(chosen, found, folded);
            if (matches > most) {
                most = matches;
                best = chosen;
            }
        }
        Map<String, String> aligned = new LinkedHashMap<>();
        for (int i = 0; i < best.size(); i++) {
            String column = header.get(i);
            Place place = best.get(i);
            aligned.put(
                    place.name, place.hasUnit() ? UNIT.matcher(column.strip()).replaceAll("({unit})") : column);
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
        return exact != null ? exact : known.getOrDefault(UNIT.matcher(folded).replaceAll("({unit})"), "");
    }

    /** How many names are known and in their place; none when one is in the place of another. */
    private static int matches(List<Place> places, List<String> found, List<String> folded) {
        int matches = 0;
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            String at = found.get(i);
            if (place.hasUnit() != UNIT.matcher(folded.get(i)).find()) {
                return 0;
            }
            if (at.equals(place.name)) {
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
