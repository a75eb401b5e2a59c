package io.feedkit.export;

import io.feedkit.batch.ProductBatch;
import io.feedkit.problem.ProblemSink;
import java.util.Set;

/**
 * A look at the whole catalogue before the first product is enriched: who is among the best, what a group adds up to. An {@link Enrichment} that needs one says so; the catalogue is
 * then read twice.
 *
 * <p>Every thread has a collector of its own, which sees some of the batches in no particular order; the collectors are merged at the end. What comes out must be the same for
 * any order and any number of threads, and what collectors keep must be bounded. Immutable and thread-safe.
 */
public interface FirstPass {

    /** Names of the attributes it looks at; the others are not read. */
    Set<String> reads();

    /** Starts collecting on one thread. All collectors of one pass share their bounds. */
    Collector collector(ProblemSink problems);

    /** What one thread has seen. */
    interface Collector {
        /** Looks at the products of a batch as they came; changes nothing, and keeps nothing of the batch, which is reused. */
        void collect(ProductBatch batch);

        /** Takes over what another collector of the same pass has seen. */
        void merge(Collector other);

        /** The enrichment that knows the whole catalogue; asked once, of the collector that was merged into. */
        Enrichment finish();
    }
}
