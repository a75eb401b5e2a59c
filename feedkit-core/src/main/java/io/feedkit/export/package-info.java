/**
 * One catalogue in, many feeds out, and an account of every product.
 *
 * <p>Start at {@code Export}. One read of the catalogue feeds all members: products are enriched once by the trunk rules, then per feed by the layers,
 * checked by the channel's contract, encoded and published whole or not at all. The {@code ExportReport} and the ledger beside each feed say
 * what became of every product.
 *
 * <p>Traps: the run instant is an input, so that the same run gives the same bytes; a feed that fails never takes the others with it.
 */
@NullMarked
package io.feedkit.export;

import org.jspecify.annotations.NullMarked;
