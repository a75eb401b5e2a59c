package io.feedkit.catalog;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.spill.KeyedRows;
import io.feedkit.catalog.spill.KeyedRowsWriter;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a source says beside its records and records refer to: category trees, and which product belongs to which group.
 *
 * <p>Most tables are small and stay in a map. A table of which product belongs to which group has a row for each product: what does not fit the map is sorted and goes to
 * disk, as rows of supplements do. Rows may come while others are looked for already. <b>Limits:</b> memory, not rows; of one key it takes a thousand values.
 * <b>Threads:</b> filled by one reader, then read by that reader or by those that come after it. Close it to give back what is on disk.
 */
public final class References implements AutoCloseable {
    /** Knows nothing and learns nothing. */
    public static final References NONE = new References("", 0);

    private static final int ENTRY_BYTES = 96;
    private static final int DEEPEST = 64;
    private static final int MOST_KEY_CHARS = 1_000;
    /** So many sorted pieces on disk are put together before a look-up has to ask too many. */
    private static final int MOST_SORTED = 8;

    private static final char KEY_FOLLOWS = '\u001f';
    private static final String STEP = " > ";

    private final String source;
    private final long memoryBytes;
    private final Map<String, ReferenceRow> recent = new HashMap<>();
    private final List<KeyedRows> sorted = new ArrayList<>();
    private @Nullable KeyedRowsWriter writer;
    private long recentBytes;
    private boolean empty = true;
    private boolean cut;

    /**
     * @param source what problems name
     * @param memoryBytes how much of it may be in memory
     */
    public References(String source, long memoryBytes) {
        this.source = source;
        this.memoryBytes = memoryBytes;
    }

    /** Whether rows of a key were left out because it has too many. */
    public boolean isCut() {
        return cut;
    }

    /** Whether no table has a row. */
    public boolean isEmpty() {
        return empty;
    }

    /** Takes in a row; false when there is no room for it. A row of a key that is there already adds its value. */
    public boolean add(String table, String key, String value, String parent) {
        if (memoryBytes == 0 || key.length() > MOST_KEY_CHARS || parent.length() > MOST_KEY_CHARS) {
            return false;
        }
        empty = false;
        boolean added = recent.computeIfAbsent(table + KEY_FOLLOWS + key, name -> new ReferenceRow(parent))
                .add(value);
        recentBytes += ENTRY_BYTES + 2L * (key.length() + value.length() + parent.length());
        if (recentBytes > memoryBytes / 4) {
            flush();
        }
        return added;
    }

    /** What is recent goes to the others that wait to be sorted. */
    private void flush() {
        KeyedRowsWriter to = writer == null ? newWriter() : writer;
        writer = to;
        TextBuffer row = new TextBuffer(256);
        recent.forEach((name, one) -> {
            byte[] key = name.getBytes(StandardCharsets.UTF_8);
            row.clear();
            one.write(row);
            to.add(key, 0, key.length, row.bytes(), 0, row.end());
        });
        recent.clear();
        recentBytes = 0;
    }

    private KeyedRowsWriter newWriter() {
        return new KeyedRowsWriter(source, this::fold, memoryBytes / 2);
    }

    private void fold(ByteBuffer first, ByteBuffer second, TextBuffer into) {
        ReferenceRow row = ReferenceRow.read(first);
        cut |= !row.addAll(ReferenceRow.read(second));
        row.write(into);
    }

    /** Nothing is looked for among what still waits to be sorted. */
    private void sort() {
        KeyedRowsWriter waiting = writer;
        if (waiting == null) {
            return;
        }
        writer = null;
        sorted.add(waiting.rows());
        if (sorted.size() > MOST_SORTED) {
            KeyedRowsWriter all = newWriter();
            sorted.forEach(rows ->
                    rows.each((bytes, keyFrom, keyTo, rowTo) -> all.add(bytes, keyFrom, keyTo, bytes, keyTo, rowTo)));
            sorted.forEach(KeyedRows::close);
            sorted.clear();
            sorted.add(all.rows());
        }
    }

    private @Nullable ReferenceRow row(String table, String key) {
        String name = table + KEY_FOLLOWS + key;
        ReferenceRow now = recent.get(name);
        if (sorted.isEmpty()) {
            return now;
        }
        byte[] bytes = name.getBytes(StandardCharsets.UTF_8);
        ReferenceRow all = null;
        for (KeyedRows rows : sorted) {
            ByteBuffer found = rows.find(bytes, 0, bytes.length);
            if (found != null) {
                ReferenceRow row = ReferenceRow.read(found);
                if (all == null) {
                    all = row;
                } else {
                    all.addAll(row);
                }
            }
        }
        if (all != null && now != null) {
            all.addAll(now);
        }
        return all == null ? now : all;
    }

    /** Follows a key through tables; each text that is found is UTF-8. */
    public List<byte[]> find(String key, List<String> through) {
        sort();
        Collection<String> found = List.of(key);
        for (String table : through) {
            Set<String> next = new LinkedHashSet<>();
            for (String one : found) {
                ReferenceRow row = row(table, one);
                if (row == null) {
                    continue;
                }
                if (row.parent.isEmpty()) {
                    next.addAll(row.values);
                } else {
                    next.add(path(table, one));
                }
            }
            found = next;
        }
        return found.stream().map(text -> text.getBytes(StandardCharsets.UTF_8)).toList();
    }

    /** The texts from the root down to a row; a row that is its own ancestor ends the way. */
    private String path(String table, String key) {
        List<String> steps = new ArrayList<>();
        Set<String> seen = new LinkedHashSet<>();
        String at = key;
        while (seen.size() < DEEPEST && seen.add(at)) {
            ReferenceRow row = row(table, at);
            if (row == null) {
                break;
            }
            steps.add(0, row.values.isEmpty() ? "" : row.values.get(0));
            at = row.parent;
        }
        return String.join(STEP, steps);
    }

    @Override
    public void close() {
        if (memoryBytes == 0) {
            return; // shared by all who know nothing
        }
        KeyedRowsWriter waiting = writer;
        if (waiting != null) {
            waiting.close();
            writer = null;
        }
        sorted.forEach(KeyedRows::close);
        sorted.clear();
        recent.clear();
    }
}
