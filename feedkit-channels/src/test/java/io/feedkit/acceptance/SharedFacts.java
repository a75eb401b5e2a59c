package io.feedkit.acceptance;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Schemas and contracts of others, which do not belong to this project: a test that needs one is skipped where it is not there. */
final class SharedFacts {
    private SharedFacts() {}

    /** The folder {@code shared/channel-facts}, beside this project or above it; or null. */
    static @Nullable Path folder() {
        return Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolveSibling("shared/channel-facts"))
                .filter(Files::isDirectory)
                .findFirst()
                .orElse(null);
    }

    /** A file in that folder. */
    static Path file(String place) {
        Path facts = folder();
        Path found = facts != null && Files.isRegularFile(facts.resolve(place)) ? facts.resolve(place) : null;
        assumeTrue(found != null, "no ../shared/channel-facts/" + place + ": what we write is not held against it");
        return found;
    }

    static String text(String place) {
        try {
            return Files.readString(file(place));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static JsonNode json(String place) {
        return new JsonMapper().readTree(text(place));
    }
}
