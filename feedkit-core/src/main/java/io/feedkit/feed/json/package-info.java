/**
 * Feeds as JSON: one list of objects, or one object a line.
 *
 * <p>Front door: {@link io.feedkit.feed.json.JsonFeedFormat}. Texts go from the batch's bytes to the feed's with one escape; {@link io.feedkit.feed.json.JsonWriter} does it, for ledgers
 * and manifests too.
 *
 * <p>Traps: a number is written as the channel's contract spelled it, 12.50 stays 12.50; what is no number by RFC 8259 goes into quotes, so that a feed is never unreadable.
 */
@NullMarked
package io.feedkit.feed.json;

import org.jspecify.annotations.NullMarked;
