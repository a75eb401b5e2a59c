package io.feedkit.location.remote;

import io.feedkit.location.LocationProblem;
import io.feedkit.location.Patience;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.time.Duration;

/** Counts attempts and waits between them, as {@link Patience} says. For one pass and one thread. */
public final class Attempts {
    private final String place;
    private final Patience patience;
    private final long start = System.nanoTime();
    private int failed;

    public Attempts(String place, Patience patience) {
        this.place = place;
        this.patience = patience;
    }

    /** Something arrived, so the next failure is a first one again. */
    public void progressed() {
        failed = 0;
    }

    /** Failures since the last progress. */
    public int failed() {
        return failed;
    }

    /** Waits before the next attempt; throws the failure when there is to be none. */
    public void waitOr(FeedException failure) {
        waitOr(failure, Duration.ZERO);
    }

    /** As {@link #waitOr(FeedException)}, but at least as long as the other side asked for. */
    public void waitOr(FeedException failure, Duration asked) {
        failed++;
        if (failed >= patience.attempts() || asked.compareTo(patience.longestPause()) > 0) {
            throw failure;
        }
        Duration pause = asked.plus(ownPause());
        if (pause.compareTo(left()) > 0) {
            throw failure;
        }
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw failure;
        }
    }

    private Duration ownPause() {
        long longest = patience.longestPause().toMillis();
        long doubled = patience.firstPause().toMillis() << Math.min(failed - 1, 20);
        return Duration.ofMillis(patience.chance().below(Math.max(1, Math.min(longest, doubled))));
    }

    /** What is left of the time for the whole pass; throws {@code location.timeout} when nothing is. */
    public Duration left() {
        Duration left = patience.overall().minusNanos(System.nanoTime() - start);
        if (left.isNegative() || left.isZero()) {
            throw new FeedException(new Problem(
                    LocationProblem.TIMEOUT,
                    SourcePosition.unknown(place),
                    "This took longer than " + patience.overall().toSeconds() + " seconds in all.",
                    "Allow more time (Patience.overall), or find out why the other side is slow."));
        }
        return left;
    }
}
