/**
 * Rows by key, for what a second source says about the products of a first: in memory within a budget, in sorted pages on disk beyond it.
 *
 * <p>The front door is {@link io.feedkit.catalog.supplement.KeyedRowsWriter}: it takes rows in the order of their source and gives {@link io.feedkit.catalog.supplement.KeyedRows} to look them up in.
 * Rows of one key become one, as {@link io.feedkit.catalog.supplement.Fold} says for each field. A row is bytes, made and read by {@link io.feedkit.catalog.supplement.RowCodec}.
 * Rows are sorted and put together run by run and then run with run; every fold is associative and keeps the order of the source, so the budget never shows in the result.
 *
 * <p>Traps: keys are compared byte by byte, so whoever writes and whoever asks must spell them alike; nothing here is thread-safe.
 */
@NullMarked
package io.feedkit.catalog.supplement;

import org.jspecify.annotations.NullMarked;
