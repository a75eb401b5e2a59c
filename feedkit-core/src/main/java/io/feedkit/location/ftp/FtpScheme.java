package io.feedkit.location.ftp;

import io.feedkit.location.Destination;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationScheme;
import io.feedkit.location.remote.Login;
import io.feedkit.location.remote.RemoteDestination;
import io.feedkit.location.remote.RemoteLocation;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** {@code ftp}, {@code ftpes} (explicit TLS) and {@code ftps} (implicit TLS). */
public final class FtpScheme implements LocationScheme {
    private static final String ARTIFACT = "commons-net:commons-net";
    private static final String MODULE = "org.apache.commons.net";
    private static final int PORT = 21;
    private static final int IMPLICIT_PORT = 990;

    /** For {@link java.util.ServiceLoader}. */
    public FtpScheme() {}

    @Override
    public Set<String> schemes() {
        return Set.of("ftp", "ftpes", "ftps");
    }

    @Override
    public Location locate(URI address, LocationOptions options) {
        // Not as FtpFile::new, which would load the class, and with it the library, now.
        return new RemoteLocation(login(address, options), known -> new FtpFile(known), ARTIFACT, MODULE);
    }

    @Override
    public Destination destination(URI address, LocationOptions options) {
        return new RemoteDestination(
                login(address, options), known -> () -> FtpFileServer.open(known), ARTIFACT, MODULE);
    }

    private static Login login(URI address, LocationOptions options) {
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        return Login.of(address, scheme, scheme.equals("ftps") ? IMPLICIT_PORT : PORT, options);
    }
}
