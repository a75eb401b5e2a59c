package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;

/** How one field of the feed is filled. Made for one session. */
interface FieldPlan extends FieldValues {

    /** Fills {@link #texts} for the selected products. */
    void run(ProductBatch layer, Column source, Selection rows, Findings findings);
}
