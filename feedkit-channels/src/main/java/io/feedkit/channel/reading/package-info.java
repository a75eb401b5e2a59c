/**
 * The way back: what a channel's feed says, as a mapping that reads it into products.
 *
 * <p>Front door: {@link io.feedkit.channel.reading.FeedMapping}. A descriptor says where each field stands and what it is filled from; turned round that says which column becomes which attribute. The
 * result is a mapping file like any other, so the feed is read by the readers of catalogues, within their limits.
 *
 * <p>Traps: a value that was worked out, such as the lower of two prices, is read into what it was worked out from only where the descriptor says so; else it keeps the field's name.
 */
@NullMarked
package io.feedkit.channel.reading;

import org.jspecify.annotations.NullMarked;
