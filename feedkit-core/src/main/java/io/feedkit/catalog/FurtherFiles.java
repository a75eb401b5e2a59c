package io.feedkit.catalog;

import io.feedkit.location.AddressName;
import io.feedkit.location.Credentials;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.nio.file.Path;
import java.util.Objects;

/**
 * Finds the further files that a mapping names: supplements, and the tables that explain codes.
 *
 * <p>A mapping may be written by a stranger, such as a tenant of an ERP, and what he names is opened with the rights of the host. So a mapping that was given as a text opens
 * nothing ({@link #NONE}), one that was loaded from a file opens what lies in its folder and below ({@link #in}), and only who says so lets it open anything
 * ({@link #anywhere}). A host that keeps files elsewhere answers itself. Implementations are thread-safe.
 */
@FunctionalInterface
public interface FurtherFiles {

    /** Opens nothing. */
    FurtherFiles NONE = wanted -> {
        throw refused(
                wanted,
                "Files are looked for beside a mapping file, but this mapping was given as a text.",
                "Load it from its file, say its folder with Mapping.in, or give the file with Catalog.with.");
    };

    /**
     * The place of a further file.
     *
     * <p>Throws {@link FeedException}, best with {@link LocationProblem#NOT_ALLOWED}, for one that must not be opened.
     */
    Location locate(Wanted wanted);

    /**
     * A file as a mapping names it.
     *
     * @param name a path, an address, or whatever the host understands by it; written by the author of the mapping
     * @param credentials what the author wants presented; references, which a stranger must not choose among the host's secrets
     * @param query what a database is asked, or empty
     */
    record Wanted(String name, Credentials credentials, String query) {
        public Wanted {
            Objects.requireNonNull(name, "name");
            Objects.requireNonNull(credentials, "credentials");
            Objects.requireNonNull(query, "query");
        }

        /** A file that needs nothing else to be opened. */
        public static Wanted named(String name) {
            return new Wanted(name, Credentials.NONE, "");
        }
    }

    /**
     * Files in a folder and below, by a path from there on, also as {@code all.zip!stock.csv}; nothing else, whatever links lie in the folder. Whether there is a file
     * outside cannot be learned from the answer.
     */
    static FurtherFiles in(Path folder) {
        return new FolderFiles(folder.toAbsolutePath().normalize());
    }

    /**
     * Anything that can be opened: files by their path from a folder on, patterns, addresses; addresses as the options say, with the credentials that the mapping names. For mappings
     * whose author may read all that the process may.
     */
    static FurtherFiles anywhere(Path folder, LocationOptions options) {
        return wanted -> FolderFiles.anywhere(folder, wanted, options);
    }

    /** The answer to what must not be opened. */
    static FeedException refused(Wanted wanted, String message, String fix) {
        return new FeedException(new Problem(
                LocationProblem.NOT_ALLOWED, SourcePosition.unknown(AddressName.of(wanted.name())), message, fix));
    }
}
