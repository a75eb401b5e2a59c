package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.product.AttributeType;

/** An expression of the descriptor, compiled for one session. */
interface Formula {
    AttributeType type();

    /** The value for the selected rows; the column is good until the formula is asked again. */
    Column evaluate(ProductBatch batch, Selection rows);
}
