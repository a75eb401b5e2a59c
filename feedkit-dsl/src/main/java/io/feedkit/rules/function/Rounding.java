package io.feedkit.rules.function;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Rounding to digits, to steps and to price endings. {@code up} and {@code down} mean higher and lower, for negative amounts too. */
final class Rounding {
    static final String[] MODES = {"half_up", "half_even", "up", "down"};

    private Rounding() {}

    static RoundingMode mode(String word) {
        return switch (word) {
            case "half_up" -> RoundingMode.HALF_UP;
            case "half_even" -> RoundingMode.HALF_EVEN;
            case "up" -> RoundingMode.CEILING;
            case "down" -> RoundingMode.FLOOR;
            default ->
                throw Objection.of(
                        "rounding", "There is no rounding \"{0}\"; choose half_up, half_even, up or down.", word);
        };
    }

    /** The lane (millionths) rounded to a step of so many millionths, or {@link Amounts#SLOW}. */
    static long toStep(long lane, long step, RoundingMode mode) {
        if (!Amounts.isPlain(lane)) {
            return Amounts.SLOW;
        }
        long rest = Math.floorMod(lane, step);
        if (rest == 0) {
            return lane;
        }
        long below = lane - rest;
        boolean higher = switch (mode) {
            case CEILING -> true;
            case FLOOR -> false;
            // A tie of a negative number goes away from zero, which is lower.
            case HALF_UP -> rest > step - rest || rest == step - rest && lane > 0;
            case HALF_EVEN -> rest > step - rest || rest == step - rest && (below / step & 1) != 0;
            default -> throw new IllegalStateException("no such rounding: " + mode);
        };
        long rounded = higher ? below + step : below;
        boolean overflow = below > lane || higher && rounded < below;
        return overflow || !Amounts.isPlain(rounded) ? Amounts.SLOW : rounded;
    }

    static BigDecimal toStep(BigDecimal amount, BigDecimal step, RoundingMode mode) {
        BigDecimal[] parts = amount.divideAndRemainder(step);
        if (parts[1].signum() == 0) {
            return amount;
        }
        // Only which side of the half the rest is on matters, and that survives any number of digits.
        BigDecimal quarter = new BigDecimal("0.25");
        int side = parts[1].abs().multiply(BigDecimal.valueOf(2)).compareTo(step);
        BigDecimal fraction = side < 0 ? quarter : side == 0 ? new BigDecimal("0.5") : BigDecimal.ONE.subtract(quarter);
        BigDecimal steps = parts[0].add(parts[1].signum() < 0 ? fraction.negate() : fraction)
                .setScale(0, mode);
        return steps.multiply(step);
    }

    /**
     * The nearest, next higher or next lower amount that ends so: 0.99 repeats every 1, 9.90 every 10, 5 every 10. An amount that would become negative takes the lowest
     * ending instead; equally near ones take the higher.
     */
    static BigDecimal toEnding(BigDecimal amount, BigDecimal ending, String direction) {
        BigDecimal period = BigDecimal.ONE;
        while (period.compareTo(ending) <= 0) {
            period = period.movePointRight(1);
        }
        BigDecimal above =
                toStep(amount.subtract(ending), period, RoundingMode.CEILING).add(ending);
        BigDecimal below = above.compareTo(amount) == 0 ? above : above.subtract(period);
        if (direction.equals("up") || below.signum() < 0) {
            return above;
        }
        if (direction.equals("down")) {
            return below;
        }
        return above.subtract(amount).compareTo(amount.subtract(below)) <= 0 ? above : below;
    }
}
