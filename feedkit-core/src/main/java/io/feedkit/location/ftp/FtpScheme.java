package io.feedkit.location.ftp;

import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationScheme;
import io.feedkit.location.remote.Login;
import io.feedkit.location.remote.RemoteLocation;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** {@code ftp}, {@code ftpes} (explicit TLS) and {@code ftps} (implicit TLS). */
public final class FtpScheme implements LocationScheme {
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
        String scheme = address.getScheme().toLowerCase(Locale.ROOT);
        Login login = Login.of(address, scheme, scheme.equals("ftps") ? IMPLICIT_PORT : PORT, options);
        return new RemoteLocation(
                // Not as FtpFile::new, which would load the class, and with it the library, now.
                login, known -> new FtpFile(known), "commons-net:commons-net", "org.apache.commons.net");
    }
}
