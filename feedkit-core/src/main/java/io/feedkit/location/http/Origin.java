package io.feedkit.location.http;

import java.net.URI;
import java.util.Locale;

/** Who credentials are for: scheme, host and port. */
record Origin(String scheme, String host, int port) {

    static Origin of(URI address) {
        String scheme = String.valueOf(address.getScheme()).toLowerCase(Locale.ROOT);
        int port = address.getPort() >= 0 ? address.getPort() : scheme.equals("https") ? 443 : 80;
        return new Origin(scheme, String.valueOf(address.getHost()).toLowerCase(Locale.ROOT), port);
    }

    /** Whether the same secret may go there: the same origin, or the same host by a safer way. */
    boolean covers(Origin other) {
        return equals(other)
                || host.equals(other.host)
                        && scheme.equals("http")
                        && other.scheme.equals("https")
                        && other.port == 443;
    }

    boolean isDowngrade(Origin to) {
        return scheme.equals("https") && !to.scheme.equals("https");
    }
}
