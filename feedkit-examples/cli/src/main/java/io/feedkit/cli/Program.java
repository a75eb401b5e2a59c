package io.feedkit.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** How this program was started, for commands that tell the user what to type next. */
final class Program {
    /** Where the script that started it says so. */
    private static final String SCRIPT = "feedkit.script";

    private Program() {}

    /** What {@code feedkit} is short for, as typed in the folder the user is in; empty when it runs from classes. */
    static Optional<String> command() {
        String script = System.getProperty(SCRIPT, "");
        return script.isEmpty()
                ? jar().map(jar -> "java -jar " + typed(jar))
                : Optional.of(typed(fromHere(Path.of(script).toAbsolutePath())));
    }

    private static Optional<Path> jar() {
        CodeSource source = Program.class.getProtectionDomain().getCodeSource();
        try {
            Path place = Path.of(source.getLocation().toURI());
            return place.toString().endsWith(".jar") ? Optional.of(fromHere(place)) : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }

    private static Path fromHere(Path place) {
        Path here = Path.of("").toAbsolutePath();
        Path below = place.startsWith(here) ? here.relativize(place) : place;
        return below.getNameCount() == 1 && !below.isAbsolute() ? Path.of(".").resolve(below) : below;
    }

    private static String typed(Path place) {
        return place.toString().contains(" ") ? '"' + place.toString() + '"' : place.toString();
    }
}
