package io.feedkit.rules.check;

import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.Span;
import io.feedkit.rules.check.Search.Answer;
import io.feedkit.rules.check.Search.Wish;
import io.feedkit.rules.syntax.Declaration;
import io.feedkit.rules.syntax.Declaration.Table.HitPolicy;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Finds conditions that decide nothing, branches nobody reaches, and rows of tables that contradict or repeat each other. Silent where it is not certain. */
final class LogicChecks {
    private static final int MOST_ROWS = 300;

    private final Complaints complaints;
    private final Search.Budget budget;

    LogicChecks(Complaints complaints, Search.Budget budget) {
        this.complaints = complaints;
        this.budget = budget;
    }

    /** Complains about a condition that is true for no product, or false for none. */
    void condition(Typed condition) {
        boolean simple = condition instanceof Typed.Constant || condition instanceof Typed.Failed;
        if (simple || complaints.hasErrorIn(condition.span())) {
            return;
        }
        World world = World.of(List.of(condition));
        if (Search.may(world, List.of(Wish.isTrue(condition)), budget) == Answer.NO) {
            neverTrue(condition);
        } else if (Search.may(world, List.of(new Wish(condition, Truth.FALSE)), budget) == Answer.NO) {
            neverFalse(world, condition);
        }
    }

    private void neverTrue(Typed condition) {
        Typed.Between reversed = reversed(condition);
        if (reversed != null) {
            Span bounds = reversed.low().span().to(reversed.high().span());
            String fix = reversed.high().span().text()
                    + (reversed.closed() ? ".." : "..<")
                    + reversed.low().span().text();
            complaints.add(complaints
                    .about(RuleProblem.NEVER_TRUE, bounds)
                    .variant("range")
                    .withAll("fix", fix)
                    .edit(bounds, fix));
            return;
        }
        Messages.Draft draft = complaints.about(RuleProblem.NEVER_TRUE, condition.span());
        if (condition instanceof Typed.Junction junction && junction.and()) {
            contradiction(junction.operands(), draft);
        } else {
            draft.variant("alone");
        }
        complaints.add(draft);
    }

    /** A range between constants of which the first is the greater, and which by itself nobody is in; null when that is not what is wrong. */
    private Typed.@Nullable Between reversed(Typed condition) {
        List<Typed> tests = condition instanceof Typed.Junction junction && junction.and()
                ? junction.operands()
                : List.of(condition);
        for (Typed test : tests) {
            if (test instanceof Typed.Between between
                    && between.low() instanceof Typed.Constant
                    && between.high() instanceof Typed.Constant
                    && !between.low().span().text().equals(between.high().span().text())
                    && Search.may(World.of(List.of(test)), List.of(Wish.isTrue(test)), budget) == Answer.NO) {
                return between;
            }
        }
        return null;
    }

    /** The first test that no product can meet which meets those before it, and a product that fails there. */
    private void contradiction(List<Typed> tests, Messages.Draft draft) {
        for (int i = 0; i < tests.size(); i++) {
            Typed test = tests.get(i);
            List<Wish> wishes = Stream.concat(
                            tests.subList(0, i).stream().map(Wish::isTrue), Stream.of(Wish.isTrue(test)))
                    .toList();
            if (Search.may(World.of(tests), wishes, budget) != Answer.NO) {
                continue;
            }
            for (int j = 0; j < i; j++) {
                Typed other = tests.get(j);
                World two = World.of(List.of(other, test));
                if (Search.may(two, List.of(Wish.isTrue(other), Wish.isTrue(test)), budget) == Answer.NO) {
                    draft.variant("pair")
                            .with("one", other.span().text())
                            .with("other", test.span().text());
                    break;
                }
            }
            World world = World.of(tests);
            List<Wish> others = tests.subList(0, i).stream().map(Wish::isTrue).toList();
            if (i > 0 && Search.isThinkable(world, others, budget)) {
                draft.witness(world.witness() + " " + complaints.word("fails") + " `"
                        + test.span().text() + "`");
            }
            return;
        }
    }

