package io.feedkit.location;

import java.time.Duration;

/**
 * What a second run does while another one is writing the same files.
 *
 * @param longestWait how long it waits for the other to end; zero to refuse at once
 * @param staleAfter after how long the lock of a run on another machine, which cannot be asked whether it is alive, counts as left behind
 */
public record WhenBusy(Duration longestWait, Duration staleAfter) {
    /** Refuses at once with {@code publish.busy}; a lock from elsewhere is stale after twelve hours. */
    public static final WhenBusy REFUSE = new WhenBusy(Duration.ZERO, Duration.ofHours(12));

    public WhenBusy {
        if (longestWait.isNegative() || staleAfter.isNegative()) {
            throw new IllegalArgumentException("times are not negative: " + longestWait + ", " + staleAfter);
        }
    }

    /** Waits so long at most, then refuses. */
    public static WhenBusy waitAtMost(Duration longest) {
        return new WhenBusy(longest, REFUSE.staleAfter);
    }

    public WhenBusy withStaleAfter(Duration value) {
        return new WhenBusy(longestWait, value);
    }
}
