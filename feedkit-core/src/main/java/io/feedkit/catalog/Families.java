package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
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

/** What a first scan remembers of the parents of variants: under which names they go, how many variants they have, what can be inherited from them. */
final class Families {
    private static final int ENTRY_BYTES = 64;
    private static final Pattern HOLE = Pattern.compile("\\{([^{}]+)}");

    /** One parent with the cells its variants may inherit, by column. */
    static final class Parent {
        final String key;
        final byte @Nullable [][] cells;
        int variants;

        Parent(String key, byte @Nullable [][] cells) {
            this.key = key;
            this.cells = cells;
        }
    }

    private final Map<String, Parent> byKey = new HashMap<>();
    private final Map<String, Parent> byVariant = new HashMap<>();
    private final Map<String, Integer> references = new HashMap<>();
    private final int maxBytes;
    private final ProblemSink problems;
    private final String source;
    private long bytes;
    private boolean full;

    Families(int maxBytes, String source, ProblemSink problems) {
        this.maxBytes = maxBytes;
        this.source = source;
        this.problems = problems;
    }

    @Nullable
    Parent named(String key) {
        return byKey.get(key);
    }

    @Nullable
    Parent ofVariant(String key) {
        return byVariant.get(key);
    }

    /** How many variants name a parent. */
    int variants(String key) {
        return references.getOrDefault(key, 0);
    }

    /** Opens the source once more. */
    interface Opener {
        RecordReader open();
    }

    void scan(Opener source, Variants.ByParent variants) {
        try (RecordReader reader = source.open()) {
            RecordBatch batch = new RecordBatch(new TextBuffer(128 * 1024));
            while (reader.read(batch)) {
                Names names = new Names(reader.columns());
                for (int row = 0; row < batch.rows(); row++) {
                    String reference = names.reference(batch, row, variants);
                    if (!reference.isEmpty() && room(reference.length())) {
                        references.merge(reference, 1, Integer::sum);
                    }
                }
            }
        }
        try (RecordReader reader = source.open()) {
            RecordBatch batch = new RecordBatch(new TextBuffer(128 * 1024));
            while (reader.read(batch)) {
                Names names = new Names(reader.columns());
                for (int row = 0; row < batch.rows(); row++) {
                    rememberNamed(batch, row, names, variants);
                }
            }
        }
    }

    private void rememberNamed(RecordBatch batch, int row, Names names, Variants.ByParent variants) {
        Set<String> keys = names.keys(batch, row, variants.keys());
        String main = keys.isEmpty() ? "" : keys.iterator().next();
        keys.retainAll(references.keySet());
        if (keys.isEmpty()) {
            return;
        }
        Parent parent = remember(main, batch, row, names, variants.own());
        if (parent != null) {
            for (String key : keys) {
                byKey.putIfAbsent(key, parent);
                parent.variants += variants(key);
            }
        }
    }

    void scan(Opener source, Variants.Listed variants) {
        try (RecordReader reader = source.open()) {
            RecordBatch batch = new RecordBatch(new TextBuffer(128 * 1024));
            while (reader.read(batch)) {
                Names names = new Names(reader.columns());
                int list = names.of(variants.list());
                int key = names.of(variants.key());
                for (int row = 0; row < batch.rows(); row++) {
                    String listed = names.text(batch, row, list);
                    if (!listed.isEmpty()) {
                        rememberListing(listed, names.text(batch, row, key), batch, row, names, variants);
                    }
                }
            }
        }
    }

    private void rememberListing(
            String listed, String key, RecordBatch batch, int row, Names names, Variants.Listed variants) {
        Parent parent = remember(key, batch, row, names, variants.own());
        if (parent == null) {
            return;
        }
        byKey.putIfAbsent(key, parent);
        for (String entry : listed.split(Pattern.quote(variants.entries()))) {
            for (String field : entry.split(Pattern.quote(variants.fields()))) {
                String[] pair = field.strip().split("=", 2);
                if (pair.length == 2 && pair[0].equals(variants.field()) && room(pair[1].length())) {
                    parent.variants++;
                    byVariant.putIfAbsent(pair[1].strip(), parent);
                }
            }
        }
    }

    private @Nullable Parent remember(String key, RecordBatch batch, int row, Names names, List<ColumnPattern> own) {
        int size = key.length();
        byte @Nullable [][] cells = new byte[names.all.size()][];
        for (int column = 0; column < cells.length; column++) {
            String name = names.all.get(column);
            long slice = Texts.trim(batch.text().bytes(), batch.cells(column)[row]);
            if (slice != Column.MISSING && own.stream().noneMatch(pattern -> pattern.matches(name))) {
                cells[column] =
                        Arrays.copyOfRange(batch.text().bytes(), TextBuffer.start(slice), TextBuffer.end(slice));
                size += TextBuffer.length(slice);
            }
        }
        return room(size) ? new Parent(key, cells) : null;
    }

    private boolean room(int more) {
        bytes += more + ENTRY_BYTES;
        if (bytes > maxBytes && !full) {
            full = true;
            problems.report(new Problem(
                    CatalogProblem.PARENTS_LIMIT,
                    SourcePosition.unknown(source),
                    "the parents of variants take more than " + maxBytes + " bytes; further ones are not remembered.",
                    "Raise ReadLimits.maxParentBytes."));
        }
        return !full;
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
