package io.feedkit.channel.contract;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;

/** What is asked when all fields are filled. Made for one session. */
interface Check {

    /** Says what it finds about the selected rows, of which {@code conditions} has the values. */
    void run(ProductBatch conditions, Selection rows, Findings findings);

    /** Takes over what the same check of another session did to the fields, beside what it said. */
    default void take(Check from) {}
}
