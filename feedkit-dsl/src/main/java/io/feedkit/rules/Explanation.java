package io.feedkit.rules;

import io.feedkit.feed.Member;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Why one product ended as it did: everything each statement saw of it and did to it, in the order in which statements run.
 *
 * <p><b>Shape:</b> what happened in the trunk, then one {@link Layer} for each feed that was asked about. All reasons are there: rules behind an exclusion were tried too, which
 * an export leaves out; {@link Outcome}s are those of an export. {@link #text} says it in words.
 *
 * @param id of the product
 * @param at its record in the catalogue
 * @param source its values as the catalogue has them, by attribute; a localized one is {@code title@fr}
 * @param columns which column of the catalogue an attribute is read from
 * @param trunk what happened for all feeds
 * @param idle statements of the trunk that did not run, and why
 * @param afterTrunk what the trunk made of it
 */
@SuppressWarnings("exports") // The annotations of nullness are for compilers; nobody needs their module to run.
public record Explanation(
        String id,
        SourcePosition at,
        Map<String, Object> source,
        Map<String, String> columns,
        List<Event> trunk,
        List<Idle> idle,
        Outcome afterTrunk,
        List<Layer> layers) {
    public Explanation {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(at, "at");
        Objects.requireNonNull(afterTrunk, "afterTrunk");
        source = Collections.unmodifiableMap(new TreeMap<>(source));
        columns = Map.copyOf(columns);
        trunk = List.copyOf(trunk);
        idle = List.copyOf(idle);
        layers = List.copyOf(layers);
    }

    /**
     * What happened for one feed.
     *
     * @param outcome what its rules made of the product, as an export does
     * @param contract what the channel said to that; nothing if no channel was asked or the product did not come so far
     * @param sent the fields of the feed with their texts, in the order of the feed; empty if the product is not in it
     */
    public record Layer(
            Member member,
            List<Event> events,
            List<Idle> idle,
            Outcome outcome,
            List<Verdict> contract,
            Map<String, String> sent) {
        public Layer {
            events = List.copyOf(events);
            idle = List.copyOf(idle);
            contract = List.copyOf(contract);
            sent = Collections.unmodifiableMap(new LinkedHashMap<>(sent));
        }
    }

    /** What a channel said: that it refuses the product, has changed a value, or has a remark. */
    public record Verdict(io.feedkit.batch.Note.Kind kind, String check, String field, String text) {}

    /** One statement that came to the product. */
    public sealed interface Event {
        /** The rule it belongs to, as reports name it. */
        String rule();

        Span at();

        /** How many branches it stands in. */
        int depth();
    }

    /** A condition was asked. */
    public record Tested(String rule, Span at, int depth, Part condition) implements Event {}

    /**
     * An attribute was to be written.
     *
     * @param attribute its name, {@code title@fr} in one language
     * @param before what it was, or null
     * @param given what the statement had for it before rounding, or null: then nothing was written
     * @param after what it is now, or null
     * @param seen values the statement was made from
     */
    public record Wrote(
            String rule,
            Span at,
            int depth,
            String attribute,
            @Nullable Object before,
            @Nullable Object given,
            @Nullable Object after,
            List<Seen> seen)
            implements Event {
        public Wrote {
            seen = List.copyOf(seen);
        }

        public boolean isChange() {
            return !Objects.equals(before, after);
        }
    }

    /** An attribute was emptied. */
    public record Cleared(
            String rule,
            Span at,
            int depth,
            String attribute,
            @Nullable Object before) implements Event {}

    /** The product was excluded, or something was remarked. */
    public record Said(String rule, Span at, int depth, boolean exclusion, String text) implements Event {}

    /** What a condition can be. */
    public enum Truth {
        TRUE,
        FALSE,
        UNKNOWN;

        /** {@code true}, {@code false} or {@code unknown}. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** How the parts of a condition make it. */
    public enum Join {
        /** It has no parts. */
        NONE,
        AND,
        OR,
        NOT,
        /** {@code (part) ?? true}. */
        OR_TRUE,
        /** {@code (part) ?? false}. */
        OR_FALSE
    }

    /**
     * A condition, or a part of one, with what it was for the product.
     *
     * @param text as it was written, or the name of a segment or formula
     * @param seen the values it looked at, where it has no parts
     */
    public record Part(String text, Join join, Truth truth, List<Part> parts, List<Seen> seen) {
        public Part {
            parts = List.copyOf(parts);
            seen = List.copyOf(seen);
        }

        /** The parts without parts. */
        public List<Part> leaves() {
            if (parts.isEmpty()) {
                return List.of(this);
            }
            List<Part> leaves = new ArrayList<>();
            parts.forEach(part -> leaves.addAll(part.leaves()));
            return leaves;
        }

        /** The leaves of which one alone, were it otherwise, would make this true instead of not true, or the other way round. */
        public List<Part> decisive() {
            boolean holds = with(null) == Truth.TRUE;
            return leaves().stream()
                    .filter(leaf -> (with(leaf) == Truth.TRUE) != holds)
                    .toList();
        }

        /** What this would be if one leaf were otherwise. */
        private Truth with(@Nullable Part other) {
            if (parts.isEmpty()) {
                return this != other ? truth : truth == Truth.TRUE ? Truth.FALSE : Truth.TRUE;
            }
            List<Truth> all = parts.stream().map(part -> part.with(other)).toList();
            Truth first = all.get(0);
            return switch (join) {
                case NONE -> first;
                case AND -> kleene(all, Truth.FALSE, Truth.TRUE);
                case OR -> kleene(all, Truth.TRUE, Truth.FALSE);
                case NOT -> first == Truth.UNKNOWN ? first : first == Truth.TRUE ? Truth.FALSE : Truth.TRUE;
                case OR_TRUE -> first == Truth.UNKNOWN ? Truth.TRUE : first;
                case OR_FALSE -> first == Truth.UNKNOWN ? Truth.FALSE : first;
            };
        }

        private static Truth kleene(List<Truth> all, Truth decides, Truth otherwise) {
            return all.contains(decides) ? decides : all.contains(Truth.UNKNOWN) ? Truth.UNKNOWN : otherwise;
        }
    }

    /**
     * A value that was looked at.
     *
     * @param name an attribute, a formula, an expression as it was written, or a table
     * @param value or null when it is missing; for a table the number of the row that matched
     * @param isRow whether it is that
     */
    public record Seen(String name, @Nullable Object value, boolean isRow) {}

    /**
     * A statement that does not exist in this run.
     *
     * @param by what switched it off, where {@code why} is {@link Why#DISABLED}
     */
    public record Idle(
            String rule, Span at, Why why, @Nullable Span by) {

        /** Why it does not run. */
        public enum Why {
            /** {@code disable} names it. */
            DISABLED,
            /** {@code @disabled}. */
            OFF,
            /** {@code @from} is later than the run. */
            NOT_YET,
            /** {@code @until} is before the run. */
            OVER
        }
    }

    /** Everything that came to the product for one feed, first in the trunk. */
    public List<Event> events(Layer layer) {
        List<Event> all = new ArrayList<>(trunk);
        all.addAll(layer.events());
        return all;
    }

    /** The statement that gave an attribute its value, among some events; empty when it still is what the catalogue said. */
    public static Optional<Event> writer(List<Event> events, String attribute) {
        Event last = null;
        for (Event event : events) {
            boolean wrote = event instanceof Wrote w && w.attribute().equals(attribute) && w.isChange();
            boolean cleared = event instanceof Cleared c && c.attribute().equals(attribute) && c.before() != null;
            last = wrote || cleared ? event : last;
        }
        return Optional.ofNullable(last);
    }

    /** All of it in words, a paragraph for the trunk and for each feed; English and French so far. */
    public String text(Locale language) {
        return new ExplanationText(this, language).whole();
    }
}
