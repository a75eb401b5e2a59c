package io.feedkit.channel;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What a number, a price or a measure must look like.
 *
 * @param range bounds of the number whatever its unit
 * @param maxDecimals decimals at most, {@link Integer#MAX_VALUE} when not limited
 * @param units the units a measure may have, in the order of preference, each with the bounds that hold for it; empty means any unit
 * @param sameDimensionAs the field whose measure must have the same dimension, or empty
 * @param sameCurrencyAs the field whose price must be in the same currency, or empty
 */
public record NumberLimits(
        NumberRange range,
        int maxDecimals,
        Map<String, NumberRange> units,
        String sameDimensionAs,
        String sameCurrencyAs) {

    public static final NumberLimits NONE = new NumberLimits(NumberRange.ANY, Integer.MAX_VALUE, Map.of(), "", "");

    public NumberLimits {
        units = Collections.unmodifiableMap(new LinkedHashMap<>(units));
    }
}
