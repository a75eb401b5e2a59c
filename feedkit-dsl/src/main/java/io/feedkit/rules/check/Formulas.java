package io.feedkit.rules.check;

import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/** Formulas and functions being checked, to find those that need themselves, and to stop a few lines from unfolding into millions. */
final class Formulas {
    private static final int MOST_UNFOLDINGS = 20_000;

    private final Complaints complaints;
    private final Deque<Step> path = new ArrayDeque<>();
    private final Set<Object> reported = Collections.newSetFromMap(new IdentityHashMap<>());
    private int unfoldings;

    /** What is being checked: a binding or a declaration, and the name it goes by. */
    private record Step(Object what, String name, Span declared) {}

    Formulas(Complaints complaints) {
        this.complaints = complaints;
    }

    /** Reads a formula. */
    Typed use(Binding binding, Span span) {
        if (binding.isInProgress()) {
            return cycle(binding, span);
        }
        path.push(new Step(binding, binding.name(), binding.declared()));
        Typed value = binding.value();
        path.pop();
        if (value instanceof Typed.Failed) {
            return new Typed.Failed(span);
        }
        return value instanceof Typed.NotRun ? new Typed.NotRun(value.type(), span) : new Typed.Use(binding, span);
    }

    /** Writes out the body of a function or table where it is called. */
    Typed unfold(Object declaration, String name, Span declared, Span call, Supplier<Typed> body) {
        if (path.stream().anyMatch(step -> step.what() == declaration)) {
            return cycle(declaration, call);
        }
        if (++unfoldings > MOST_UNFOLDINGS) {
            return complaints.fail(
                    complaints
                            .about(RuleProblem.PROGRAM_TOO_LARGE, call)
                            .with("limit", Integer.toString(MOST_UNFOLDINGS)),
                    call);
        }
        path.push(new Step(declaration, name, declared));
        Typed typed = body.get();
        path.pop();
        return typed;
    }

    private Typed cycle(Object start, Span span) {
        List<Step> round = new ArrayList<>();
        for (Iterator<Step> steps = path.iterator(); steps.hasNext(); ) {
            Step step = steps.next();
            round.add(0, step);
            if (step.what() == start) {
                break;
            }
        }
        // Wherever one enters the round, it is the same mistake.
        if (!reported.addAll(round.stream().map(Step::what).toList())) {
            return new Typed.Failed(span);
        }
        Step first = Objects.requireNonNull(round.get(0), "the formula itself");
        StringBuilder chain = new StringBuilder();
        for (int i = 1; i < round.size(); i++) {
            Step next = round.get(i);
            chain.append(i == 1 ? "" : ", ")
                    .append(next.name())
                    .append(" (")
                    .append(next.declared().line())
                    .append(")");
        }
        var draft = complaints
                .about(RuleProblem.CYCLE, first.declared())
                .with("name", first.name())
                .withAll("chain", chain.toString());
        if (round.size() > 1) {
            draft.variant("chain");
        }
        round.stream().skip(1).forEach(step -> draft.mark(step.declared()));
        complaints.add(draft);
        return new Typed.Failed(span);
    }
}