    private void neverFalse(World world, Typed condition) {
        Set<String> needed = Presence.blamed(condition);
        Messages.Draft draft = complaints.about(RuleProblem.ALWAYS_TRUE, condition.span());
        if (!needed.isEmpty()) {
            draft.variant("present").with("names", "`" + String.join("`, `", needed) + "`");
        }
        if (Search.is(world, List.of(Wish.isTrue(condition)), budget)) {
            world.variables().stream()
                    .filter(variable -> variable.isFree() && variable.assigned() == null)
                    .forEach(variable -> variable.assign(variable.points().get(0)));
            draft.witness(world.witness());
        }
        complaints.add(draft);
    }

    /**
     * Complains about rows of a table; {@code cells} has a test per row and input, or null where a cell takes everything. The answer knows what calls may ask, and is null where there is
     * nothing to know.
     */
    @Nullable
    TableLogic rows(Declaration.Table table, List<Typed> inputs, List<List<@Nullable Typed>> cells) {
        if (cells.size() > MOST_ROWS) {
            return null;
        }
        for (List<@Nullable Typed> row : cells) {
            for (Typed cell : row) {
                if (cell != null
                        && Search.may(World.of(List.of(cell)), List.of(Wish.isTrue(cell)), budget) == Answer.NO) {
                    complaints.add(complaints
                            .about(RuleProblem.NEVER_TRUE, cell.span())
                            .variant("cell"));
                }
            }
        }
        if (table.policy() == HitPolicy.COLLECT) {
            return null;
        }
        TableLogic logic = new TableLogic(inputs, cells, budget);
        if (table.policy() == HitPolicy.UNIQUE) {
            logic.overlaps().forEach(overlap -> overlap(table, overlap));
        } else {
            logic.useless().forEach(row -> useless(table, row));
        }
        return logic;
    }

    private void overlap(Declaration.Table table, TableLogic.Overlap overlap) {
        complaints.add(complaints
                .about(
                        RuleProblem.ROWS_OVERLAP,
                        table.rows().get(overlap.second()).span())
                .with("first", Integer.toString(overlap.first() + 1))
                .with("second", Integer.toString(overlap.second() + 1))
                .mark(table.rows().get(overlap.first()).span())
                .witness(overlap.witness()));
    }

    private void useless(Declaration.Table table, TableLogic.Useless useless) {
        Messages.Draft draft = complaints
                .about(RuleProblem.USELESS_ROW, table.rows().get(useless.row()).span())
                .with("second", Integer.toString(useless.row() + 1));
        if (useless.by() < 0) {
            draft.variant("several");
        } else {
            draft.with("first", Integer.toString(useless.by() + 1))
                    .mark(table.rows().get(useless.by()).span());
        }
        complaints.add(draft.witness(useless.witness()));
    }

    /** Complains about a table that has no row for some inputs of a call that is not prepared for it. */
    void gap(TableLogic logic, Tables.Decided call) {
        Declaration.Table table = call.table();
        if (repeats(call.arguments()) || complaints.hasErrorIn(table.span())) {
            return;
        }
        String witness = logic.gap(call.arguments());
        if (witness != null) {
            complaints.add(complaints
                    .about(RuleProblem.ROWS_GAP, table.name().span())
                    .with("table", table.name().text())
                    .mark(call.span())
                    .witness(witness));
        }
    }

    /** Whether one value is given for two inputs, which then are not independent. */
    private static boolean repeats(List<Typed> arguments) {
        Set<String> shapes = new HashSet<>();
        for (Typed argument : arguments) {
            String shape = Shape.of(argument);
            if (shape != null && !(argument instanceof Typed.Constant) && !shapes.add(shape)) {
                return true;
            }
        }
        return false;
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
}
