package io.feedkit.rules;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Data of the host that rules read by key: exchange rates, a taxonomy, a supplier's file. {@code table fx(…) -> (…) from 'ecb_daily'} names it.
 *
 * <p><b>Shape:</b> a key is one or more texts, in the order of the table's inputs; a row is as many texts as the table has outputs, blank where there is no value. They
 * are read as the types the rule file declares. Immutable.
 */
public final class HostTable {
    private final List<List<String>> keys;
    private final List<List<String>> rows;

    private HostTable(Map<List<String>, List<String>> rows) {
        this.keys = List.copyOf(rows.keySet());
        this.rows = List.copyOf(rows.values());
    }

    /** A table by key. The same key twice: the later row counts. */
    public static HostTable of(Map<List<String>, List<String>> rows) {
        Map<List<String>, List<String>> copy = new LinkedHashMap<>();
        rows.forEach((key, row) -> copy.put(List.copyOf(key), List.copyOf(row)));
        return new HostTable(copy);
    }

    /** A table with one key column and one value column. */
    public static HostTable ofPairs(Map<String, String> pairs) {
        Map<List<String>, List<String>> rows = new LinkedHashMap<>();
        pairs.forEach((key, value) -> rows.put(List.of(key), List.of(value)));
        return new HostTable(rows);
    }

    /** All keys; the row of a key has the same number. */
    public List<List<String>> keys() {
        return keys;
    }

    public List<List<String>> rows() {
        return rows;
    }
}
