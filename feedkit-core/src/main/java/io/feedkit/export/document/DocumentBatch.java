package io.feedkit.export.document;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedLayout;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Consumer;

/** Records in the making: products as they come out of the sort become batches of whole records. */
final class DocumentBatch {
    private static final int FULL_ROWS = ProductBatch.ROWS;
    private static final int FULL_BYTES = 256 * 1024;

    private final Differences differences;
    private final Sums sums;
    private final Consumer<FeedBatch> to;
    private final TextBuffer text = new TextBuffer(FULL_BYTES);
    private final FeedBatch batch;
    private final long[][] texts;
    private long[] keys = new long[FULL_ROWS];
    private int rows;
    private long records;

    /** The product that the record being made began with, by its number among all products. */
    private int first = -1;

    private int firstRow;
    private Differences.Whom firstOne = new Differences.Whom("", 0);
    /** Products whose keys only looked like that of the record, each with its bytes: they are records of their own. */
    private final List<byte[]> strays = new ArrayList<>();

    DocumentBatch(FeedLayout layout, Differences differences, Consumer<FeedBatch> to) {
        this.differences = differences;
        sums = new Sums(layout);
        this.to = to;
        // Half a batch more than the largest record, which begins where there is room for another.
        batch = new FeedBatch(
                layout.fields().size(), text, FULL_ROWS + layout.documents().most());
        texts = new long[layout.fields().size()][FULL_ROWS];
        batch.start(text);
    }

    /** Takes the next product; the first four bytes of its key say with which product its record began. */
    void take(byte[] bytes, int keyFrom, int keyTo, int rowTo) {
        int began = (bytes[keyFrom] & 0xFF) << 24
                | (bytes[keyFrom + 1] & 0xFF) << 16
                | (bytes[keyFrom + 2] & 0xFF) << 8
                | bytes[keyFrom + 3] & 0xFF;
        if (began != first) {
            endRecords();
            first = began;
            begin();
        }
        add(bytes, keyTo, rowTo);
    }

    private void begin() {
        if (rows >= FULL_ROWS || text.end() >= FULL_BYTES) {
            flush();
        }
        firstRow = rows;
    }

    private void add(byte[] bytes, int from, int to) {
        RowCode product = new RowCode(bytes, from);
        long record = product.number();
        Differences.Whom whom = new Differences.Whom(string(bytes, product.text()), record);
        long key = product.text();
        if (rows > firstRow && !isFirstKey(bytes, key)) {
            strays.add(Arrays.copyOfRange(bytes, from, to));
            return;
        }
        if (rows == keys.length) {
            grow();
        }
        int moved = text.end() - from;
        text.append(bytes, from, to);
        keys[rows] = moved(key, moved);
        for (long[] field : texts) {
            field[rows] = moved(product.text(), moved);
        }
        if (rows == firstRow) {
            firstOne = whom;
        } else {
            differences.compare(text.bytes(), texts, firstRow, firstOne, rows, whom);
        }
        rows++;
    }

    private void grow() {
        keys = Arrays.copyOf(keys, rows * 2);
        for (int field = 0; field < texts.length; field++) {
            texts[field] = Arrays.copyOf(texts[field], rows * 2);
        }
    }

    private static long moved(long slice, int by) {
        return slice == Column.MISSING
                ? slice
                : TextBuffer.slice(TextBuffer.start(slice) + by, TextBuffer.end(slice) + by);
    }

    private static String string(byte[] bytes, long slice) {
        return slice == Column.MISSING
                ? ""
                : new String(bytes, TextBuffer.start(slice), TextBuffer.length(slice), StandardCharsets.UTF_8);
    }

    private boolean isFirstKey(byte[] bytes, long key) {
        long own = keys[firstRow];
        return own != Column.MISSING
                && key != Column.MISSING
                && Arrays.equals(
                        text.bytes(),
                        TextBuffer.start(own),
                        TextBuffer.end(own),
                        bytes,
                        TextBuffer.start(key),
                        TextBuffer.end(key));
    }

    private void endRecords() {
        if (first >= 0) {
            endRecord();
        }
        while (!strays.isEmpty()) {
            List<byte[]> others = List.copyOf(strays);
            strays.clear();
            begin();
            others.forEach(product -> add(product, 0, product.length));
            endRecord();
        }
    }

    private void endRecord() {
        sums.putTogether(text, texts, firstRow, rows);
        records++;
    }

    private void flush() {
        if (rows == 0) {
            return;
        }
        for (int field = 0; field < texts.length; field++) {
            batch.set(field, texts[field]);
        }
        batch.setKeys(keys);
        batch.rows().all(rows);
        to.accept(batch);
        batch.start(text);
        text.clear();
        rows = 0;
    }

    /** Hands over what is left; how many records there were. */
    long finish() {
        endRecords();
        flush();
        return records;
    }
}
