package io.feedkit.product;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MoneyTest {

    @Test
    void keepsEveryDigitUntilItIsRounded() {
        Money third = Money.of("10", "EUR").dividedBy(new BigDecimal("3"));

        assertThat(third.amountText()).isEqualTo("3.333333333333333333333333333333333");
        assertThat(third.rounded()).hasToString("3.33 EUR");
        assertThat(Money.of("0.1", "EUR").plus(Money.of("0.2", "EUR"))).isEqualTo(Money.of("0.30", "EUR"));
    }

    @Test
    void dividesToThirtyFourDigits() {
        Money dozen = Money.of("12", "EUR");

        assertThat(dozen.dividedBy(Money.of("0.3", "EUR"))).isEqualTo("40");
        assertThat(dozen.dividedBy(Money.of("7", "EUR"))).isEqualTo("1.714285714285714285714285714285714");
        assertThatThrownBy(() -> dozen.dividedBy(BigDecimal.ZERO)).isInstanceOf(ArithmeticException.class);
    }

    @ParameterizedTest
    @CsvSource({
        "12.345,EUR,12.35 EUR",
        "12.5,JPY,13 JPY",
        "-12.345,EUR,-12.35 EUR",
        "1.2345,KWD,1.235 KWD",
        "1.2345,XXX,1.2345 XXX"
    })
    void roundsHalfUpToTheMinorUnit(String amount, String currency, String rounded) {
        assertThat(Money.of(amount, currency).rounded()).hasToString(rounded);
    }

    @Test
    void roundsHalfEvenOnDemand() {
        assertThat(Money.of("12.345", "EUR").rounded(RoundingMode.HALF_EVEN)).hasToString("12.34 EUR");
    }

    @Test
    void printsTheMinorDigitsAndNoExponent() {
        assertThat(Money.of("1E+3", "EUR")).hasToString("1000.00 EUR");
        assertThat(Money.of("12.5", "EUR")).hasToString("12.50 EUR");
        assertThat(Money.of("12", "JPY")).hasToString("12 JPY");
    }

    @Test
    void refusesToAddDifferentCurrenciesOrBases() {
        Money net = Money.of("1", "EUR", VatBasis.NET);

        assertThatThrownBy(() -> net.plus(Money.of("1", "USD", VatBasis.NET)))
                .isInstanceOfSatisfying(
                        MismatchException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ValueProblem.CURRENCY_MISMATCH));
        assertThatThrownBy(() -> net.compareTo(net.withBasis(VatBasis.GROSS)))
                .isInstanceOfSatisfying(
                        MismatchException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(ValueProblem.BASIS_MISMATCH));
    }

    @Test
    void refusesCurrenciesThatDoNotExist() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Money.of("1", "eur"))
                .withMessageContaining("eur");
    }

    @Test
    void takesSharesExactly() {
        assertThat(Money.of("19.99", "EUR")
                        .times(Percent.ofPoints(new BigDecimal("5.5")))
                        .amountText())
                .isEqualTo("1.09945");
        assertThat(Percent.ofPoints(new BigDecimal("120")).minus(new Percent(new BigDecimal("0.2"))))
                .hasToString("100%");
    }
}
