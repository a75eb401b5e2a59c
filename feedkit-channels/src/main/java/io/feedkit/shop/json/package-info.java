/**
 * JSON to shops and from them. Start at {@link io.feedkit.shop.json.JsonAnswers} for reading and {@link io.feedkit.shop.json.Json} for writing.
 */
@NullMarked
package io.feedkit.shop.json;

import org.jspecify.annotations.NullMarked;
