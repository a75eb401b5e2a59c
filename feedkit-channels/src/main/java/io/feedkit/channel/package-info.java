/**
 * What each sales channel asks of a product, as data.
 *
 * <p>Start at {@link io.feedkit.channel.Channels}: it finds channels by name, or loads one from your own YAML file. A {@link io.feedkit.channel.Channel}
 * carries its {@link io.feedkit.channel.ChannelDescriptor}: the fields with their limits, conditions and closed value sets, the checks across fields, the
 * file layouts and the countries. Every condition is a piece of our rule language kept as text with its place, to be compiled for a schema later.
 *
 * <p>Traps: a condition that is unknown counts as not met; a fact marked as not verified may warn but never rejects a product; looking a channel up reads its
 * descriptor each time, so keep the {@code Channel}.
 */
@NullMarked
package io.feedkit.channel;

import org.jspecify.annotations.NullMarked;
