/**
 * Several products in one record of a feed, as the variants of a product.
 *
 * <p>Front door: {@link io.feedkit.export.document.GroupedProducts}, what one feed gathers in a run. Products of a record stand anywhere in a catalogue, so the finished texts of all products are kept, in
 * memory up to a budget and on disk beyond it, and given back record by record, in the order in which the first product of each came.
 *
 * <p>Traps: what was kept is as good as sent, since its line is in the ledger; whoever is to be refused because a record is full has to be refused when his turn comes, and not afterwards.
 */
@NullMarked
package io.feedkit.export.document;

import org.jspecify.annotations.NullMarked;
