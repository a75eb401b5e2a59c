package io.feedkit.catalog;

import java.util.List;
import java.util.stream.Collectors;

/** Columns in a message: so few and so short that it can be read, since a hostile header may hold a megabyte in one name. */
final class FewColumns {
    private static final int MOST = 12;
    private static final int MOST_CHARS = 60;

    private FewColumns() {}

    static String of(List<String> columns) {
        String shown = columns.stream()
                .limit(MOST)
                .map(name -> name.length() <= MOST_CHARS ? name : name.substring(0, MOST_CHARS) + "…")
                .collect(Collectors.joining(", "));
        return columns.size() <= MOST ? shown : shown + " and " + (columns.size() - MOST) + " more";
    }
}
