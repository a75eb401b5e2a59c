package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * What people read, as it was reviewed: {@code name.expected} in English, {@code name.fr.expected} in French, letter for letter.
 *
 * <p>A text that differs is written below {@code target/errors}, to review and copy; with {@code -Dfeedkit.baselines=write} it takes the place of the old one, to review as a
 * difference of version control.
 */
public final class Baseline {
    private static final Path WRITTEN = Path.of("target/errors");
    private static final boolean WRITES =
            System.getProperty("feedkit.baselines", "").equals("write");

    private Baseline() {}

    public static String text(List<Diagnostic> diagnostics, Locale language) {
        return diagnostics.stream()
                .map(diagnostic -> diagnostic.render(language))
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    /** @param name of the text without {@code .expected} */
    public static void isAsReviewed(Path folder, String name, String said) throws IOException {
        Path expected = folder.resolve(name + ".expected");
        if (!Files.exists(expected) || !Files.readString(expected).equals(said)) {
            Path written = WRITES ? folder : WRITTEN;
            Files.createDirectories(written);
            Files.writeString(written.resolve(name + ".expected"), said);
        }
        assertThat(said).isEqualTo(Files.exists(expected) ? Files.readString(expected) : "");
    }
}
