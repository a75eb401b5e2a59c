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

    /** The constant text of an argument, or {@code otherwise} when it is left out. Throws {@link IllegalArgumentException} when it is computed. */
    public String word(int argument, String otherwise) {
        return argument < arguments() ? constant(argument, String.class) : otherwise;
    }

    /** The constant whole number of an argument, or {@code otherwise} when it is left out. Throws {@link IllegalArgumentException} when it is computed. */
    public long number(int argument, long otherwise) {
        return argument < arguments() ? constant(argument, Long.class) : otherwise;
    }

    /** Objects to a constant whole number of an argument that is out of bounds, which would fail for every product. */
    void within(int argument, long low, long high, String key, String sentence) {
        if (argument < arguments()) {
            constants
                    .get(argument)
                    .filter(Long.class::isInstance)
                    .map(Long.class::cast)
                    .filter(given -> given < low || given > high)
                    .ifPresent(given -> {
                        throw Objection.of(key, sentence, given);
                    });
        }
    }

    private <T> T constant(int argument, Class<T> type) {
        return constants
                .get(argument)
                .filter(type::isInstance)
                .map(type::cast)
                .orElseThrow(() -> Objection.of(
                        "written-out", "Argument {0} must be written out here; it cannot be computed.", argument + 1));
    }

    /** A regular expression literal: the pattern and its flags among {@code i}, {@code m}, {@code s}. A regex argument has type text and this as its constant. */
    public record Pattern(String regex, String flags) {
        /** How many characters it has when its repeats are written out. */
        public long size() {
            return RegexSize.of(regex);
        }
    }
}
