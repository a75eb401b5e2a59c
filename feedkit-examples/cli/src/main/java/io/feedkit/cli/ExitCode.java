package io.feedkit.cli;

/** How a command ends, for scripts. */
final class ExitCode {
    /** Everything is as it should be. */
    static final int FINE = 0;
    /** The command did its work and found something that somebody should look at. */
    static final int PROBLEMS = 1;
    /** The command could not do its work. */
    static final int COULD_NOT_RUN = 2;

    private ExitCode() {}
}
