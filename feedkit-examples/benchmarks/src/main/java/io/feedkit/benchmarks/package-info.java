/**
 * How fast feedkit is, measured against hand-written code in the same run.
 *
 * <p>Start at {@link io.feedkit.benchmarks.WholeJob}: one generated catalogue, twenty rules, two feeds, by feedkit and by hand, each in a process of its own. The JMH
 * benchmarks look at rules, reading and writing alone.
 *
 * <p>Traps: on a busy machine only ratios of CPU time inside one run mean anything; JMH measures the wall, so its {@code cpu} line is the one to read.
 */
@NullMarked
package io.feedkit.benchmarks;

import org.jspecify.annotations.NullMarked;
