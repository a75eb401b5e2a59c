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
    private final Consumer<WholeRecords> to;
    private final TextBuffer text = new TextBuffer(FULL_BYTES);
    private final FeedBatch batch;
    private final long[][] texts;
    private final WholeRecords made;
    private long records;

    /** The product that the record being made began with, by its number among all products. */
    private int first = -1;

    private int firstRow;
    private Differences.Whom firstOne = new Differences.Whom("", 0);
    /** Products whose keys only looked like that of the record, each with its bytes: they are records of their own. */
    private final List<Stray> strays = new ArrayList<>();

    private record Stray(int product, byte[] bytes) {}

    DocumentBatch(FeedLayout layout, Differences differences, Consumer<WholeRecords> to) {
        this.differences = differences;
        sums = new Sums(layout);
        this.to = to;
        // Half a batch more than the largest record, which begins where there is room for another.
        batch = new FeedBatch(
                layout.fields().size(), text, FULL_ROWS + layout.documents().most());
        texts = new long[layout.fields().size()][FULL_ROWS];
        batch.start(text);
        made = new WholeRecords(batch);
    }

    /** Takes the next product; the first four bytes of its key say with which product its record began, the next four are its own number. */
    void take(byte[] bytes, int keyFrom, int keyTo, int rowTo) {
        int began = number(bytes, keyFrom);
        if (began != first) {
            endRecords();
            first = began;
            begin();
        }
        add(number(bytes, keyFrom + Integer.BYTES), bytes, keyTo, rowTo);
    }

    private static int number(byte[] bytes, int at) {
        return (bytes[at] & 0xFF) << 24
                | (bytes[at + 1] & 0xFF) << 16
                | (bytes[at + 2] & 0xFF) << 8
                | bytes[at + 3] & 0xFF;
    }

    private void begin() {
        if (made.rows() >= FULL_ROWS || text.end() >= FULL_BYTES) {
            flush();
        }
        firstRow = made.rows();
        made.begin();
    }

    private void add(int number, byte[] bytes, int from, int to) {
        RowCode product = new RowCode(bytes, from);
        long record = product.number();
        long id = product.text();
        Differences.Whom whom = new Differences.Whom(string(bytes, id), record);
        long key = product.text();
        int row = made.rows();
        if (row > firstRow && !isFirstKey(bytes, key)) {
            strays.add(new Stray(number, Arrays.copyOfRange(bytes, from, to)));
            return;
        }
        int moved = text.end() - from;
        text.append(bytes, from, to);
        made.add(moved(key, moved), moved(id, moved), record, number);
        for (int field = 0; field < texts.length; field++) {
            texts[field] = row < texts[field].length ? texts[field] : Arrays.copyOf(texts[field], row * 2);
            texts[field][row] = moved(product.text(), moved);
        }
        if (row == firstRow) {
            firstOne = whom;
        } else {
            differences.compare(text.bytes(), texts, firstRow, firstOne, row, whom);
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
        long own = made.keys()[firstRow];
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
            List<Stray> others = List.copyOf(strays);
            strays.clear();
            begin();
            others.forEach(stray -> add(stray.product, stray.bytes, 0, stray.bytes.length));
            endRecord();
        }
    }

    private void endRecord() {
        sums.putTogether(text, texts, firstRow, made.rows());
        records++;
    }

    private void flush() {
        if (made.rows() == 0) {
            return;
        }
        for (int field = 0; field < texts.length; field++) {
            batch.set(field, texts[field]);
        }
        batch.setKeys(made.keys());
        batch.rows().all(made.rows());
        to.accept(made);
        batch.start(text);
        text.clear();
        made.clear();
    }

    /** Hands over what is left; how many records there were. */
    long finish() {
        endRecords();
        flush();
        return records;
    }
}
