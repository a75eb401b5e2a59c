package io.feedkit.rules.plan;

import io.feedkit.feed.Member;
import io.feedkit.product.AttributeType;
import io.feedkit.rules.Explanation.Idle;
import io.feedkit.rules.check.Act;
import io.feedkit.rules.check.Checked;
import io.feedkit.rules.check.Checked.Clause;
import io.feedkit.rules.check.Checked.Scope;
import io.feedkit.rules.check.Typed;
import io.feedkit.rules.check.Walk;
import io.feedkit.rules.eval.Allotment;
import io.feedkit.rules.eval.Condition;
import io.feedkit.rules.eval.Glimpse;
import io.feedkit.rules.eval.Inquiry;
import io.feedkit.rules.eval.Logic;
import io.feedkit.rules.eval.Node;
import io.feedkit.rules.eval.Origin;
import io.feedkit.rules.eval.Places;
import io.feedkit.rules.eval.Plan;
import io.feedkit.rules.eval.Slot;
import io.feedkit.rules.eval.Step;
import io.feedkit.rules.eval.Tally;
import io.feedkit.rules.eval.Trail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Makes the plan of the trunk or of one member. */
public final class Planner {
    private final Situation situation;
    private final Places places = new Places();
    private final NodeBuilder nodes;
    private final Watch watch;
    private final @Nullable Tracing tracing;
    /** Whether a statement is being built once more, for another language. */
    private boolean again;

    private Planner(Situation situation, Consumer<Complaint> complaints, Watch watch) {
        this.situation = situation;
        this.watch = watch;
        nodes = new NodeBuilder(situation, places, complaints);
        Trail trail = watch.trail();
        tracing = trail == null ? null : new Tracing(nodes, situation.schema(), trail);
    }

    /**
     * The plan of a program: its trunk when the situation has no member, else the layers of that member.
     *
     * @param complaints hears what is wrong with constants of the member
     * @param watch what somebody wants to know of its statements
     */
    public static Plan plan(Checked program, Situation situation, Consumer<Complaint> complaints, Watch watch) {
        return new Planner(situation, complaints, watch).plan(program);
    }

