package io.feedkit.rules.check;

import io.feedkit.rules.function.Function;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds parts of checked trees, through the formulas they read. */
public final class Walk {
    private Walk() {}

    /** The first part for which the question is true, or null. A part of a formula counts where the formula is read. */
    public static @Nullable Typed find(Typed tree, Predicate<Typed> question) {
        return find(tree, question, new HashSet<>());
    }

    private static @Nullable Typed find(Typed tree, Predicate<Typed> question, Set<Binding> seen) {
        if (question.test(tree)) {
            return tree;
        }
        if (tree instanceof Typed.Use use) {
            boolean inside = seen.add(use.binding()) && find(use.binding().value(), question, seen) != null;
            return inside ? use : null;
        }
        for (Typed child : tree.children()) {
            Typed found = find(child, question, seen);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** Whether equal products may give different results in another run: the clock is looked at, or something outside. */
    public static boolean looksOutside(Typed tree) {
        return find(tree, Walk::isOutside) != null;
    }

    private static boolean isOutside(Typed part) {
        if (part instanceof Typed.Context context) {
            return context.name().equals(Typed.Context.NOW) || context.name().equals(Typed.Context.TODAY);
        }
        return part instanceof Typed.Call call
                && (call.function().asksClock() || call.function().purity() == Function.Purity.IMPURE);
    }

    static @Nullable Typed find(Act act, Predicate<Typed> question) {
        for (Typed expression : expressions(act)) {
            Typed found = find(expression, question);
            if (found != null) {
                return found;
            }
        }
        return null;
    }

    /** How large an expression is when the formulas it reads are written out. */
    static Binding.Size size(Typed tree) {
        if (tree instanceof Typed.Use use) {
            Binding.Size inside = use.binding().size();
            return new Binding.Size(inside.depth() + 1, Math.min(inside.parts() + 1, Integer.MAX_VALUE));
        }
        int depth = 0;
        long parts = tree instanceof Typed.Field field ? field.cells().size() : 1;
        for (Typed child : tree.children()) {
            Binding.Size inside = size(child);
            depth = Math.max(depth, inside.depth());
            parts += inside.parts();
        }
        return new Binding.Size(depth + 1, Math.min(parts, Integer.MAX_VALUE));
    }

    /** The expressions of a statement and of those inside it. */
    public static List<Typed> expressions(Act act) {
        List<Typed> all = new ArrayList<>();
        if (act instanceof Act.When when) {
            all.add(when.condition());
            when.then().forEach(inner -> all.addAll(expressions(inner)));
            when.otherwise().forEach(inner -> all.addAll(expressions(inner)));
        } else if (act instanceof Act.Set set) {
            all.add(set.value());
        } else if (act instanceof Act.Warn warn) {
            all.add(warn.message());
        } else if (act instanceof Act.Exclude exclude && exclude.reason() != null) {
            all.add(exclude.reason());
        }
        return all;
    }

    /** The attributes an expression reads. */
    public static Set<String> read(Typed tree) {
        Set<String> names = new HashSet<>();
        find(tree, part -> {
            if (part instanceof Typed.Read read) {
                names.add(read.attribute().name());
            }
            return false;
        });
        return names;
    }

    /** The attributes a statement may write. */
    static Set<String> written(Act act) {
        Set<String> names = new HashSet<>();
        if (act instanceof Act.When when) {
            when.then().forEach(inner -> names.addAll(written(inner)));
            when.otherwise().forEach(inner -> names.addAll(written(inner)));
        } else if (act instanceof Act.Set set) {
            names.add(set.target().name());
        } else if (act instanceof Act.Clear clear) {
            names.add(clear.target().name());
        }
        return names;
    }
}
