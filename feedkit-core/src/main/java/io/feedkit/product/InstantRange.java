package io.feedkit.product;

import java.time.Instant;
import java.util.Objects;

/**
 * A span of time, such as that of a sale price.
 *
 * @param start the first instant inside
 * @param end the first instant after it; later than {@code start}
 */
public record InstantRange(Instant start, Instant end) {

    public InstantRange {
        Objects.requireNonNull(start, "start");
        Objects.requireNonNull(end, "end");
        if (!start.isBefore(end)) {
            throw new IllegalArgumentException("the range ends before it starts: " + start + "/" + end);
        }
    }

    public boolean contains(Instant instant) {
        return !instant.isBefore(start) && instant.isBefore(end);
    }

    /** {@code 2026-11-20T00:00:00Z/2026-12-01T00:00:00Z}. */
    @Override
    public String toString() {
        return start + "/" + end;
    }
}
