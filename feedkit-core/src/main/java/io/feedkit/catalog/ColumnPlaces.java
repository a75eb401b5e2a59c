package io.feedkit.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Columns in the order they were first seen, and where those of a source stand among them; a name that stands more than once is matched in order. */
final class ColumnPlaces {
    private final List<String> names = new ArrayList<>();

    ColumnPlaces(List<String> known) {
        names.addAll(known);
    }

    List<String> names() {
        return names;
    }

    /** The place of each column; those not seen before are added at the end. */
    int[] of(List<String> columns) {
        Map<String, List<Integer>> known = new HashMap<>();
        for (int place = 0; place < names.size(); place++) {
            known.computeIfAbsent(names.get(place), name -> new ArrayList<>()).add(place);
        }
        Map<String, Integer> used = new HashMap<>();
        int[] found = new int[columns.size()];
        for (int column = 0; column < found.length; column++) {
            String name = columns.get(column);
            int turn = used.merge(name, 1, Integer::sum) - 1;
            List<Integer> at = known.getOrDefault(name, List.of());
            found[column] = turn < at.size() ? at.get(turn) : names.size();
            if (turn >= at.size()) {
                names.add(name);
            }
        }
        return found;
    }
}
