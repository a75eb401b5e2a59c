/**
 * Where bytes come from and where they go.
 *
 * <p>Start at {@link io.feedkit.location.FilePublication}: a file that is published whole or not at all, by one writer at a time. A reader of the target sees the old
 * content or the new, never a part.
 *
 * <p>Traps: closing a publication without publishing it is how a run gives up; it leaves the last good file in place.
 */
@NullMarked
package io.feedkit.location;

import org.jspecify.annotations.NullMarked;
