package io.feedkit.rules.check;

import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.check.Checked.Clause;
import io.feedkit.rules.check.Checked.Scope;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/** Finds rules that may write what a {@code @final} rule before them has fixed. */
final class Finals {
    private final Complaints complaints;

    Finals(Complaints complaints) {
        this.complaints = complaints;
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
                if (later.rule() != fixed.rule() && mayMeet(fixed.scopes(), later.scopes())) {
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

    /** Whether some member may be in both. */
    private static boolean mayMeet(List<Scope> a, List<Scope> b) {
        for (Scope one : a) {
            for (Scope other : b) {
                boolean named = one.where() == null && other.where() == null;
                if (named
                        && one.dimension() == other.dimension()
                        && Collections.disjoint(one.values(), other.values())) {
                    return false;
                }
            }
        }
        return true;
    }
}
