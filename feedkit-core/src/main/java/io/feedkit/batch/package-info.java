/**
 * How products travel: some 256 at a time, one {@link io.feedkit.batch.Column} per attribute, all text in one {@link io.feedkit.batch.TextBuffer}.
 *
 * <p>Readers fill a {@link io.feedkit.batch.RecordBatch} (cells as they stand in the source); the mapping turns it into a
 * {@link io.feedkit.batch.ProductBatch} (typed attributes); rules, contracts and encoders work on that, column by column. A text is a slice of UTF-8 that is
 * neither decoded nor copied until somebody needs it. The arrays are reused from batch to batch; measured, keeping forty batches alive costs 1.8 times the
 * time. Embedders who want one product as an object ask for {@code Product}.
 *
 * <p>Traps: a slice belongs to the buffer it was made in and is void once the batch is reused; {@link io.feedkit.batch.TextBuffer#bytes()} must be asked
 * again after anything was appended, since the array may have grown; everything here is confined to one thread at a time.
 */
@NullMarked
package io.feedkit.batch;

import org.jspecify.annotations.NullMarked;
