package io.feedkit.location;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;

/** A place that bytes can be read from, any number of times. Implementations are immutable and thread-safe; {@code toString} is the {@link #name}. */
public interface Location {

    /** What reports and problems call this place: a path, a URL, a name the host gave. Never holds credentials. */
    String name();

    /**
     * Opens it for one pass, decompressed.
     *
     * <p>Throws {@link io.feedkit.problem.FeedException} with {@code location.not-found} or {@code location.cannot-open}.
     */
    Source open(SourceLimits limits);

    /** Whether this place is that file, by whatever path it is named; so nobody writes over what is being read. */
    default boolean isFile(Path file) {
        return false;
    }

    /** A file. */
    static Location of(Path file) {
        return new FileLocation(file);
    }

    /** Bytes that the host provides: from its own storage, a class path, memory. The opener is asked for a fresh stream each time. */
    static Location of(String name, Opener opener) {
        return new GivenLocation(name, opener);
    }

    /** Provides a stream from its first byte; whoever asked closes it. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }
}
