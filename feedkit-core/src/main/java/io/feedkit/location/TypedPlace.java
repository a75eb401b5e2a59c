package io.feedkit.location;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Tells what a user means by a text: a file, several files, or an address. */
final class TypedPlace {
    /** One letter and a colon is a drive of Windows. */
    private static final Pattern ADDRESS = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*):.*", Pattern.DOTALL);

    private static final String ARCHIVE = ".zip!";

    private TypedPlace() {}

    static Location locate(String typed, LocationOptions options) {
        Path file = path(typed);
        if (file != null && Files.exists(file)) {
            return file(file, options);
        }
        int within = withinArchive(typed);
        if (within > 0) {
            return Location.within(locate(typed.substring(0, within), options), typed.substring(within + 1));
        }
        Matcher address = ADDRESS.matcher(typed);
        if (address.matches()) {
            String scheme = address.group(1).toLowerCase(Locale.ROOT);
            LocationSchemes schemes = LocationSchemes.discover(options.loader());
            // One letter is a drive, except where a password would be taken for part of a path, and shown.
            boolean meant = scheme.length() > 1 || AddressName.holdsPassword(typed);
            if (schemes.knows(scheme) || meant && typed.startsWith("//", scheme.length() + 1)) {
                return locate(schemes, scheme, address(typed), options);
            }
        }
        if (GlobLocation.isPattern(typed)) {
            check("file", typed, options);
            return new GlobLocation(typed);
        }
        if (file == null) {
            throw unusable(typed, "This is neither a path nor an address.");
        }
        return file(file, options);
    }

    /** Where the exclamation mark stands that parts an archive from what is meant of it, or -1; file names and passwords may hold one as well. */
    private static int withinArchive(String typed) {
        int mark = typed.toLowerCase(Locale.ROOT).indexOf(ARCHIVE);
        int authority = typed.indexOf("://");
        if (authority > 0) {
            // Not in a password, and not in a query.
            boolean inPath = typed.indexOf('/', authority + 3) >= 0
                    && typed.indexOf('/', authority + 3) < mark
                    && typed.indexOf('@', mark) < 0
                    && typed.lastIndexOf('?', mark) < 0;
            return inPath ? mark + ARCHIVE.length() - 1 : -1;
        }
        if (mark >= 0) {
            return mark + ARCHIVE.length() - 1;
        }
        for (mark = typed.indexOf('!'); mark > 0; mark = typed.indexOf('!', mark + 1)) {
            Path file = path(typed.substring(0, mark));
            if (file != null && Files.isRegularFile(file)) {
                return mark;
            }
        }
        return -1;
    }

    private static Location file(Path file, LocationOptions options) {
        check("file", file.toString(), options);
        return Location.of(file);
    }

    private static void check(String scheme, String name, LocationOptions options) {
        if (!options.schemes().isEmpty() && !options.schemes().contains(scheme)) {
            throw new FeedException(new Problem(
                    LocationProblem.NOT_ALLOWED,
                    SourcePosition.unknown(name),
                    "Places of the kind " + Problem.quote(scheme) + " are not to be opened here; allowed are "
                            + String.join(", ", new TreeSet<>(options.schemes())) + ".",
                    "Use one of those, or ask whoever runs this program."));
        }
    }

    static Location locate(URI address, LocationOptions options) {
        return locate(LocationSchemes.discover(options.loader()), scheme(address), address, options);
    }

    /** Where to put a file: an address if something knows its scheme, else a path. */
    static Destination destination(String typed, LocationOptions options) {
        Matcher address = ADDRESS.matcher(typed);
        if (address.matches()) {
            String scheme = address.group(1).toLowerCase(Locale.ROOT);
            LocationSchemes schemes = LocationSchemes.discover(options.loader());
            if (schemes.knows(scheme) || typed.startsWith("//", scheme.length() + 1)) {
                return destination(schemes, address(typed), options);
            }
        }
        Path file = path(typed);
        if (file == null || file.getFileName() == null) {
            throw unusable(typed, "This is neither a path nor an address.");
        }
        check("file", typed, options);
        return Destination.of(file);
    }

    static Destination destination(URI address, LocationOptions options) {
        return destination(LocationSchemes.discover(options.loader()), address, options);
    }

    private static Destination destination(LocationSchemes schemes, URI address, LocationOptions options) {
        String scheme = scheme(address);
        refuse(scheme, address, options);
        return schemes.destination(scheme, address, options);
    }

    private static String scheme(URI address) {
        String scheme = address.getScheme();
        if (scheme == null) {
            throw unusable(address.toString(), "The address has no scheme such as https.");
        }
        return scheme.toLowerCase(Locale.ROOT);
    }

    private static Location locate(LocationSchemes schemes, String scheme, URI address, LocationOptions options) {
        refuse(scheme, address, options);
        return schemes.locate(scheme, address, options);
    }

    private static void refuse(String scheme, URI address, LocationOptions options) {
        if (AddressName.holdsPassword(address.toString())) {
            throw new FeedException(new Problem(
                    LocationProblem.SECRET_IN_ADDRESS,
                    SourcePosition.unknown(AddressName.of(address)),
                    "The address holds a password, which would get into logs and histories.",
                    "Leave it out, and name where it is kept: credentials such as user=NAME,password=env:VARIABLE."));
        }
        check(scheme, AddressName.of(address), options);
    }

    private static URI address(String typed) {
        try {
            return new URI(typed);
        } catch (URISyntaxException e) {
            // Not as the cause: it repeats the address, and with it any secret.
            throw unusable(typed, "The address is malformed at character " + (e.getIndex() + 1) + ".");
        }
    }

    private static FeedException unusable(String typed, String why) {
        return new FeedException(new Problem(
                LocationProblem.UNUSABLE_ADDRESS,
                SourcePosition.unknown(AddressName.of(typed)),
                why,
                "Write a path, or an address such as https://shop.example/export.csv; blanks in it are written %20."));
    }

    private static @Nullable Path path(String typed) {
        try {
            return Path.of(typed);
        } catch (InvalidPathException e) {
            return null;
        }
    }
}
