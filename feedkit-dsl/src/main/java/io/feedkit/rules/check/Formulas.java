package io.feedkit.rules.check;

import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.function.CallSite;
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

/**
 * Formulas and functions being checked, to find those that need themselves, and to stop a few lines from unfolding into millions.
 *
 * <p>Three things grow faster than the text: what functions and tables unfold into where they are called (that memory is bounded by the parts of the program), formulas
 * that read formulas (who walks through them would take forever, so each reading counts as large as the formula), and regexes with repeats.
 */
final class Formulas {
    private static final int DEEPEST = 500;
    private static final int READ_PER_PART = 20;
    private static final int MOST_REGEX = 100_000;
    private static final int EACH_REGEX = 100;

    private final Complaints complaints;
    private final int maxParts;
    private int depth;
    private int parts;
    private long read;
    private long regexes;
    private boolean told;
    private final Deque<Step> path = new ArrayDeque<>();
    private final Set<Object> reported = Collections.newSetFromMap(new IdentityHashMap<>());

    /** What is being checked: a binding or a declaration, and the name it goes by. */
    private record Step(Object what, String name, Span declared) {}

    Formulas(Complaints complaints, int maxParts) {
        this.complaints = complaints;
        this.maxParts = maxParts;
    }

    /** Counts an expression about to be checked; false when there is no room for it. To be followed by {@link #left()} when true. */
    boolean enter(Span span) {
        if (depth >= DEEPEST) {
            tell(span, "depth", DEEPEST);
            return false;
        }
        if (++parts > maxParts) {
            tell(span, "", maxParts);
            return false;
        }
        depth++;
        return true;
    }

    void left() {
        depth--;
    }

    /** Counts a regex; false when there is no room for it. */
    boolean hasRoom(CallSite.Pattern regex, Span span) {
        // One that is too large alone is refused for itself.
        regexes += EACH_REGEX + Math.min(regex.size(), MOST_REGEX / 10);
        if (regexes > MOST_REGEX) {
            tell(span, "regex", MOST_REGEX);
            return false;
        }
        return true;
    }

    /** Once is enough: everything behind it is too much as well. */
    private void tell(Span span, String variant, int limit) {
        if (!told) {
            told = true;
            complaints.add(complaints
                    .about(RuleProblem.PROGRAM_TOO_LARGE, span)
                    .variant(variant)
                    .with("limit", Integer.toString(limit)));
        }
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
        read += binding.size().parts();
        if (binding.size().depth() > DEEPEST) {
            tell(span, "depth", DEEPEST);
            return new Typed.Failed(span);
        }
        if (read > (long) maxParts * READ_PER_PART) {
            tell(span, "", maxParts);
            return new Typed.Failed(span);
        }
        return value instanceof Typed.Unbound ? new Typed.Unbound(value.type(), span) : new Typed.Use(binding, span);
    }

    /** Writes out the body of a function or table where it is called. */
    Typed unfold(Object declaration, String name, Span declared, Span call, Supplier<Typed> body) {
        if (path.stream().anyMatch(step -> step.what() == declaration)) {
            return cycle(declaration, call);
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
