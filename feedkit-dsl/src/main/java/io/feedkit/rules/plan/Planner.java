package io.feedkit.rules.plan;

import io.feedkit.feed.Member;
import io.feedkit.product.AttributeType;
import io.feedkit.rules.check.Act;
import io.feedkit.rules.check.Checked;
import io.feedkit.rules.check.Checked.Clause;
import io.feedkit.rules.check.Checked.Scope;
import io.feedkit.rules.check.Typed;
import io.feedkit.rules.check.Walk;
import io.feedkit.rules.eval.Allotment;
import io.feedkit.rules.eval.Condition;
import io.feedkit.rules.eval.Logic;
import io.feedkit.rules.eval.Node;
import io.feedkit.rules.eval.Places;
import io.feedkit.rules.eval.Plan;
import io.feedkit.rules.eval.Slot;
import io.feedkit.rules.eval.Step;
import io.feedkit.rules.eval.Tally;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Makes the plan of the trunk or of one member. */
public final class Planner {
    private final Situation situation;
    private final Places places = new Places();
    private final NodeBuilder nodes;
    private final Function<Act, @Nullable Tally> tallies;
    /** Whether a statement is being built once more, for another language. */
    private boolean again;

    private Planner(Situation situation, Consumer<String> complaints, Function<Act, @Nullable Tally> tallies) {
        this.situation = situation;
        this.tallies = tallies;
        nodes = new NodeBuilder(situation, places, complaints);
    }

    /**
     * The plan of a program: its trunk when the situation has no member, else the layers of that member.
     *
     * @param complaints hears what is wrong with constants of the member
     * @param tallies where the products that come to a statement are counted; null for a statement nobody asks about
     */
    public static Plan plan(
            Checked program, Situation situation, Consumer<String> complaints, Function<Act, @Nullable Tally> tallies) {
        return new Planner(situation, complaints, tallies).plan(program);
    }

    /** A plan of one expression without statements, with the node to evaluate. */
    public static Single single(Typed expression, Situation situation, Consumer<String> complaints) {
        Planner planner = new Planner(situation, complaints, act -> null);
        planner.nodes.count(expression);
        boolean condition = expression.type().kind() == AttributeType.Kind.BOOLEAN;
        Condition asCondition = condition ? planner.nodes.condition(expression) : null;
        Node node = asCondition == null ? planner.nodes.node(expression) : asCondition.asValue(planner.places);
        Set<Integer> slots = planner.nodes.slotsOf(expression, new LinkedHashSet<>());
        return new Single(node, asCondition, Plan.of(List.of(), planner.places), slots);
    }

    /**
     * One expression ready to run.
     *
     * @param condition the same as a condition, when it is one
     * @param slots whose current values it reads
     */
    public record Single(Node node, @Nullable Condition condition, Plan plan, Set<Integer> slots) {
        public Single {
            slots = Set.copyOf(slots);
        }
    }

    private Plan plan(Checked program) {
        List<Clause> clauses = program.clauses().stream()
                .filter(clause -> (clause.layer() == 0) == (situation.member() == null))
                .filter(clause -> runs(clause, program.disables()))
                .sorted(Comparator.comparingInt(Clause::layer))
                .toList();
        clauses.forEach(clause -> Walk.expressions(clause.act()).forEach(nodes::count));
        program.allocations().forEach(allocation -> allocation.amounts().forEach(nodes::count));
        List<Step> steps = new ArrayList<>();
        if (situation.member() != null) {
            for (Checked.Allocation allocation : program.allocations()) {
                if (!allocation.rule().dates().include(situation.runAt())) {
                    continue;
                }
                places.nextStatement();
                steps.addAll(allocation(allocation, situation.member()));
            }
        }
        for (Clause clause : clauses) {
            places.nextStatement();
            steps.addAll(steps(clause.act(), clause.rule()));
        }
        return Plan.of(steps, places);
    }

