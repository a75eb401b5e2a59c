package io.feedkit.rules.check;

import io.feedkit.rules.function.Function;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds parts of checked trees, through the formulas they read. */
public final class Walk {
    private Walk() {}

    /** The first part for which the question is true, or null. A part of a formula counts where the formula is read. */
    public static @Nullable Typed find(Typed tree, Predicate<Typed> question) {
        return new Finder(question).find(tree);
    }

    private static final class Finder {
        private final Predicate<Typed> question;
        /** Most trees read no formula. */
        private @Nullable Set<Binding> seen;

        Finder(Predicate<Typed> question) {
            this.question = question;
        }

        @Nullable
        Typed find(Typed tree) {
            if (question.test(tree)) {
                return tree;
            }
            if (tree instanceof Typed.Use use) {
                return isNew(use.binding()) && find(use.binding().value()) != null ? use : null;
            }
            List<Typed> children = tree.children();
            for (int i = 0; i < children.size(); i++) {
                Typed found = find(children.get(i));
                if (found != null) {
                    return found;
                }
            }
            return null;
        }

        private boolean isNew(Binding binding) {
            Set<Binding> known = seen == null ? new HashSet<>() : seen;
            seen = known;
            return known.add(binding);
        }
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

    /** The names of what an expression asks of the member: {@code country}, {@code channel.commission_rate}; {@code language} also where a function or an attribute goes by it. */
    public static Set<String> askedOfMember(Typed tree, Predicate<String> isInLanguages) {
        Set<String> names = new TreeSet<>();
        find(tree, part -> {
            if (part instanceof Typed.Context context && !context.isOfRun()) {
                names.add(context.name());
            } else if (part instanceof Typed.Call call && call.function().asksLanguage()
                    || part instanceof Typed.Read read
                            && isInLanguages.test(read.attribute().name())) {
                names.add("language");
            }
            return false;
        });
        return names;
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
        expressions(act, all);
        return all;
    }

    private static void expressions(Act act, List<Typed> all) {
        if (act instanceof Act.When when) {
            all.add(when.condition());
            when.then().forEach(inner -> expressions(inner, all));
            when.otherwise().forEach(inner -> expressions(inner, all));
        } else if (act instanceof Act.Set set) {
            all.add(set.value());
        } else if (act instanceof Act.Warn warn) {
            all.add(warn.message());
        } else if (act instanceof Act.Exclude exclude && exclude.reason() != null) {
            all.add(exclude.reason());
        }
    }

    /** The attributes an expression reads. */
    public static Set<String> read(Typed tree) {
        return read(List.of(tree));
    }

    /** The attributes a statement reads. */
    static Set<String> read(Act act) {
        return read(expressions(act));
    }

    private static Set<String> read(List<Typed> trees) {
        Set<String> names = new HashSet<>();
        Finder reads = new Finder(part -> {
            if (part instanceof Typed.Read read) {
                names.add(read.attribute().name());
            }
            return false;
        });
        trees.forEach(reads::find);
        return names;
    }

    /** The attributes a statement may write. */
    static Set<String> written(Act act) {
        Set<String> names = new HashSet<>();
        written(act, names);
        return names;
    }

    private static void written(Act act, Set<String> names) {
        if (act instanceof Act.When when) {
            when.then().forEach(inner -> written(inner, names));
            when.otherwise().forEach(inner -> written(inner, names));
        } else if (act instanceof Act.Set set) {
            names.add(set.target().name());
        } else if (act instanceof Act.Clear clear) {
            names.add(clear.target().name());
        }
    }
}
