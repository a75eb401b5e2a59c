package io.feedkit.rules;

import io.feedkit.batch.Failure;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.feed.Member;
import io.feedkit.product.Attribute;
import io.feedkit.product.Measure;
import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import io.feedkit.product.Schema;
import io.feedkit.rules.eval.Values;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * What rules made of one product.
 *
 * @param values attributes that have a value, by name: String, Long, {@link java.math.BigDecimal}, {@link Percent}, {@link Money}, {@link Measure}, Boolean, {@link java.time.LocalDate},
 *     {@link java.time.Instant} or a list of texts
 * @param exclusions why the product is not sent, in the order of the rules; empty when it is
 * @param warnings what rules remarked
 * @param faults calculations that failed
 */
public record Outcome(Map<String, Object> values, List<Remark> exclusions, List<Remark> warnings, List<Fault> faults) {

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

    /**
     * A calculation that failed.
     *
     * @param rule its name, or {@code file:line}
     * @param text why
     * @param failure which part of the rule, and what it was given
     */
    public record Fault(String rule, String text, Failure failure) {
        public Fault {
            Objects.requireNonNull(rule, "rule");
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(failure, "failure");
        }
    }

    public Outcome {
        values = Collections.unmodifiableMap(new TreeMap<>(values));
        exclusions = List.copyOf(exclusions);
        warnings = List.copyOf(warnings);
        faults = List.copyOf(faults);
    }

    /** What became of a row of a batch. */
    static Outcome of(ProductBatch batch, int row, @Nullable Member member) {
        return new Outcome(
                values(batch, row, member == null ? "" : member.language()),
                remarks(batch, row, Note.Kind.EXCLUDED),
                remarks(batch, row, Note.Kind.WARNING),
                faults(batch, row));
    }

    /** The values of a row; those in a language also under the attribute's bare name. */
    static Map<String, Object> values(ProductBatch batch, int row, String language) {
        Map<String, Object> values = new TreeMap<>();
        Schema schema = batch.schema();
        for (int slot = 0; slot < schema.size(); slot++) {
            Attribute attribute = schema.attribute(slot);
            Object value = Values.read(batch.column(slot), row, attribute.type(), batch.text());
            String own = schema.language(slot);
            if (value != null) {
                values.put(own.isEmpty() ? attribute.name() : attribute.name() + "@" + own, value);
                if (!own.isEmpty() && own.equals(language)) {
                    values.put(attribute.name(), value);
                }
            }
        }
        return values;
    }

    private static List<Fault> faults(ProductBatch batch, int row) {
        return batch.notes().stream()
                .filter(note -> note.row() == row && note.kind() == Note.Kind.FAULT)
                .map(note -> new Fault(note.by(), note.text(), note.failure()))
                .toList();
    }

    private static List<Remark> remarks(ProductBatch batch, int row, Note.Kind kind) {
        return batch.notes().stream()
                .filter(note -> note.row() == row && note.kind() == kind)
                .map(note -> new Remark(note.by(), note.text()))
                .toList();
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
