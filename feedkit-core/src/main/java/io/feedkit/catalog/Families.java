package io.feedkit.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.Column;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.spill.KeyedRows;
import io.feedkit.catalog.spill.KeyedRowsWriter;
import io.feedkit.catalog.spill.RowFold;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * What a first scan remembers of the parents of variants: under which names they go, how many variants they have, what can be inherited from them.
 *
 * <p>Names, variants and parents are rows by key, in memory as long as there are few of them, else sorted on disk: an export may have a parent for every second row. A parent is stored
 * once, under a number; each of its names and variants leads to that. For one thread; close it to give back what is on disk.
 */
final class Families implements AutoCloseable {
    private static final Pattern HOLE = Pattern.compile("\\{([^{}]+)}");
    private static final char NAME = 'n';
    private static final char VARIANT = 'v';
    private static final char PARENT = 'p';
    private static final int BATCH_BYTES = 128 * 1024;

    /**
     * One parent with the cells its variants may inherit, by column.
     *
     * @param number which of all it is
     */
    record Parent(int number, String key, int variants, StoredRow row) {}

    private final String source;
    private final long memoryBytes;
    private final TextBuffer row = new TextBuffer(1024);
    private int parents;
    /** How many rows name a parent, by the name. */
    private @Nullable KeyedRows references;

    private @Nullable KeyedRows rows;

    /** @param memoryBytes how much of it may be in memory */
    Families(long memoryBytes, String source) {
        this.memoryBytes = memoryBytes;
        this.source = source;
    }

    @Nullable
    Parent named(String key) {
        return parent(NAME, key);
    }

    @Nullable
    Parent ofVariant(String key) {
        return parent(VARIANT, key);
    }

    private @Nullable Parent parent(char kind, String key) {
        ByteBuffer number = find(rows, kind + key);
        if (number == null) {
            return null;
        }
        int which = number.getInt();
        ByteBuffer found = find(rows, PARENT + Integer.toString(which));
        if (found == null) {
            throw new IllegalStateException("parents are stored before their names");
        }
        int variants = found.getInt();
        byte[] name = new byte[found.getInt()];
        found.get(name);
        return new Parent(which, new String(name, UTF_8), variants, StoredRow.read(found));
    }

    private static @Nullable ByteBuffer find(@Nullable KeyedRows in, String key) {
        byte[] bytes = key.getBytes(UTF_8);
        return in == null ? null : in.find(bytes, 0, bytes.length);
    }

    /** How many variants name a parent. */
    int variants(String key) {
        ByteBuffer count = find(references, key);
        return count == null ? 0 : count.getInt();
    }

    /** Opens the source once more. */
    interface Opener {
        RecordReader open();
    }

    /** Looks at one row of a scan. */
    private interface Look {
        void at(RecordBatch batch, int row, Names names, KeyedRowsWriter to);
    }

    private KeyedRows scanned(Opener source, RowFold fold, Look look) {
        try (RecordReader reader = source.open();
                KeyedRowsWriter writer = new KeyedRowsWriter(this.source, fold, memoryBytes / 2)) {
            RecordBatch batch = new RecordBatch(new TextBuffer(BATCH_BYTES));
            while (reader.read(batch)) {
                Names names = new Names(reader.columns());
                for (int at = 0; at < batch.rows(); at++) {
                    look.at(batch, at, names, writer);
                }
            }
            return writer.rows();
        }
    }

    void scan(Opener source, Variants.ByParent variants) {
        references = scanned(
                source,
                (first, second, into) -> StoredRow.number(first.getInt() + second.getInt(), into),
                (batch, at, names, to) -> {
                    String reference = names.reference(batch, at, variants);
                    if (!reference.isEmpty()) {
                        number(reference, 1, to);
                    }
                });
        rows = scanned(source, Families::first, (batch, at, names, to) -> {
            Set<String> keys = names.keys(batch, at, variants.keys());
            String main = keys.isEmpty() ? "" : keys.iterator().next();
            int count = 0;
            List<String> used = new ArrayList<>();
            for (String key : keys) {
                int references = variants(key);
                if (references > 0) {
                    used.add(key);
                    count += references;
                }
            }
            if (!used.isEmpty()) {
                int parent = remember(main, count, batch, at, names, variants.own(), to);
                used.forEach(key -> number(NAME + key, parent, to));
            }
        });
    }

    void scan(Opener source, Variants.Listed variants) {
        rows = scanned(source, Families::first, (batch, at, names, to) -> {
            String listed = names.text(batch, at, names.of(variants.list()));
            if (!listed.isEmpty()) {
                List<String> found = listed(listed, variants);
                String key = names.text(batch, at, names.of(variants.key()));
                int parent = remember(key, found.size(), batch, at, names, variants.own(), to);
                number(NAME + key, parent, to);
                found.forEach(variant -> number(VARIANT + variant, parent, to));
            }
        });
    }

