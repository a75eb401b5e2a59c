/**
 * Reads rule text into a tree.
 *
 * <p>The front door is {@link io.feedkit.rules.syntax.Parser}: a {@link io.feedkit.rules.SourceText} becomes a {@link io.feedkit.rules.syntax.Program} and a list of diagnostics. What
 * the language calls sugar (guards, keep, add, remove, {@code x.f(a)}) is written out in the tree, so that later phases see one guard and four effects; spans
 * always point at the text as written. {@link io.feedkit.rules.syntax.Item}, {@link io.feedkit.rules.syntax.Statement},
 * {@link io.feedkit.rules.syntax.Declaration} and {@link io.feedkit.rules.syntax.Expr} are the four families to know.
 *
 * <p>Traps: ANTLR types never leave this package; two trees of the same text differ in their spans, so compare what they print.
 */
@NullMarked
package io.feedkit.rules.syntax;

import org.jspecify.annotations.NullMarked;
