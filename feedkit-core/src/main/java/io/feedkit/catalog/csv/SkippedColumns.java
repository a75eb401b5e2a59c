package io.feedkit.catalog.csv;

import io.feedkit.batch.RecordBatch;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.RecordReader;
import io.feedkit.problem.Problem;
import java.util.List;

/** Leaves out the first columns: row numbers, ticks and whatever else a report has left of its table. */
final class SkippedColumns implements RecordReader {
    private final RecordReader reader;
    private final int skipped;

    SkippedColumns(RecordReader reader, int skipped) {
        this.reader = reader;
        this.skipped = skipped;
    }

    @Override
    public List<String> columns() {
        List<String> all = reader.columns();
        return all.subList(Math.min(skipped, all.size()), all.size());
    }

    @Override
    public List<Detection> detections() {
        return reader.detections();
    }

    @Override
    public boolean read(RecordBatch into) {
        boolean more = reader.read(into);
        int all = reader.columns().size();
        int first = Math.min(skipped, all);
        int[] places = new int[all];
        for (int column = 0; column < all; column++) {
            // What is left out goes behind all columns that have a name.
            places[column] = column < first ? all - first + column : column - first;
        }
        into.arrange(places, all);
        return more;
    }

    @Override
    public List<Problem> lost() {
        return reader.lost();
    }

    @Override
    public long bytesRead() {
        return reader.bytesRead();
    }

    @Override
    public void close() {
        reader.close();
    }
}
