package io.feedkit.location.remote;

import io.feedkit.location.Location;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.location.StoredBytes;
import java.io.IOException;
import java.util.function.Function;

/**
 * A file on a file server.
 *
 * @param file speaks the server's language; made when it is opened, because its library may be missing
 * @param artifact the library to add, as group and name
 * @param module the library's module, for hosts on the module path
 */
public record RemoteLocation(Login login, Function<Login, RemoteFile> file, String artifact, String module)
        implements Location {

    @Override
    public String name() {
        return login.name();
    }

    @Override
    public Source open(SourceLimits limits) {
        try {
            StoredBytes found = ResumingStream.open(
                    name(), file.apply(login), login.options().patience());
            if (found.size() > limits.maxBytes()) {
                found.bytes().close();
                throw login.failure(
                        LocationProblem.TOO_LARGE,
                        "The server announces " + found.size() + " bytes; " + limits.maxBytes() + " are allowed.",
                        "If that is meant, raise maxSourceBytes of ReadLimits.");
            }
            return Source.of(name(), found, limits);
        } catch (NoClassDefFoundError e) {
            throw login.failure(
                    LocationProblem.MISSING_LIBRARY,
                    "Addresses that begin with " + login.scheme() + ": need a library that is not there.",
                    "Add the artifact " + artifact + " (on the module path also: --add-modules " + module + ").",
                    e);
        } catch (IOException e) {
            throw login.failure(LocationProblem.READ_FAILED, "Reading failed: " + Reason.of(e) + ".", "Run again.", e);
        }
    }

    @Override
    public boolean isRemote() {
        return true;
    }

    @Override
    public String toString() {
        return name();
    }
}
