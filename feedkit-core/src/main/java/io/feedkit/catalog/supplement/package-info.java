/**
 * What a second source says about the products of a first, row by row and key by key.
 *
 * <p>The front door is {@link io.feedkit.catalog.supplement.RowCodec}: it makes a row of the fields of a record and reads it again. Rows of one key become one, as
 * {@link io.feedkit.catalog.supplement.Fold} says for each field; {@link io.feedkit.catalog.spill.KeyedRowsWriter} keeps them and gives them back. Every fold is associative and keeps the order
 * of the source, so the budget never shows in the result.
 *
 * <p>Traps: keys are compared byte by byte, so whoever writes and whoever asks must spell them alike.
 */
@NullMarked
package io.feedkit.catalog.supplement;

import org.jspecify.annotations.NullMarked;
