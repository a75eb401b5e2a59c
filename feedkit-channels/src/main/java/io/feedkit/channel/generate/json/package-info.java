/**
 * Reads the JSON that marketplaces answer, with the place of every value. Start at {@link io.feedkit.channel.generate.json.JsonText}.
 */
@NullMarked
package io.feedkit.channel.generate.json;

import org.jspecify.annotations.NullMarked;
