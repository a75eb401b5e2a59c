package io.feedkit.rules.scan;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * A value that can be ordered and, if it is a number, added.
 *
 * @param number the amount in the base unit of its dimension, the day, the millisecond; 0 for a text
 * @param unit what amounts have to share to be compared: a currency, else empty
 * @param text the value as rules write it
 */
public record Measured(BigDecimal number, String unit, String text) {
    public Measured {
        Objects.requireNonNull(number, "number");
        Objects.requireNonNull(unit, "unit");
        Objects.requireNonNull(text, "text");
    }

    /** By number, then by text. */
    int compare(Measured other) {
        int order = number.compareTo(other.number);
        return order != 0 || number.signum() != 0 ? order : text.compareTo(other.text);
    }
}
