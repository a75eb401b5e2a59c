/**
 * The rule language: what a merchant writes, checked and ready to run.
 *
 * <p>Start at {@link io.feedkit.rules.RuleSet}: it compiles rule files against a {@link io.feedkit.rules.RuleEnvironment} and runs in an export. What is wrong with a
 * file is a list of {@link io.feedkit.rules.Diagnostic}s, each with a {@link io.feedkit.rules.Span} of the {@link io.feedkit.rules.SourceText}, a reason and a fix.
 * Phases live in rooms below this one: {@code syntax} reads, {@code check} resolves and types, {@code plan} orders, {@code eval} runs.
 *
 * <p>Traps: columns count code points, offsets count UTF-16 code units; {@code compile} throws all mistakes together, {@code check} returns them and never throws.
 */
@NullMarked
package io.feedkit.rules;

import org.jspecify.annotations.NullMarked;
