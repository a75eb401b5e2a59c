/**
 * Makes a descriptor out of what a marketplace says about itself: an operator's attributes, categories and value lists on Mirakl, the schema of a product type on Amazon.
 *
 * <p>Start at {@link io.feedkit.channel.generate.DescriptorGenerator}. It reads the JSON the marketplace's own API answers and gives a {@link io.feedkit.channel.generate.GeneratedDescriptor}: YAML to read,
 * keep and extend, with tables beside it for sets of thousands. What the descriptor language has no words for is said in both, never dropped in silence.
 *
 * <p>Traps: a description goes out of date, so generate again and compare; what one adds by hand belongs into a descriptor that extends the generated one; the JSON comes from a stranger and is
 * limited by {@link io.feedkit.channel.generate.GenerateLimits}.
 */
@NullMarked
package io.feedkit.channel.generate;

import org.jspecify.annotations.NullMarked;
