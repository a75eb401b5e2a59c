/**
 * What all places beyond this machine have in common: trying again, going on where a connection broke, keeping secrets out of messages.
 *
 * <p>Start at {@link io.feedkit.location.remote.RemoteFile}: it opens bytes from an offset on, and {@link io.feedkit.location.remote.ResumingStream} makes one
 * stream of as many connections as it takes. {@link io.feedkit.location.remote.Attempts} decides whether something is tried again and waits.
 *
 * <p>Traps: bytes that were handed on cannot be taken back, so going on is allowed only where the content is provably the same; an exception of a library may
 * quote what it was given, so it goes through {@link io.feedkit.location.remote.Scrubbed} before it becomes a cause.
 */
@NullMarked
package io.feedkit.location.remote;

import org.jspecify.annotations.NullMarked;
