package io.feedkit.rules.check;

import java.util.ArrayList;
import java.util.List;
import java.util.function.IntSupplier;

/**
 * Looks for a product of which some conditions are what is asked, by giving one variable after the other a value and giving up where the rest cannot matter.
 *
 * <p>Two questions: whether there <em>may</em> be one, where what nobody knows counts as suiting, so that "no" holds for all products; and whether there <em>is</em> one,
 * where only what is known counts, so that the product found is one. Both end after a number of steps, and then there is no answer.
 */
final class Search {
    /** A condition and what it is to be. */
    record Wish(Typed condition, int allowed) {
        static Wish isTrue(Typed condition) {
            return new Wish(condition, Truth.TRUE);
        }

        static Wish isNotTrue(Typed condition) {
            return new Wish(condition, Truth.FALSE | Truth.UNKNOWN);
        }
    }

    enum Answer {
        YES,
        NO,
        /** Too many possibilities. */
        NONE
    }

    /** How many parts of conditions all questions of one program may look at, so that no rule file takes long. */
    static final class Budget {
        private static final int ONE_QUESTION = 200_000;
        private int left = 5_000_000;

        /** Whether there is still so much; what is taken is gone. */
        boolean take(long parts) {
            if (parts > left) {
                return false;
            }
            left -= (int) parts;
            return true;
        }
    }

    private static final int IMPOSSIBLE = -1;
    private static final int OPEN = 0;
    private static final int REACHED = 1;

    private final List<Variable> variables;
    private final IntSupplier goal;
    private final long cost;
    private final Budget budget;
    private long steps;

    private Search(List<Variable> variables, IntSupplier goal, long cost, Budget budget) {
        this.variables = variables;
        this.goal = goal;
        this.cost = cost;
        this.budget = budget;
        steps = Budget.ONE_QUESTION / cost;
    }

    /** Whether some product may be so; yes also when nobody knows. */
    static Answer may(World world, List<Wish> wishes, Budget budget) {
        return ask(world, world.variables(), () -> mayHold(world, wishes), wishes, budget);
    }

    /** Whether there certainly is such a product. The world is left as that product, in what matters. */
    static boolean is(World world, List<Wish> wishes, Budget budget) {
        List<Variable> free =
                world.variables().stream().filter(Variable::isFree).toList();
        return is(world, free, wishes, budget);
    }

    /** Whether there certainly is such a product for which something else is certainly true as well. The world is left as that product. */
    static Answer find(World world, List<Wish> wishes, IntSupplier alsoTrue, Budget budget) {
        List<Variable> free =
                world.variables().stream().filter(Variable::isFree).toList();
        IntSupplier goal = () -> {
            int truths = alsoTrue.getAsInt();
            int held = Truth.mayBe(truths, Truth.TRUE) ? holds(world, wishes) : IMPOSSIBLE;
            return held == REACHED && !Truth.isOnly(truths, Truth.TRUE) ? OPEN : held;
        };
        return ask(world, free, goal, wishes, budget);
    }

    /** As {@link #is}, where formulas and calls may have any value: an example of values, not of a product. */
    static boolean isThinkable(World world, List<Wish> wishes, Budget budget) {
        return is(world, world.variables(), wishes, budget);
    }

    private static boolean is(World world, List<Variable> variables, List<Wish> wishes, Budget budget) {
        Answer answer = ask(world, variables, () -> holds(world, wishes), wishes, budget);
        if (answer == Answer.YES) {
            forgetWhatDoesNotMatter(world, wishes);
        }
        return answer == Answer.YES;
    }

    private static Answer ask(
            World world, List<Variable> variables, IntSupplier goal, List<Wish> wishes, Budget budget) {
        world.variables().forEach(variable -> variable.assign(null));
        long cost = 1;
        for (Wish wish : wishes) {
            cost += Walk.size(wish.condition()).parts();
        }
        // To collect what the conditions ask about has cost as much as to answer a few times.
        return world.isAnswerable() && budget.take(4 * cost)
                ? new Search(variables, goal, cost, budget).from(0)
                : Answer.NONE;
    }

    private Answer from(int next) {
        if (steps-- <= 0 || !budget.take(cost)) {
            return Answer.NONE;
        }
        int reached = goal.getAsInt();
        if (reached != OPEN || next == variables.size()) {
            return reached == REACHED ? Answer.YES : Answer.NO;
        }
        Variable variable = variables.get(next);
        Answer answer = Answer.NO;
        for (Point point : variable.points()) {
            variable.assign(point);
            Answer below = from(next + 1);
            if (below == Answer.YES) {
                return below;
            }
            if (below == Answer.NONE) {
                answer = below;
            }
        }
        variable.assign(null);
        return answer;
    }

    /** Reached when no product here can fail, or when all variables have values and none is known to. */
    private static int mayHold(World world, List<Wish> wishes) {
        int held = holds(world, wishes);
        boolean full = held == OPEN && world.variables().stream().allMatch(variable -> variable.assigned() != null);
        return full ? REACHED : held;
    }

    private static int holds(World world, List<Wish> wishes) {
        boolean all = true;
        for (Wish wish : wishes) {
            int truths = world.truth(wish.condition());
            if (!Truth.mayBe(truths, wish.allowed())) {
                return IMPOSSIBLE;
            }
            all &= Truth.isOnly(truths, wish.allowed());
        }
        return all ? REACHED : OPEN;
    }

    private static void forgetWhatDoesNotMatter(World world, List<Wish> wishes) {
        for (Variable variable : new ArrayList<>(world.variables())) {
            Point point = variable.assigned();
            variable.assign(null);
            if (point != null && holds(world, wishes) != REACHED) {
                variable.assign(point);
            }
        }
    }
}
