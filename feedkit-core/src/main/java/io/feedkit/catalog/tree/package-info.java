/**
 * Flat records from nested sources: what the XML and the JSON reader have in common.
 *
 * <p>Start at {@link io.feedkit.catalog.tree.TreeRecord}. Whatever is nested gets one name per leaf, and what repeats becomes a list.
 *
 * <p>Traps: not exported; columns are added as records show them, so their number grows while reading.
 */
@NullMarked
package io.feedkit.catalog.tree;

import org.jspecify.annotations.NullMarked;
