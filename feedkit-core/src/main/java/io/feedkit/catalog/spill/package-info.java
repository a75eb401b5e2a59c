/**
 * What does not fit a memory budget: bytes that move to a temporary file once there are too many of them.
 *
 * <p>{@link io.feedkit.catalog.spill.Spill} takes bytes in order and gives them back from any place; {@link io.feedkit.catalog.spill.Pages} cuts them into pages and
 * keeps the ones in use in memory. {@link io.feedkit.catalog.spill.KeyedRowsWriter} takes rows by key in any order and gives {@link io.feedkit.catalog.spill.KeyedRows} to look them up in or to go
 * through in the order of their keys. None knows what the bytes mean, so that workbooks, supplements and segments of rules share them. {@link io.feedkit.catalog.spill.FirstSeen} remembers which
 * values came before, for checks of channels; its tables are a {@link io.feedkit.catalog.spill.MappedFile} beyond the budget. Files are made in the machine's folder for temporary files, readable by
 * their owner alone, and are gone when what holds them is closed.
 *
 * <p>Traps: nothing here is thread-safe; a page that was asked for is shared and must not be written to; what was not closed leaves a file behind until the JVM ends.
 */
@NullMarked
package io.feedkit.catalog.spill;

import org.jspecify.annotations.NullMarked;
