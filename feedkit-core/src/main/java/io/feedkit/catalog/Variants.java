package io.feedkit.catalog;

import java.util.List;
import java.util.Map;

/**
 * How the rows of a source belong together when a product has variants.
 *
 * <p>Whatever the way, a product that can be bought is one row in the end, says {@code item_group_id} when it has siblings, and has what its system keeps once per
 * group. Rows that cannot be bought stay visible as excluded, with the reason.
 */
sealed interface Variants {

    /** Every row is a product of its own. */
    record None() implements Variants {}

    /**
     * Rows of one product stand together and share a key; what is the same for all is written in the first only (Shopify).
     *
     * @param key the first of these columns that is there
     * @param own columns that belong to a single variant: never inherited, and a later row with none of them is no product
     * @param pictures columns whose values are gathered over all rows, for all rows
     */
    record Adjacent(List<String> key, List<ColumnPattern> own, List<String> pictures) implements Variants {}

    /**
     * Variants name their parent, which may stand anywhere and cannot be bought itself (WooCommerce).
     *
     * @param keys what a parent is called by: columns, or texts with {@code {column}} in them
     * @param parent the column in which a variant names it
     * @param own columns that are never inherited
     * @param containers column and texts by which rows that cannot be bought are known
     */
    record ByParent(List<String> keys, String parent, List<ColumnPattern> own, Map<String, List<String>> containers)
            implements Variants {}

    /**
     * The parent lists its variants in one packed cell (Magento).
     *
     * @param key the column that variants are listed by
     * @param list the column of the list
     * @param entries what parts its entries
     * @param fields what parts the fields of an entry
     * @param field the field that holds the key of a variant
     * @param own columns that are never inherited
     * @param fromParent columns in which the parent's value counts even when the variant has one
     */
    record Listed(
            String key,
            String list,
            String entries,
            String fields,
            String field,
            List<ColumnPattern> own,
            List<ColumnPattern> fromParent)
            implements Variants {}
}
