package io.feedkit.cli;

import java.util.concurrent.Callable;

/** A command of feedkit; has a constructor that takes the {@link Terminal}. */
interface Subcommand extends Callable<Integer> {}
