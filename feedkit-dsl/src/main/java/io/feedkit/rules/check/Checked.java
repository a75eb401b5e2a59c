package io.feedkit.rules.check;

import io.feedkit.feed.Member;
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
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A checked program: everything that can act, in the order of the text.
 *
 * @param clauses the statements
 * @param disables which rules are switched off where
 * @param allocations how stock is split between channels
 * @param experiments how products are dealt, for comparison with the last run
 */
public record Checked(
        List<Clause> clauses, List<Disable> disables, List<Allocation> allocations, List<Experiment> experiments) {
    public Checked {
        experiments = List.copyOf(experiments);
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

    /** Whether equal products may turn out different in another run with the same statements: the clock is looked at, or something outside. */
    public boolean looksOutside() {
        return expressions().stream().anyMatch(Walk::looksOutside);
    }

    /** Which of its statements exist at an instant: 1 or 0 for each, in the order of the text. */
    public String existing(Instant runAt) {
        StringBuilder existing = new StringBuilder();
        Stream.of(
                        clauses.stream().map(clause -> clause.rule().dates()),
                        disables.stream().map(Disable::dates),
                        allocations.stream().map(allocation -> allocation.rule().dates()),
                        experiments.stream().map(Experiment::dates))
                .flatMap(dates -> dates)
                .forEach(dates -> existing.append(dates.include(runAt) ? '1' : '0'));
        return existing.toString();
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
     * @param title what it says about itself, or empty
     * @param dates when it exists
     * @param halfEven whether it rounds money half to even when it writes it
     * @param owner whom to ask, or empty
     */
    public record Rule(
            String name,
            boolean named,
            String title,
            Span span,
            Dates dates,
            boolean isFinal,
            boolean halfEven,
            String owner,
            List<String> tags) {
        public Rule {
            tags = List.copyOf(tags);
        }

        /** Whether two statements are parts of one rule. */
        boolean isSameAs(Rule other) {
            return this == other || named && other.named && name.equals(other.name);
        }

        /**
         * When something exists.
         *
         * @param from the first instant, or null
         * @param until the first instant after it, or null
         * @param never whether it is switched off
         */
        public record Dates(
                @Nullable Instant from, @Nullable Instant until, boolean never) {
            static final Dates ALWAYS = new Dates(null, null, false);
            static final Dates NEVER = new Dates(null, null, true);

            /** Not before this either. */
            Dates from(@Nullable Instant other) {
                boolean later = other != null && (from == null || other.isAfter(from));
                return later ? new Dates(other, until, never) : this;
            }

            /** No longer than this either. */
            Dates until(@Nullable Instant other) {
                boolean earlier = other != null && (until == null || other.isBefore(until));
                return earlier ? new Dates(from, other, never) : this;
            }

            /** Whether it ends before it begins. */
            boolean isEmpty() {
                return endsBefore(this);
            }

            /** Whether it exists in a run at this instant. */
            public boolean include(Instant runAt) {
                return !never && (from == null || !runAt.isBefore(from)) && (until == null || runAt.isBefore(until));
            }

            /** Whether there is no instant at which both exist. */
            boolean neverMeet(Dates other) {
                return never || other.never || endsBefore(other) || other.endsBefore(this);
            }

            private boolean endsBefore(Dates other) {
                return until != null && other.from != null && !until.isAfter(other.from);
            }
        }
    }

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

        /** Whether it selects a member by name; false of one that decides by a condition. */
        boolean certainlyHolds(Member member) {
            return where == null
                    && values.stream().anyMatch(value -> switch (dimension) {
                        case CHANNEL -> isNamed(member.channel(), value) || isNamed(member.family(), value);
                        case COUNTRY -> member.country().equalsIgnoreCase(value);
                        case LANGUAGE -> member.language().equalsIgnoreCase(value);
                        case ACCOUNT -> member.account().equals(value);
                    });
        }

        /** Whether it may select a member, as far as is known before a run. */
        boolean mayHold(Member member) {
            return where != null || certainlyHolds(member);
        }

        private static boolean isNamed(String channel, String value) {
            return channel.equals(value) || channel.replace('-', '_').equals(value);
        }
    }

    /**
     * How a stock is split between channels.
     *
     * @param rule what its annotations say
     * @param target the attribute that holds the stock, and afterwards the part of the member's channel
     * @param reserves what is kept back
     * @param rest the channel that gets what is left, or empty
     */
    public record Allocation(
            Rule rule, Attribute target, List<Typed> reserves, List<Portion> portions, String rest, Span span) {
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

    /**
     * How an experiment deals products.
     *
     * @param dealing its key and its arms with their shares, as text to compare
     */
    public record Experiment(String name, long version, String dealing, Rule.Dates dates, Span span) {}

    /** Switches a rule off for the members of some scopes, while its dates hold. */
    public record Disable(String rule, List<Scope> scopes, Rule.Dates dates, Span span) {
        public Disable {
            scopes = List.copyOf(scopes);
        }
    }
}
