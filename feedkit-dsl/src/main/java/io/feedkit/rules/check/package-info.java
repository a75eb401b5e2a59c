/**
 * Gives names and types: what was read becomes what is meant, or a diagnostic.
 *
 * <p>Start at {@link io.feedkit.rules.check.Checker}: it turns parsed files into a {@link io.feedkit.rules.check.Checked} program whose expressions are {@link
 * io.feedkit.rules.check.Typed} trees. Names point at attributes, formulas and functions there, functions of the rule author are written out where they
 * are called, tables have become choices between conditions, and every value has one type.
 *
 * <p>Traps: an expression with a mistake becomes {@link io.feedkit.rules.check.Typed.Failed}, about which nobody complains again; a formula is checked
 * when it is first read, so that its place in the file does not matter.
 */
@NullMarked
package io.feedkit.rules.check;

import org.jspecify.annotations.NullMarked;
