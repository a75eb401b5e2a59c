package io.feedkit.rules.check;

import io.feedkit.product.Attribute;
import io.feedkit.rules.Span;
import io.feedkit.rules.syntax.Declaration.Scope.Dimension;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * A checked program: everything that can act, in the order of the text.
 *
 * @param clauses the statements
 * @param disables which rules are switched off where
 * @param allocations how stock is split between channels
 */
public record Checked(List<Clause> clauses, List<Disable> disables, List<Allocation> allocations) {
    public Checked {
        clauses = List.copyOf(clauses);
        allocations = List.copyOf(allocations);
        disables = List.copyOf(disables);
    }

    /** The expressions of all statements, in the order of the text. */
    public List<Typed> expressions() {
        List<Typed> all = new ArrayList<>();
        clauses.forEach(clause -> all.addAll(Walk.expressions(clause.act())));
        allocations.forEach(allocation -> all.addAll(allocation.amounts()));
        return all;
    }

    /** The attributes that statements may read, in alphabetical order. */
    public Set<String> read() {
        Set<String> names = new TreeSet<>();
        expressions().forEach(expression -> names.addAll(Walk.read(expression)));
        allocations.forEach(allocation -> names.add(allocation.target().name()));
        return Collections.unmodifiableSet(names);
    }

    /** The attributes that statements may write, in alphabetical order. */
    public Set<String> written() {
        Set<String> names = new TreeSet<>();
        clauses.forEach(clause -> names.addAll(Walk.written(clause.act())));
        allocations.forEach(allocation -> names.add(allocation.target().name()));
        return Collections.unmodifiableSet(names);
    }

    /**
     * One statement with what decides whether it runs at all.
     *
     * @param rule the rule it is part of
     * @param layer 0 for the trunk, up to 4 for accounts
     * @param scopes all of them must hold
     */
    public record Clause(Rule rule, int layer, List<Scope> scopes, Act act) {
        public Clause {
            scopes = List.copyOf(scopes);
        }
    }

    /**
     * What the annotations of a rule say.
     *
     * @param name as reports name it: its own, or {@code file:line}
     * @param from the first instant it exists, or null
     * @param until the first instant it does not exist any more, or null
     * @param halfEven whether it rounds money half to even when it writes it
     */
    public record Rule(
            String name,
            boolean named,
            Span span,
            @Nullable Instant from,
            @Nullable Instant until,
            boolean disabled,
            boolean isFinal,
            boolean halfEven) {}

    /**
     * A condition on the member.
     *
     * @param values names of which one must fit, empty when {@code where} decides
     */
    public record Scope(
            Dimension dimension,
            Set<String> values,
            @Nullable Typed where) {
        public Scope {
            values = Set.copyOf(values);
        }
    }

    /**
     * How a stock is split between channels.
     *
     * @param target the attribute that holds the stock, and afterwards the part of the member's channel
     * @param reserves what is kept back
     * @param rest the channel that gets what is left, or empty
     */
    public record Allocation(Attribute target, List<Typed> reserves, List<Portion> portions, String rest, Span span) {
        public Allocation {
            reserves = List.copyOf(reserves);
            portions = List.copyOf(portions);
        }

        /** All expressions in it. */
        public List<Typed> amounts() {
            List<Typed> all = new ArrayList<>(reserves);
            for (Portion portion : portions) {
                if (portion.cap() != null) {
                    all.add(portion.cap());
                }
            }
            return all;
        }
    }

    /**
     * A share of a stock.
     *
     * @param share a fraction: 0.4 for 40%
     * @param cap the most it may be, or null
     */
    public record Portion(
            String channel, BigDecimal share, @Nullable Typed cap) {}

    /** Switches a rule off for the members of some scopes. */
    public record Disable(String rule, List<Scope> scopes, Span span) {
        public Disable {
            scopes = List.copyOf(scopes);
        }
    }
}
