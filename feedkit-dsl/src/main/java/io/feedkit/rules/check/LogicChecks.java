package io.feedkit.rules.check;

import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.check.Checked.Clause;
import io.feedkit.rules.check.Regions.Box;
import io.feedkit.rules.check.Regions.Rounding;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Declaration.Table.HitPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds conditions nobody can meet, rules without effect, and rows of tables that contradict or repeat each other. Silent where it is not certain. */
final class LogicChecks {
    private static final int MOST_ROWS = 300;
    private static final int LOOK_AHEAD = 100;

    private final Complaints complaints;

    LogicChecks(Complaints complaints) {
        this.complaints = complaints;
    }

    /** Complains about a condition that is true for no product. */
    void satisfiable(Typed condition) {
        boolean simple = condition instanceof Typed.Constant || condition instanceof Typed.Failed;
        if (!simple && Regions.of(condition, Rounding.UP).isEmpty()) {
            complaints.add(complaints.about(RuleProblem.NEVER_TRUE, condition.span()));
        }
    }

    /** Complains about rows of a table; {@code conditions} are those of the rows, or null where one has a mistake. */
    void rows(Declaration.Table table, List<Typed> conditions) {
        if (conditions.size() > MOST_ROWS || table.policy() == HitPolicy.COLLECT) {
            return;
        }
        List<List<Box>> least = conditions.stream()
                .map(condition -> Regions.of(condition, Rounding.DOWN))
                .toList();
        for (int j = 1; j < conditions.size(); j++) {
            for (int i = 0; i < j; i++) {
                boolean said = table.policy() == HitPolicy.UNIQUE
                        ? overlap(table, least, i, j)
                        : useless(table, least, conditions.get(j), i, j);
                if (said) {
                    break;
                }
            }
        }
    }

    private boolean overlap(Declaration.Table table, List<List<Box>> least, int i, int j) {
        for (Box one : least.get(i)) {
            for (Box other : least.get(j)) {
                Box both = one.and(other, false);
                if (both != null) {
                    String witness = both.witness();
                    Messages.Draft draft = complaints
                            .about(RuleProblem.ROWS_OVERLAP, table.rows().get(j).span())
                            .with("first", Integer.toString(i + 1))
                            .with("second", Integer.toString(j + 1))
                            .mark(table.rows().get(i).span());
                    complaints.add(witness.isEmpty() ? draft : draft.witness(witness));
                    return true;
                }
            }
        }
        return false;
    }

    private boolean useless(Declaration.Table table, List<List<Box>> least, Typed later, int i, int j) {
        List<Box> most = Regions.of(later, Rounding.UP);
        boolean covered = !most.isEmpty() && Regions.covers(least.get(i), most);
        if (covered) {
            complaints.add(complaints
                    .about(RuleProblem.USELESS_ROW, table.rows().get(j).span())
                    .with("first", Integer.toString(i + 1))
                    .with("second", Integer.toString(j + 1))
                    .mark(table.rows().get(i).span()));
        }
        return covered;
    }

    /** Inputs of a table that stand for any argument, or null when one has no type. */
    static @Nullable List<Typed> inputs(Declaration.Table table, Calls calls) {
        List<Typed> inputs = new ArrayList<>();
        for (Declaration.Parameter input : table.inputs()) {
            AttributeType type = input.type() == null ? null : calls.declared(input.type());
            if (type == null) {
                return null;
            }
            Attribute stand = Attribute.of(input.name().text(), type);
            inputs.add(new Typed.Read(stand, Typed.Read.View.CURRENT, null, input.span()));
        }
        return inputs;
    }

    /** Complains about assignments that a later one always undoes before anybody reads them. */
    void effects(List<Clause> clauses, Set<String> disabled) {
        for (int i = 0; i < clauses.size(); i++) {
            if (clauses.get(i).act() instanceof Act.When early && onlyWrites(early)) {
                undone(clauses, i, early, disabled);
            }
        }
    }

    private static boolean onlyWrites(Act.When when) {
        return when.otherwise().isEmpty()
                && !when.then().isEmpty()
                && when.then().stream()
                        .allMatch(act ->
                                act instanceof Act.Set set && !set.target().localized());
    }

    private void undone(List<Clause> clauses, int i, Act.When early, Set<String> disabled) {
        Clause first = clauses.get(i);
        Set<String> written = Walk.written(early);
        List<Box> fires = Regions.of(early.condition(), Rounding.UP);
        if (fires.isEmpty()) {
            return;
        }
        Set<String> changed = new HashSet<>(written);
        for (int j = i + 1; j < Math.min(clauses.size(), i + LOOK_AHEAD); j++) {
            Clause later = clauses.get(j);
            if (later.layer() != first.layer()) {
                continue;
            }
            if (reads(later.act(), written)) {
                return;
            }
            boolean always = later.scopes().equals(first.scopes())
                    && later.rule().dates().equals(Checked.Rule.Dates.ALWAYS)
                    && !disabled.contains(later.rule().name());
            if (always && overwrites(later.act(), written, changed, fires)) {
                complaints.add(complaints
                        .about(RuleProblem.NO_EFFECT, early.span())
                        .with("line", Integer.toString(later.act().span().line()))
                        .with("names", String.join(", ", written))
                        .mark(later.act().span())
                        .witness(fires.get(0).witness()));
                return;
            }
            changed.addAll(Walk.written(later.act()));
        }
    }

    private static boolean reads(Act act, Set<String> names) {
        return Walk.expressions(act).stream()
                .anyMatch(expression -> Walk.read(expression).stream().anyMatch(names::contains));
    }

    /** Whether a statement writes all of these whenever one of the boxes holds. {@code changed} may be other than when the boxes held. */
    private static boolean overwrites(Act act, Set<String> written, Set<String> changed, List<Box> fires) {
        List<Act> acts = List.of(act);
        if (act instanceof Act.When when) {
            boolean stable = Walk.read(when.condition()).stream().noneMatch(changed::contains);
            if (!stable || !Regions.covers(Regions.of(when.condition(), Rounding.DOWN), fires)) {
                return false;
            }
            acts = when.then();
        }
        Set<String> sure = new HashSet<>();
        for (Act inner : acts) {
            if (inner instanceof Act.Set set && Presence.blamed(set.value()).isEmpty()) {
                sure.add(set.target().name());
            }
        }
        return sure.containsAll(written);
    }
}
