package io.feedkit.rules.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.batch.Column;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Currencies;
import io.feedkit.product.VatBasis;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AmountFunctionsTest {

    /** Small and huge, short and long: about a third of them do not fit a lane. */
    @Provide
    Arbitrary<BigDecimal> amounts() {
        return Arbitraries.oneOf(
                Arbitraries.longs().between(-5_000_000, 5_000_000).map(n -> BigDecimal.valueOf(n, 2)),
                Arbitraries.longs().between(-50, 50).map(n -> BigDecimal.valueOf(n, 1)),
                Arbitraries.longs().map(n -> BigDecimal.valueOf(n, 6)),
                Arbitraries.bigDecimals()
                        .between(BigDecimal.TEN.pow(20).negate(), BigDecimal.TEN.pow(20))
                        .ofScale(9));
    }

    @Provide
    Arbitrary<BigDecimal> rates() {
        return Arbitraries.integers().between(0, 999).map(n -> BigDecimal.valueOf(n, 3));
    }

    private static void assertSame(BigDecimal actual, BigDecimal expected) {
        assertThat(actual).isEqualByComparingTo(expected);
    }

    @Property
    void columnsKeepEveryDigit(@ForAll("amounts") BigDecimal amount) {
        Column column = Column.of(AttributeType.DECIMAL);
        Amounts.put(column, 3, amount);
        assertSame(Amounts.decimal(column, 3), amount);
    }

    @Property
    void roundingLanesAndRoundingDecimalsAgree(
            @ForAll("amounts") BigDecimal amount,
            @ForAll @IntRange(min = -3, max = 8) int digits,
            @ForAll RoundingModeWord word) {
        RoundingMode mode = Rounding.mode(word.name());
        assertSame(number("round", amount, digits, word.name()), amount.setScale(digits, mode));
        assertSame(Rounding.toStep(amount, BigDecimal.ONE.movePointLeft(digits), mode), amount.setScale(digits, mode));
    }

    enum RoundingModeWord {
        half_up,
        half_even,
        up,
        down
    }

    private static BigDecimal number(String function, BigDecimal amount, int digits, String mode) {
        Kernel kernel = Functions.library()
                .named(function)
                .orElseThrow()
                .bind(Rows.site(
                        List.of(AttributeType.DECIMAL, AttributeType.INTEGER, AttributeType.TEXT),
                        amount,
                        (long) digits,
                        mode));
        Column in = Column.of(AttributeType.DECIMAL);
        Amounts.put(in, Rows.ROW, amount);
        Column out = Column.of(AttributeType.DECIMAL);
        Rows.run(kernel, out, in, Column.of(AttributeType.INTEGER), Column.of(AttributeType.TEXT));
        return Amounts.decimal(out, Rows.ROW);
    }

    @Property
    void moneyTimesAndByRatesIsExact(@ForAll("amounts") BigDecimal amount, @ForAll("rates") BigDecimal rate) {
        BigDecimal one = BigDecimal.ONE;
        assertSame(money("with_vat", amount, rate), amount.multiply(one.add(rate)));
        assertSame(money("without_vat", amount, rate), amount.divide(one.add(rate), MathContext.DECIMAL128));
        assertSame(money("with_margin", amount, rate), amount.divide(one.subtract(rate), MathContext.DECIMAL128));
        assertSame(money("discount", amount, rate), amount.multiply(one.subtract(rate)));
        assertSame(money("gross_up", amount, rate), amount.divide(one.subtract(rate), MathContext.DECIMAL128));
    }

    private static BigDecimal money(String function, BigDecimal amount, BigDecimal rate) {
        Kernel kernel = Functions.library()
                .named(function)
                .orElseThrow()
                .bind(Rows.site(List.of(AttributeType.MONEY, AttributeType.PERCENT)));
        Column in = Rows.money(amount, "EUR", VatBasis.UNKNOWN);
        Column rates = Column.of(AttributeType.PERCENT);
        Amounts.put(rates, Rows.ROW, rate);
        Column out = Column.of(AttributeType.MONEY);
        Rows.run(kernel, out, in, rates);
        assertThat(Currencies.laneCode(out.units[Rows.ROW])).isEqualTo("EUR");
        return Amounts.decimal(out, Rows.ROW);
    }

    @Property
    void endingsAreNearAndOnTheRightSide(@ForAll("amounts") BigDecimal amount) {
        BigDecimal ending = new BigDecimal("0.99");
        BigDecimal up = Rounding.toEnding(amount, ending, "up");
        BigDecimal down = Rounding.toEnding(amount, ending, "down");
        BigDecimal nearest = Rounding.toEnding(amount, ending, "nearest");
        assertThat(up).isGreaterThanOrEqualTo(amount);
        assertThat(up.subtract(amount)).isLessThan(BigDecimal.ONE);
        assertThat(down.signum() < 0 && amount.signum() > 0).isFalse();
        assertThat(nearest.equals(up) || nearest.equals(down)).isTrue();
        if (amount.compareTo(ending) >= 0) {
            assertThat(down).isLessThanOrEqualTo(amount);
            assertSame(down.remainder(BigDecimal.ONE), ending);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "12.40, 0.99, nearest, 11.99",
        "12.49, 0.99, nearest, 12.99",
        "12.99, 0.99, up, 12.99",
        "13.00, 0.99, up, 13.99",
        "0.50, 0.99, down, 0.99",
        "17.30, 9.90, up, 19.90",
        "17.30, 9.90, down, 9.90",
        "143, 9, nearest, 139",
        "144, 9, nearest, 149",
        "12.40, 0, up, 13",
    })
    void pricesEndAsAsked(String amount, String ending, String direction, String result) {
        assertSame(
                Rounding.toEnding(new BigDecimal(amount), new BigDecimal(ending), direction), new BigDecimal(result));
    }

    @Test
    void currenciesAreNeverMixed() {
        assertThat(Call.run("at_least(1 EUR, 2 USD)")).isEqualTo("fault");
        assertThat(Call.run("ratio(1 EUR, 2 USD)")).isEqualTo("fault");
        assertThat(Call.run("gross_up(1 EUR, 10%, 2 USD)")).isEqualTo("fault");
    }

    @Test
    void vatIsNeitherAddedNorTakenOffTwice() {
        Function withVat = Functions.library().named("with_vat").orElseThrow();
        assertThat(withVat.resultType(List.of(AttributeType.MONEY_NET, AttributeType.PERCENT)))
                .isEqualTo(AttributeType.MONEY_GROSS);
        assertThatThrownBy(() -> withVat.resultType(List.of(AttributeType.MONEY_GROSS, AttributeType.PERCENT)))
                .hasMessage("This amount already includes VAT.");
        Kernel kernel = withVat.bind(Rows.site(List.of(AttributeType.MONEY, AttributeType.PERCENT)));
        Column out = Column.of(AttributeType.MONEY);
        Column rate = Column.of(AttributeType.PERCENT);
        List<String> faults = Rows.run(kernel, out, Rows.money(BigDecimal.ONE, "EUR", VatBasis.GROSS), rate);
        assertThat(faults).containsExactly("the amount already includes VAT");
        assertThat(out.isMissing(Rows.ROW)).isTrue();
    }

    @Test
    void aBoundWithoutBasisTakesThatOfTheOther() {
        Function atLeast = Functions.library().named("at_least").orElseThrow();
        List<AttributeType> types = List.of(AttributeType.MONEY_GROSS, AttributeType.MONEY);
        assertThat(atLeast.resultType(types)).isEqualTo(AttributeType.MONEY_GROSS);
        Column out = Column.of(AttributeType.MONEY);
        Rows.run(
                atLeast.bind(Rows.site(types)),
                out,
                Rows.money(BigDecimal.ONE, "EUR", VatBasis.GROSS),
                Rows.money(BigDecimal.TEN, "EUR", VatBasis.UNKNOWN));
        assertSame(Amounts.decimal(out, Rows.ROW), BigDecimal.TEN);
        assertThat(Currencies.laneBasis(out.units[Rows.ROW])).isEqualTo(VatBasis.GROSS);
    }

    @Test
    void numbersThatGrowWithoutEndFault() {
        assertThat(Call.run("pow(9223372036854775807, 2)")).isEqualTo("fault");
        assertThat(Call.run("pow(1.000000001, 16)")).startsWith("1.00000001600000012000000056");
    }
}
