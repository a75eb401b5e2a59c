/**
 * What is new in a feed since the run before: a log with a line for every product that was sent, and its comparison with what is sent now.
 *
 * <p>{@link io.feedkit.export.change.Changes} is the front door: one for each feed of a run that wants to know. Products are found again by their id, in any order; the
 * log is read where it lies on the disk, so memory does not grow with it.
 *
 * <p>A product is recognised by the bytes of its record ({@link io.feedkit.export.change.KnownRun}), by the cells it is made of, or by its values; whichever of the three says that it is as it was, all that follows from it is.
 *
 * <p>Traps: a fingerprint tells that something changed, never what it was. What was worked out by rules that look at the clock or at the whole catalogue may change although
 * the product did not; {@link io.feedkit.export.Enrichment#identity} says so, and then nothing is skipped.
 */
@NullMarked
package io.feedkit.export.change;

import org.jspecify.annotations.NullMarked;
