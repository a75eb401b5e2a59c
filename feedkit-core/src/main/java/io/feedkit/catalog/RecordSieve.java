package io.feedkit.catalog;

import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.Selection;
import io.feedkit.problem.Problem;
import java.util.List;

/**
 * Looks at records before they are made into products, and takes out those of which all is known. Those it knows by their bytes are not even read; it is asked about each record in one way or the other, in the
 * order of the catalogue.
 */
public interface RecordSieve extends KnownRecords {
    /**
     * The rows that stay; the others are never made into products.
     *
     * @param ids slices of the batch's text, by row
     * @param fingerprints of all that products are made of, and of how they are made, by row; 0 for a row that is no product
     * @param from the first row that is asked about
     * @param to the row behind the last
     */
    Selection kept(RecordBatch records, long[] ids, long[] fingerprints, int from, int to);

    /** Hears of records that could not be made into products; they stood before whatever is asked about next. */
    void lost(List<Problem> problems);

    /** Whether what stays of the next records may come into the same batch; false when there is enough to remember of those that were taken out. */
    boolean goesOn();
}
