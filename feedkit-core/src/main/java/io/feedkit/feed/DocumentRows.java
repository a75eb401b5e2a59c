package io.feedkit.feed;

import io.feedkit.batch.Column;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import java.util.Arrays;

/**
 * Which rows of a batch stand in one record, for encoders of layouts that put {@linkplain FeedLayout#documents several products} in one.
 *
 * <p>A record is written from its first row. Where its products stand one after the other, one more column of texts leads from each row to the next one of the record: it holds numbers of rows and no slices.
 */
public final class DocumentRows {
    private final Selection first;
    private final long[][] texts;

    private DocumentRows(Selection first, long[][] texts) {
        this.first = first;
        this.texts = texts;
    }

    public static DocumentRows of(FeedBatch batch) {
        Selection rows = batch.rows();
        Selection first = new Selection(rows.rows.length);
        long[] next = new long[rows.size == 0 ? 0 : rows.rows[rows.size - 1] + 1];
        Arrays.fill(next, Column.MISSING);
        byte[] bytes = batch.text().bytes();
        long[] keys = batch.keys();
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            if (i > 0 && isSame(bytes, keys[rows.rows[i - 1]], keys[row])) {
                next[rows.rows[i - 1]] = row;
            } else {
                first.add(row);
            }
        }
        long[][] texts = Arrays.copyOf(batch.texts(), batch.texts().length + 1);
        texts[batch.texts().length] = next;
        return new DocumentRows(first, texts);
    }

    private static boolean isSame(byte[] bytes, long key, long other) {
        return key != Column.MISSING
                && other != Column.MISSING
                && Arrays.equals(
                        bytes,
                        TextBuffer.start(key),
                        TextBuffer.end(key),
                        bytes,
                        TextBuffer.start(other),
                        TextBuffer.end(other));
    }

    /** The first row of each record. */
    public Selection first() {
        return first;
    }

    /** The texts of all fields, and behind them, for each row, the next one of its record or {@link Column#MISSING}. */
    public long[][] texts() {
        return texts;
    }
}
