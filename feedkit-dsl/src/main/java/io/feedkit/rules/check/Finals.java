package io.feedkit.rules.check;

import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.check.Checked.Clause;
import io.feedkit.rules.check.Checked.Scope;
import io.feedkit.rules.syntax.Declaration.Scope.Dimension;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/** Finds rules that may write what a {@code @final} rule before them has fixed. */
final class Finals {
    private final Complaints complaints;

    private final List<Checked.Disable> disables;

    Finals(Complaints complaints, List<Checked.Disable> disables) {
        this.complaints = complaints;
        this.disables = disables;
    }

    void check(List<Clause> clauses) {
        List<Clause> inOrder = new ArrayList<>(clauses);
        inOrder.sort(Comparator.comparingInt(Clause::layer));
        for (int i = 0; i < inOrder.size(); i++) {
            Clause fixed = inOrder.get(i);
            if (!fixed.rule().isFinal()) {
                continue;
            }
            Set<String> names = Walk.written(fixed.act());
            for (Clause later : inOrder.subList(i + 1, inOrder.size())) {
                boolean meet = mayMeet(fixed.scopes(), later.scopes())
                        && !fixed.rule().dates().neverMeet(later.rule().dates())
                        && !isOff(fixed, later)
                        && !isOff(later, fixed);
                if (meet && !later.rule().isSameAs(fixed.rule())) {
                    compare(fixed, names, later);
                }
            }
        }
    }

    private void compare(Clause fixed, Set<String> names, Clause later) {
        for (String name : Walk.written(later.act())) {
            if (names.contains(name)) {
                complaints.add(complaints
                        .about(RuleProblem.WRITES_FINAL, later.act().span())
                        .with("name", name)
                        .with("rule", fixed.rule().name())
                        .mark(fixed.act().span()));
            }
        }
    }

    /** Whether one rule is switched off wherever both could run. */
    private boolean isOff(Clause one, Clause other) {
        return disables.stream()
                .anyMatch(disable -> disable.rule().equals(one.rule().name())
                        && disable.dates().equals(Checked.Rule.Dates.ALWAYS)
                        && disable.scopes().stream()
                                .allMatch(scope -> one.scopes().contains(scope)
                                        || other.scopes().contains(scope)));
    }

    /** Whether some member may be in both. */
    private static boolean mayMeet(List<Scope> a, List<Scope> b) {
        for (Scope one : a) {
            for (Scope other : b) {
                boolean named = one.where() == null && other.where() == null;
                if (named && one.dimension() == other.dimension() && !shareName(one, other)) {
                    return false;
                }
            }
        }
        return true;
    }

    /** A channel is also in the scopes of its family, whose name its own begins with; countries and languages are written in any case. */
    private static boolean shareName(Scope one, Scope other) {
        return one.values().stream()
                .map(Finals::plain)
                .anyMatch(a -> other.values().stream()
                        .map(Finals::plain)
                        .anyMatch(b -> a.equals(b)
                                || one.dimension() == Dimension.CHANNEL
                                        && (a.startsWith(b + "_") || b.startsWith(a + "_"))));
    }

    private static String plain(String name) {
        return name.replace('-', '_').toLowerCase(Locale.ROOT);
    }
}
