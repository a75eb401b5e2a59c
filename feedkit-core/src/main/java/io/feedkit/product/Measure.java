package io.feedkit.product;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * An exact amount of a unit: {@code 30 kg}, {@code 250 ml}, {@code 2 d}.
 *
 * <p>Measures of one dimension convert, add and compare; others throw {@link MismatchException}. A conversion is exact when its result ends, else it has 34
 * digits, half-even. Equality is of amount <em>and</em> unit, so 1000 g compares as 1 kg but does not equal it.
 *
 * @param amount how many units; without trailing zeros after construction
 * @param unit the unit it was stated in
 */
public record Measure(BigDecimal amount, Unit unit) implements Comparable<Measure> {

    public Measure {
        amount = Exact.canonical(amount);
        Objects.requireNonNull(unit, "unit");
    }

    /** {@code Measure.of("1.5", Unit.KG)}. */
    public static Measure of(String amount, Unit unit) {
        return new Measure(new BigDecimal(amount), unit);
    }

    public Measure to(Unit other) {
        requireSame(other, "convert " + this + " to");
        return unit == other
                ? this
                : new Measure(Exact.quotient(amount.multiply(unit.factor()), other.factor()), other);
    }

    /** The sum, in this measure's unit. */
    public Measure plus(Measure other) {
        return new Measure(amount.add(other.to(unit).amount), unit);
    }

    /** The difference, in this measure's unit. */
    public Measure minus(Measure other) {
        return new Measure(amount.subtract(other.to(unit).amount), unit);
    }

    public Measure times(BigDecimal factor) {
        return new Measure(amount.multiply(factor), unit);
    }

    /** Compares quantities across units: 250 g is less than 1 kg. Exact; equal quantities in different units compare as 0. */
    @Override
    public int compareTo(Measure other) {
        requireSame(other.unit, "compare " + this + " with");
        return amount.multiply(unit.factor()).compareTo(other.amount.multiply(other.unit.factor()));
    }

    private void requireSame(Unit other, String what) {
        if (unit.dimension() != other.dimension()) {
            throw new MismatchException(
                    ValueProblem.DIMENSION_MISMATCH,
                    "cannot " + what + " " + other + ": " + unit.dimension() + " is not " + other.dimension() + ".",
                    "");
        }
    }

    /** {@code 1.5 kg}. */
    @Override
    public String toString() {
        return amount.toPlainString() + " " + unit.symbol();
    }
}