    /** A plan of one expression without statements, with the node to evaluate. */
    public static Single single(Typed expression, Situation situation, Consumer<Complaint> complaints) {
        Planner planner = new Planner(situation, complaints, Watch.NOTHING);
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
                nodes.within(allocation.amounts());
                steps.addAll(allocation(allocation, situation.member()));
            }
        }
        for (Clause clause : clauses) {
            places.nextStatement();
            nodes.within(Walk.expressions(clause.act()));
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
        Slot stock = new Slot(allocation.target().type(), slot.getAsInt(), Slot.View.CURRENT);
        Origin origin = new Origin(
                allocation.span(), List.of(new Origin.Read(allocation.target().name(), List.of(stock))));
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
        String rule = allocation.rule().name();
        Step step = Step.set(rule, slot.getAsInt(), part, allocation.target().type(), false, origin);
        return List.of(
                tracing == null
                        ? step
                        : tracing.write(rule, allocation.span(), slot.getAsInt(), part, List.of(), step));
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
        return rule.dates().include(situation.runAt())
                && clause.scopes().stream().allMatch(this::holds)
                && disabling(rule, disables) == null;
    }

    private Checked.@Nullable Disable disabling(Checked.Rule rule, List<Checked.Disable> disables) {
        return disables.stream()
                .filter(disable -> disable.rule().equals(rule.name())
                        && disable.dates().include(situation.runAt())
                        && disable.scopes().stream().allMatch(this::holds))
                .findFirst()
                .orElse(null);
    }

    /** The statements that would run for the member, or in the trunk, and do not exist in this run. */
    public static List<Idle> idle(Checked program, Situation situation) {
        Planner planner = new Planner(situation, complaint -> {}, Watch.NOTHING);
        List<Idle> idle = new ArrayList<>();
        for (Clause clause : program.clauses()) {
            boolean here = (clause.layer() == 0) == (situation.member() == null)
                    && clause.scopes().stream().allMatch(planner::holds);
            Checked.Disable by = planner.disabling(clause.rule(), program.disables());
            Checked.Rule.Dates dates = clause.rule().dates();
            if (here && (by != null || !dates.include(situation.runAt()))) {
                Idle.Why why = dates.include(situation.runAt()) ? Idle.Why.DISABLED : why(dates, situation.runAt());
                idle.add(new Idle(
                        clause.rule().name(),
                        clause.act().span(),
                        why,
                        why == Idle.Why.DISABLED && by != null ? by.span() : null));
            }
        }
        return idle;
    }

    private static Idle.Why why(Checked.Rule.Dates dates, Instant runAt) {
        Instant from = dates.from();
        return dates.never() ? Idle.Why.OFF : from != null && runAt.isBefore(from) ? Idle.Why.NOT_YET : Idle.Why.OVER;
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
        for (Act act : acts) {
            places.nextStatement(); // the condition around them has been asked by then
            steps.addAll(steps(act, rule));
        }
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
        Tally tally = again ? null : watch.tallies().apply(act);
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
            Inquiry inquiry = tracing == null ? null : tracing.inquiry(when.condition());
            List<Step> steps = steps(when, condition);
            return tracing == null || inquiry == null
                    ? counted(when, rule, condition, steps)
                    : List.of(tracing.test(rule.name(), when, inquiry, steps));
        }

        private List<Step> steps(Act.When when, Condition condition) {
            if (Logic.isAlways(condition)) {
                return Planner.this.steps(when.then(), rule);
            }
            if (Logic.isNever(condition)) {
                return Planner.this.steps(when.otherwise(), rule);
            }
            boolean outer = focused;
            focused = !localized(when).isEmpty() || outer;
            List<Step> then = Planner.this.steps(when.then(), rule);
            List<Step> otherwise = Planner.this.steps(when.otherwise(), rule);
            focused = outer;
            return List.of(Step.when(rule.name(), condition, then, otherwise));
        }

        @Override
        public List<Step> visitSet(Act.Set set) {
            OptionalInt slot = nodes.slotWritten(set.target().name());
            if (slot.isEmpty()) {
                return List.of();
            }
            Node value = nodes.node(set.value());
            List<Glimpse> glimpses = tracing == null ? List.of() : tracing.madeFrom(set.value());
            nodes.written(slot.getAsInt());
            Step step = Step.set(
                    rule.name(),
                    slot.getAsInt(),
                    value,
                    set.target().type(),
                    rule.halfEven(),
                    nodes.origin(set.value()));
            return tracing == null
                    ? counted(set, rule, null, List.of(step))
                    : List.of(tracing.write(rule.name(), set.span(), slot.getAsInt(), value, glimpses, step));
        }

        @Override
        public List<Step> visitClear(Act.Clear clear) {
            List<Integer> slots = nodes.slotsCleared(clear.target().name());
            slots.forEach(nodes::written);
            Step step = Step.clear(rule.name(), slots);
            return tracing == null
                    ? counted(clear, rule, null, List.of(step))
                    : List.of(tracing.clear(rule.name(), clear, slots, step));
        }

        @Override
        public List<Step> visitExclude(Act.Exclude exclude) {
            Typed reason = exclude.reason();
            Node words = reason == null ? null : nodes.node(reason);
            return said(exclude, Step.exclude(rule.name(), words, exclude.words()));
        }

        @Override
        public List<Step> visitWarn(Act.Warn warn) {
            return said(warn, Step.warn(rule.name(), nodes.node(warn.message()), warn.words()));
        }

        private List<Step> said(Act act, Step step) {
            return tracing == null
                    ? counted(act, rule, null, List.of(step))
                    : List.of(tracing.say(rule.name(), act, step));
        }
    }
}
