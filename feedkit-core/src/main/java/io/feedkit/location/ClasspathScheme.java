package io.feedkit.location;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URL;
import java.net.URLConnection;
import java.util.Set;

/** {@code classpath:demo/catalogue.csv}, found by the class loader of the options. */
public final class ClasspathScheme implements LocationScheme {
    /** For {@link java.util.ServiceLoader}. */
    public ClasspathScheme() {}

    @Override
    public Set<String> schemes() {
        return Set.of("classpath");
    }

    @Override
    public Location locate(URI address, LocationOptions options) {
        String path = address.getSchemeSpecificPart().replaceFirst("^/+", "");
        return new Resource("classpath:" + path, path, options.loader());
    }

    private record Resource(String name, String path, ClassLoader loader) implements Location {
        @Override
        public Source open(SourceLimits limits) {
            URL found = loader.getResource(path);
            if (found == null) {
                throw new FeedException(new Problem(
                        LocationProblem.NOT_FOUND,
                        SourcePosition.unknown(name),
                        "There is no such resource on the class path.",
                        "Write it from the root, as in classpath:demo/catalogue.csv; a module must open its folder."));
            }
            return new GivenLocation(name, () -> stream(found), false).open(limits);
        }

        private static InputStream stream(URL found) throws IOException {
            URLConnection connection = found.openConnection();
            // A cached jar would stay open, and could not be replaced.
            connection.setUseCaches(false);
            return connection.getInputStream();
        }

        @Override
        public String toString() {
            return name;
        }
    }
}
