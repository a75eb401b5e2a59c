/**
 * Runs a plan over batches: closures over columns, selections for branches, no generated code.
 *
 * <p>A {@link io.feedkit.rules.eval.Plan} is a list of {@link io.feedkit.rules.eval.Step}s whose expressions are {@link io.feedkit.rules.eval.Node}s. Nodes are immutable
 * and shared between threads; what they work with (columns, selections, cached formulas) lives in a {@link io.feedkit.rules.eval.Run}, one per thread, at
 * places that were numbered when the plan was made. A call between nodes is paid once per batch, not once per product, which is why this is as fast as
 * hand-written code.
 *
 * <p>Traps: a node may return a column of the batch itself, so what it returns must not be written; results are void when the next node with the same
 * register runs; the array behind the text buffer changes whenever something is appended.
 */
@NullMarked
package io.feedkit.rules.eval;

import org.jspecify.annotations.NullMarked;
