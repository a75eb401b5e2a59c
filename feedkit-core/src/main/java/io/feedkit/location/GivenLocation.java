package io.feedkit.location;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.util.Objects;

/** Bytes that the host provides. */
record GivenLocation(String name, Opener opener, boolean isRemote) implements Location {

    GivenLocation {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(opener, "opener");
    }

    @Override
    public Source open(SourceLimits limits) {
        try {
            return Source.of(name, StoredBytes.of(opener.open()), limits);
        } catch (IOException e) {
            throw new FeedException(
                    new Problem(
                            LocationProblem.CANNOT_OPEN,
                            SourcePosition.unknown(name),
                            "The source cannot be opened: " + Source.reason(e) + "."),
                    e);
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
