package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;
import java.util.Map;

/** How one field of the feed is filled. Made for one session. */
interface FieldPlan {

    /** Fills {@link #texts} for the selected products. */
    void run(ProductBatch layer, Column source, Selection rows, Findings findings);

    /** What would be sent, per product; the plan may clear single rows later. */
    long[] texts();

    /** The names conditions know the field's values by, with their types. */
    Map<String, AttributeType> names();

    /** The values under one of {@link #names}, per product. */
    Column values(String name);
}
