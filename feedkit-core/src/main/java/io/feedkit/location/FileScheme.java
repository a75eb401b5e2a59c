package io.feedkit.location;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.net.URI;
import java.nio.file.Path;
import java.util.Set;

/** {@code file:///exports/shop.csv}. */
public final class FileScheme implements LocationScheme {
    /** For {@link java.util.ServiceLoader}. */
    public FileScheme() {}

    @Override
    public Set<String> schemes() {
        return Set.of("file");
    }

    @Override
    public Location locate(URI address, LocationOptions options) {
        return Location.of(file(address));
    }

    @Override
    public Destination destination(URI address, LocationOptions options) {
        return Destination.of(file(address));
    }

    private static Path file(URI address) {
        try {
            return Path.of(address);
        } catch (RuntimeException e) {
            throw new FeedException(
                    new Problem(
                            LocationProblem.UNUSABLE_ADDRESS,
                            SourcePosition.unknown(AddressName.of(address)),
                            "This names no file of this machine.",
                            "Write file:///folder/name, or just the path."),
                    e);
        }
    }
}
