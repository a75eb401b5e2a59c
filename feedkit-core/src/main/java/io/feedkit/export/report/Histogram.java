package io.feedkit.export.report;

import io.feedkit.export.Spread;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The bars of a plot: between eight and fourteen if the amounts allow, whose ends are round numbers, so that their counts are exact. What lies far out shares the outermost bars; nothing is nothing's own bar.
 */
final class Histogram {
    private static final int MOST_BARS = 14;
    private static final int FEW_OF = 200;
    /** Round numbers of a decade, finer and finer. */
    private static final String[] SERIES = {
        "1",
        "1 2 5",
        "1 1.5 2 3 5 7",
        "1 1.2 1.5 2 2.5 3 4 5 6 8",
        "1 1.1 1.2 1.3 1.4 1.5 1.6 1.8 2 2.2 2.5 2.8 3 3.5 4 4.5 5 5.5 6 7 8 9"
    };

    private final List<Bar> bars = new ArrayList<>();

    /**
     * One bar.
     *
     * @param from the least amount in it; null for everything below {@code to}
     * @param to the first amount beyond it; null for everything from {@code from} on
     */
    record Bar(@Nullable BigDecimal from, @Nullable BigDecimal to, long count) {
        /** Whether it stands for nothing: free, or out of stock. */
        boolean isZero() {
            return from != null && from.signum() == 0 && to == null;
        }
    }

    /** @param whole whether amounts are whole numbers */
    Histogram(Spread spread, boolean whole) {
        BigDecimal first = spread.steps().higherKey(BigDecimal.ZERO);
        long zeros = spread.steps().getOrDefault(BigDecimal.ZERO, 0L);
        if (zeros > 0 || whole) {
            bars.add(new Bar(BigDecimal.ZERO, null, zeros));
        }
        if (first == null) {
            return;
        }
        BigDecimal low = first.max(spread.quantile(1, FEW_OF));
        BigDecimal high = low.max(spread.quantile(FEW_OF - 1, FEW_OF));
        List<BigDecimal> ends = ends(low, high, whole);
        fill(spread, ends);
    }

    List<Bar> bars() {
        return bars;
    }

    private static List<BigDecimal> ends(BigDecimal low, BigDecimal high, boolean whole) {
        List<BigDecimal> best = List.of();
        for (String series : SERIES) {
            List<BigDecimal> ends = ends(low, high, series.split(" "), whole);
            if (best.isEmpty() || ends.size() <= MOST_BARS + 1) {
                best = ends;
            }
        }
        return best;
    }

    /** Round numbers from the last one that is at most {@code low} to the first one above {@code high}. */
    private static List<BigDecimal> ends(BigDecimal low, BigDecimal high, String[] series, boolean whole) {
        List<BigDecimal> ends = new ArrayList<>();
        int decade = low.precision() - low.scale() - 1;
        while (true) {
            for (String digits : series) {
                BigDecimal end =
                        new BigDecimal(digits).scaleByPowerOfTen(decade).stripTrailingZeros();
                if (whole && end.scale() > 0) {
                    continue;
                }
                if (end.compareTo(low) <= 0) {
                    ends.clear();
                }
                ends.add(end);
                if (end.compareTo(high) > 0) {
                    return ends;
                }
            }
            decade++;
        }
    }

    private void fill(Spread spread, List<BigDecimal> ends) {
        BigDecimal first = ends.get(0);
        BigDecimal last = ends.get(ends.size() - 1);
        // Steps begin at the smallest amount there can be above nothing.
        long below = spread.steps().headMap(first, false).tailMap(BigDecimal.ZERO, false).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (below > 0) {
            bars.add(new Bar(null, first, below));
        }
        for (int i = 0; i + 1 < ends.size(); i++) {
            bars.add(new Bar(ends.get(i), ends.get(i + 1), spread.between(ends.get(i), ends.get(i + 1))));
        }
        long beyond = spread.steps().tailMap(last, true).values().stream()
                .mapToLong(Long::longValue)
                .sum();
        if (beyond > 0) {
            bars.add(new Bar(last, null, beyond));
        }
    }
}
