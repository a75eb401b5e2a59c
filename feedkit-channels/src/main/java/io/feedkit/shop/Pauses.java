package io.feedkit.shop;

import io.feedkit.location.LocationProblem;
import io.feedkit.location.Patience;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.time.Duration;

/** What a pass has waited for its shop in all, and when that is enough. For one pass and one thread. */
final class Pauses {
    private final String place;
    private final Duration most;
    private Duration waited = Duration.ZERO;

    Pauses(String place, Patience patience) {
        this.place = place;
        most = patience.overall();
    }

    /** Called before each pause. */
    void count(Duration pause) {
        waited = waited.plus(pause);
        if (waited.compareTo(most) > 0) {
            throw new FeedException(new Problem(
                    LocationProblem.TIMEOUT,
                    SourcePosition.unknown(place),
                    "The shop let this wait for more than " + most.toSeconds() + " seconds in all.",
                    "Allow more time (Patience.overall), or find out why the shop is slow."));
        }
    }
}
