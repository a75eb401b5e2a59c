package io.feedkit.catalog;

import io.feedkit.location.Credentials;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Files of one folder. A name is looked at as it is written first, so that nothing outside the folder is even touched, and then as the file system knows it, because a
 * link may lead out.
 */
record FolderFiles(Path folder) implements FurtherFiles {
    private static final Pattern WILD = Pattern.compile("[*?\\[{]");
    /** One letter and a colon is a drive of Windows. */
    private static final Pattern ADDRESS = Pattern.compile("[A-Za-z][A-Za-z0-9+.-]+:.*", Pattern.DOTALL);

    @Override
    public Location locate(Wanted wanted) {
        int within = wanted.name().indexOf('!');
        Path whole = inside(wanted, wanted.name());
        boolean archive = within > 0 && !Files.exists(whole);
        Path file = archive ? inside(wanted, wanted.name().substring(0, within)) : whole;
        if (!wanted.credentials().equals(Credentials.NONE) || !wanted.query().isEmpty()) {
            throw outside(wanted);
        }
        if (Files.exists(file) && !isReallyInside(file)) {
            throw outside(wanted);
        }
        Location found = Location.of(file);
        return archive ? Location.within(found, wanted.name().substring(within + 1)) : found;
    }

    private Path inside(Wanted wanted, String name) {
        Path file;
        try {
            file = folder.resolve(name).normalize();
        } catch (InvalidPathException e) {
            throw unusable(wanted);
        }
        if (!file.startsWith(folder) || file.equals(folder)) {
            throw outside(wanted);
        }
        return file;
    }

    private boolean isReallyInside(Path file) {
        try {
            return file.toRealPath().startsWith(folder.toRealPath());
        } catch (IOException e) {
            return false;
        }
    }

    private static FeedException outside(Wanted wanted) {
        return FurtherFiles.refused(
                wanted,
                "A mapping opens only files in its own folder and below, by their path from there on.",
                "Put the file beside the mapping, or let whoever runs this program give it.");
    }

    private static FeedException unusable(Wanted wanted) {
        return new FeedException(new Problem(
                LocationProblem.UNUSABLE_ADDRESS,
                SourcePosition.unknown(Problem.quote(wanted.name())),
                "This is no name of a file.",
                "Write its path from the folder of the mapping on."));
    }

    static Location anywhere(Path folder, Wanted wanted, LocationOptions options) {
        LocationOptions how = options.withCredentials(wanted.credentials()).withQuery(wanted.query());
        try {
            Path file = folder.resolve(wanted.name());
            if (Files.exists(file) || !ADDRESS.matcher(wanted.name()).matches() && !isSpecial(wanted.name())) {
                return Location.of(file);
            }
            if (!ADDRESS.matcher(wanted.name()).matches()) {
                return Location.of(file.toString(), how);
            }
        } catch (InvalidPathException e) {
            if (!ADDRESS.matcher(wanted.name()).matches()) {
                throw unusable(wanted);
            }
        }
        return Location.of(wanted.name(), how);
    }

    private static boolean isSpecial(String name) {
        return name.indexOf('!') > 0 || WILD.matcher(name).find();
    }
}
