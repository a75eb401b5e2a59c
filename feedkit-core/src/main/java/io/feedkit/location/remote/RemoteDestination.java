package io.feedkit.location.remote;

import io.feedkit.location.Destination;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Shipment;
import java.util.function.Function;

/**
 * A file on a file server.
 *
 * @param server speaks the server's language; made when something is staged, because its library may be missing
 * @param artifact the library to add, as group and name
 * @param module the library's module, for hosts on the module path
 */
public record RemoteDestination(Login login, Function<Login, FileServer.Opener> server, String artifact, String module)
        implements Destination {

    @Override
    public String name() {
        return login.name();
    }

    @Override
    public Staged stage(Shipment shipment) {
        try {
            RenamedUpload upload = new RenamedUpload(login, server.apply(login), shipment);
            upload.stage();
            return upload;
        } catch (NoClassDefFoundError e) {
            throw login.failure(
                    LocationProblem.MISSING_LIBRARY,
                    "Addresses that begin with " + login.scheme() + ": need a library that is not there.",
                    "Add the artifact " + artifact + " (on the module path also: --add-modules " + module + ").",
                    e);
        }
    }

    @Override
    public String toString() {
        return name();
    }
}
