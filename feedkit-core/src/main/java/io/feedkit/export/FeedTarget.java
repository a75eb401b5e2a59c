package io.feedkit.export;

import io.feedkit.export.api.ApiTarget;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.FeedLimits;
import io.feedkit.location.Destination;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where one feed of an {@link Export} goes, and what is wanted of it there.
 *
 * <pre>{@code
 * FeedTarget.at(Path.of("feeds/google-fr.xml"))
 *     .deliveredTo(Destination.of("sftp://files.example/in/google-fr.xml", options))
 * }</pre>
 *
 * <p>A feed always has a file of its own on this machine, with ledger and manifest beside it: there it is made and checked, and there the next run finds what it compares
 * with. Only a feed that is whole and that no guard holds back is delivered.
 *
 * <p>Immutable.
 */
public final class FeedTarget {
    private final Path file;
    private final List<Destination> destinations;
    private final @Nullable Guards guards;
    private final int kept;
    private final FeedLimits limits;
    private final @Nullable ApiTarget api;

    private FeedTarget(
            Path file,
            List<Destination> destinations,
            @Nullable Guards guards,
            int kept,
            FeedLimits limits,
            @Nullable ApiTarget api) {
        this.file = file;
        this.destinations = destinations;
        this.guards = guards;
        this.kept = kept;
        this.limits = limits;
        this.api = api;
    }

    /** A file of this machine, and nothing else. Folders on the way are made. */
    public static FeedTarget at(Path file) {
        return new FeedTarget(Objects.requireNonNull(file, "file"), List.of(), null, 0, FeedLimits.NONE, null);
    }

    /** A file of this folder that is called as the channel wants it, or as the member if the channel does not care: {@code out/google-shopping-FR-fr.xml}. */
    public static FeedTarget in(Path folder, FeedContract contract) {
        return at(folder.resolve(contract.fileName()));
    }

    /**
     * The same, which is also delivered there. With several destinations the feed is brought to all of them before it takes its place at any; the file of this machine comes last,
     * so that it never tells of a feed that nobody received.
     */
    public FeedTarget deliveredTo(Destination destination) {
        List<Destination> more = new ArrayList<>(destinations);
        more.add(destination);
        return new FeedTarget(file, List.copyOf(more), guards, kept, limits, api);
    }

    /**
     * The same for a channel that is called: what is new since the run before is sent product by product, what cannot be sold any more first. The file then holds only what is written beside
     * that, as {@link Extent} says, and the next run goes on with what the channel did not take.
     */
    public FeedTarget calling(ApiTarget target) {
        return new FeedTarget(file, destinations, guards, kept, limits, Objects.requireNonNull(target, "target"));
    }

    /** The same with guards of its own, instead of those of the export. */
    public FeedTarget guards(Guards own) {
        return new FeedTarget(file, destinations, own, kept, limits, api);
    }

    /** The same, where so many earlier versions are kept to be put back ({@link FeedVersions}); none if not said. */
    public FeedTarget keep(int versions) {
        if (versions < 0) {
            throw new IllegalArgumentException("versions count from 0: " + versions);
        }
        return new FeedTarget(file, destinations, guards, versions, limits, api);
    }

    /** The same in files no larger than this, whatever more the channel takes. */
    public FeedTarget split(FeedLimits most) {
        return new FeedTarget(file, destinations, guards, kept, most, api);
    }

    /** The file of this machine. */
    public Path file() {
        return file;
    }

    public List<Destination> destinations() {
        return destinations;
    }

    /** The API it is sent to; empty when it goes to files only. */
    public Optional<ApiTarget> api() {
        return Optional.ofNullable(api);
    }

    /** How many earlier versions are kept. */
    public int kept() {
        return kept;
    }

    /** How large one file may be. */
    public FeedLimits limits() {
        return limits;
    }

    /** Empty when those of the export hold. */
    public Optional<Guards> guards() {
        return Optional.ofNullable(guards);
    }
}
