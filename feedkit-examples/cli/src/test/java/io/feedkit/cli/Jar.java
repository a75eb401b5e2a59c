package io.feedkit.cli;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The packaged command in processes of its own, as users start it. */
final class Jar {
    private static final long PATIENCE_SECONDS = 120;

    private Jar() {}

    static Path file() {
        String place = System.getProperty("feedkit.jar");
        if (place == null || !Files.isRegularFile(Path.of(place))) {
            throw new IllegalStateException("no packaged feedkit.jar at " + place + "; run mvn verify");
        }
        return Path.of(place);
    }

    /** Starts a command whose words go into two files of the folder it runs in. */
    static Process start(Path folder, Object... words) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx128m",
                "-jar",
                file().toString()));
        Stream.of(words).map(String::valueOf).forEach(command::add);
        return start(folder, command).start();
    }

    private static ProcessBuilder start(Path folder, List<String> command) {
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectOutput(folder.resolve("out.txt").toFile())
                .redirectError(folder.resolve("err.txt").toFile());
        // As containers are: no locale at all.
        builder.environment().put("LC_ALL", "C");
        return builder;
    }

    static Shell.Outcome run(Path folder, Object... words) throws IOException, InterruptedException {
        return outcome(folder, start(folder, words));
    }

    /** Starts the script that users have on their path, with the Java of this test. */
    static Shell.Outcome runScript(Path script, Path folder, String javaOptions, String... words)
            throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(script.toString()));
        command.addAll(List.of(words));
        ProcessBuilder builder = start(folder, command);
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        builder.environment().put("FEEDKIT_JAVA_OPTIONS", "-Xmx128m " + javaOptions);
        return outcome(folder, builder.start());
    }

    private static Shell.Outcome outcome(Path folder, Process process) throws IOException, InterruptedException {
        try {
            if (!process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                throw new IllegalStateException("still running after " + PATIENCE_SECONDS + " s in " + folder);
            }
        } finally {
            process.destroyForcibly();
        }
        return new Shell.Outcome(process.exitValue(), text(folder.resolve("out.txt")), text(folder.resolve("err.txt")));
    }

    private static String text(Path file) throws IOException {
        return Files.readString(file, StandardCharsets.UTF_8);
    }
}
