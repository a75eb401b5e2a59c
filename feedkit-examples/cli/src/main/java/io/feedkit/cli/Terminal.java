package io.feedkit.cli;

import java.io.Console;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;

/**
 * Where a command's words go.
 *
 * @param out results
 * @param err progress and errors
 * @param interactive whether somebody is watching, so that a line may be drawn over and over
 */
record Terminal(PrintWriter out, PrintWriter err, boolean interactive) {

    /** The process's own streams. */
    static Terminal system() {
        return new Terminal(writer(FileDescriptor.out), writer(FileDescriptor.err), isWatched());
    }

    private static PrintWriter writer(FileDescriptor stream) {
        Charset charset = charset();
        return new PrintWriter(
                new KnownSpaces(new OutputStreamWriter(new FileOutputStream(stream), charset), charset), true);
    }

    /** The terminal's own charset; UTF-8 where the platform does not say or claims that the world is ASCII, as containers do. */
    private static Charset charset() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
        if (!Charset.isSupported(name) || Charset.forName(name).equals(StandardCharsets.US_ASCII)) {
            return StandardCharsets.UTF_8;
        }
        return Charset.forName(name);
    }

    /** Before JDK 22 there is a console only when nothing is redirected; since then it has to be asked. */
    private static boolean isWatched() {
        Console console = System.console();
        if (console == null || "dumb".equals(System.getenv("TERM"))) {
            return false;
        }
        try {
            return (boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (ReflectiveOperationException olderJdk) {
            return true;
        }
    }
}
