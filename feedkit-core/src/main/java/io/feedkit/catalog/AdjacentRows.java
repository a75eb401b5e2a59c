package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Puts rows together that stand together and share a key: later rows take over what only the first one says.
 *
 * <p>A group is copied before it is handed on, since whether a row has siblings, and which pictures it has, is known only at the group's end, which may lie in the
 * next batch. Only one group is held at a time; one that outgrows the limit is cut in two and reported.
 */
final class AdjacentRows implements RowSource {
    private static final String PICTURE_ROW = "catalog: picture row";

    private final RecordReader reader;
    private final Variants.Adjacent variants;
    private final int maxGroupBytes;
    private final RecordBatch staging = new RecordBatch(new TextBuffer(128 * 1024));
    private final TextBuffer text = new TextBuffer(16 * 1024);
    private final List<Row> group = new ArrayList<>();
    private final List<Problem> lost = new ArrayList<>();

    private int columns;
    private int key = -1;
    private boolean[] own = {};
    private boolean[] picture = {};
    private long[] shared = {};
    private int nextStaged;
    private int nextOfGroup;
    private int products;
    private boolean ended;

    private record Row(long[] cells, long number, long line, long byteOffset, boolean product) {}

    AdjacentRows(RecordReader reader, Variants.Adjacent variants, int maxGroupBytes) {
        this.reader = reader;
        this.variants = variants;
        this.maxGroupBytes = maxGroupBytes;
    }

    @Override
    public boolean next(Work work) {
        lost.clear();
        work.records.clear();
        work.clearRoles();
        Arrays.fill(shared, Column.MISSING);
        while (work.records.rows() < ProductBatch.ROWS) {
            if (nextOfGroup == group.size() && !readGroup(work)) {
                break;
            }
            emit(group.get(nextOfGroup++), work);
        }
        return work.records.rows() > 0;
    }

    private boolean staged() {
        while (!ended && nextStaged == staging.rows()) {
            ended = !reader.read(staging);
            lost.addAll(reader.lost());
            nextStaged = 0;
            if (reader.columns().size() > columns) {
                learn(reader.columns());
            }
        }
        return !ended;
    }

    private void learn(List<String> names) {
        columns = names.size();
        own = new boolean[columns];
        picture = new boolean[columns];
        shared = new long[columns];
        Arrays.fill(shared, Column.MISSING);
        for (int column = 0; column < columns; column++) {
            String name = names.get(column);
            own[column] = variants.own().stream().anyMatch(pattern -> pattern.matches(name));
            picture[column] = variants.pictures().stream()
                    .anyMatch(one -> ColumnPattern.of(one).matches(name));
        }
        key = -1;
        for (String wanted : variants.key()) {
            for (int column = 0; column < columns && key < 0; column++) {
                key = ColumnPattern.of(wanted).matches(names.get(column)) ? column : -1;
            }
        }
    }

    private boolean readGroup(Work work) {
        group.clear();
        text.clear();
        nextOfGroup = 0;
        products = 0;
        if (!staged()) {
            return false;
        }
        // Whatever group was cut by the end of the batch before starts afresh here.
        Arrays.fill(shared, Column.MISSING);
        byte[] name = {};
        while (staged()) {
            long cell = key < 0 ? Column.MISSING : Texts.trim(staging.text().bytes(), staging.cells(key)[nextStaged]);
            boolean same = cell != Column.MISSING
                    && Arrays.equals(
                            staging.text().bytes(), TextBuffer.start(cell), TextBuffer.end(cell), name, 0, name.length);
            if (!group.isEmpty() && !same) {
                break;
            }
            if (text.end() > maxGroupBytes) {
                reportTooLarge(work);
                break;
            }
            if (group.isEmpty() && cell != Column.MISSING) {
                name = Arrays.copyOfRange(staging.text().bytes(), TextBuffer.start(cell), TextBuffer.end(cell));
            }
            take();
        }
        return true;
    }

    private void reportTooLarge(Work work) {
        Row first = group.get(0);
        work.report(new Problem(
                CatalogProblem.PARENTS_LIMIT,
                SourcePosition.ofRecord(work.source(), first.number),
                "the variants of one product take more than " + maxGroupBytes
                        + " bytes; the rest is read as another product.",
                "Raise ReadLimits.maxParentBytes, or correct the key of the variants."));
    }

    private void take() {
        long[] cells = new long[columns];
        boolean hasOwn = group.isEmpty();
        byte[] bytes = staging.text().bytes();
        for (int column = 0; column < columns; column++) {
            long slice = Texts.trim(bytes, staging.cells(column)[nextStaged]);
            cells[column] = slice == Column.MISSING
                    ? slice
                    : text.append(bytes, TextBuffer.start(slice), TextBuffer.end(slice));
            hasOwn |= own[column] && slice != Column.MISSING;
        }
        group.add(new Row(
                cells,
                staging.recordNumber(nextStaged),
                staging.line(nextStaged),
                staging.byteOffset(nextStaged),
                hasOwn));
        products += hasOwn ? 1 : 0;
        nextStaged++;
    }

    private void emit(Row row, Work work) {
        RecordBatch out = work.records;
        int at = out.rows();
        out.startRecord(row.number, row.line, row.byteOffset, columns);
        for (int column = 0; column < columns; column++) {
            if (picture[column]) {
                out.set(column, sharedCell(column, out.text(), true));
            } else if (row.cells[column] != Column.MISSING) {
                out.set(column, copy(row.cells[column], out.text()));
            } else if (!own[column]) {
                out.set(column, sharedCell(column, out.text(), false));
            }
        }
        out.endRecord();
        if (products > 1 && key >= 0 && row.product) {
            work.groups[at] = sharedCell(key, out.text(), false);
        }
        if (!row.product) {
            long name = group.get(0).cells[key];
            work.exclusions[at] = new Work.Exclusion(
                    PICTURE_ROW, "adds to " + Problem.quote(text.string(name)) + ", no product of its own", true);
        }
    }

    private long copy(long slice, TextBuffer to) {
        return to.append(text.bytes(), TextBuffer.start(slice), TextBuffer.end(slice));
    }

    /** What all rows of the group have in a column; copied once per batch. */
    private long sharedCell(int column, TextBuffer to, boolean gathered) {
        if (shared[column] == Column.MISSING) {
            shared[column] = gathered ? gather(column, to) : first(column, to);
        }
        return shared[column];
    }

    private long first(int column, TextBuffer to) {
        long slice = group.get(0).cells[column];
        return slice == Column.MISSING ? slice : copy(slice, to);
    }

    private long gather(int column, TextBuffer to) {
        int start = to.end();
        for (Row row : group) {
            if (row.cells[column] != Column.MISSING) {
                if (to.end() > start) {
                    to.room(1)[to.end()] = TextBuffer.LIST_SEPARATOR;
                    to.advanceTo(to.end() + 1);
                }
                copy(row.cells[column], to);
            }
        }
        return to.end() == start ? Column.MISSING : TextBuffer.slice(start, to.end());
    }

    @Override
    public List<Problem> lost() {
        return lost;
    }

    @Override
    public List<String> columns() {
        return reader.columns();
    }

    @Override
    public void close() {
        reader.close();
    }
}
