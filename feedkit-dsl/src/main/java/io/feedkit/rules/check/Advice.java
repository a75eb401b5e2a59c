package io.feedkit.rules.check;

import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.SourceText;
import io.feedkit.rules.Span;
import io.feedkit.rules.check.Checked.Clause;
import io.feedkit.rules.syntax.Expr.Arithmetic.Operator;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What is right, and often not meant: quotients that are multiplied, an {@code else} that runs for what is unknown, formulas that change between two places that read them. */
final class Advice {
    /** How many further exclusions without a name are shown. */
    private static final int SHOWN = 2;

    private final Complaints complaints;
    private final List<Clause> clauses;
    private final Set<Binding> lets;
    private final Set<Binding> walked = Collections.newSetFromMap(new IdentityHashMap<>());

    /** @param lets the formulas authors gave a name to */
    Advice(Complaints complaints, List<Clause> clauses, Set<Binding> lets) {
        this.complaints = complaints;
        this.clauses = clauses;
        this.lets = lets;
    }

    void give() {
        Map<List<Object>, Reads> groups = new HashMap<>();
        Map<SourceText, Set<Span>> unnamed = new LinkedHashMap<>();
        for (Clause clause : clauses) {
            Walk.expressions(clause.act()).forEach(this::quotients);
            if (!clause.rule().named() && excludes(clause.act())) {
                unnamed.computeIfAbsent(clause.act().span().source(), file -> new LinkedHashSet<>())
                        .add(clause.act().span());
            }
            if (lets.isEmpty()) {
                continue;
            }
            // Statements of other scopes may be for other members, for whom nothing changes.
            Reads reads = groups.computeIfAbsent(List.of(clause.layer(), clause.scopes()), key -> new Reads());
            follow(clause.act(), reads);
        }
        unnamed.values().forEach(this::unnamed);
    }

    /** One note for a file, since each would say the same. */
    private void unnamed(Set<Span> exclusions) {
        Span first = exclusions.iterator().next();
        Messages.Draft draft = complaints
                .about(RuleProblem.UNNAMED_EXCLUSION, first)
                .variant(exclusions.size() == 1 ? "" : "several")
                .with("count", Integer.toString(exclusions.size()));
        exclusions.stream().skip(1).limit(SHOWN).forEach(draft::mark);
        complaints.add(draft);
    }

    private static boolean excludes(Act act) {
        return act instanceof Act.Exclude
                || act instanceof Act.When when
                        && (when.then().stream().anyMatch(Advice::excludes)
                                || when.otherwise().stream().anyMatch(Advice::excludes));
    }

    private void quotients(Typed expression) {
        if (expression instanceof Typed.Use use) {
            if (walked.add(use.binding())) {
                quotients(use.binding().value());
            }
            return;
        }
        boolean product = expression instanceof Typed.Arithmetic arithmetic
                && arithmetic.operator() == Operator.MULTIPLY
                && arithmetic.left() instanceof Typed.Arithmetic quotient
                && quotient.operator() == Operator.DIVIDE
                && (Types.isNumber(quotient.left().type())
                        || Types.isNumber(arithmetic.right().type()));
        if (product) {
            multiplied((Typed.Arithmetic) expression);
        }
        expression.children().forEach(this::quotients);
    }

    private void multiplied(Typed.Arithmetic product) {
        Typed.Arithmetic quotient = (Typed.Arithmetic) product.left();
        Messages.Draft draft = complaints.about(RuleProblem.DIVIDES_FIRST, product.span());
        if (isOneWord(quotient.left()) && isOneWord(quotient.right()) && isOneWord(product.right())) {
            String fix = text(quotient.left()) + " * " + text(product.right()) + " / " + text(quotient.right());
            draft.variant("plain").withAll("fix", fix).edit(product.span(), fix);
        }
        complaints.add(draft);
    }

    private static String text(Typed part) {
        return part.span().text();
    }

    /** Whether something stays what it is wherever it is put. */
    private static boolean isOneWord(Typed part) {
        Typed plain = part instanceof Typed.Widen widen ? widen.operand() : part;
        return plain instanceof Typed.Read
                || plain instanceof Typed.Constant
                || plain instanceof Typed.Context
                || plain instanceof Typed.Use;
    }

    /** What the statements of a scope have read and written so far. */
    private static final class Reads {
        final Map<Binding, Span> first = new IdentityHashMap<>();
        final Map<Binding, Span> changed = new IdentityHashMap<>();
        final Map<Binding, Set<String>> inputs = new IdentityHashMap<>();
    }

    private void follow(Act act, Reads reads) {
        if (act instanceof Act.When when) {
            read(when.condition(), when.span(), reads, new HashSet<>());
            when.then().forEach(inner -> follow(inner, reads));
            when.otherwise().forEach(inner -> follow(inner, reads));
            return;
        }
        Walk.expressions(act).forEach(expression -> read(expression, act.span(), reads, new HashSet<>()));
        if (reads.first.isEmpty()) {
            return;
        }
        for (String name : Walk.written(act)) {
            reads.inputs.forEach((formula, inputs) -> {
                if (inputs.contains(name)) {
                    reads.changed.putIfAbsent(formula, act.span());
                }
            });
        }
    }

    private void read(Typed expression, Span at, Reads reads, Set<Binding> seen) {
        if (expression instanceof Typed.Use use && lets.contains(use.binding())) {
            Binding formula = use.binding();
            Span changed = reads.changed.get(formula);
            Span first = reads.first.get(formula);
            if (first != null && changed != null) {
                complaints.add(complaints
                        .about(RuleProblem.READ_AROUND_CHANGE, use.span())
                        .with("name", formula.name())
                        .with("first", Integer.toString(first.line()))
                        .with("changed", Integer.toString(changed.line()))
                        .mark(changed));
                reads.changed.remove(formula);
            }
            reads.first.putIfAbsent(formula, at);
            reads.inputs.computeIfAbsent(formula, key -> current(key.value()));
            return;
        }
        if (expression instanceof Typed.Use use) {
            if (seen.add(use.binding())) {
                read(use.binding().value(), at, reads, seen);
            }
            return;
        }
        expression.children().forEach(child -> read(child, at, reads, seen));
    }

    private static Set<String> current(Typed formula) {
        Set<String> names = new HashSet<>();
        Walk.find(formula, part -> {
            if (part instanceof Typed.Read read && read.view() == Typed.Read.View.CURRENT) {
                names.add(read.attribute().name());
            }
            return false;
        });
        return names;
    }
}
