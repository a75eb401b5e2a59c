package io.feedkit.rules.check;

import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.check.Search.Answer;
import io.feedkit.rules.check.Search.Wish;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Finds branches that nobody reaches: what stands before them takes every product they ask for.
 *
 * <p>On the way into a branch the conditions around it are known, as long as nothing in between writes what they ask about.
 */
final class Branches {
    private static final int MOST_ARMS = 100;

    private final Complaints complaints;
    private final Search.Budget budget;

    Branches(Complaints complaints, Search.Budget budget) {
        this.complaints = complaints;
        this.budget = budget;
    }

    void check(Act act) {
        check(List.of(act), List.of());
    }

    private void check(List<Act> acts, List<Wish> known) {
        List<Wish> here = new ArrayList<>(known);
        for (Act act : acts) {
            for (Typed expression : own(act)) {
                arms(expression, act.span());
            }
            if (act instanceof Act.When when) {
                branches(when, here);
            }
            if (!here.isEmpty()) {
                Set<String> written = Walk.written(act);
                here.removeIf(wish -> Walk.read(wish.condition()).stream().anyMatch(written::contains));
            }
        }
    }

    private static List<Typed> own(Act act) {
        return act instanceof Act.When when ? List.of(when.condition()) : Walk.expressions(act);
    }

    private void branches(Act.When when, List<Wish> known) {
        List<Wish> inside = with(known, Wish.isTrue(when.condition()));
        List<Wish> outside = with(known, Wish.isNotTrue(when.condition()));
        if (!known.isEmpty() && isClosed(inside, known)) {
            complain(when.condition().span(), when.condition(), known);
        } else {
            check(when.then(), inside);
        }
        if (!when.otherwise().isEmpty()) {
            if (isClosed(outside, known)) {
                complain(when.otherwise().get(0).span(), when.condition(), List.of());
            } else {
                check(when.otherwise(), outside);
            }
        }
    }

    private static List<Wish> with(List<Wish> known, Wish more) {
        List<Wish> all = new ArrayList<>(known);
        all.add(more);
        return all;
    }

    /** Whether nobody comes here, although somebody comes before it and the last condition by itself is no mistake, which is said elsewhere. */
    private boolean isClosed(List<Wish> way, List<Wish> before) {
        return closed(way) && !closed(before) && !closed(way.subList(way.size() - 1, way.size()));
    }

    private boolean closed(List<Wish> way) {
        World world = World.of(way.stream().map(Wish::condition).toList());
        return Search.may(world, way, budget) == Answer.NO;
    }

    private void complain(Span branch, Typed condition, List<Wish> known) {
        Messages.Draft draft = complaints.about(RuleProblem.UNREACHED, branch);
        Wish taken = known.isEmpty() ? Wish.isTrue(condition) : known.get(known.size() - 1);
        draft.mark(taken.condition().span());
        World world = World.of(List.of(condition, taken.condition()));
        if (Search.is(world, List.of(Wish.isTrue(condition)), budget)) {
            draft.witness(world.witness());
        }
        complaints.add(draft);
    }

    // Arms of if and case

    /** Complains about arms in what stands in a statement or declaration itself. */
    void arms(Typed tree, Span statement) {
        // What a function or a table is written out into is general on purpose.
        if (tree instanceof Typed.Choice choice && isInside(choice.span(), statement)) {
            arms(choice);
        }
        if (!(tree instanceof Typed.Row)) {
            tree.children().forEach(child -> arms(child, statement));
        }
    }

    private static boolean isInside(Span part, Span whole) {
        return part.source() == whole.source() && part.start() >= whole.start() && part.end() <= whole.end();
    }

    private void arms(Typed.Choice choice) {
        if (choice.conditions().size() > MOST_ARMS) {
            return;
        }
        List<Wish> way = new ArrayList<>();
        for (Typed condition : choice.conditions()) {
            List<Wish> here = with(way, Wish.isTrue(condition));
            if (!way.isEmpty() && isClosed(here, way)) {
                arm(condition.span(), condition, choice.conditions());
            }
            way.add(Wish.isNotTrue(condition));
        }
        Typed otherwise = choice.otherwise();
        boolean said = otherwise == null || otherwise instanceof Typed.Constant constant && constant.value() == null;
        if (!said && otherwise != null && closed(way)) {
            Messages.Draft draft =
                    complaints.about(RuleProblem.UNREACHED, otherwise.span()).variant("else");
            Typed first = choice.conditions().get(0);
            World world = World.of(List.of(first));
            if (Search.is(world, List.of(Wish.isTrue(first)), budget)) {
                draft.mark(first.span()).witness(world.witness());
            }
            complaints.add(draft);
        }
    }

    /** A product that the arm is for, and the arm that takes it before. */
    private void arm(Span span, Typed condition, List<Typed> arms) {
        Messages.Draft draft = complaints.about(RuleProblem.UNREACHED, span);
        for (Typed earlier : arms.subList(0, arms.indexOf(condition))) {
            World world = World.of(List.of(earlier, condition));
            if (Search.is(world, List.of(Wish.isTrue(earlier), Wish.isTrue(condition)), budget)) {
                draft.mark(earlier.span()).witness(world.witness());
                break;
            }
        }
        complaints.add(draft);
    }
}
