/**
 * What is known of a catalogue after it was looked at as a whole: who is among the first, what groups of products add up to.
 *
 * <p>Start at {@link io.feedkit.rules.scan.Findings}: it takes in one product after the other, merges with what other threads found, and is then asked. It knows values and
 * keys, neither products nor rules.
 *
 * <p>Traps: results are the same for any order of products and any number of threads, so nothing may depend on which came first; what a group of products needs is counted
 * against one budget for all threads.
 */
@NullMarked
package io.feedkit.rules.scan;

import org.jspecify.annotations.NullMarked;
