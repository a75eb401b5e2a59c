package io.feedkit.catalog;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Fills later rows of a product with what only its first one says, and gathers pictures over all of them.
 *
 * <p>Only one group is held at a time; one that outgrows the limit is cut in two and reported.
 */
final class AdjacentRows implements RowSource {
    private static final String PICTURE_ROW = "catalog: picture row";
    private static final String CHANGE_ROW = "catalog: row about another";

    private final RecordReader reader;
    private final Variants.Adjacent variants;
    private final int maxGroupBytes;
    private final RecordBatch staging = new RecordBatch(new TextBuffer(128 * 1024));
    private final TextBuffer text = new TextBuffer(16 * 1024);
    private final List<Row> group = new ArrayList<>();
    private final List<Problem> lost = new ArrayList<>();

    private int columns;
    private List<Integer> keys = List.of();
    private List<Integer> positions = List.of();
    private RowTest start = RowTest.NEVER;
    private RowTest container = RowTest.NEVER;
    private RowTest part = RowTest.NEVER;
    private RowTest change = RowTest.NEVER;
    private int changesBy = -1;
    private boolean[] own = {};
    private boolean[] picture = {};
    private boolean[] fromParent = {};
    private long[] shared = {};
    private long sharedKey = Column.MISSING;
    private List<Row> byPosition = List.of();
    private int nextStaged;
    private int nextOfGroup;
    private int products;
    private boolean ended;
    private String file = "";

    /**
     * A row of the group that is held.
     *
     * @param product whether it can be sold
     * @param container whether it only speaks for the others, if there are any
     * @param change whether it only says more about another row
     */
    private record Row(
            long[] cells, long number, long line, long byteOffset, boolean product, boolean container, boolean change) {
        /** A column that showed up after this row is missing in it. */
        long cell(int column) {
            return column < cells.length ? cells[column] : Column.MISSING;
        }
    }

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
        sharedKey = Column.MISSING;
        while (work.records.rows() < ProductBatch.ROWS) {
            if (nextOfGroup == group.size() && !readGroup(work)) {
                break;
            }
            if (work.records.rows() > 0 && !work.records.source().equals(file)) {
                break; // a batch says of all its records together which file they are of
            }
            work.records.from(file);
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
        fromParent = new boolean[columns];
        shared = new long[columns];
        Arrays.fill(shared, Column.MISSING);
        List<ColumnPattern> pictures =
                variants.pictures().stream().map(ColumnPattern::of).toList();
        for (int column = 0; column < columns; column++) {
            String name = names.get(column);
            own[column] = variants.own().stream().anyMatch(pattern -> pattern.matches(name));
            fromParent[column] = variants.fromParent().stream().anyMatch(pattern -> pattern.matches(name));
            picture[column] = pictures.stream().anyMatch(pattern -> pattern.matches(name));
        }
        Families.Names places = new Families.Names(names);
        keys = places.of(variants.key());
        positions = places.of(variants.position());
        start = RowTest.of(variants.start(), places);
        container = RowTest.of(variants.containers(), places);
        part = RowTest.of(variants.parts(), places);
        change = RowTest.of(variants.changes(), places);
        changesBy = places.of(variants.changesBy());
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
        sharedKey = Column.MISSING;
        byte[] name = stagedKey();
        file = staging.source();
        while (staged() && staging.source().equals(file)) {
            if (!group.isEmpty() && !belongs(name)) {
                break;
            }
            if (text.end() > maxGroupBytes) {
                reportTooLarge(work);
                break;
            }
            take();
        }
        group.forEach(row -> {
            if (row.change) {
                change(row, work);
            }
        });
        byPosition = positions.isEmpty() ? group : ordered();
        return true;
    }

    /** Gives the row that is meant what it does not say itself. */
    private void change(Row by, Work work) {
        boolean used = false;
        long key = changesBy < 0 ? Column.MISSING : by.cell(changesBy);
        for (Row row : group) {
            if (row.product && !row.container && key != Column.MISSING && isSame(key, row.cell(changesBy))) {
                used = true;
                for (int column = 0; column < row.cells.length; column++) {
                    boolean takes = row.cells[column] == Column.MISSING && !picture[column] && !fromParent[column];
                    row.cells[column] = takes ? by.cell(column) : row.cells[column];
                }
            }
        }
        if (!used) {
            work.reportOnce(
                    "change of nothing",
                    new Problem(
                            CatalogProblem.CHANGE_OF_NOTHING,
                            SourcePosition.ofRecord(file.isEmpty() ? work.source() : file, by.number),
                            "the row changes what is said about another, but none of its product has that "
                                    + Problem.quote(variants.changesBy())
                                    + "; what such rows say of prices and weights is not known.",
                            "Look at the prices of the variants of this product."));
        }
    }

