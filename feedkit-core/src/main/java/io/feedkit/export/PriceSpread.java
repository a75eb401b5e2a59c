package io.feedkit.export;

import java.math.BigDecimal;

/**
 * Prices of one currency, counted in steps of about one and a half per cent: a middle price needs no more, whatever the number of products. Steps grow with the price, 64 for each doubling.
 */
final class PriceSpread {
    private static final int STEPS_BITS = 6;
    private static final int STEPS = 1 << STEPS_BITS;
    private static final int SCALE = 6;

    private final long[] counts = new long[(Long.SIZE - STEPS_BITS) * STEPS];
    private long size;

    /** @param amount in millionths, as columns hold money; a negative one counts as nothing */
    void add(long amount) {
        counts[step(Math.max(0, amount))]++;
        size++;
    }

    private static int step(long amount) {
        if (amount < STEPS) {
            return (int) amount;
        }
        int doubling = Long.SIZE - 1 - Long.numberOfLeadingZeros(amount);
        return (doubling - STEPS_BITS + 1) * STEPS + (int) (amount >>> doubling - STEPS_BITS) - STEPS;
    }

    /** The lowest amount of a step. */
    private static long amount(int step) {
        if (step < STEPS) {
            return step;
        }
        int doubling = step / STEPS + STEPS_BITS - 1;
        return (long) (step % STEPS + STEPS) << doubling - STEPS_BITS;
    }

    /** The middle price, the lower one of two, rounded down to its step; 0 without prices. */
    BigDecimal median() {
        long before = 0;
        for (int step = 0; step < counts.length; step++) {
            before += counts[step];
            if (before * 2 >= size && before > 0) {
                return BigDecimal.valueOf(amount(step), SCALE).stripTrailingZeros();
            }
        }
        return BigDecimal.ZERO;
    }
}
