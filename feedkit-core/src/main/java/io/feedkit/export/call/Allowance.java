package io.feedkit.export.call;

import io.feedkit.feed.api.CallLimit;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;

/**
 * Tokens for calls: as many as a limit says, each of which comes back when the limit's time has passed since it was taken. So no more calls than allowed fall into any time of that length, also
 * where a bucket that fills evenly would let twice as many pass at its start. Takings are kept in a hundred slots of time; a token comes back up to a slot late, never early. For one thread at a time.
 */
final class Allowance {
    private static final int SLOTS = 100;

    private final CallLimit limit;
    private final long slotNanos;
    /** One slot more than the time has: the one that has begun, and those behind it. */
    private final int[] taken = new int[SLOTS + 1];

    private long newest;
    private int used;

    Allowance(CallLimit limit) {
        this.limit = limit;
        slotNanos = Math.max(1, (limit.per().toNanos() + SLOTS - 1) / SLOTS);
    }

    CallLimit limit() {
        return limit;
    }

    private static long nanos(Instant time) {
        return Math.addExact(Math.multiplyExact(time.getEpochSecond(), 1_000_000_000L), time.getNano());
    }

    /** Lets slots go that are too long ago. A clock that goes back stands still. */
    private void advance(Instant now) {
        long slot = Math.max(newest, nanos(now) / slotNanos);
        if (slot - newest > SLOTS) {
            Arrays.fill(taken, 0);
            used = 0;
        } else {
            for (long gone = newest + 1; gone <= slot; gone++) {
                used -= taken[index(gone)];
                taken[index(gone)] = 0;
            }
        }
        newest = slot;
    }

    private int index(long slot) {
        return (int) (slot % (SLOTS + 1));
    }

    /** How long until there is a token; zero when there is one. */
    Duration wait(Instant now) {
        advance(now);
        if (used < limit.calls()) {
            return Duration.ZERO;
        }
        for (long slot = newest - SLOTS; slot <= newest; slot++) {
            if (slot >= 0 && taken[index(slot)] > 0) {
                return Duration.ofNanos(Math.max(1, (slot + SLOTS + 1) * slotNanos - nanos(now)));
            }
        }
        throw new IllegalStateException("tokens are gone that nobody took");
    }

    /** Takes a token; there must be one. */
    void take(Instant now) {
        advance(now);
        taken[index(newest)]++;
        used++;
    }

    /** What was taken lately, to be remembered: slots and how many, oldest first. */
    String state() {
        StringBuilder state = new StringBuilder();
        for (long slot = Math.max(0, newest - SLOTS); slot <= newest; slot++) {
            if (taken[index(slot)] > 0) {
                state.append(' ').append(slot).append(':').append(taken[index(slot)]);
            }
        }
        return slotNanos + state.toString();
    }

    /** Takes again what was remembered; what is no state of ours says nothing. */
    void restore(String state, Instant now) {
        advance(now);
        String[] words = state.split(" ", -1);
        if (!words[0].equals(String.valueOf(slotNanos))) {
            return;
        }
        for (String word : Arrays.asList(words).subList(1, words.length)) {
            int colon = word.indexOf(':');
            try {
                long slot = Long.parseLong(word.substring(0, Math.max(0, colon)));
                int count = Integer.parseInt(word.substring(colon + 1));
                if (slot > newest - SLOTS - 1 && slot <= newest && count > taken[index(slot)]) {
                    used += count - taken[index(slot)];
                    taken[index(slot)] = count;
                }
            } catch (NumberFormatException notOurs) {
                return;
            }
        }
    }
}
