package io.feedkit.export;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * What a guard found when it compared a new feed with the one before.
 *
 * @param guard which
 * @param change how much is different, in per cent or points as {@link Guard} says; negative where it became better
 * @param bound how much may be
 * @param tripped whether that held the feed back
 * @param numbers both feeds in a few words: {@code 711 products instead of 900, 21.0 % fewer}
 */
public record GuardReading(Guard guard, BigDecimal change, BigDecimal bound, boolean tripped, String numbers) {
    public GuardReading {
        Objects.requireNonNull(guard, "guard");
        Objects.requireNonNull(numbers, "numbers");
    }

    /** The numbers with the bound that they broke. */
    String sentence() {
        return numbers + " (" + guard.word() + ": at most " + bound.toPlainString() + " %)";
    }
}
