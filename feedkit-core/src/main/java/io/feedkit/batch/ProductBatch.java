package io.feedkit.batch;

import io.feedkit.product.Product;
import io.feedkit.product.Schema;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Up to {@value #ROWS} products, column by column in the slots of a {@link Schema}.
 *
 * <p>A batch is either a <em>trunk</em>, filled by the mapping, or a <em>layer</em> over a trunk: it starts with the trunk's columns, live rows and notes and copies
 * a column only when something is written to it. A layer shares the trunk's text buffer; whoever opened the layer truncates the buffer when its feed is
 * encoded.
 */
public final class ProductBatch {
    /** Products in a full batch: small enough for the columns a rule touches to stay in the cache, large enough to pay a call once per hundreds of rows. */
    public static final int ROWS = 256;

    private final Schema schema;
    private final Column[] columns;
    private final Column[] own;
    private final boolean[] owned;
    private final Selection live = new Selection();
    private final List<Note> notes = new ArrayList<>();
    /** Whom each note of several products speaks for. */
    private final Map<Note, int[]> addressed = new IdentityHashMap<>();

    private RecordBatch records;
    private int rows;

    public ProductBatch(Schema schema, RecordBatch records) {
        this.schema = schema;
        this.records = records;
        columns = new Column[schema.size()];
        own = new Column[schema.size()];
        owned = new boolean[schema.size()];
    }

    /** Starts a trunk over the records that were just read: no attribute has a value yet and every row is live. */
    public void start(RecordBatch source) {
        records = source;
        rows = source.rows();
        Arrays.fill(columns, Column.missing());
        Arrays.fill(owned, false);
        live.all(rows);
        forgetNotes();
    }

    /** Starts a layer: the trunk's values, live rows and notes, copied only where the layer writes. */
    public void startOver(ProductBatch trunk) {
        records = trunk.records;
        rows = trunk.rows;
        System.arraycopy(trunk.columns, 0, columns, 0, columns.length);
        Arrays.fill(owned, false);
        live.copy(trunk.live);
        forgetNotes();
        notes.addAll(trunk.notes);
        addressed.putAll(trunk.addressed);
    }

    /** Starts a batch of values worked out from another: its text and its source, so many live rows, no values yet. */
    public void startBeside(ProductBatch other, int count) {
        records = other.records;
        rows = count;
        Arrays.fill(columns, Column.missing());
        Arrays.fill(owned, false);
        live.all(count);
        forgetNotes();
    }

    public Schema schema() {
        return schema;
    }

    public TextBuffer text() {
        return records.text();
    }

    /** Where the rows came from. */
    public RecordBatch records() {
        return records;
    }

    public int rows() {
        return rows;
    }

    /** The rows that are neither excluded nor invalid so far. */
    public Selection live() {
        return live;
    }

    /** The values of a slot, for reading. */
    public Column column(int slot) {
        return columns[slot];
    }

    /**
     * Gives a slot the values that were read. The batch never writes to this column, only to copies of it, so what the source said stays readable in it.
     */
    public void supply(int slot, Column values) {
        columns[slot] = values;
        owned[slot] = false;
    }

    /** The values of a slot, for writing: the batch's own copy from now on. */
    public Column writable(int slot) {
        if (owned[slot]) {
            return columns[slot];
        }
        Column copy = ownColumn(slot);
        copy.copyAll(columns[slot], rows);
        columns[slot] = copy;
        owned[slot] = true;
        return copy;
    }

    /** As {@link #writable}, for a writer that sets every row: the old values are not copied. */
    public Column overwritten(int slot) {
        Column column = ownColumn(slot);
        columns[slot] = column;
        owned[slot] = true;
        return column;
    }

    private Column ownColumn(int slot) {
        Column column = own[slot];
        if (column == null) {
            column = Column.of(schema.attribute(slot).type());
            own[slot] = column;
        }
        return column;
    }

    /** Keeps what was said about a row; whoever excludes or refuses rows also {@linkplain #retire retires} them. */
    public void note(Note note) {
        notes.add(note);
    }

    /** As {@link #note(Note)} for what is said once for several products: says whom it speaks for. */
    public void note(Note note, Selection products) {
        notes.add(note);
        addressed.put(note, Arrays.copyOf(products.rows, products.size));
    }

    /** The rows a note speaks for; nothing when that was not said, though it speaks for several. */
    public int[] addressed(Note note) {
        int[] several = addressed.get(note);
        return several != null ? several : note.products() == 1 ? new int[] {note.row()} : new int[0];
    }

    private void forgetNotes() {
        notes.clear();
        addressed.clear();
    }

    /** Takes rows out of {@link #live} and takes back what was said about them, for those about which somebody else knows everything. */
    public void leaveOut(Selection rows) {
        retire(rows);
        if (notes.isEmpty() || rows.isEmpty()) {
            return;
        }
        notes.removeIf(note -> note.products() == 1 && Arrays.binarySearch(rows.rows, 0, rows.size, note.row()) >= 0);
    }

    /** Takes rows out of {@link #live}; both selections are ascending. */
    public void retire(Selection gone) {
        int kept = 0;
        int next = 0;
        for (int i = 0; i < live.size; i++) {
            int row = live.rows[i];
            while (next < gone.size && gone.rows[next] < row) {
                next++;
            }
            if (next == gone.size || gone.rows[next] != row) {
                live.rows[kept++] = row;
            }
        }
        live.size = kept;
    }

    /** One product as an object of its own, which stays when the batch is reused. */
    public Product product(int row) {
        return Product.of(
                schema,
                slot -> Optional.ofNullable(
                        Values.at(columns[slot], row, schema.attribute(slot).type(), text())));
    }

    /** What was said about the products, in the order it was said. */
    public List<Note> notes() {
        return Collections.unmodifiableList(notes);
    }
}
