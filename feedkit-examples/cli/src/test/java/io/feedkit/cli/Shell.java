package io.feedkit.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.stream.Stream;

/** Runs commands inside the test, as if typed into a pipe. */
final class Shell {
    private Shell() {}

    /** What a command said and how it ended. */
    record Outcome(int exitCode, String out, String err) {}

    static Outcome feedkit(Object... words) {
        return run(false, words);
    }

    static Outcome feedkitWatched(Object... words) {
        return run(true, words);
    }

    private static Outcome run(boolean interactive, Object... words) {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(out), new PrintWriter(err), interactive);
        int exitCode =
                Feedkit.run(terminal, Stream.of(words).map(String::valueOf).toArray(String[]::new));
        return new Outcome(exitCode, out.toString(), err.toString());
    }
}
