/**
 * Tools for those who write and follow descriptors.
 *
 * <p>{@link io.feedkit.channel.tooling.DescriptorSkeleton} begins one, out of a sample of the channel's feed or on top of another descriptor; {@link
 * io.feedkit.channel.DescriptorLint}, one room up, tells what is wrong with it; {@link io.feedkit.channel.tooling.DescriptorDiff} says what another version changes for a feed,
 * and {@link io.feedkit.channel.tooling.ChannelPage} writes a page about a channel. Start at the first.
 *
 * <p>Traps: what a skeleton says of a field is guessed from a sample, so it is marked and has to be read; a page shows what a descriptor says, with what it takes over.
 */
@NullMarked
package io.feedkit.channel.tooling;

import org.jspecify.annotations.NullMarked;