    /** Gives a member its part of the stock, before any of its layers runs. */
    private List<Step> allocation(Checked.Allocation allocation, Member member) {
        OptionalInt slot = nodes.slotWritten(allocation.target().name());
        if (slot.isEmpty()) {
            return List.of();
        }
        Node stock = new Slot(allocation.target().type(), slot.getAsInt(), Slot.View.CURRENT);
        int channel = channelOf(allocation, member);
        List<Member> siblings = situation.members().stream()
                .distinct()
                .filter(other -> channelOf(allocation, other) == channel)
                .sorted(Comparator.comparing(Member::toString))
                .toList();
        List<@Nullable Node> caps = new ArrayList<>();
        for (Checked.Portion portion : allocation.portions()) {
            Typed cap = portion.cap();
            caps.add(cap == null ? null : nodes.node(cap));
        }
        Node part = new Allotment(
                stock,
                allocation.reserves().stream().map(nodes::node).toList(),
                allocation.portions().stream().map(Checked.Portion::share).toList(),
                caps,
                channel,
                Math.max(0, siblings.indexOf(member)),
                Math.max(1, siblings.size()),
                places);
        nodes.written(slot.getAsInt());
        return List.of(Step.set(
                allocation.rule().name(),
                slot.getAsInt(),
                part,
                allocation.target().type(),
                false));
    }

    /** Whether an allocation names the channel of a member, or its family. */
    public static boolean hasPart(Checked.Allocation allocation, Member member) {
        return channelOf(allocation, member) != Allotment.NOWHERE;
    }

    /** A channel's own name before that of its family. */
    private static int channelOf(Checked.Allocation allocation, Member member) {
        List<String> names = new ArrayList<>();
        allocation.portions().forEach(portion -> names.add(portion.channel()));
        if (!allocation.rest().isEmpty()) {
            names.add(allocation.rest());
        }
        for (String mine : List.of(member.channel(), member.family())) {
            for (int i = 0; i < names.size(); i++) {
                if (isNamed(mine, names.get(i))) {
                    return i;
                }
            }
        }
        return Allotment.NOWHERE;
    }

    private boolean runs(Clause clause, List<Checked.Disable> disables) {
        Checked.Rule rule = clause.rule();
        if (!rule.dates().include(situation.runAt())
                || !clause.scopes().stream().allMatch(this::holds)) {
            return false;
        }
        return disables.stream()
                .noneMatch(disable -> disable.rule().equals(rule.name())
                        && disable.dates().include(situation.runAt())
                        && disable.scopes().stream().allMatch(this::holds));
    }

    private boolean holds(Scope scope) {
        Member member = situation.member();
        if (member == null) {
            return false;
        }
        Typed where = scope.where();
        if (where != null) {
            return Logic.isAlways(nodes.condition(where));
        }
        return scope.values().stream().anyMatch(value -> switch (scope.dimension()) {
            case CHANNEL -> isNamed(member.channel(), value) || isNamed(member.family(), value);
            case COUNTRY -> member.country().equalsIgnoreCase(value);
            case LANGUAGE -> member.language().equalsIgnoreCase(value);
            case ACCOUNT -> member.account().equals(value);
        });
    }

    /** Names of channels have hyphens, names in rules mostly underscores. */
    private static boolean isNamed(String channel, String value) {
        return channel.equals(value) || channel.replace('-', '_').equals(value);
    }

    private List<Step> steps(List<Act> acts, Checked.Rule rule) {
        List<Step> steps = new ArrayList<>();
        acts.forEach(act -> steps.addAll(steps(act, rule)));
        return steps;
    }

    private List<Step> steps(Act act, Checked.Rule rule) {
        List<Step> steps = new ArrayList<>(act.accept(new Steps(rule)));
        String name = localized(act);
        if (!name.isEmpty()) {
            for (String language : situation.schema().languages(name)) {
                nodes.focus(name, language);
                again = true;
                steps.addAll(act.accept(new Steps(rule)));
                again = false;
                nodes.unfocus();
            }
        }
        return steps;
    }

