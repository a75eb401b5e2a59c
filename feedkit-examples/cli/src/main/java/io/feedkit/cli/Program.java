package io.feedkit.cli;

import java.net.URISyntaxException;
import java.nio.file.Path;
import java.security.CodeSource;
import java.util.Optional;

/** How this program was started, for commands that tell the user what to type next. */
final class Program {
    private Program() {}

    /** The jar that was started, as seen from the folder the user is in; empty when there is none. */
    static Optional<Path> jar() {
        CodeSource source = Program.class.getProtectionDomain().getCodeSource();
        try {
            Path place = Path.of(source.getLocation().toURI());
            Path here = Path.of("").toAbsolutePath();
            return place.toString().endsWith(".jar")
                    ? Optional.of(place.startsWith(here) ? here.relativize(place) : place)
                    : Optional.empty();
        } catch (URISyntaxException e) {
            return Optional.empty();
        }
    }
}
