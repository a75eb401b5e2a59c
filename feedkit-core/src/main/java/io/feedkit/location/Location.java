package io.feedkit.location;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalLong;

/** A place that bytes can be read from, any number of times. Implementations are immutable and thread-safe; {@code toString} is the {@link #name}. */
public interface Location {

    /** What reports and problems call this place: a path, a URL, a name the host gave. Never holds credentials. */
    String name();

    /**
     * What manifests and reports call it, which others read: as {@link #name}, but without the folders of this machine where the host gave the whole path. A relative path is what the
     * host wrote, and stays.
     */
    default String shownName() {
        return name();
    }

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

    /**
     * As {@link #open}, but empty when the content is still the one that {@link Source#version} named in an earlier pass. A place that cannot tell opens it.
     *
     * @param seen the version of the earlier pass; empty for none
     */
    default Optional<Source> openIfChanged(String seen, SourceLimits limits) {
        Source source = open(limits);
        if (seen.isEmpty() || !seen.equals(source.version())) {
            return Optional.of(source);
        }
        source.close();
        return Optional.empty();
    }

    /**
     * Opens it for one pass over all files it holds: the entries of a zip archive, the files of a pattern, or just the one file. A workbook is one file, although it is
     * an archive as well.
     */
    default Parts parts(SourceLimits limits) {
        return Archives.parts(open(limits), limits);
    }

    /** Whether each pass is a transfer over a network or a query, so that who needs several had better keep what the first one gave: {@link HeldLocation}. */
    default boolean isRemote() {
        return false;
    }

    /**
     * What it means when no byte comes, for a place where that is an answer like another, such as a query without rows; empty where it is a mistake, as for files. A sentence for reports.
     */
    default String emptyMeans() {
        return "";
    }

    /** How many bytes are stored there, where that is known without opening it. */
    default OptionalLong storedBytes() {
        return OptionalLong.empty();
    }

    /**
     * What a user typed: a path, a pattern such as {@code exports/*.csv}, files of an archive such as {@code all.zip!*.csv}, or an address such as
     * {@code https://shop.example/export.csv}.
     */
    static Location of(String typed) {
        return of(typed, LocationOptions.DEFAULTS);
    }

    /**
     * What a user typed, opened as the options say. A file that exists wins over any other meaning. Nothing is connected yet.
     *
     * <p>Throws {@link io.feedkit.problem.FeedException} with {@code location.unusable-address}, {@code location.unknown-scheme} or, for a password in an address,
     * {@code location.secret-in-address}.
     */
    static Location of(String typed, LocationOptions options) {
        return TypedPlace.locate(typed, options);
    }

    /** An address that a {@link LocationScheme} knows. */
    static Location of(URI address) {
        return of(address, LocationOptions.DEFAULTS);
    }

    /** An address that a {@link LocationScheme} knows, opened as the options say. */
    static Location of(URI address, LocationOptions options) {
        return TypedPlace.locate(address, options);
    }

    /** A file. */
    static Location of(Path file) {
        return new FileLocation(file);
    }

    /** Bytes that the host provides: from its own storage, a class path, memory. The opener is asked for a fresh stream each time. */
    static Location of(String name, Opener opener) {
        return new GivenLocation(name, opener, false);
    }

    /** As {@link #of(String, Opener)}, where each opening costs a transfer or a query. */
    static Location remote(String name, Opener opener) {
        return new GivenLocation(name, opener, true);
    }

    /**
     * Some of the files of an archive, which become the parts of one catalogue; what else is in it does not matter.
     *
     * @param archive a zip file anywhere
     * @param pattern the name of an entry, or a pattern: {@code *} is anything within a folder, {@code **} also across folders, {@code ?} one character
     */
    static Location within(Location archive, String pattern) {
        return WithinArchive.of(archive, pattern);
    }

    /** Provides a stream from its first byte; whoever asked closes it. */
    @FunctionalInterface
    interface Opener {
        InputStream open() throws IOException;
    }
}
