package io.feedkit.export;

import java.util.Objects;

/**
 * The work of one stage.
 *
 * @param feed the member it was done for, or empty for what all feeds share
 * @param nanos time of all threads together, in nanoseconds; waiting for one's turn does not count
 * @param products records or products that went into it; those of a batch that is made once more count again
 */
public record StageTime(Stage stage, String feed, long nanos, long products) {
    public StageTime {
        Objects.requireNonNull(stage, "stage");
        Objects.requireNonNull(feed, "feed");
    }

    StageTime plus(StageTime other) {
        return new StageTime(stage, feed, nanos + other.nanos, products + other.products);
    }
}
