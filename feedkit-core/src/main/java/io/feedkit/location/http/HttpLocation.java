package io.feedkit.location.http;

import io.feedkit.location.Location;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.LocationProblem;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.location.StoredBytes;
import io.feedkit.location.remote.Attempts;
import io.feedkit.location.remote.Reason;
import io.feedkit.location.remote.ResumingStream;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;

/** A file on the web. */
record HttpLocation(String name, URI address, HttpCalls calls, LocationOptions options) implements Location {

    @Override
    public Source open(SourceLimits limits) {
        return openIfChanged("", limits).orElseThrow();
    }

    @Override
    public Optional<Source> openIfChanged(String seen, SourceLimits limits) {
        Path folder = options.copies().orElse(null);
        try {
            if (folder == null) {
                Optional<StoredBytes> found = fetch(seen);
                return found.isEmpty() ? Optional.empty() : Optional.of(source(found.get(), limits));
            }
            KeptCopy copy = KeptCopy.of(folder, this);
            StoredBytes kept = copy.refreshed(this, limits);
            if (!seen.isEmpty() && seen.equals(kept.version())) {
                kept.bytes().close();
                return Optional.empty();
            }
            return Optional.of(source(kept, limits));
        } catch (IOException e) {
            throw new FeedException(
                    new Problem(
                            LocationProblem.READ_FAILED,
                            SourcePosition.unknown(name),
                            "Reading failed: " + Reason.of(e) + ".",
                            folder == null ? "" : "Check the folder for copies, its rights and the free space."),
                    e);
        }
    }

    /** A kept copy spares the transfer already. */
    @Override
    public boolean isRemote() {
        return options.copies().isEmpty();
    }

    private Source source(StoredBytes found, SourceLimits limits) throws IOException {
        if (found.size() > limits.maxBytes()) {
            found.bytes().close();
            throw new FeedException(new Problem(
                    LocationProblem.TOO_LARGE,
                    SourcePosition.unknown(name),
                    "The server announces " + found.size() + " bytes; " + limits.maxBytes() + " are allowed.",
                    "If that is meant, raise maxSourceBytes of ReadLimits."));
        }
        return Source.of(name, found, limits);
    }

    /** The bytes from the first on; empty when they are still those of that version. */
    Optional<StoredBytes> fetch(String seen) {
        HttpFile file = new HttpFile(name, address, calls, new Attempts(name, options.patience()));
        return file.openIfChanged(seen).map(first -> ResumingStream.from(name, file, first, options.patience()));
    }

    @Override
    public String toString() {
        return name;
    }
}