    private static List<String> listed(String listed, Variants.Listed variants) {
        List<String> found = new ArrayList<>();
        for (String entry : listed.split(Pattern.quote(variants.entries()))) {
            for (String field : entry.split(Pattern.quote(variants.fields()))) {
                String[] pair = field.strip().split("=", 2);
                if (pair.length == 2 && pair[0].equals(variants.field())) {
                    found.add(pair[1].strip());
                }
            }
        }
        return found;
    }

    /** Of two parents of one name, and two that list one variant, the first counts. */
    private static void first(ByteBuffer first, ByteBuffer second, TextBuffer into) {
        int from = first.arrayOffset() + first.position();
        into.append(first.array(), from, from + first.remaining());
    }

    private void number(String key, int value, KeyedRowsWriter to) {
        row.clear();
        StoredRow.number(value, row);
        add(key, to);
    }

    private void add(String key, KeyedRowsWriter to) {
        byte[] bytes = key.getBytes(UTF_8);
        to.add(bytes, 0, bytes.length, row.bytes(), 0, row.end());
    }

    private int remember(
            String key,
            int variants,
            RecordBatch batch,
            int at,
            Names names,
            List<ColumnPattern> own,
            KeyedRowsWriter to) {
        int number = parents++;
        byte[] name = key.getBytes(UTF_8);
        row.clear();
        StoredRow.number(variants, row);
        StoredRow.number(name.length, row);
        row.append(name);
        StoredRow.write(batch, at, names.all.size(), column -> !isOwn(names.all.get(column), own), row);
        add(PARENT + Integer.toString(number), to);
        return number;
    }

    private static boolean isOwn(String column, List<ColumnPattern> own) {
        return own.stream().anyMatch(pattern -> pattern.matches(column));
    }

    @Override
    public void close() {
        for (KeyedRows open : Arrays.asList(references, rows)) {
            if (open != null) {
                open.close();
            }
        }
        references = null;
        rows = null;
    }

    /** The columns of a source by name. */
    static final class Names {
        final List<String> all;
        private final Map<String, Integer> places = new HashMap<>();

        Names(List<String> columns) {
            all = List.copyOf(columns);
            for (int column = 0; column < all.size(); column++) {
                places.putIfAbsent(ColumnPattern.fold(all.get(column)), column);
            }
        }

        int of(String name) {
            return name.isEmpty() ? -1 : places.getOrDefault(ColumnPattern.fold(name), -1);
        }

        /** Those of some columns that are there. */
        List<Integer> of(List<String> wanted) {
            return wanted.stream().map(this::of).filter(place -> place >= 0).toList();
        }

        /** The parent a row names; empty when it names none. */
        String reference(RecordBatch batch, int row, Variants.ByParent variants) {
            Variants.Link link = variants.link();
            String named = text(batch, row, of(link.column()));
            if (link.separator().isEmpty()) {
                // Some systems let a product that has no variants name itself.
                boolean itself =
                        !named.isEmpty() && keys(batch, row, variants.keys()).contains(named);
                return itself ? "" : named;
            }
            Set<String> keys = keys(batch, row, variants.keys());
            return link.parentOf(keys.isEmpty() ? "" : keys.iterator().next(), named);
        }

        String text(RecordBatch batch, int row, int column) {
            if (column < 0) {
                return "";
            }
            long slice = Texts.trim(batch.text().bytes(), batch.cells(column)[row]);
            return slice == Column.MISSING ? "" : batch.text().string(slice);
        }

        /** What a row goes by: columns, or texts with columns in them; those that are blank left out. */
        Set<String> keys(RecordBatch batch, int row, List<String> templates) {
            List<String> keys = new ArrayList<>();
            for (String template : templates) {
                String key = template.contains("{") ? filled(batch, row, template) : text(batch, row, of(template));
                if (!key.isEmpty()) {
                    keys.add(key);
                }
            }
            return new LinkedHashSet<>(keys);
        }

        private String filled(RecordBatch batch, int row, String template) {
            Matcher hole = HOLE.matcher(template);
            StringBuilder filled = new StringBuilder();
            while (hole.find()) {
                String value = text(batch, row, of(hole.group(1)));
                if (value.isEmpty()) {
                    return "";
                }
                hole.appendReplacement(filled, Matcher.quoteReplacement(value));
            }
            return hole.appendTail(filled).toString();
        }
    }
}
