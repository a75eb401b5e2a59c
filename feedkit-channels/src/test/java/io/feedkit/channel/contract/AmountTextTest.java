package io.feedkit.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.TextBuffer;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

class AmountTextTest {
    private static String text(long scaled, int decimals) {
        TextBuffer out = new TextBuffer(0);
        AmountText.append(AmountText.round(scaled, decimals), decimals, '.', out);
        return new String(out.bytes(), 0, out.end(), StandardCharsets.US_ASCII);
    }

    @Test
    void writesAsManyDecimalsAsTheCurrencyHas() {
        assertThat(text(12_500_000, 2)).isEqualTo("12.50");
        assertThat(text(12_500_000, 0)).isEqualTo("13");
        assertThat(text(-5_000, 2)).isEqualTo("-0.01");
        assertThat(text(0, 3)).isEqualTo("0.000");
        assertThat(text(1_000_000, 8)).isEqualTo("1.00000000");
    }

    @Property
    void agreesWithBigDecimalRoundedHalfUp(
            @ForAll @LongRange(min = -1_000_000_000_000_000L, max = 1_000_000_000_000_000L) long scaled,
            @ForAll @IntRange(min = 0, max = 6) int decimals) {
        BigDecimal exact = BigDecimal.valueOf(scaled, 6).setScale(decimals, RoundingMode.HALF_UP);
        String expected = exact.toPlainString();
        assertThat(text(scaled, decimals)).isEqualTo(expected);
    }

    @Property
    void knowsHowManyDecimalsAnAmountNeeds(@ForAll @LongRange(min = 1, max = 1_000_000_000_000L) long scaled) {
        int needed =
                Math.max(0, BigDecimal.valueOf(scaled, 6).stripTrailingZeros().scale());
        assertThat(AmountText.decimals(scaled)).isEqualTo(needed);
    }
}
