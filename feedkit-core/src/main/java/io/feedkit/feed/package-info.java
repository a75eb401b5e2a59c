/**
 * What goes out: for whom, laid out how, encoded by what.
 *
 * <p>A {@link io.feedkit.feed.Member} is one channel in one country and language for one account. A {@link io.feedkit.feed.FeedContract} turns products into the
 * texts a channel accepts, or refuses them with a reason; a {@link io.feedkit.feed.FeedLayout} says how those texts stand in a file, and a
 * {@link io.feedkit.feed.FeedFormat} writes it.
 *
 * <p>Traps: encoders get finished texts and decide nothing about content, except escaping.
 */
@NullMarked
package io.feedkit.feed;

import org.jspecify.annotations.NullMarked;
