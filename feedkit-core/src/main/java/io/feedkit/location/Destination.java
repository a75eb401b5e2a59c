package io.feedkit.location;

import java.net.URI;
import java.nio.file.Path;

/**
 * A place that finished files can be put at, the counterpart of {@link Location}. Implementations are immutable and thread-safe; {@code toString} is the {@link #name}.
 *
 * <p>Files come in two steps. {@link #stage} brings them there without anybody seeing them: under another name, as parts of an object that is not complete yet. It
 * takes long, and may fail. {@link Staged#publish} then puts them in their place with the strongest step the place has, which takes a moment. Whoever delivers to several
 * places stages at all of them before it publishes at any.
 */
public interface Destination {

    /** What reports and problems call this place. Never holds credentials. */
    String name();

    /**
     * Brings the files there. Transfers that break go on where they stopped, as the {@link Patience} of the place says; what was staged is compared with what was sent.
     *
     * <p>Throws {@link io.feedkit.problem.FeedException}; then nothing that can be seen there has changed.
     */
    Staged stage(Shipment shipment);

    /** Whether this place is that file, by whatever path it is named. */
    default boolean isFile(Path file) {
        return false;
    }

    /** What a user typed: a path, or an address such as {@code sftp://files.example/in/feed.xml}. */
    static Destination of(String typed) {
        return of(typed, LocationOptions.DEFAULTS);
    }

    /**
     * What a user typed, reached as the options say. Nothing is connected yet.
     *
     * <p>Throws {@link io.feedkit.problem.FeedException} with {@code location.unusable-address}, {@code location.unknown-scheme}, {@code publish.read-only} for places that
     * can only be read or, for a password in an address, {@code location.secret-in-address}.
     */
    static Destination of(String typed, LocationOptions options) {
        return TypedPlace.destination(typed, options);
    }

    /** An address that a {@link LocationScheme} knows, reached as the options say. */
    static Destination of(URI address, LocationOptions options) {
        return TypedPlace.destination(address, options);
    }

    /** A file. */
    static Destination of(Path file) {
        return new FileDestination(file);
    }

    /** Files that are there and that nobody sees yet. For one thread. */
    interface Staged extends AutoCloseable {

        /**
         * Puts the files in their place, and removes the parts that an earlier feed had more.
         *
         * <p>Throws {@link io.feedkit.problem.FeedException}; each file is then the old one or the new one, whole.
         */
        void publish();

        /** Gives up what was not published. Never throws. */
        @Override
        void close();
    }
}
