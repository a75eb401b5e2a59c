package io.feedkit.product;

import java.math.BigDecimal;

/**
 * An exact share: 8% is the fraction 0.08.
 *
 * <p><b>Units:</b> {@link #fraction} is the number to multiply with; {@link #points} is the number before the sign.
 *
 * @param fraction the share of one; without trailing zeros after construction
 */
public record Percent(BigDecimal fraction) implements Comparable<Percent> {

    public Percent {
        fraction = Exact.canonical(fraction);
    }

    /** {@code Percent.ofPoints(new BigDecimal("5.5"))} is 5.5%. */
    public static Percent ofPoints(BigDecimal points) {
        return new Percent(points.movePointLeft(2));
    }

    /** 5.5 for 5.5%. */
    public BigDecimal points() {
        return Exact.canonical(fraction.movePointRight(2));
    }

    public Percent plus(Percent other) {
        return new Percent(fraction.add(other.fraction));
    }

    public Percent minus(Percent other) {
        return new Percent(fraction.subtract(other.fraction));
    }

    @Override
    public int compareTo(Percent other) {
        return fraction.compareTo(other.fraction);
    }

    /** {@code 5.5%}. */
    @Override
    public String toString() {
        return points().toPlainString() + "%";
    }
}
