package io.feedkit.rules;

import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What rules made of one product.
 *
 * @param values attributes that have a value, by name: String, Long, {@link java.math.BigDecimal}, {@link Percent}, {@link Money}, {@link Measure}, Boolean, {@link java.time.LocalDate},
 *     {@link java.time.Instant} or a list of texts
 * @param exclusions why the product is not sent, in the order of the rules; empty when it is
 * @param warnings what rules remarked
 * @param faults calculations that failed
 */
public record Outcome(Map<String, Object> values, List<Remark> exclusions, List<Remark> warnings, List<Remark> faults) {

    /**
     * Something a rule said.
     *
     * @param rule its name, or {@code file:line}
     */
    public record Remark(String rule, String text) {
        public Remark {
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(text, "text");
        }
    }

    public Outcome {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        exclusions = List.copyOf(exclusions);
        warnings = List.copyOf(warnings);
        faults = List.copyOf(faults);
    }

    public boolean isExcluded() {
        return !exclusions.isEmpty();
    }

    /** Whether this rule excluded the product. */
    public boolean isExcludedBy(String rule) {
        return exclusions.stream().anyMatch(remark -> remark.rule().equals(rule));
    }

    /** The value of an attribute, empty when it is missing. */
    public Optional<Object> value(String attribute) {
        return Optional.ofNullable(values.get(attribute));
    }

    /** The value of an attribute as people write it ({@code 12.50 EUR}, {@code 5.5%}), or {@code missing}. */
    public String text(String attribute) {
        Object value = values.get(attribute);
        return value == null ? "missing" : value.toString();
    }
}
