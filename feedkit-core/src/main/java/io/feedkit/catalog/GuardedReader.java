package io.feedkit.catalog;

import io.feedkit.batch.RecordBatch;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.function.Supplier;

/** A plugin that fails in its own way is named, so that its author hears of it rather than us. */
final class GuardedReader extends ForwardingRecordReader {
    private final CatalogFormat format;
    private final String source;

    private GuardedReader(RecordReader reader, CatalogFormat format, String source) {
        super(reader);
        this.format = format;
        this.source = source;
    }

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
        return guarded(format, source, () -> super.read(into));
    }

    @Override
    public long pass(long plan, KnownRecords known) {
        return guarded(format, source, () -> super.pass(plan, known));
    }
}
