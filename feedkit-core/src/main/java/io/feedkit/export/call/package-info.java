/**
 * Brings products to channels that are called: what is sold out and what is gone first, then prices and stocks, then everything else.
 *
 * <p>{@link io.feedkit.export.call.ApiFeed} is the front door, one for each feed of a run. What a run has to send stands in a queue on the disk before the first call; a journal beside it says which calls
 * were made and what came of them. Out of both the log of what the channel holds is made, at the end or, after a kill, by the next run.
 *
 * <p>Traps: the queue is not continued by a later run: that one compares again, with the newer catalogue. What is refused and what is not known are different: only of the first the log before holds.
 */
@NullMarked
package io.feedkit.export.call;

import org.jspecify.annotations.NullMarked;
