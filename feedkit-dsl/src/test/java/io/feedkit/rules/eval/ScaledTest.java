package io.feedkit.rules.eval;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Column;
import io.feedkit.product.AttributeType;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** The fast ways agree with BigDecimal or say that they have no answer. */
class ScaledTest {

    @Provide
    Arbitrary<Long> lanes() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(Column.BOXED + 1, Long.MAX_VALUE),
                Arbitraries.longs().between(-100_000_000_000L, 100_000_000_000L),
                Arbitraries.longs().between(-1000, 1000).map(n -> n * 10_000));
    }

    private static BigDecimal exact(long lane) {
        return BigDecimal.valueOf(lane, Scaled.SCALE);
    }

    private static void agrees(long fast, BigDecimal exact) {
        if (fast != Scaled.SLOW) {
            assertThat(exact(fast)).isEqualByComparingTo(exact);
        } else {
            assertThat(Scaled.lane(exact))
                    .as("the fast way gave up on %s", exact)
                    .isEqualTo(Column.BOXED);
        }
    }

    @Example
    void staysFastForTheNumbersOfAShop() {
        assertThat(Scaled.multiply(19_990_000, 1_200_000)).isEqualTo(23_988_000);
        assertThat(Scaled.divide(19_990_000, 8_000_000)).isEqualTo(2_498_750);
    }

    @Property
    void addsAndSubtractsExactlyOrNotAtAll(@ForAll("lanes") long a, @ForAll("lanes") long b) {
        agrees(Scaled.add(a, b), exact(a).add(exact(b)));
        agrees(Scaled.subtract(a, b), exact(a).subtract(exact(b)));
    }

    @Property
    void multipliesExactlyOrNotAtAll(@ForAll("lanes") long a, @ForAll("lanes") long b) {
        long fast = Scaled.multiply(a, b);
        if (fast != Scaled.SLOW) {
            assertThat(exact(fast)).isEqualByComparingTo(exact(a).multiply(exact(b)));
        }
        agrees(Scaled.multiplyWhole(a, b), exact(a).multiply(BigDecimal.valueOf(b)));
    }

    @Property
    void dividesAsBigDecimalDoesOrNotAtAll(@ForAll("lanes") long a, @ForAll("lanes") long b) {
        Assume.that(b != 0);
        long fast = Scaled.divide(a, b);
        if (fast != Scaled.SLOW) {
            assertThat(exact(fast)).isEqualByComparingTo(exact(a).divide(exact(b), MathContext.DECIMAL128));
        }
    }

    @Property
    void quotientsComparedWithoutDividing(@ForAll("lanes") long a, @ForAll("lanes") long b, @ForAll("lanes") long c) {
        Assume.that(b != 0);
        int exact = exact(a).divide(exact(b), MathContext.DECIMAL128).compareTo(exact(c));
        assertThat(Scaled.compareQuotient(a, b, c)).isEqualTo(exact);
    }

    /** Most products of two lanes are too large for a lane. */
    @Property(maxDiscardRatio = 50)
    void quotientsEqualToWhatTheyAreComparedWith(@ForAll("lanes") long b, @ForAll("lanes") long c) {
        long a = Scaled.multiply(b, c);
        Assume.that(b != 0 && a != Scaled.SLOW);
        assertThat(Scaled.compareQuotient(a, b, c)).isZero();
    }

    @Property
    void roundsToAStepAsBigDecimalDoesOrNotAtAll(@ForAll("lanes") long lane, @ForAll boolean halfEven) {
        long fast = Scaled.round(lane, 10_000, halfEven);
        BigDecimal exact = exact(lane).setScale(2, halfEven ? RoundingMode.HALF_EVEN : RoundingMode.HALF_UP);
        agrees(fast, exact);
    }

    @Property
    void lanesAndBoxesHoldTheSameNumber(@ForAll("lanes") long lane, @ForAll("scales") int scale) {
        BigDecimal number = BigDecimal.valueOf(lane, scale);
        Column column = Column.of(AttributeType.DECIMAL);
        Scaled.put(column, 3, number);
        assertThat(Scaled.get(column, 3)).isEqualByComparingTo(number);
    }

    @Provide
    Arbitrary<Integer> scales() {
        return Arbitraries.integers().between(-12, 40);
    }
}
