package io.feedkit.location.remote;

import io.feedkit.location.AddressName;
import io.feedkit.location.Credentials;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.SourcePosition;
import java.net.URI;

/**
 * A host, who logs in there, and a path: what the addresses of file servers have in common.
 *
 * @param name what reports call it
 * @param scheme lower-case
 * @param port as the address says, or the scheme's own
 * @param user empty when nobody is named
 * @param path decoded, without control characters, with its first slash
 */
public record Login(
        String name, String scheme, String host, int port, String user, String path, LocationOptions options) {

    /** Reads an address; throws {@code location.unusable-address} where it lacks a host or a path, or holds what no server should be sent. */
    public static Login of(URI address, String scheme, int usualPort, LocationOptions options) {
        String name = AddressName.of(address);
        String host = address.getHost();
        String path = address.getPath();
        if (host == null || path == null || path.length() < 2) {
            throw unusable(
                    name,
                    "The address names no file on a server.",
                    "Write it as " + scheme + "://host/folder/file.csv.");
        }
        // A line break would end the command it is sent in, and begin another one.
        if (path.chars().anyMatch(Character::isISOControl)) {
            throw unusable(name, "The path holds control characters.", "Remove what is escaped as %00 to %1F.");
        }
        String user = address.getUserInfo() == null ? "" : address.getUserInfo();
        if (user.chars().anyMatch(Character::isISOControl)) {
            throw unusable(name, "The user's name holds control characters.", "Remove what is escaped as %00 to %1F.");
        }
        Credentials credentials = options.credentials();
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        return new Login(
                name,
                scheme,
                bare,
                address.getPort() < 0 ? usualPort : address.getPort(),
                credentials.user().isEmpty() ? user : credentials.user(),
                path,
                options);
    }

    private static FeedException unusable(String name, String message, String fix) {
        return new FeedException(
                new Problem(LocationProblem.UNUSABLE_ADDRESS, SourcePosition.unknown(name), message, fix));
    }

    /** A problem of this place. */
    public FeedException failure(ProblemCode code, String message, String fix, Throwable cause) {
        return new FeedException(new Problem(code, SourcePosition.unknown(name), message, fix), cause);
    }

    /** A problem of this place that no exception tells of. */
    public FeedException failure(ProblemCode code, String message, String fix) {
        return new FeedException(new Problem(code, SourcePosition.unknown(name), message, fix));
    }
}
