package io.feedkit.catalog;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What a source says beside its records and records refer to: category trees, and which product belongs to which group.
 *
 * <p><b>Limits:</b> beyond the bytes it was given, it takes in nothing more and says so once. <b>Threads:</b> filled by one reader, then read by that reader or by those that come
 * after it.
 */
public final class References {
    /** Knows nothing and learns nothing. */
    public static final References NONE = new References(0);

    private static final int ENTRY_BYTES = 96;
    private static final int DEEPEST = 64;
    private static final String STEP = " > ";

    private final long maxBytes;
    private final Map<String, Map<String, Row>> tables = new HashMap<>();
    private long bytes;
    private boolean full;

    /** The values of a key: nearly always one. */
    private static final class Row {
        final String parent;
        String[] values;

        Row(String parent, String value) {
            this.parent = parent;
            values = new String[] {value};
        }

        void add(String value) {
            if (!Arrays.asList(values).contains(value)) {
                values = Arrays.copyOf(values, values.length + 1);
                values[values.length - 1] = value;
            }
        }
    }

    /** @param maxBytes how much it may remember */
    public References(long maxBytes) {
        this.maxBytes = maxBytes;
    }

    /** Whether something was left out because there was no room. */
    public boolean isFull() {
        return full;
    }

    /** Whether no table has a row. */
    public boolean isEmpty() {
        return tables.isEmpty();
    }

    /** Takes in a row; false when there was no room for it. A row of a key that is there already adds its value. */
    public boolean add(String table, String key, String value, String parent) {
        long size = ENTRY_BYTES + 2L * (key.length() + value.length() + parent.length());
        if (bytes + size > maxBytes) {
            full = maxBytes > 0;
            return false;
        }
        bytes += size;
        Row row = tables.computeIfAbsent(table, name -> new HashMap<>()).get(key);
        if (row == null) {
            tables.get(table).put(key, new Row(parent, value));
        } else {
            row.add(value);
        }
        return true;
    }

    /** Follows a key through tables; each text that is found is UTF-8. */
    public List<byte[]> find(String key, List<String> through) {
        Collection<String> found = List.of(key);
        for (String table : through) {
            Map<String, Row> rows = tables.getOrDefault(table, Map.of());
            Set<String> next = new LinkedHashSet<>();
            for (String one : found) {
                Row row = rows.get(one);
                if (row == null) {
                    continue;
                }
                if (row.parent.isEmpty()) {
                    next.addAll(Arrays.asList(row.values));
                } else {
                    next.add(path(rows, one));
                }
            }
            found = next;
        }
        return found.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** The texts from the root down to a row; a row that is its own ancestor ends the way. */
    private static String path(Map<String, Row> rows, String key) {
        List<String> steps = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        String at = key;
        while (seen.size() < DEEPEST && seen.add(at)) {
            Row row = rows.get(at);
            if (row == null) {
                break;
            }
            steps.add(0, row.values[0]);
            at = row.parent;
        }
        return String.join(STEP, steps);
    }
}
