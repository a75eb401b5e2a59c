/**
 * The {@code feedkit} command: the library from a shell.
 *
 * <p>Start at {@link io.feedkit.cli.Feedkit}; each subcommand is one small class that turns its arguments into the few calls an embedder would write. What users read
 * goes through {@link io.feedkit.cli.Terminal}, so that tests can read it too.
 *
 * <p>Traps: results go to standard output, everything about the run (progress, errors) to standard error, so that pipes stay clean.
 */
@NullMarked
package io.feedkit.cli;

import org.jspecify.annotations.NullMarked;
