package io.feedkit.export;

import java.math.BigDecimal;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Amounts, counted in steps of three decimal digits: what is between 19.90 and 20.00 is one step. That is exact enough for a middle price, exact at the round numbers that bars of a plot stand
 * between, and bounded whatever the number of products. A decade of amounts gets its counters when the first of them comes.
 */
final class SpreadTally {
    private static final int STEPS = 900;
    private static final int EXACT = 1000;
    private static final int EXACT_DIGITS = 3;
    private static final int LOW_BITS = 32;
    private static final long LOW = (1L << LOW_BITS) - 1;
    private static final long[] TENS = tens();

    private final int scale;
    private final long[] exact = new long[EXACT];
    /** Counters of amounts with 4, 5, … digits, by their first three. */
    private final long[] @Nullable [] decades = new long[Long.SIZE / EXACT_DIGITS] @Nullable [];

    private long size;
    private long least = Long.MAX_VALUE;
    private long most = Long.MIN_VALUE;
    /** The sum in two halves, of which neither overflows for two thousand million amounts. */
    private long sumHigh;

    private long sumLow;

    /** @param scale how many decimal places the amounts have */
    SpreadTally(int scale) {
        this.scale = scale;
    }

    private static long[] tens() {
        long[] tens = new long[19];
        tens[0] = 1;
        for (int i = 1; i < tens.length; i++) {
            tens[i] = tens[i - 1] * 10;
        }
        return tens;
    }

    boolean isEmpty() {
        return size == 0;
    }

    /** @param amount scaled; a negative one counts as nothing in the steps, and as itself in the sum */
    void add(long amount) {
        size++;
        sumHigh += amount >> LOW_BITS;
        sumLow += amount & LOW;
        least = Math.min(least, amount);
        most = Math.max(most, amount);
        if (amount < EXACT) {
            exact[(int) Math.max(0, amount)]++;
            return;
        }
        int further = digits(amount) - EXACT_DIGITS;
        decade(further)[(int) (amount / TENS[further]) - EXACT / 10]++;
    }

    private long[] decade(int further) {
        long[] counters = decades[further];
        if (counters == null) {
            counters = new long[STEPS];
            decades[further] = counters;
        }
        return counters;
    }

    private static int digits(long amount) {
        // 1233 / 4096 is just above the logarithm of 2 to the base of 10.
        int guess = (Long.SIZE - Long.numberOfLeadingZeros(amount)) * 1233 >> 12;
        return guess < TENS.length && amount >= TENS[guess] ? guess + 1 : guess;
    }

    /** What was counted. */
    Spread spread() {
        if (size == 0) {
            return Spread.NONE;
        }
        TreeMap<BigDecimal, Long> steps = new TreeMap<>();
        put(exact, 0, 1, steps);
        for (int further = 1; further < decades.length; further++) {
            long[] counters = decades[further];
            if (counters != null) {
                put(counters, EXACT / 10, TENS[further], steps);
            }
        }
        BigDecimal sum = BigDecimal.valueOf(sumHigh)
                .multiply(BigDecimal.valueOf(1L << LOW_BITS))
                .add(BigDecimal.valueOf(sumLow));
        return new Spread(
                size,
                sum.scaleByPowerOfTen(-scale),
                BigDecimal.valueOf(least, scale),
                BigDecimal.valueOf(most, scale),
                steps);
    }

    private void put(long[] counters, int first, long width, TreeMap<BigDecimal, Long> steps) {
        for (int i = 0; i < counters.length; i++) {
            if (counters[i] > 0) {
                steps.put(Spread.plain(BigDecimal.valueOf((first + i) * width, scale)), counters[i]);
            }
        }
    }
}
