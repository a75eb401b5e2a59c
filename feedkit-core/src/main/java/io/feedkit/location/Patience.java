package io.feedkit.location;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.ThreadLocalRandom;

/**
 * How long and how often a place beyond this machine is tried. Only what may pass is tried again: a broken connection, a busy or failing server. Pauses double from
 * one attempt to the next, and each is shortened by chance so that many clients do not come back at the same moment.
 *
 * @param connect the longest time until a connection stands
 * @param silence the longest time without a byte from the other side
 * @param overall the longest time for one pass, all attempts included
 * @param attempts how often one step is tried, at least 1; progress starts the count anew
 * @param firstPause the longest pause before the second attempt
 * @param longestPause what doubling stops at, and the longest wait that a server may ask for
 * @param chance how much of a pause is taken
 */
public record Patience(
        Duration connect,
        Duration silence,
        Duration overall,
        int attempts,
        Duration firstPause,
        Duration longestPause,
        Chance chance) {

    /** A source of randomness: a number from 0 to below the bound. */
    @FunctionalInterface
    public interface Chance {
        long below(long bound);
    }

    /** 20 seconds to connect, a minute of silence, six hours in all; five attempts, one second first, a minute at most. */
    public static final Patience DEFAULTS = new Patience(
            Duration.ofSeconds(20),
            Duration.ofMinutes(1),
            Duration.ofHours(6),
            5,
            Duration.ofSeconds(1),
            Duration.ofMinutes(1),
            bound -> ThreadLocalRandom.current().nextLong(bound));

    public Patience {
        positive(connect, "connect");
        positive(silence, "silence");
        positive(overall, "overall");
        if (attempts < 1) {
            throw new IllegalArgumentException("attempts count from 1: " + attempts);
        }
        positive(firstPause, "firstPause");
        positive(longestPause, "longestPause");
        Objects.requireNonNull(chance, "chance");
    }

    private static void positive(Duration duration, String name) {
        if (duration.isZero() || duration.isNegative()) {
            throw new IllegalArgumentException(name + " is not positive: " + duration);
        }
    }

    public Patience withConnect(Duration value) {
        return new Patience(value, silence, overall, attempts, firstPause, longestPause, chance);
    }

    public Patience withSilence(Duration value) {
        return new Patience(connect, value, overall, attempts, firstPause, longestPause, chance);
    }

    public Patience withOverall(Duration value) {
        return new Patience(connect, silence, value, attempts, firstPause, longestPause, chance);
    }

    public Patience withAttempts(int value) {
        return new Patience(connect, silence, overall, value, firstPause, longestPause, chance);
    }

    public Patience withPauses(Duration first, Duration longest) {
        return new Patience(connect, silence, overall, attempts, first, longest, chance);
    }

    public Patience withChance(Chance value) {
        return new Patience(connect, silence, overall, attempts, firstPause, longestPause, value);
    }
}
