package io.feedkit.batch;

/** Some rows of a batch, ascending: the products a guard let through, or those that are still to be sent. */
public final class Selection {
    /** The chosen rows; only the first {@link #size} count. */
    public final int[] rows;

    public int size;

    /** Chooses nothing yet. */
    public Selection() {
        this(ProductBatch.ROWS);
    }

    /** Chooses nothing yet, and up to so many rows: for what is larger than a batch of products. */
    public Selection(int most) {
        rows = new int[most];
    }

    public Selection all(int count) {
        for (int row = 0; row < count; row++) {
            rows[row] = row;
        }
        size = count;
        return this;
    }

    public Selection copy(Selection from) {
        System.arraycopy(from.rows, 0, rows, 0, from.size);
        size = from.size;
        return this;
    }

    public void add(int row) {
        rows[size++] = row;
    }

    public void clear() {
        size = 0;
    }

    public boolean isEmpty() {
        return size == 0;
    }
}
