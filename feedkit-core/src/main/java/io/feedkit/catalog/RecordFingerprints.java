package io.feedkit.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.batch.Column;
import io.feedkit.batch.Fingerprint;
import io.feedkit.batch.TextBuffer;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * Fingerprints of records as they stand in the source, of the cells that products are made of.
 *
 * <p>Each begins with the fingerprint of the plan that makes products of them: a mapping, a type or a number style that was found out otherwise makes all of them others. So whoever
 * finds one again knows that the same product would be made. A plan is described by what its records hold, which leaves nothing out that somebody adds to one.
 */
final class RecordFingerprints {
    private final int[] columns;
    private final long start;
    private final long plan;

    private RecordFingerprints(int[] columns, long start, long plan) {
        this.columns = columns;
        this.start = start;
        this.plan = plan;
    }

    /**
     * For the records of one plan; null when it makes products of more than the cells of a row.
     *
     * @param filter which of them are products
     */
    static @Nullable RecordFingerprints of(Plan plan, MappingSpec.RowFilter filter) {
        Texts ids = plan.ids();
        if (ids == null) {
            return null;
        }
        Description all = new Description();
        for (Plan.Step step : plan.steps()) {
            Parser parser = step.parser();
            all.add(step.slot());
            all.add(step.texts());
            all.add(parser == null ? "" : parser.toString());
        }
        Description ofIds = new Description();
        ofIds.add(ids);
        if (!all.isComplete || !ofIds.isComplete) {
            return null;
        }
        byte[] text = (all.text + "|" + ofIds.text).getBytes(UTF_8);
        all.cells.addAll(ofIds.cells);
        Description ofFilter = new Description();
        ofFilter.add(filter);
        long start = Fingerprint.with(Fingerprint.START, text, TextBuffer.slice(0, text.length));
        byte[] filtered = ofFilter.text.toString().getBytes(UTF_8);
        return new RecordFingerprints(
                all.cells.stream().mapToInt(Integer::intValue).toArray(),
                start,
                ofFilter.isComplete
                        ? Fingerprint.end(Fingerprint.with(start, filtered, TextBuffer.slice(0, filtered.length)))
                        : 0);
    }

    /** What decides which products are made of records, as {@link io.feedkit.batch.RecordBatch#plan} has it; 0 when that cannot be said. */
    long plan() {
        return plan;
    }

    /** The fingerprints of a batch, by row. */
    long[] of(Work work) {
        long[] fingerprints = work.fingerprints;
        int rows = work.rows();
        Arrays.fill(fingerprints, 0, rows, start);
        byte[] bytes = work.text().bytes();
        for (int column : columns) {
            long[] cells = work.cells(column);
            for (int row = 0; row < rows; row++) {
                long slice = cells[row];
                fingerprints[row] = slice == Column.MISSING
                        ? Fingerprint.with(fingerprints[row], slice)
                        : Fingerprint.with(fingerprints[row], bytes, slice);
            }
        }
        for (int row = 0; row < rows; row++) {
            fingerprints[row] = work.exclusions[row] == null ? Fingerprint.end(fingerprints[row]) : 0;
        }
        return fingerprints;
    }

    /** What a plan consists of, as text that is the same in every run. */
    private static final class Description {
        private final StringBuilder text = new StringBuilder();
        private final TreeSet<Integer> cells = new TreeSet<>();
        private boolean isComplete = true;

        void add(@Nullable Object part) {
            if (part instanceof Texts.Cell cell) {
                cells.add(cell.column());
                isComplete &= cell.column() < Work.MADE;
            }
            if (part instanceof Record whole) {
                addParts(whole);
            } else if (part instanceof List<?> list) {
                text.append('[');
                list.forEach(this::add);
                text.append(']');
            } else if (part instanceof Map<?, ?> map) {
                TreeMap<String, Object> sorted = new TreeMap<>();
                map.forEach((key, value) -> sorted.put(String.valueOf(key), value));
                sorted.forEach((key, value) -> {
                    add(key);
                    add(value);
                });
            } else if (part instanceof byte[] bytes) {
                add(new String(bytes, UTF_8));
            } else if (part == null
                    || part instanceof String
                    || part instanceof Number
                    || part instanceof Boolean
                    || part instanceof Enum) {
                String said = String.valueOf(part);
                text.append(said.length()).append(':').append(said).append(',');
            } else {
                // Something of its own, such as the words of another file.
                isComplete = false;
            }
        }

        private void addParts(Record whole) {
            text.append(whole.getClass().getSimpleName()).append('(');
            try {
                for (RecordComponent component : whole.getClass().getRecordComponents()) {
                    add(component.getAccessor().invoke(whole));
                }
            } catch (ReflectiveOperationException e) {
                isComplete = false;
            }
            text.append(')');
        }
    }
}
