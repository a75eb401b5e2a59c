/**
 * Where a feed goes that is sent call by call, and what became of it there.
 *
 * <p>{@link io.feedkit.export.api.ApiTarget} is the front door: where the API is, who asks, how patiently. Which calls there are the channel's contract says
 * ({@link io.feedkit.feed.api.ApiPlan}); an {@link io.feedkit.export.api.ApiReport} tells how many products of each {@link io.feedkit.export.api.Lane} the channel took.
 *
 * <p>Traps: a product counts as sent when the channel said so, not when it was sent; a call that nobody answered is made again, so calls must be such that twice does no harm.
 */
@NullMarked
package io.feedkit.export.api;

import org.jspecify.annotations.NullMarked;
