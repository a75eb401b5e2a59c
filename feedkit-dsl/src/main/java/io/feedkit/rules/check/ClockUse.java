package io.feedkit.rules.check;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * How an expression looks at the clock.
 *
 * <p>Mostly it compares something of the product with {@code now} or {@code today}, a fixed span earlier or later. Then its result changes when the clock passes that value and at no
 * other time, and never for a product that has no such value: a comparison with nothing has no result. Whatever else is done with the clock cannot be foreseen.
 */
public final class ClockUse {
    private final List<Deadline> deadlines = new ArrayList<>();
    private final Set<Binding> seen = new HashSet<>();

    /**
     * A comparison with the clock.
     *
     * @param value of the product; it does not look at the clock
     * @param clock the moment it is compared with, which only ever moves on
     */
    public record Deadline(Typed value, Typed clock) {}

    private ClockUse() {}

    /** The comparisons through which an expression depends on the clock, if it does in no other way. */
    public static Optional<List<Deadline>> deadlines(Typed tree) {
        ClockUse use = new ClockUse();
        return use.collect(tree) ? Optional.of(List.copyOf(use.deadlines)) : Optional.empty();
    }

    private boolean collect(Typed tree) {
        if (!Walk.looksOutside(tree)) {
            return true;
        }
        if (tree instanceof Typed.Compare compare) {
            return isDeadline(compare.left(), compare.right()) || isDeadline(compare.right(), compare.left());
        }
        if (tree instanceof Typed.Use use) {
            return !seen.add(use.binding()) || collect(use.binding().value());
        }
        boolean plain = tree instanceof Typed.Junction
                || tree instanceof Typed.Not
                || tree instanceof Typed.Coalesce
                || tree instanceof Typed.Choice
                || tree instanceof Typed.Template
                || tree instanceof Typed.Present;
        return plain && tree.children().stream().allMatch(this::collect);
    }

    private boolean isDeadline(Typed value, Typed clock) {
        boolean found = isClock(clock)
                && !Walk.looksOutside(value)
                && Walk.find(value, part -> part instanceof Typed.Element) == null;
        if (found) {
            deadlines.add(new Deadline(value, clock));
        }
        return found;
    }

    /** Whether it is the clock itself, a fixed span from it, or a text made of nothing else. */
    private static boolean isClock(Typed tree) {
        if (tree instanceof Typed.Context context) {
            return context.isOfRun();
        }
        if (tree instanceof Typed.Arithmetic moved) {
            return isClock(moved.left()) && moved.right() instanceof Typed.Constant;
        }
        return tree instanceof Typed.Template text
                && text.parts().stream().allMatch(part -> isClock(part.hole()))
                && !text.parts().isEmpty();
    }
}
