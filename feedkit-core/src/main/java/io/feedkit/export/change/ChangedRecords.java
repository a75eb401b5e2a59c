package io.feedkit.export.change;

import io.feedkit.batch.Column;
import io.feedkit.batch.Fingerprint;
import io.feedkit.batch.TextBuffer;
import io.feedkit.export.document.WholeRecords;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.FeedPath;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;

/**
 * Compares records of several products with what the last run sent, one after the other in the order of the feed. For one thread.
 *
 * <p>A row of the log is a record here: its id is what the record is called, a field that stands once has the fingerprint of its text, and one that stands with each product has that of all their texts, so that
 * a product which comes, goes or moves to another place changes the record. In the place of the price stands the fingerprint of its products' ids; the source is that of all of it.
 */
public final class ChangedRecords {
    private final Changes all;
    private final SentHeader header;
    private final SentProducts.Cursor sent;
    /** Which fields stand with each product. */
    private final boolean[] isOfProduct;

    private final int[] fields;
    private final BitSet changed = new BitSet();
    private final TextBuffer row = new TextBuffer(1024);
    /** Where the record is expected that is looked for next. */
    private long next;

    private long id;
    private boolean hasSameProducts;

    ChangedRecords(Changes all, SentHeader header, FeedLayout layout) {
        this.all = all;
        this.header = header;
        sent = all.before().cursor();
        next = all.before().begin();
        fields = new int[layout.fields().size()];
        isOfProduct = new boolean[fields.length];
        for (int field = 0; field < fields.length; field++) {
            FeedPath path = FeedPath.parse(layout.fields().get(field).name());
            isOfProduct[field] = layout.documents().depth(path) > 0;
        }
    }

    /** Compares the next record, counts it, and adds it to the log. */
    public Change compare(WholeRecords records, int record) {
        FeedBatch texts = records.texts();
        byte[] bytes = texts.text().bytes();
        int from = records.start(record);
        int to = records.end(record);
        byte[] called = called(bytes, records.name(record));
        id = Reconciliation.id(called);
        for (int field = 0; field < fields.length; field++) {
            long[] slices = texts.texts(field);
            fields[field] = isOfProduct[field]
                    ? fingerprint(bytes, slices, from, to)
                    : SentRows.fingerprint(bytes, slices[from]);
        }
        long products = mixed(bytes, records.ids(), from, to);
        long source = source(to - from);
        changed.clear();
        boolean found = sent.find(next, id, source, all::isFree);
        Change change = found ? changed(source) : Change.ADDED;
        hasSameProducts = found && sent.source() != 0 && sent.price() == products;
        next = found ? sent.offset() + sent.length() : next;
        all.add(change, found ? sent.offset() : ReadProducts.NOWHERE, changed, row(called, products, source));
        return change;
    }

    private static byte[] called(byte[] bytes, long name) {
        return name == Column.MISSING
                ? new byte[0]
                : Arrays.copyOfRange(bytes, TextBuffer.start(name), TextBuffer.end(name));
    }

    /** What the products say in one field, 0 when none says anything. */
    private static int fingerprint(byte[] bytes, long[] slices, int from, int to) {
        boolean isSaid = false;
        for (int row = from; row < to; row++) {
            isSaid |= slices[row] != Column.MISSING;
        }
        int fingerprint = (int) mixed(bytes, slices, from, to);
        return !isSaid ? 0 : fingerprint == 0 ? 1 : fingerprint;
    }

    private static long mixed(byte[] bytes, long[] slices, int from, int to) {
        long mixed = Fingerprint.START;
        for (int row = from; row < to; row++) {
            mixed = slices[row] == Column.MISSING
                    ? Fingerprint.with(mixed, Column.MISSING)
                    : Fingerprint.with(mixed, bytes, slices[row]);
        }
        return Fingerprint.end(mixed);
    }

    private long source(int products) {
        long mixed = Fingerprint.with(Fingerprint.START, products);
        for (int field : fields) {
            mixed = Fingerprint.with(mixed, field);
        }
        return Fingerprint.end(mixed);
    }

    /** Whether the record is another than the one that was found, and in which fields. */
    private Change changed(long source) {
        if (!all.isComparable() || sent.isDoubtful()) {
            return Change.CHANGED;
        }
        for (int field = 0; field < fields.length; field++) {
            changed.set(field, sent.field(field) != fields[field]);
        }
        // A row that says what a channel made of a part of what it was sent has no source.
        boolean isOther = sent.source() != 0 && sent.source() != source;
        return isOther || !changed.isEmpty() ? Change.CHANGED : Change.UNCHANGED;
    }

    private TextBuffer row(byte[] called, long products, long source) {
        row.clear();
        SentRows.appendPlain(header, id, called, row);
        SentRow.putLong(row.bytes(), SentRow.PRICE, products);
        SentRow.putLong(row.bytes(), SentRow.SOURCE, source);
        for (int field = 0; field < fields.length; field++) {
            SentRow.putInt(row.bytes(), SentRow.field(0, header.marks(), field), fields[field]);
        }
        return row;
    }

    /** The fingerprint of what the record compared last is called. */
    public long id() {
        return id;
    }

    /** The fields in which it differs; none when it is new, or when nobody knows what was sent of it. */
    public BitSet changed() {
        return changed;
    }

    /** Whether a record that changed has the products it had, and only says something else of them. */
    public boolean hasSameProducts() {
        return hasSameProducts;
    }

    /** What these fields are called, in order. */
    public List<String> fields() {
        return changed.stream().mapToObj(all::called).toList();
    }
}
