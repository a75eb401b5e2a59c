package io.feedkit.rules.scan;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/** Works out where the values of a group stand. It has to hear of them from the highest to the lowest. */
final class Standings {
    private final Total total;
    private final BigDecimal whole;
    private long higher;
    private BigDecimal sum = BigDecimal.ZERO;

    /** @param whole the sum of the group */
    Standings(Total total, BigDecimal whole) {
        this.total = total;
        this.whole = whole;
    }

    /** The rank or the cumulative share of the next value, which so many products have; null when it has none. */
    @Nullable
    BigDecimal next(BigDecimal value, long products) {
        BigDecimal rank = BigDecimal.valueOf(higher + 1);
        higher += products;
        sum = sum.add(value.multiply(BigDecimal.valueOf(products)));
        return total == Total.RANK ? rank : Windows.share(whole, sum);
    }
}
