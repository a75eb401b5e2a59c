package io.feedkit.rules.check;

import io.feedkit.rules.Span;
import io.feedkit.rules.syntax.Declaration.Scope.Dimension;
import java.time.Instant;
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
 */
public record Checked(List<Clause> clauses, List<Disable> disables) {
    public Checked {
        clauses = List.copyOf(clauses);
        disables = List.copyOf(disables);
    }

    /** The attributes that statements may read, in alphabetical order. */
    public Set<String> read() {
        Set<String> names = new TreeSet<>();
        for (Clause clause : clauses) {
            Walk.expressions(clause.act()).forEach(expression -> names.addAll(Walk.read(expression)));
        }
        return Collections.unmodifiableSet(names);
    }

    /** The attributes that statements may write, in alphabetical order. */
    public Set<String> written() {
        Set<String> names = new TreeSet<>();
        clauses.forEach(clause -> names.addAll(Walk.written(clause.act())));
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

    /** Switches a rule off for the members of some scopes. */
    public record Disable(String rule, List<Scope> scopes, Span span) {
        public Disable {
            scopes = List.copyOf(scopes);
        }
    }
}
