package io.feedkit.feed;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import java.util.Arrays;

/**
 * The finished texts of a batch of products for one feed: one slice per field and row, all in one buffer. Reused from batch to batch.
 */
public final class FeedBatch {
    private final long[][] texts;
    private final Selection rows;
    private long[] keys = Column.missing().bits;
    private TextBuffer text;

    public FeedBatch(int fields, TextBuffer text) {
        this(fields, text, ProductBatch.ROWS);
    }

    /** A batch of so many rows at most. */
    public FeedBatch(int fields, TextBuffer text, int mostRows) {
        this.text = text;
        rows = new Selection(mostRows);
        texts = new long[fields][];
        Arrays.fill(texts, Column.missing().bits);
    }

    public void start(TextBuffer buffer) {
        text = buffer;
        rows.clear();
    }

    public TextBuffer text() {
        return text;
    }

    /** The rows to be sent. */
    public Selection rows() {
        return rows;
    }

    /** The texts of a field, one slice or {@link Column#MISSING} per row; only {@link #rows()} count. */
    public long[] texts(int field) {
        return texts[field];
    }

    /** The texts of all fields, as {@link #texts(int)} gives them one by one. */
    public long[][] texts() {
        return texts;
    }

    /**
     * Where several products stand in one {@linkplain FeedLayout#documents record}: what those of one record have in common, one slice per row. Rows with equal ones that are sent next to each other
     * become one record; {@link Column#MISSING} is a record of its own.
     */
    public long[] keys() {
        return keys;
    }

    /** Says which products belong together; the array is not copied. */
    public void setKeys(long[] slices) {
        keys = slices;
    }

    /** Gives a field its texts; the array is not copied. */
    public void set(int field, long[] slices) {
        texts[field] = slices;
    }
}
