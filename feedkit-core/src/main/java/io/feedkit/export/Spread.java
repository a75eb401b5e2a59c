package io.feedkit.export;

import java.math.BigDecimal;
import java.util.Collections;
import java.util.Map;
import java.util.NavigableMap;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * How amounts of one kind are spread: prices of one currency, pieces in stock. Spreads of two parts of a run add up to that of the whole, exactly.
 *
 * @param count how many amounts there are
 * @param sum of all of them, exactly
 * @param least the smallest, exactly
 * @param most the largest, exactly
 * @param steps how many amounts there are from one step to the next, by the lower end of the step; steps have three decimal digits, as {@code 19.9} to {@code 20}, and those without amounts are left
 *     out. Amounts below nothing are counted at 0.
 */
public record Spread(
        long count, BigDecimal sum, BigDecimal least, BigDecimal most, NavigableMap<BigDecimal, Long> steps) {
    /** No amounts. */
    public static final Spread NONE =
            new Spread(0, BigDecimal.ZERO, BigDecimal.ZERO, BigDecimal.ZERO, Collections.emptyNavigableMap());

    public Spread {
        sum = plain(sum);
        least = plain(least);
        most = plain(most);
        steps = Collections.unmodifiableNavigableMap(sorted(steps));
    }

    /** A copy with plain amounts, in their order; where they are so already, none is compared with another. */
    private static TreeMap<BigDecimal, Long> sorted(NavigableMap<BigDecimal, Long> steps) {
        boolean isSorted = steps.comparator() == null;
        for (BigDecimal from : steps.keySet()) {
            isSorted = isSorted && plain(from).scale() == from.scale();
        }
        if (isSorted) {
            return new TreeMap<>(steps);
        }
        TreeMap<BigDecimal, Long> sorted = new TreeMap<>();
        steps.forEach((from, amounts) -> sorted.merge(plain(from), amounts, Long::sum));
        return sorted;
    }

    static BigDecimal plain(BigDecimal amount) {
        return amount.signum() == 0 ? BigDecimal.ZERO : amount.stripTrailingZeros();
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** The spread of these and those amounts together. */
    public Spread plus(Spread other) {
        if (isEmpty() || other.isEmpty()) {
            return isEmpty() ? other : this;
        }
        TreeMap<BigDecimal, Long> all = new TreeMap<>(steps);
        other.steps.forEach((from, amounts) -> all.merge(from, amounts, Long::sum));
        return new Spread(count + other.count, sum.add(other.sum), least.min(other.least), most.max(other.most), all);
    }

    /** The middle amount, the lower one of two, rounded down to its step: at most one per cent below; 0 without amounts. */
    public BigDecimal median() {
        return quantile(1, 2);
    }

    /** The amount that {@code part} of {@code whole} amounts do not exceed, rounded down to its step; 0 without amounts. */
    public BigDecimal quantile(int part, int whole) {
        long before = 0;
        for (Map.Entry<BigDecimal, Long> step : steps.entrySet()) {
            before += step.getValue();
            if (before * whole >= count * part) {
                return step.getKey();
            }
        }
        return BigDecimal.ZERO;
    }

    /** How many amounts are at least {@code from} and below {@code to}; exact when both have at most three digits that count. */
    public long between(BigDecimal from, BigDecimal to) {
        SortedMap<BigDecimal, Long> part = steps.subMap(from, to);
        return part.values().stream().mapToLong(Long::longValue).sum();
    }
}
