package io.feedkit.channel;

import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;

/**
 * Bounds of a number; a bound that is null is not there.
 *
 * @param minIncluded whether {@code min} itself is allowed
 * @param maxIncluded whether {@code max} itself is allowed
 */
public record NumberRange(
        @Nullable BigDecimal min,
        boolean minIncluded,
        @Nullable BigDecimal max,
        boolean maxIncluded) {

    public static final NumberRange ANY = new NumberRange(null, true, null, true);

    public boolean contains(BigDecimal number) {
        return !isTooSmall(number) && !isTooLarge(number);
    }

    private boolean isTooSmall(BigDecimal number) {
        int sign = min == null ? 1 : number.compareTo(min);
        return sign < 0 || sign == 0 && !minIncluded;
    }

    private boolean isTooLarge(BigDecimal number) {
        int sign = max == null ? -1 : number.compareTo(max);
        return sign > 0 || sign == 0 && !maxIncluded;
    }

    /** {@code 1 to 150}, {@code more than 0}, {@code at most 100}, {@code any}. */
    @Override
    public String toString() {
        if (min != null && max != null && minIncluded && maxIncluded) {
            return min.toPlainString() + " to " + max.toPlainString();
        }
        String low = min == null ? "" : (minIncluded ? "at least " : "more than ") + min.toPlainString();
        String high = max == null ? "" : (maxIncluded ? "at most " : "less than ") + max.toPlainString();
        String both = low.isEmpty() || high.isEmpty() ? low + high : low + " and " + high;
        return both.isEmpty() ? "any" : both;
    }
}
