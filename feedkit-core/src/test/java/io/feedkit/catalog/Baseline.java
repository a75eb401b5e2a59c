package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Holds a text against a file in the test resources; what differs is written to {@code target/baselines}, to be reviewed and copied. */
final class Baseline {
    private Baseline() {}

    static void assertMatches(String resource, String actual) {
        String expected = text(resource);
        if (!expected.equals(actual)) {
            try {
                Path file = Path.of("target", "baselines", resource);
                Files.createDirectories(file.toAbsolutePath().getParent());
                Files.writeString(file, actual);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        assertThat(actual)
                .as("%s; what was found is in target/baselines", resource)
                .isEqualTo(expected);
    }

    /** The resource, with line ends as they are in the repository; empty when it is not there yet. */
    static String text(String resource) {
        return new String(bytes(resource), StandardCharsets.UTF_8);
    }

    static byte[] bytes(String resource) {
        try (InputStream in = Baseline.class.getResourceAsStream("/" + resource)) {
            return in == null ? new byte[0] : in.readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
