/**
 * The rule language: what a merchant writes, checked and ready to run.
 *
 * <p>A rule file is a {@link io.feedkit.rules.SourceText}; what is wrong with it is a list of diagnostics, each with a {@link io.feedkit.rules.Span} of that
 * text, a reason and a fix. Phases live in rooms below this one: {@code syntax} reads, {@code check} resolves and types, {@code plan} and {@code eval} run.
 *
 * <p>Traps: columns count code points, offsets count UTF-16 code units; a mistake in a rule file is never an exception.
 */
@NullMarked
package io.feedkit.rules;

import org.jspecify.annotations.NullMarked;
