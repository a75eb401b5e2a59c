package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.product.AttributeType;
import java.util.Map;

/** The values of one field of the feed, in the batch that is being worked on. */
interface FieldValues {

    /** What would be sent, per product; single rows may be cleared later. */
    long[] texts();

    /** The names conditions know the field's values by, with their types. */
    Map<String, AttributeType> names();

    /** The values under one of {@link #names}, per product. */
    Column values(String name);
}
