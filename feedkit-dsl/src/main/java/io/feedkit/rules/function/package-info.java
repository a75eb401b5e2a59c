/**
 * The function library of the rule language, working on whole batches.
 *
 * <p>Start at {@code Functions}: it finds a function by name. A {@link io.feedkit.rules.function.Function} tells the checker its parameters and
 * its result type, and is bound once per place of call, where constant arguments (a pattern, a separator) are prepared; the bound
 * {@link io.feedkit.rules.function.Kernel} then runs over batches.
 *
 * <p>Traps: kernels must write every selected row of the result, and must not touch the others.
 */
@NullMarked
package io.feedkit.rules.function;

import org.jspecify.annotations.NullMarked;
