package io.feedkit.catalog.tree;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.RecordReader;
import io.feedkit.catalog.References;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What readers of nested sources have in common: they fill batches, and hand over what was read before a source turns out to be broken. */
public abstract class TreeReader implements RecordReader {
    private static final int BATCH_BYTES = 2 * 1024 * 1024;

    protected final String source;
    protected final TreeRecord record;
    /** Records begun so far, each of several variants counted. */
    protected long records;

    private final References references;
    private final List<Detection> detections;
    private final ProblemSink problems;
    private final List<Problem> lost = new ArrayList<>();
    private @Nullable FeedException failure;
    private boolean ended;

    protected TreeReader(
            String source, TreeRecord record, References references, List<Detection> detections, ProblemSink problems) {
        this.source = source;
        this.record = record;
        this.references = references;
        this.detections = List.copyOf(detections);
        this.problems = problems;
    }

    /** Reads on to the end of the next record; false at the end of the source. */
    protected abstract boolean next(RecordBatch into);

    @Override
    public final boolean read(RecordBatch into) {
        into.clear();
        lost.clear();
        if (failure != null) {
            throw failure;
        }
        try {
            while (!ended
                    && into.rows() < ProductBatch.ROWS
                    && lost.size() < ProductBatch.ROWS
                    && into.text().end() < BATCH_BYTES) {
                if (record.hasRows()) {
                    record.emit(into);
                } else {
                    ended = !next(into);
                }
            }
        } catch (FeedException e) {
            // What was read until then is good; whoever goes on reading hears of the rest.
            failure = e;
            if (into.rows() == 0 && lost.isEmpty()) {
                throw e;
            }
            return true;
        }
        return into.rows() > 0 || !ended;
    }

    /** Reports a record that does not become a row. */
    protected final void lose(Problem problem) {
        lost.add(problem);
        problems.report(problem);
    }

    /** Reports what is wrong without a record being lost. */
    protected final void report(Problem problem) {
        problems.report(problem);
    }

    @Override
    public final List<String> columns() {
        return record.columns();
    }

    @Override
    public final List<Detection> detections() {
        return detections;
    }

    @Override
    public final List<Problem> lost() {
        return lost;
    }

    @Override
    public final References references() {
        return references;
    }
}
