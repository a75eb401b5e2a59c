/**
 * Where bytes come from and where they go.
 *
 * <p>Start at {@link io.feedkit.location.Location}: a place that has a name and can be opened any number of times. What it opens is a
 * {@link io.feedkit.location.Source}, one pass over decompressed bytes within {@link io.feedkit.location.SourceLimits}: a source that grows beyond them, breaks off
 * or turns out damaged ends with a {@link io.feedkit.problem.FeedException}, never with a quiet end of data. The way out is
 * a {@link io.feedkit.location.Destination}, and on this machine a {@link io.feedkit.location.Publication}: files that appear together, whole or not at all, by one writer at a time; a
 * reader of the target sees the old content or the new, never a part.
 *
 * <p>Traps: the name of a location goes into reports and messages, so it never holds credentials; positions count decompressed bytes, progress counts stored ones;
 * closing a publication without publishing it is how a run gives up, and leaves the last good file in place.
 */
@NullMarked
package io.feedkit.location;

import org.jspecify.annotations.NullMarked;