    private boolean isSame(long one, long other) {
        return other != Column.MISSING && text.string(one).equals(text.string(other));
    }

    /** Whether the next row goes on with the product whose first row had this key. */
    private boolean belongs(byte[] name) {
        if (!variants.start().isEmpty()) {
            return !start.rules().isEmpty() && !start.fits(staging, nextStaged);
        }
        return name.length > 0 && Arrays.equals(name, stagedKey());
    }

    private byte[] stagedKey() {
        byte[] bytes = staging.text().bytes();
        for (int key : keys) {
            long cell = Texts.trim(bytes, staging.cells(key)[nextStaged]);
            if (cell != Column.MISSING) {
                return Arrays.copyOfRange(bytes, TextBuffer.start(cell), TextBuffer.end(cell));
            }
        }
        return new byte[0];
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
        boolean changes = change.fits(staging, nextStaged);
        boolean product = hasOwn && !changes && !part.fits(staging, nextStaged);
        boolean speaks = container.fits(staging, nextStaged);
        group.add(new Row(
                cells,
                staging.recordNumber(nextStaged),
                staging.line(nextStaged),
                staging.byteOffset(nextStaged),
                product,
                speaks,
                changes));
        products += product && !speaks ? 1 : 0;
        nextStaged++;
    }

    /** The rows by the number in their position; those without one stay where they are. */
    private List<Row> ordered() {
        List<Row> rows = new ArrayList<>(group);
        if (rows.stream().allMatch(row -> position(row) != null)) {
            rows.sort(Comparator.comparing(this::position));
        }
        return rows;
    }

    /** Rows without a picture have no place of their own among the pictures; the first of all keeps its place. */
    private @Nullable Integer position(Row row) {
        for (int column : positions) {
            if (row.cell(column) != Column.MISSING) {
                String number = text.string(row.cell(column));
                return number.matches("\\d{1,6}") ? Integer.valueOf(number) : null;
            }
        }
        for (int column = 0; column < columns; column++) {
            if (picture[column] && row.cell(column) != Column.MISSING) {
                return null;
            }
        }
        return Integer.MAX_VALUE;
    }

    private void emit(Row row, Work work) {
        RecordBatch out = work.records;
        int at = out.rows();
        out.startRecord(row.number, row.line, row.byteOffset, columns);
        for (int column = 0; column < columns; column++) {
            if (fromParent[column]) {
                long own = row.cell(column);
                work.keepWritten(column, at, own == Column.MISSING ? own : copy(own, out.text()));
            }
            if (picture[column]) {
                out.set(column, sharedCell(column, out.text(), true));
            } else if (row.cell(column) != Column.MISSING && !fromParent[column]) {
                out.set(column, copy(row.cell(column), out.text()));
            } else if (!own[column]) {
                out.set(column, sharedCell(column, out.text(), false));
            }
        }
        out.endRecord();
        if (row.container && products > 0) {
            work.exclusions[at] = FamilyRows.parent(products, "");
        } else if (!row.product) {
            work.exclusions[at] = new Work.Exclusion(
                    row.change ? CHANGE_ROW : PICTURE_ROW, "adds to " + quotedName() + ", no product of its own", true);
        } else if (products > 1) {
            work.groups[at] = groupName(out.text());
        }
    }

    private String quotedName() {
        for (int key : keys) {
            if (group.get(0).cell(key) != Column.MISSING) {
                return Problem.quote(text.string(group.get(0).cell(key)));
            }
        }
        return "the record before";
    }

    private long copy(long slice, TextBuffer to) {
        return to.append(text.bytes(), TextBuffer.start(slice), TextBuffer.end(slice));
    }

    private long groupName(TextBuffer to) {
        for (int key : keys) {
            if (sharedKey == Column.MISSING && group.get(0).cell(key) != Column.MISSING) {
                sharedKey = copy(group.get(0).cell(key), to);
            }
        }
        return sharedKey;
    }

    /** What all rows of the group have in a column; copied once per batch. */
    private long sharedCell(int column, TextBuffer to, boolean gathered) {
        if (shared[column] == Column.MISSING) {
            shared[column] = gathered ? gather(column, to) : first(column, to);
        }
        return shared[column];
    }

    private long first(int column, TextBuffer to) {
        long slice = group.get(0).cell(column);
        return slice == Column.MISSING ? slice : copy(slice, to);
    }

    private long gather(int column, TextBuffer to) {
        int start = to.end();
        for (Row row : byPosition) {
            if (row.cell(column) != Column.MISSING) {
                if (to.end() > start) {
                    to.room(1)[to.end()] = TextBuffer.LIST_SEPARATOR;
                    to.advanceTo(to.end() + 1);
                }
                copy(row.cell(column), to);
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
