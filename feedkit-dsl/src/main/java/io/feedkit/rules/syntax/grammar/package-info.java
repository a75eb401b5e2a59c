/**
 * What ANTLR generates from the two grammars below {@code src/main/antlr4}.
 *
 * <p>Only {@code io.feedkit.rules.syntax} uses it. It is a package of its own because generated code imports ANTLR's {@code Parser} by wildcard, which a
 * {@code Parser} of ours in the same package would hide.
 *
 * <p>Traps: token positions count code points, spans count UTF-16 code units.
 */
@NullMarked
package io.feedkit.rules.syntax.grammar;

import org.jspecify.annotations.NullMarked;
