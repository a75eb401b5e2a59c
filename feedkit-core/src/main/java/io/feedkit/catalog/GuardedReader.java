package io.feedkit.catalog;

import io.feedkit.batch.RecordBatch;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.List;
import java.util.function.Supplier;

/** A plugin that fails in its own way is named, so that its author hears of it rather than us. */
record GuardedReader(RecordReader reader, CatalogFormat format, String source) implements RecordReader {

    /** Opens a reader so that whatever it throws names the format. */
    static RecordReader open(CatalogFormat format, String source, Supplier<RecordReader> opener) {
        return new GuardedReader(guarded(format, source, opener), format, source);
    }

    private static <T> T guarded(CatalogFormat format, String source, Supplier<T> work) {
        try {
            return work.get();
        } catch (FeedException e) {
            throw e;
        } catch (RuntimeException e) {
            throw new FeedException(
                    new Problem(
                            CatalogProblem.FORMAT_FAILED,
                            SourcePosition.unknown(source),
                            "the format " + format.name() + " ("
                                    + format.getClass().getName() + ") failed: " + e + ".",
                            "Please report it to its author."),
                    e);
        }
    }

    @Override
    public boolean read(RecordBatch into) {
        return guarded(format, source, () -> reader.read(into));
    }

    @Override
    public List<String> columns() {
        return reader.columns();
    }

    @Override
    public List<Detection> detections() {
        return reader.detections();
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
    public References references() {
        return reader.references();
    }

    @Override
    public void close() {
        reader.close();
    }
}
