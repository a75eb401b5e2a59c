package io.feedkit.catalog;

import io.feedkit.batch.RecordBatch;
import io.feedkit.problem.Problem;
import java.util.List;

/** One pass over the records of a source, batch by batch. One-shot and for one thread. */
public interface RecordReader extends AutoCloseable {

    /**
     * The names of the columns, in order. Formats without a header add names as records show them, always at the end, so ask again after each batch. A name may
     * stand more than once.
     */
    List<String> columns();

    /** What was found out about the source. */
    List<Detection> detections();

    /** Clears the batch and fills it with the next records, at most one batch of them; false when there are no more (the batch is
     * then empty, though {@link #lost} may name records behind the last row). */
    boolean read(RecordBatch into);

    /**
     * Passes over the records that come next as long as they are known, and returns how many they were; {@link #read} goes on behind them. Their numbers are counted as if they had been read.
     *
     * <p>Only for readers that {@linkplain RecordBatch#stamp stamp} their records: where the same bytes make the same record, whatever stands before and behind it. Others pass over none.
     *
     * @param plan what makes products of the records, as {@link RecordBatch#plan} has it
     */
    default long pass(long plan, KnownRecords known) {
        return 0;
    }

    /** The records of the last read that did not become a row, one problem each with its position; the sink was told of them too. */
    List<Problem> lost();

    /** What the source said beside its records so far, for those that refer to it. */
    default References references() {
        return References.NONE;
    }

    /** Bytes of the source taken in so far, as stored if the reader knows, for progress. */
    default long bytesRead() {
        return 0;
    }

    @Override
    void close();
}
