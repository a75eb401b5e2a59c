package io.feedkit.location;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.net.URL;
import java.net.URLClassLoader;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whoever does not read from FTP or SFTP need not carry their libraries; whoever does is told which one is missing. */
class MissingLibraryTest {

    @ParameterizedTest
    @CsvSource({
        "ftp://127.0.0.1:1/x, commons-net:commons-net",
        "ftps://127.0.0.1:1/x, commons-net:commons-net",
        "sftp://anna@127.0.0.1:1/x, com.github.mwiede:jsch",
    })
    void namesTheArtifactToAdd(String address, String artifact) throws IOException, ReflectiveOperationException {
        URL core = Location.class.getProtectionDomain().getCodeSource().getLocation();
        // Without a parent: the JDK's own loaders find what is on the module path.
        try (URLClassLoader alone = new URLClassLoader(new URL[] {core}, null)) {
            Class<?> location = alone.loadClass(Location.class.getName());
            Class<?> limits = alone.loadClass(SourceLimits.class.getName());
            Class<?> options = alone.loadClass(LocationOptions.class.getName());
            Class<?> credentials = alone.loadClass(Credentials.class.getName());
            Object given = options.getMethod("withCredentials", credentials)
                    .invoke(
                            options.getField("DEFAULTS").get(null),
                            credentials
                                    .getMethod("password", String.class, String.class)
                                    .invoke(null, "anna", "env:PATH"));
            Object place = location.getMethod("of", String.class, options).invoke(null, address, given);
            try {
                location.getMethod("open", limits)
                        .invoke(place, limits.getField("DEFAULTS").get(null));
                throw new AssertionError("opened without the library");
            } catch (InvocationTargetException e) {
                assertThat(e.getCause())
                        .hasMessageContaining("location.missing-library")
                        .hasMessageContaining(artifact);
            }
        }
    }
}
