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
     * Rows of one product stand together; what is the same for all is written in the first only (Shopify, Vendure, BigCommerce).
     *
     * @param start how the first row of a product is known: by a text (an empty list: by any) in one of these columns; by a new key when there are none
     * @param key names the group: the first of these columns that has a value
     * @param own columns that belong to a single variant: never inherited, and a later row with none of them is no product
     * @param pictures columns whose values are gathered over all rows, for all rows
     * @param position the columns by which gathered values are ordered
     * @param containers column and texts by which rows are known that are not sold themselves when the group has others
     * @param parts column and texts by which rows are known that only add to the others
     * @param fromParent columns in which the first row counts even when another has a value
     * @param changes column and texts by which rows are known that say more about another row
     * @param changesBy the column in which such a row says the same as the row it is about
     */
    record Adjacent(
            Map<String, List<String>> start,
            List<String> key,
            List<ColumnPattern> own,
            List<String> pictures,
            List<String> position,
            Map<String, List<String>> containers,
            Map<String, List<String>> parts,
            List<ColumnPattern> fromParent,
            Map<String, List<String>> changes,
            String changesBy)
            implements Variants {}

    /**
     * Variants name their parent, which may stand anywhere and cannot be bought itself (WooCommerce).
     *
     * @param keys what a parent is called by: columns, or texts with {@code {column}} in them
     * @param link how a variant names its parent
     * @param own columns that are never inherited
     * @param containers column and texts by which rows that cannot be bought are known
     */
    record ByParent(List<String> keys, Link link, List<ColumnPattern> own, Map<String, List<String>> containers)
            implements Variants {}

    /**
     * How a variant names its parent: in a column of its own, or by what its key begins with.
     *
     * @param column the column, or empty
     * @param separator what ends the part of the key that names the group, or empty
     * @param parentRows whether groups have a row of their own, whose key is that part
     */
    record Link(String column, String separator, boolean parentRows) {
        /** The parent that a row with this key and this text in the column names; empty when it names none. */
        String parentOf(String key, String text) {
            if (separator.isEmpty()) {
                return text;
            }
            int cut = key.lastIndexOf(separator);
            return cut <= 0 ? "" : key.substring(0, cut);
        }
    }

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
