package io.feedkit.export.document;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.feed.FeedBatch;
import java.util.Arrays;

/** Some records of several products, each with all its products one behind the other. What is handed over is worth something until the next ones are. */
public final class WholeRecords {
    /** So many records are handed over at a time at most. */
    public static final int MOST = ProductBatch.ROWS;

    private final FeedBatch batch;
    private final int[] starts = new int[MOST + 1];
    private int count;
    private long[] keys = new long[ProductBatch.ROWS];
    private long[] ids = new long[ProductBatch.ROWS];
    private long[] numbers = new long[ProductBatch.ROWS];
    private int[] products = new int[ProductBatch.ROWS];
    private int rows;

    WholeRecords(FeedBatch batch) {
        this.batch = batch;
    }

    /** The texts of all products; the rows of a record stand without gaps. */
    public FeedBatch texts() {
        return batch;
    }

    /** How many records there are. */
    public int count() {
        return count;
    }

    /** The row of the first product of a record. */
    public int start(int record) {
        return starts[record];
    }

    /** The row behind the last product of a record. */
    public int end(int record) {
        return record + 1 == count ? rows : starts[record + 1];
    }

    /** Adds the rows of a record to others. */
    public void addRows(int record, Selection to) {
        for (int row = start(record); row < end(record); row++) {
            to.add(row);
        }
    }

    /** What a record is called, as a slice of the batch's text: what its products have in common, or else the id of the only one; missing when that has none. */
    public long name(int record) {
        int first = starts[record];
        return keys[first] == Column.MISSING ? ids[first] : keys[first];
    }

    /** The number that the first product of a record has in the catalogue. */
    public long number(int record) {
        return numbers[starts[record]];
    }

    /** The ids of all products, by row, as slices of the batch's text or missing. */
    public long[] ids() {
        return ids;
    }

    /** The number of a row's product among all that were taken, from 0, in the order of the catalogue. */
    public int product(int row) {
        return products[row];
    }

    int rows() {
        return rows;
    }

    long[] keys() {
        return keys;
    }

    void begin() {
        starts[count++] = rows;
    }

    void add(long key, long id, long number, int product) {
        if (rows == keys.length) {
            keys = Arrays.copyOf(keys, rows * 2);
            ids = Arrays.copyOf(ids, rows * 2);
            numbers = Arrays.copyOf(numbers, rows * 2);
            products = Arrays.copyOf(products, rows * 2);
        }
        keys[rows] = key;
        ids[rows] = id;
        numbers[rows] = number;
        products[rows++] = product;
    }

    void clear() {
        rows = 0;
        count = 0;
    }
}
