package io.feedkit.location;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.TreeMap;

/** The kinds of places that addresses can name. Immutable. */
final class LocationSchemes {
    private final Map<String, LocationScheme> byName = new TreeMap<>();

    private LocationSchemes(List<LocationScheme> schemes) {
        for (LocationScheme scheme : schemes) {
            for (String name : scheme.schemes()) {
                LocationScheme other = byName.putIfAbsent(name, scheme);
                if (other != null && other.getClass() != scheme.getClass()) {
                    throw new FeedException(new Problem(
                            LocationProblem.SCHEME_TWICE,
                            SourcePosition.unknown(name),
                            "Two plugins open addresses of the scheme " + Problem.quote(name) + ": "
                                    + other.getClass().getName() + " and "
                                    + scheme.getClass().getName() + ".",
                            "Remove one of them from the class path."));
                }
            }
        }
    }

    static LocationSchemes of(LocationScheme... schemes) {
        return new LocationSchemes(List.of(schemes));
    }

    /** Those that {@link ServiceLoader} finds with this class loader, feedkit's own among them. */
    static LocationSchemes discover(ClassLoader loader) {
        List<LocationScheme> found = new ArrayList<>();
        ServiceLoader.load(LocationScheme.class, loader).forEach(found::add);
        return new LocationSchemes(found);
    }

    boolean knows(String scheme) {
        return byName.containsKey(scheme);
    }

    Location locate(String scheme, URI address, LocationOptions options) {
        return known(scheme, address).locate(address, options);
    }

    Destination destination(String scheme, URI address, LocationOptions options) {
        return known(scheme, address).destination(address, options);
    }

    private LocationScheme known(String scheme, URI address) {
        LocationScheme known = byName.get(scheme);
        if (known == null) {
            throw new FeedException(new Problem(
                    LocationProblem.UNKNOWN_SCHEME,
                    SourcePosition.unknown(AddressName.of(address)),
                    "Nothing here opens addresses that begin with " + Problem.quote(scheme + ":") + "; known are "
                            + String.join(", ", byName.keySet()) + ".",
                    "Correct the address, or add the plugin that knows such places."));
        }
        return known;
    }
}
