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

class SpreadTallyTest {

    /** Against the slow way: sort them all, take the lower middle. */
    @Property
    void findsTheMiddlePriceToTheStepBelow(
            @ForAll @NotEmpty List<@LongRange(min = 0, max = Long.MAX_VALUE) Long> amounts) {
        SpreadTally spread = new SpreadTally(6);
        amounts.forEach(spread::add);
        long exact = amounts.stream()
                .sorted()
                .skip((amounts.size() - 1) / 2)
                .findFirst()
                .orElseThrow();
        BigDecimal median = spread.spread().median();

        BigDecimal truth = BigDecimal.valueOf(exact, 6);
        assertThat(median).isLessThanOrEqualTo(truth);
        assertThat(truth.subtract(median).multiply(BigDecimal.valueOf(100))).isLessThanOrEqualTo(truth);
    }

    @Test
    void hasNoMiddleWithoutPrices() {
        assertThat(new SpreadTally(6).spread().median()).isEqualByComparingTo(BigDecimal.ZERO);
    }

    @Test
    void isExactForSmallAmounts() {
        SpreadTally spread = new SpreadTally(6);
        LongStream.rangeClosed(1, 9).forEach(spread::add);
        assertThat(spread.spread().median()).isEqualByComparingTo("0.000005");
    }
}
