package io.feedkit.rules.function;

import io.feedkit.product.AttributeType;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/**
 * What is known of one place of call before any product comes by.
 *
 * @param types the types of the arguments given
 * @param constants per argument its value when it is constant: String, Long (integer), BigDecimal (decimal; percent as a fraction), Boolean,
 *     money, measure, {@link java.time.LocalDate}, {@link java.time.Instant}, {@link Pattern}, or a List of these
 * @param language ISO 639-1 of the member, or empty in the trunk
 * @param runAt the run instant
 * @param zone where {@code today} is
 */
public record CallSite(
        List<AttributeType> types, List<Optional<Object>> constants, String language, Instant runAt, ZoneId zone) {
    public CallSite {
        types = List.copyOf(types);
        constants = List.copyOf(constants);
    }

    public int arguments() {
        return types.size();
    }

    /** A regular expression literal: the pattern and its flags among {@code i}, {@code m}, {@code s}. A regex argument has type text and this as its constant. */
    public record Pattern(String regex, String flags) {}
}
