package io.feedkit.channel.reading;

import io.feedkit.channel.FieldSpec;
import io.feedkit.feed.FeedField;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What the columns of a layout are called when a feed in it is read. */
interface Columns {

    /** The columns that hold a field's value, the usual one first; several of which each holds one value of a list count together. */
    List<String> of(FieldSpec field, FeedField written);

    /** Whether each of those holds one value of the field's list. */
    default boolean isSpread(FeedField written) {
        return false;
    }

    /** Whether a column is one of several products of a record. */
    default boolean isOfVariant(String column) {
        return false;
    }

    /** The column that names the group of several products of a record, after what another says of all of them. */
    default String groupedBy(String column) {
        return column;
    }

    /** What parts the values of a field in one column, or {@code none}. */
    String separator(FieldSpec field);

    /** The amount and the currency or unit of a value that is an object, or nothing. */
    List<String> members(FieldSpec field, FeedField written);

    /** What the mapping has to say about the form of the file. */
    Map<String, Object> form();

    /** Columns that say nothing about a product. */
    Set<String> ignored();
}
