/**
 * What went wrong, where, and whose turn it is to act.
 *
 * <p>Start at {@link io.feedkit.problem.Problem}: a bad record, a mistaken rule or a refusing channel is a value, collected and reported; the run goes on.
 * {@link io.feedkit.problem.FeedException} is for the caller who cannot go on. Every {@link io.feedkit.problem.ProblemCode} is explained in
 * {@code docs/problems.md}.
 *
 * <p>Traps: lines and columns count from 1, byte offsets from 0; an unknown part of a position is absent, never 0.
 */
@NullMarked
package io.feedkit.problem;

import org.jspecify.annotations.NullMarked;
