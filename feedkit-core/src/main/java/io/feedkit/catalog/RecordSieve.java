package io.feedkit.catalog;

import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.Selection;

/** Looks at records before they are made into products, and says which need not be, since all is known of them. */
@FunctionalInterface
public interface RecordSieve {
    /**
     * The rows that need not be mapped: their products will have an id and nothing else. Asked once for a batch, in the order of the catalogue.
     *
     * @param ids slices of the batch's text, by row
     * @param fingerprints of all that products are made of, and of how they are made, by row; 0 for a row that is no product
     */
    Selection known(RecordBatch records, long[] ids, long[] fingerprints);
}
