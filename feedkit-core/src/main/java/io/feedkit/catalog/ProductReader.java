package io.feedkit.catalog;

import io.feedkit.batch.ProductBatch;

/** One pass over the products of a catalogue, batch by batch. One-shot and for one thread. */
public interface ProductReader extends AutoCloseable {

    /** A batch of the reader's schema to read into; each keeps its own buffers, so several may be on their way at once. */
    ProductBatch newBatch();

    /** Fills the batch with the next products; false when there are no more (the batch is then empty). A batch may come back with no rows though more follow. */
    boolean read(ProductBatch into);

    /** Records read so far, the unreadable ones included. */
    long records();

    /** Records so far that could not be made into a product; each was reported with its position. */
    long unreadable();

    /** Bytes of the source (as stored, so possibly compressed) read so far, for progress. */
    long bytesRead();

    @Override
    void close();
}
