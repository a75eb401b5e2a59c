package io.feedkit.catalog;

import io.feedkit.batch.RecordBatch;
import io.feedkit.location.Source;
import io.feedkit.problem.Problem;
import java.util.List;

/** Reads a source that has nothing to say, which is no mistake there. */
record NothingReader(Source source) implements RecordReader {
    @Override
    public List<String> columns() {
        return List.of();
    }

    @Override
    public List<Detection> detections() {
        return List.of();
    }

    @Override
    public boolean read(RecordBatch into) {
        into.clear();
        return false;
    }

    @Override
    public List<Problem> lost() {
        return List.of();
    }

    @Override
    public void close() {
        source.close();
    }
}
