package io.feedkit.location;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where secrets are kept: options, mapping files and command lines only hold references such as {@code env:SHOP_PASSWORD}. A host with a vault gives its own, and
 * decides itself what a reference means. Implementations are thread-safe; they are asked at each connection, so a changed secret needs no restart.
 */
@FunctionalInterface
public interface CredentialStore {

    /** {@code env:NAME} is a variable of the environment, {@code file:PATH} the content of a file without the line end behind it. */
    CredentialStore ENVIRONMENT_AND_FILES = reference -> {
        if (reference.startsWith("env:")) {
            return Optional.ofNullable(System.getenv(reference.substring("env:".length())))
                    .filter(text -> !text.isEmpty())
                    .map(Secret::of);
        }
        if (reference.startsWith("file:")) {
            return content(reference.substring("file:".length()));
        }
        return Optional.empty();
    };

    /** The secret that a reference names; empty when there is none. Must not throw for an unknown reference. */
    Optional<Secret> find(String reference);

    private static Optional<Secret> content(String path) {
        String file = path.startsWith("~/") ? System.getProperty("user.home") + path.substring(1) : path;
        try {
            return Optional.of(Secret.of(Files.readString(Path.of(file)).stripTrailing()));
        } catch (IOException | RuntimeException e) {
            return Optional.empty(); // the caller says which reference leads nowhere
        }
    }
}
