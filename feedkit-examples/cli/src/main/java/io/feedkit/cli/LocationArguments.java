package io.feedkit.cli;

import io.feedkit.catalog.FurtherFiles;
import io.feedkit.location.Credentials;
import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.Trust;
import java.nio.file.Path;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** How a catalogue is reached that is not a file of this machine. */
final class LocationArguments {
    @Option(
            names = "--credentials",
            paramLabel = "REFERENCE",
            defaultValue = "",
            description = {
                "Where the secret of its address is kept: user=NAME,password=env:VARIABLE, bearer=file:PATH,",
                "header.NAME=env:VARIABLE or user=NAME,key=file:PATH. The secret itself is never written here."
            })
    private String credentials = "";

    @Option(
            names = "--query",
            paramLabel = "SQL",
            defaultValue = "",
            description = "What to ask a database whose jdbc: address is given.")
    private String query = "";

    @Option(
            names = "--known-hosts",
            paramLabel = "FILE",
            description = "The host keys of SFTP servers, if not in ~/.ssh/known_hosts.")
    private @Nullable Path knownHosts;

    @Option(
            names = "--host-key",
            paramLabel = "SHA256:…",
            defaultValue = "",
            description = "The one host key of the SFTP server to accept, as ssh-keygen -lf prints it.")
    private String hostKey = "";

    @Option(
            names = "--copies",
            paramLabel = "FOLDER",
            description = "Keeps what a web server sends, and fetches it again only when it changed.")
    private @Nullable Path copies;

    private Consumer<String> furtherNames = name -> {};

    void tellFurtherFiles(Consumer<String> names) {
        furtherNames = names;
    }

    Location location(String typed) {
        Trust trust = trust().withFingerprint(hostKey);
        LocationOptions options = options()
                .withCredentials(Credentials.parse(credentials))
                .withTrust(trust)
                .withQuery(query);
        return Location.of(typed, options);
    }

    /** What supplements and tables name; the catalogue's credentials, query and host key are not for them. */
    FurtherFiles furtherFiles(Path folder) {
        FurtherFiles anywhere = FurtherFiles.anywhere(folder, options());
        return wanted -> {
            Location found = anywhere.locate(wanted);
            furtherNames.accept(found.name());
            return found;
        };
    }

    private LocationOptions options() {
        LocationOptions options = LocationOptions.DEFAULTS.withTrust(trust());
        return copies == null ? options : options.withCopiesIn(copies);
    }

    private Trust trust() {
        return knownHosts == null ? Trust.DEFAULTS : Trust.DEFAULTS.withKnownHosts(knownHosts);
    }

    /** The last part of a path or address, without what follows a question mark: what may be shown to anybody. */
    static String fileName(Location location) {
        String name = location.name();
        int end = name.indexOf('?');
        String path = end < 0 ? name : name.substring(0, end);
        return path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    }
}
