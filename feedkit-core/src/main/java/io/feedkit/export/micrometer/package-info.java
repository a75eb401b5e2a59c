/**
 * Runs as metrics of Micrometer, for hosts that have it.
 *
 * <p>Start at {@link io.feedkit.export.micrometer.MicrometerListener}: {@code export.listener(MicrometerListener.of(registry))}. It counts records and products, and times runs and stages, with
 * the member as a tag.
 *
 * <p>Traps: {@code io.micrometer:micrometer-core} is an optional dependency, so a host adds it itself; nothing else in feedkit mentions it.
 */
@NullMarked
package io.feedkit.export.micrometer;

import org.jspecify.annotations.NullMarked;
