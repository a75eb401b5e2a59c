package io.feedkit.feed.api;

import java.time.Duration;
import java.util.Objects;

/**
 * How often a channel may be called.
 *
 * @param name which calls count: {@code all}, or the name of one. A hyphen and anything else behind it make another limit for the same ({@code offers-day}); behind the name of a call they make
 *     another call that counts as well ({@code offers-removal})
 * @param calls so many
 * @param per in any time of this length
 */
public record CallLimit(String name, int calls, Duration per) {
    public CallLimit {
        Objects.requireNonNull(name, "name");
        if (calls < 1 || per.isZero() || per.isNegative()) {
            throw new IllegalArgumentException("a limit lets something pass: " + calls + " in " + per);
        }
    }

    /** Whether a call of that name counts. */
    public boolean counts(String call) {
        return isFor("all") || isFor(call);
    }

    private boolean isFor(String call) {
        return name.equals(call) || name.startsWith(call + "-") || call.startsWith(name + "-");
    }
}
