package io.feedkit.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.util.Arrays;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.BigRange;
import net.jqwik.api.constraints.Scale;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MeasureTest {

    /** An exact fraction: the slow model conversions are compared with. */
    private record Ratio(BigInteger over, BigInteger under) {
        static Ratio of(BigDecimal number) {
            BigInteger under = BigInteger.TEN.pow(Math.max(0, number.scale()));
            return new Ratio(number.multiply(new BigDecimal(under)).toBigIntegerExact(), under);
        }

        Ratio times(Ratio other) {
            return new Ratio(over.multiply(other.over), under.multiply(other.under));
        }

        Ratio inverse() {
            return new Ratio(under, over);
        }

        boolean isSame(Ratio other) {
            return over.multiply(other.under).equals(other.over.multiply(under));
        }

        boolean endsAsDecimal() {
            BigInteger rest = under.divide(under.gcd(over));
            while (rest.mod(BigInteger.TWO).signum() == 0) {
                rest = rest.shiftRight(1);
            }
            while (rest.mod(BigInteger.valueOf(5)).signum() == 0) {
                rest = rest.divide(BigInteger.valueOf(5));
            }
            return rest.equals(BigInteger.ONE);
        }

        BigDecimal in34Digits() {
            return new BigDecimal(over).divide(new BigDecimal(under), MathContext.DECIMAL128);
        }
    }

    @Property
    void convertsAsExactFractionsDo(
            @ForAll @BigRange(min = "-1000000", max = "1000000") @Scale(6) BigDecimal amount,
            @ForAll("units") Unit from,
            @ForAll("units") Unit to) {
        Assume.that(from.dimension() == to.dimension());
        Ratio exact = Ratio.of(amount)
                .times(Ratio.of(from.factor()))
                .times(Ratio.of(to.factor()).inverse());

        BigDecimal converted = new Measure(amount, from).to(to).amount();

        if (exact.endsAsDecimal()) {
            assertThat(exact.isSame(Ratio.of(converted))).isTrue();
        } else {
            assertThat(converted).isEqualByComparingTo(exact.in34Digits());
        }
    }

    @Provide
    Arbitrary<Unit> units() {
        return Arbitraries.of(Unit.values());
    }

    @ParameterizedTest
    @CsvSource({
        "1, lb, 453.59237 g",
        "1, lb, 16 oz",
        "1, ft, 12 in",
        "1, yd, 91.44 cm",
        "1, sqft, 144 sqin",
        "1, sqm, 10000 sqcm",
        "1, gal, 4 qt",
        "1, qt, 2 pt",
        "1, pt, 16 floz",
        "1, cbm, 1000 l",
        "1, gal, 3.785411784 l",
        "75, cl, 0.75 l",
        "1, t, 1000 kg",
        "2, wk, 336 h",
        "18, mo, 1.5 yr",
        "2, KGM, 2000 g",
        "3, MTK, 30000 sqcm",
        "4, C62, 4 ct"
    })
    void knowsTheDefinitions(String amount, String from, String expected) {
        Unit to = Unit.named(expected.split(" ")[1]).orElseThrow();

        assertThat(Measure.of(amount, Unit.named(from).orElseThrow()).to(to)).hasToString(expected);
    }

    @Test
    void comparesAcrossUnitsButIsEqualOnlyInOne() {
        Measure grams = Measure.of("1000", Unit.G);
        Measure kilogram = Measure.of("1.0", Unit.KG);

        assertThat(grams).isEqualByComparingTo(kilogram).isNotEqualTo(kilogram);
        assertThat(Measure.of("250", Unit.G)).isLessThan(kilogram);
        assertThat(kilogram.plus(Measure.of("250", Unit.G))).hasToString("1.25 kg");
    }

    @Test
    void refusesToConvertBetweenDimensions() {
        assertThatThrownBy(() -> Measure.of("1", Unit.KG).to(Unit.ML))
                .isInstanceOfSatisfying(
                        MismatchException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ValueProblem.DIMENSION_MISMATCH));
        assertThatThrownBy(() -> Measure.of("1", Unit.D).compareTo(Measure.of("1", Unit.MO)))
                .isInstanceOf(MismatchException.class);
    }

    @Test
    void neverRenumbersUnits() {
        // Batches and spilled files hold these numbers. New units go to the end.
        assertThat(Arrays.stream(Unit.values()).map(Unit::symbol))
                .containsExactly(
                        "mg", "g", "kg", "t", "oz", "lb", "mm", "cm", "m", "km", "in", "ft", "yd", "sqcm", "sqm",
                        "sqin", "sqft", "ml", "cl", "dl", "l", "cbm", "floz", "pt", "qt", "gal", "ct", "s", "min", "h",
                        "d", "wk", "mo", "yr");
        for (Unit unit : Unit.values()) {
            assertThat(Unit.ofIndex(unit.index())).isSameAs(unit);
        }
        assertThat(Unit.MG.index()).isEqualTo((short) 1);
    }
}
