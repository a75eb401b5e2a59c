package io.feedkit.catalog;

import io.feedkit.batch.ProductBatch;
import io.feedkit.problem.Problem;
import java.util.List;

/** One pass over the products of a catalogue, batch by batch. One-shot and for one thread. */
public interface ProductReader extends AutoCloseable {

    /** A batch of the reader's schema to read into; each keeps its own buffers, so several may be on their way at once. */
    ProductBatch newBatch();

    /** Fills the batch with the next products; false when there are no more (the batch is then empty and nothing was lost). A
     * batch may come back with no rows though more follow. */
    boolean read(ProductBatch into);

    /**
     * As {@link #read(ProductBatch)}, and lets a sieve say which records need not be mapped. It is not asked where what a record says cannot be told before: where products are made of
     * several records, or of what other sources say.
     */
    default boolean read(ProductBatch into, RecordSieve sieve) {
        return read(into);
    }

    /** Records read so far, the unreadable ones included. */
    long records();

    /** The records of the last read that could not be made into products, one problem each with its position; the sink was told of them too. */
    List<Problem> lost();

    /** Bytes of the source (as stored, so possibly compressed) read so far, for progress. */
    long bytesRead();

    /** What became of the catalogue's supplements so far, in the order they were named; complete after the last read. */
    default List<SupplementReport> supplements() {
        return List.of();
    }

    @Override
    void close();
}
