package io.feedkit.location.sftp;

import io.feedkit.location.Destination;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationScheme;
import io.feedkit.location.remote.Login;
import io.feedkit.location.remote.RemoteDestination;
import io.feedkit.location.remote.RemoteLocation;
import java.net.URI;
import java.util.Set;

/** {@code sftp}. */
public final class SftpScheme implements LocationScheme {
    private static final String ARTIFACT = "com.github.mwiede:jsch";
    private static final String MODULE = "com.jcraft.jsch";
    private static final int PORT = 22;

    /** For {@link java.util.ServiceLoader}. */
    public SftpScheme() {}

    @Override
    public Set<String> schemes() {
        return Set.of("sftp");
    }

    @Override
    public Location locate(URI address, LocationOptions options) {
        // Not as SftpFile::new, which would load the class, and with it the library, now.
        return new RemoteLocation(login(address, options), known -> new SftpFile(known), ARTIFACT, MODULE);
    }

    @Override
    public Destination destination(URI address, LocationOptions options) {
        return new RemoteDestination(
                login(address, options), known -> () -> SftpFileServer.open(known), ARTIFACT, MODULE);
    }

    private static Login login(URI address, LocationOptions options) {
        return Login.of(address, "sftp", PORT, options);
    }
}
