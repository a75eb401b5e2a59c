/**
 * Reads the JSON of answers.
 *
 * <p>{@link io.feedkit.export.call.json.JsonAnswer} is the front door: a tree of maps, lists and texts, and places in it by JSON pointer.
 *
 * <p>Traps: what is no JSON is nothing, not an exception; a channel may answer with anything.
 */
@NullMarked
package io.feedkit.export.call.json;

import org.jspecify.annotations.NullMarked;
