package io.feedkit.location.sftp;

import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationScheme;
import io.feedkit.location.remote.Login;
import io.feedkit.location.remote.RemoteLocation;
import java.net.URI;
import java.util.Set;

/** {@code sftp}. */
public final class SftpScheme implements LocationScheme {
    private static final int PORT = 22;

    /** For {@link java.util.ServiceLoader}. */
    public SftpScheme() {}

    @Override
    public Set<String> schemes() {
        return Set.of("sftp");
    }

    @Override
    public Location locate(URI address, LocationOptions options) {
        Login login = Login.of(address, "sftp", PORT, options);
        return new RemoteLocation(
                // Not as SftpFile::new, which would load the class, and with it the library, now.
                login, known -> new SftpFile(known), "com.github.mwiede:jsch", "com.jcraft.jsch");
    }
}
