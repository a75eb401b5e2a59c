package io.feedkit.catalog.csv;

import io.feedkit.batch.RecordBatch;
import io.feedkit.catalog.ForwardingRecordReader;
import io.feedkit.catalog.RecordReader;
import java.util.List;

/** Leaves out the first columns: row numbers, ticks and whatever else a report has left of its table. */
final class SkippedColumns extends ForwardingRecordReader {
    private final int skipped;

    SkippedColumns(RecordReader reader, int skipped) {
        super(reader);
        this.skipped = skipped;
    }

    @Override
    public List<String> columns() {
        List<String> all = super.columns();
        return all.subList(Math.min(skipped, all.size()), all.size());
    }

    @Override
    public boolean read(RecordBatch into) {
        boolean more = super.read(into);
        int all = super.columns().size();
        int first = Math.min(skipped, all);
        int[] places = new int[all];
        for (int column = 0; column < all; column++) {
            // What is left out goes behind all columns that have a name.
            places[column] = column < first ? all - first + column : column - first;
        }
        into.arrange(places, all);
        return more;
    }
}