    /**
     * The localized attribute a statement of the trunk makes from itself, or empty: such a statement is meant for each language. That is an assignment that reads its target, or
     * a branch that does nothing but write one localized attribute its condition reads.
     */
    private String localized(Act act) {
        if (situation.member() != null || focused) {
            return "";
        }
        List<String> written = writtenBy(act);
        if (written.size() != 1 || situation.schema().languages(written.get(0)).isEmpty()) {
            return "";
        }
        String name = written.get(0);
        List<Typed> read = act instanceof Act.When when ? List.of(when.condition()) : Walk.expressions(act);
        boolean readsItself = read.stream()
                .anyMatch(expression -> Walk.find(
                                expression,
                                part -> part instanceof Typed.Read r
                                        && r.attribute().name().equals(name)
                                        && r.language() == null)
                        != null);
        return readsItself ? name : "";
    }

    private boolean focused;

    /** The attributes a statement assigns, or nothing if it does anything else. */
    private static List<String> writtenBy(Act act) {
        Set<String> names = new LinkedHashSet<>();
        return onlySets(act, names) ? List.copyOf(names) : List.of();
    }

    private static boolean onlySets(Act act, Set<String> names) {
        if (act instanceof Act.When when) {
            return when.then().stream().allMatch(inner -> onlySets(inner, names))
                    && when.otherwise().stream().allMatch(inner -> onlySets(inner, names));
        }
        if (act instanceof Act.Set set) {
            names.add(set.target().name());
            return true;
        }
        return false;
    }

    /** The steps of a statement behind the one that counts its products, if somebody asks. */
    private List<Step> counted(Act act, Checked.Rule rule, @Nullable Condition condition, List<Step> steps) {
        Tally tally = again ? null : tallies.apply(act);
        if (tally == null) {
            return steps;
        }
        List<Step> counted = new ArrayList<>(List.of(Step.count(rule.name(), condition, tally)));
        counted.addAll(steps);
        return counted;
    }

    private final class Steps implements Act.Visitor<List<Step>> {
        private final Checked.Rule rule;

        Steps(Checked.Rule rule) {
            this.rule = rule;
        }

        @Override
        public List<Step> visitWhen(Act.When when) {
            Condition condition = nodes.condition(when.condition());
            if (Logic.isAlways(condition)) {
                return counted(when, rule, condition, steps(when.then(), rule));
            }
            if (Logic.isNever(condition)) {
                return counted(when, rule, condition, steps(when.otherwise(), rule));
            }
            boolean outer = focused;
            focused = !localized(when).isEmpty() || outer;
            List<Step> then = steps(when.then(), rule);
            List<Step> otherwise = steps(when.otherwise(), rule);
            focused = outer;
            return counted(when, rule, condition, List.of(Step.when(rule.name(), condition, then, otherwise)));
        }

        @Override
        public List<Step> visitSet(Act.Set set) {
            OptionalInt slot = nodes.slotWritten(set.target().name());
            if (slot.isEmpty()) {
                return List.of();
            }
            Node value = nodes.node(set.value());
            nodes.written(slot.getAsInt());
            Step step =
                    Step.set(rule.name(), slot.getAsInt(), value, set.target().type(), rule.halfEven());
            return counted(set, rule, null, List.of(step));
        }

        @Override
        public List<Step> visitClear(Act.Clear clear) {
            List<Integer> slots = nodes.slotsCleared(clear.target().name());
            slots.forEach(nodes::written);
            return counted(clear, rule, null, List.of(Step.clear(rule.name(), slots)));
        }

        @Override
        public List<Step> visitExclude(Act.Exclude exclude) {
            Typed reason = exclude.reason();
            Node words = reason == null ? null : nodes.node(reason);
            return counted(exclude, rule, null, List.of(Step.exclude(rule.name(), words, exclude.words())));
        }

        @Override
        public List<Step> visitWarn(Act.Warn warn) {
            Step step = Step.warn(rule.name(), nodes.node(warn.message()), warn.words());
            return counted(warn, rule, null, List.of(step));
        }
    }
}
