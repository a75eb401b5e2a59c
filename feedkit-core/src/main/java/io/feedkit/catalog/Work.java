package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.AttributeType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What the mapping keeps for one batch: its records, the cells it made itself, and the columns it fills. Reused from read to read. */
final class Work {
    /** Numbers of columns the mapping makes itself start here; below are those of the source. */
    static final int MADE = 1 << 20;

    final RecordBatch records = new RecordBatch(new TextBuffer(128 * 1024));
    /** Why a row is no product, or null when it is one. */
    final @Nullable Exclusion[] exclusions = new Exclusion[ProductBatch.ROWS];
    /** What stands for each record as it was read. */
    final long[] fingerprints = new long[ProductBatch.ROWS];
    /** The group each row belongs to, as a slice. */
    final long[] groups = new long[ProductBatch.ROWS];

    /**
     * Why a row of the source is no product.
     *
     * @param by what is counted together in reports
     * @param text the reason for this row
     * @param part whether it only adds to another product and has no id of its own
     */
    record Exclusion(String by, String text, boolean part) {}

    private final Map<Integer, long[]> written = new HashMap<>();
    private final List<long[]> made = new ArrayList<>();
    private final List<long[]> slices = new ArrayList<>();
    private final List<long @Nullable []> results = new ArrayList<>();
    private final List<@Nullable Column> views = new ArrayList<>();
    private final Column[] columns;
    private final String source;
    private final ProblemSink problems;
    private final Set<String> said;

    /** @param said what was reported once already, shared by all batches of a pass */
    Work(int slots, String source, ProblemSink problems, Set<String> said) {
        columns = new Column[slots];
        this.source = source;
        this.problems = problems;
        this.said = said;
    }

    static Set<String> nothingSaid() {
        return new HashSet<>();
    }

    int rows() {
        return records.rows();
    }

    TextBuffer text() {
        return records.text();
    }

    /** The cells of a column of the source or of one made by the mapping. */
    long[] cells(int column) {
        return column < MADE ? records.cells(column) : made(column - MADE);
    }

    /** As {@link #cells}, but before a row was given what another says in that column. */
    long[] written(int column) {
        long[] cells = written.get(column);
        return cells == null ? cells(column) : cells;
    }

    /** Keeps what a row says itself in a column in which another one counts. */
    void keepWritten(int column, int row, long slice) {
        written.computeIfAbsent(column, any -> new long[ProductBatch.ROWS])[row] = slice;
    }

    long[] made(int number) {
        return at(made, number);
    }

    /** Empties the made cells. */
    void clearMade(int count) {
        for (int number = 0; number < count; number++) {
            Arrays.fill(made(number), 0, rows(), Column.MISSING);
        }
    }

    /** Room for the slices that one node of the plan makes. */
    long[] slices(int node) {
        return at(slices, node);
    }

    private static long[] at(List<long[]> arrays, int index) {
        while (arrays.size() <= index) {
            arrays.add(new long[ProductBatch.ROWS]);
        }
        return arrays.get(index);
    }

    /** What a node made for this batch, made now if it was not yet. */
    long[] once(int node, Texts texts) {
        while (results.size() <= node) {
            results.add(null);
        }
        long[] result = results.get(node);
        if (result == null) {
            result = texts.of(this);
            results.set(node, result);
        }
        return result;
    }

    /** No row belongs to a group or is left out yet. */
    void clearRoles() {
        Arrays.fill(groups, Column.MISSING);
        Arrays.fill(exclusions, null);
    }

    /** Keeps the chosen rows only. */
    void retain(Selection kept) {
        for (int to = 0; to < kept.size; to++) {
            groups[to] = groups[kept.rows[to]];
            exclusions[to] = exclusions[kept.rows[to]];
            for (long[] cells : written.values()) {
                cells[to] = cells[kept.rows[to]];
            }
        }
        records.retain(kept);
    }

    /** Takes in one row of another batch whose rows stand as they were read. */
    void take(Work from, int row) {
        int to = rows();
        groups[to] = Column.MISSING;
        exclusions[to] = from.exclusions[row];
        records.take(from.records, row);
    }

    /** Forgets what was made for the batch before. */
    void start() {
        results.clear();
    }

    /** The column of a slot, for values that are parsed. */
    Column column(int slot, AttributeType type) {
        Column column = columns[slot];
        if (column == null) {
            column = Column.of(type);
            columns[slot] = column;
        }
        return column;
    }

    /** A column of texts over slices; the same as last time when the array is. */
    Column view(int slot, long[] cells) {
        while (views.size() <= slot) {
            views.add(null);
        }
        Column view = views.get(slot);
        if (view == null || !isSame(view.bits, cells)) {
            view = Column.over(cells);
            views.set(slot, view);
        }
        return view;
    }

    /** The name of the source, or of the one of its files that the records are of. */
    String source() {
        return records.source().isEmpty() ? source : records.source();
    }

    /** Where a row stands, for something that is said about it: whatever becomes of that, the row is one of which there was something to say. */
    SourcePosition position(int row, String field) {
        records.remark(row);
        return place(row, field);
    }

    /** Where a row stands, for something that may have to be said about it; then comes {@link #report(int, Problem)}. */
    SourcePosition place(int row, String field) {
        SourcePosition at =
                SourcePosition.ofRecord(source(), records.recordNumber(row)).withField(field);
        if (records.line(row) > 0) {
            at = at.withLine(records.line(row));
        }
        return records.byteOffset(row) >= 0 ? at.withByteOffset(records.byteOffset(row)) : at;
    }

    void report(Problem problem) {
        problems.report(problem);
    }

    void report(int row, Problem problem) {
        records.remark(row);
        report(problem);
    }

    /** Reports something that would be said of every row only once in a pass. */
    void reportOnce(String key, Problem problem) {
        if (said.add(key)) {
            problems.report(problem);
        }
    }

    /** Whether two arrays are one: whoever writes to the one writes to the other. */
    static boolean isSame(long[] one, long[] other) {
        return one == other;
    }
}
