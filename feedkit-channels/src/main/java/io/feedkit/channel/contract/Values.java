package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The values of one field on their way to the feed, at most a batch of them.
 *
 * <p>Usually row is product. The elements of lists and the parts of repeated groups travel in rows of their own, and {@link #product} says whose they are.
 */
final class Values {
    final Selection rows = new Selection();
    private final int @Nullable [] owners;
    /** The value in the field's own type; for text fields the text itself. */
    Column typed = Column.missing();
    /** The text as it would be sent, a slice or {@link Column#MISSING} per row. Written by pipelines, never shared with a source. */
    long[] texts = new long[ProductBatch.ROWS];

    private TextBuffer buffer;

    private Values(TextBuffer buffer, int @Nullable [] owners) {
        this.buffer = buffer;
        this.owners = owners;
    }

    /** One value per product. */
    static Values perProduct(TextBuffer buffer) {
        return new Values(buffer, null);
    }

    /** One value per element of a list. */
    static Values perElement(TextBuffer buffer) {
        return new Values(buffer, new int[ProductBatch.ROWS]);
    }

    void start(TextBuffer next) {
        buffer = next;
        rows.clear();
    }

    TextBuffer buffer() {
        return buffer;
    }

    int product(int row) {
        return owners == null ? row : owners[row];
    }

    /** Adds a row that belongs to a product; only for values per element. */
    int addElement(int product) {
        int row = rows.size;
        rows.add(row);
        if (owners != null) {
            owners[row] = product;
        }
        return row;
    }

    boolean isFull() {
        return rows.size == ProductBatch.ROWS;
    }

    /** Whether there is no value any more to say anything about: there was none, or a check before struck it. */
    boolean isLeftOut(int row) {
        return typed.isMissing(row) || texts[row] == Column.MISSING;
    }

    /** A text as it came, before conversions; for values that are texts only. */
    String source(int row) {
        return typed.isMissing(row) ? "" : buffer.string(typed.bits[row]);
    }

    /** The text as it would be sent. */
    String text(int row) {
        return texts[row] == Column.MISSING ? "" : buffer.string(texts[row]);
    }
}
