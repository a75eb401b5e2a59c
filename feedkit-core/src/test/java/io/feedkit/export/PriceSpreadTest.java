package io.feedkit.export;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import java.util.stream.LongStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.NotEmpty;
import org.junit.jupiter.api.Test;

class PriceSpreadTest {

    /** Against the slow way: sort them all, take the lower middle. */
    @Property
    void findsTheMiddlePriceToTheStepBelow(
            @ForAll @NotEmpty List<@LongRange(min = 0, max = Long.MAX_VALUE) Long> amounts) {
        PriceSpread spread = new PriceSpread();
        amounts.forEach(spread::add);
        long exact = amounts.stream()
                .sorted()
                .skip((amounts.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
        BigDecimal median = spread.median();

        BigDecimal truth = BigDecimal.valueOf(exact, 6);
        assertThat(median).isLessThanOrEqualTo(truth);
        assertThat(truth.subtract(median).multiply(BigDecimal.valueOf(64))).isLessThanOrEqualTo(truth);
    }

    @Test
    void hasNoMiddleWithoutPrices() {
        assertThat(new PriceSpread().median()).isEqualByComparingTo(BigDecimal.ZERO);
    }

    @Test
    void isExactForSmallAmounts() {
        PriceSpread spread = new PriceSpread();
        LongStream.rangeClosed(1, 9).forEach(spread::add);
        assertThat(spread.median()).isEqualByComparingTo("0.000005");
    }
}
