package io.feedkit.export.call;

import io.feedkit.export.api.Pace;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.time.Duration;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Lets calls through one after the other, as the channel's limits and its wishes allow. Thread-safe. */
final class Turnstile {
    /** Who waits looks up so often whether there is still anything to wait for. */
    private static final Duration LONGEST_NAP = Duration.ofSeconds(5);

    private final String place;
    private final Pace pace;
    private final Instant end;
    private final Allowances allowances;
    private Instant closedUntil = Instant.MIN;
    private long calls;
    private @Nullable Ending stopped;

    Turnstile(String place, Pace pace, Duration within, Allowances allowances) {
        this.place = place;
        this.pace = pace;
        this.allowances = allowances;
        end = pace.now().plus(within);
    }

    /** Comes back when the call may be made, and counts it; throws {@link Ending} when that is beyond the time of the run. */
    void pass(String call) throws InterruptedException {
        while (true) {
            Duration wait;
            synchronized (this) {
                checkStopped();
                Instant now = pace.now();
                if (now.isAfter(end)) {
                    throw ended("The time for calls is over");
                }
                wait = now.isBefore(closedUntil) ? Duration.between(now, closedUntil) : allowances.take(call, now);
                if (wait.isZero()) {
                    calls++;
                    return;
                }
            }
            sleep(wait, "The channel's limit of calls is used up");
        }
    }

    /** Lets nobody through for some time: the channel asked for it. */
    synchronized void close(Duration time) {
        Instant until = pace.now().plus(time);
        if (until.isAfter(closedUntil)) {
            closedUntil = until;
        }
    }

    /** Waits, unless that takes longer than the run may. */
    void sleep(Duration time, String why) throws InterruptedException {
        if (pace.now().plus(time).isAfter(end)) {
            throw ended(why + ", and waiting " + time.toSeconds() + " seconds takes longer than this run may");
        }
        Instant over = pace.now().plus(time);
        for (Duration left = time; !left.isNegative() && !left.isZero(); left = Duration.between(pace.now(), over)) {
            pace.sleep(left.compareTo(LONGEST_NAP) > 0 ? LONGEST_NAP : left);
            checkStopped();
        }
    }

    /** Lets nobody through any more. */
    synchronized void stop(Ending why) {
        stopped = stopped == null ? why : stopped;
    }

    private synchronized void checkStopped() {
        if (stopped != null) {
            throw stopped;
        }
    }

    private Ending ended(String why) {
        return new Ending(new Problem(
                ApiProblem.LEFT,
                SourcePosition.unknown(place),
                why + ".",
                "What is left is sent by the next run; to wait longer, allow more time (ApiTarget.within)."));
    }

    synchronized long calls() {
        return calls;
    }
}
