package io.feedkit.product;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Objects;

/**
 * An exact amount of money in one currency, with or without VAT.
 *
 * <p><b>Units:</b> the amount counts major units (euros, not cents) and keeps every digit until {@link #rounded()}. 12.5 and 12.50 are the same amount.
 * <b>Errors:</b> adding or comparing different currencies or VAT bases throws {@link MismatchException}; converting is a rule's decision. <b>Source:</b>
 * currencies of ISO 4217, see {@link Currencies}.
 *
 * @param amount how many major units; without trailing zeros after construction
 * @param currency an ISO 4217 code; {@code XXX} when nobody stated one
 * @param basis whether VAT is included
 */
public record Money(BigDecimal amount, String currency, VatBasis basis) implements Comparable<Money> {

    public Money {
        amount = Exact.canonical(amount);
        Objects.requireNonNull(basis, "basis");
        Currencies.index(currency);
    }

    /** {@code Money.of("12.50", "EUR")}: point style, basis unknown. */
    public static Money of(String amount, String currency) {
        return new Money(new BigDecimal(amount), currency, VatBasis.UNKNOWN);
    }

    public static Money of(String amount, String currency, VatBasis basis) {
        return new Money(new BigDecimal(amount), currency, basis);
    }

    public Money withBasis(VatBasis other) {
        return new Money(amount, currency, other);
    }

    /** The same number in another currency. Nothing is converted: this states a currency nobody had stated. */
    public Money withCurrency(String code) {
        return new Money(amount, code, basis);
    }

    private Money withAmount(BigDecimal other) {
        return new Money(other, currency, basis);
    }

    public Money plus(Money other) {
        requireSame(other, "add");
        return withAmount(amount.add(other.amount));
    }

    public Money minus(Money other) {
        requireSame(other, "subtract");
        return withAmount(amount.subtract(other.amount));
    }

    public Money times(BigDecimal factor) {
        return withAmount(amount.multiply(factor));
    }

    public Money times(Percent share) {
        return times(share.fraction());
    }

    /** To 34 digits half-even, as the rule language divides; {@link ArithmeticException} for zero. */
    public Money dividedBy(BigDecimal divisor) {
        return withAmount(amount.divide(nonZero(divisor), MathContext.DECIMAL128));
    }

    /** How many times {@code other} fits, to 34 digits half-even. */
    public BigDecimal dividedBy(Money other) {
        requireSame(other, "divide");
        return Exact.canonical(amount.divide(nonZero(other.amount), MathContext.DECIMAL128));
    }

    private static BigDecimal nonZero(BigDecimal divisor) {
        if (divisor.signum() == 0) {
            throw new ArithmeticException("division by zero");
        }
        return divisor;
    }

    public Money negated() {
        return withAmount(amount.negate());
    }

    public int signum() {
        return amount.signum();
    }

    /** Rounded half-up to the currency's minor unit. {@code XXX} has none and stays as it is. */
    public Money rounded() {
        return rounded(RoundingMode.HALF_UP);
    }

    public Money rounded(RoundingMode mode) {
        int digits = Currencies.minorDigits(currency);
        return digits < 0 || amount.scale() <= digits ? this : withAmount(amount.setScale(digits, mode));
    }

    /** Orders amounts of one currency and VAT basis; throws {@link MismatchException} for others, since no order of them is true. */
    @Override
    public int compareTo(Money other) {
        requireSame(other, "compare");
        return amount.compareTo(other.amount);
    }

    private void requireSame(Money other, String verb) {
        if (!currency.equals(other.currency)) {
            throw new MismatchException(
                    ValueProblem.CURRENCY_MISMATCH,
                    "cannot " + verb + " " + this + " and " + other + ".",
                    "Convert one of them with a rate.");
        }
        if (basis != other.basis) {
            throw new MismatchException(
                    ValueProblem.BASIS_MISMATCH,
                    "cannot " + verb + " " + this + " (" + basis + ") and " + other + " (" + other.basis + ").",
                    "Add or take off VAT first, or state the VAT basis of the column.");
        }
    }

    /** The amount with at least the currency's minor digits and all it has: {@code 12.50}, {@code 0.125}. */
    public String amountText() {
        int digits = Math.max(0, Currencies.minorDigits(currency));
        return (amount.scale() < digits ? amount.setScale(digits) : amount).toPlainString();
    }

    /** {@code 12.50 EUR}. */
    @Override
    public String toString() {
        return amountText() + " " + currency;
    }
}
