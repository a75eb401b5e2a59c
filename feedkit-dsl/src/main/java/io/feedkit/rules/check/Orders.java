package io.feedkit.rules.check;

import io.feedkit.product.AttributeType.Kind;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.check.Checked.Clause;
import io.feedkit.rules.check.Search.Answer;
import io.feedkit.rules.check.Search.Wish;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds two statements whose order decides what a product becomes although nothing says so.
 *
 * <p>That a later statement wins is how the language works, and an exception after its rule is how it is used. So two writes of one attribute are complained about only where neither
 * statement is the exception of the other, and a test before a write only where the test would have been true after it. Both are claimed for one product that the statements meet as the
 * catalogue has it: nothing before writes what they ask about, nothing else writes what they write, and no exclusion touches it.
 */
final class Orders {
    private static final int LOOK_AHEAD = 100;

    private final Complaints complaints;
    private final Search.Budget budget;
    private final List<Clause> clauses;
    private final List<Plain> plain = new ArrayList<>();
    private final List<Set<String>> writes;
    private final Set<String> allocated = new HashSet<>();
    private final Map<String, Integer> writers = new HashMap<>();

    /** A statement that writes constants where one condition is true. */
    private record Plain(int at, Act.When when, Map<String, Point> values, Set<String> asked) {}

    /**
     * @param writes the attributes that each clause of the program may write
     * @param blurred attributes that statements with mistakes may read and write
     */
    Orders(
            Complaints complaints,
            Search.Budget budget,
            Checked program,
            List<Set<String>> writes,
            Set<String> blurred) {
        this.complaints = complaints;
        this.budget = budget;
        this.writes = writes;
        clauses = program.clauses();
        writes.forEach(names -> names.forEach(name -> writers.merge(name, 1, Integer::sum)));
        program.allocations()
                .forEach(allocation -> allocated.add(allocation.target().name()));
        Set<String> disabled = new HashSet<>();
        program.disables().forEach(disable -> disabled.add(disable.rule()));
        for (int i = 0; i < clauses.size(); i++) {
            Checked.Rule rule = clauses.get(i).rule();
            boolean always = rule.dates().equals(Checked.Rule.Dates.ALWAYS) && !disabled.contains(rule.name());
            Plain found = always && !rule.isFinal() ? plain(i, clauses.get(i).act()) : null;
            boolean clear = found != null
                    && found.asked().stream().noneMatch(blurred::contains)
                    && found.values().keySet().stream().noneMatch(blurred::contains);
            if (clear && found != null) {
                plain.add(found);
            }
        }
    }

    private static @Nullable Plain plain(int at, Act act) {
        if (!(act instanceof Act.When when) || !when.otherwise().isEmpty()) {
            return null;
        }
        Map<String, Point> values = new HashMap<>();
        for (Act inner : when.then()) {
            if (inner instanceof Act.Clear clear && !clear.target().localized()) {
                values.put(clear.target().name(), Point.MISSING);
                continue;
            }
            boolean constant = inner instanceof Act.Set set
                    && !set.target().localized()
                    && set.target().type().kind() != Kind.MONEY
                    && set.value() instanceof Typed.Constant;
            Point value = constant ? Point.of(((Typed.Constant) ((Act.Set) inner).value()).value()) : null;
            if (value == null || value.isMissing()) {
                return null;
            }
            values.put(((Act.Set) inner).target().name(), value);
        }
        return new Plain(at, when, values, Walk.read(when.condition()));
    }

    void check() {
        for (int a = 0; a < plain.size(); a++) {
            Plain early = plain.get(a);
            for (int b = a + 1; b < Math.min(plain.size(), a + LOOK_AHEAD); b++) {
                Plain late = plain.get(b);
                Clause first = clauses.get(early.at());
                Clause second = clauses.get(late.at());
                boolean together =
                        first.layer() == second.layer() && first.scopes().equals(second.scopes());
                if (together && !first.rule().isSameAs(second.rule())) {
                    compare(early, late);
                }
            }
        }
    }

    private void compare(Plain early, Plain late) {
        for (Map.Entry<String, Point> write : late.values().entrySet()) {
            String name = write.getKey();
            Point other = early.values().get(name);
            if (writers.getOrDefault(name, 0) > 2) {
                continue; // a third statement has its say too
            }
            if (other != null && !other.equals(write.getValue())) {
                bothWrite(early, late, name);
            } else if (other == null && early.asked().contains(name)) {
                asksBefore(early, late, name, write.getValue());
            }
        }
    }

    private void bothWrite(Plain early, Plain late, String name) {
        List<Wish> undisturbed = undisturbed(early, late, Set.of(name));
        if (undisturbed == null || writesAny(early, late.asked()) || writesAny(late, early.asked())) {
            return;
        }
        Typed a = early.when().condition();
        Typed b = late.when().condition();
        World world = world(a, b, undisturbed);
        boolean overlap = is(world, undisturbed, Wish.isNotTrue(a), Wish.isTrue(b))
                && is(world, undisturbed, Wish.isTrue(a), Wish.isNotTrue(b))
                && is(world, undisturbed, Wish.isTrue(a), Wish.isTrue(b));
        if (overlap) {
            complain(early, late, name, "", world);
        }
    }

    private boolean is(World world, List<Wish> undisturbed, Wish one, Wish other) {
        List<Wish> wishes = new ArrayList<>(List.of(one, other));
        wishes.addAll(undisturbed);
        return Search.is(world, wishes, budget);
    }

    private static World world(Typed a, Typed b, List<Wish> undisturbed) {
        List<Typed> all = new ArrayList<>(List.of(a, b));
        undisturbed.forEach(wish -> all.add(wish.condition()));
        return World.of(all);
    }

    /** A test that is not true, of an attribute that is then written so that it would be. */
    private void asksBefore(Plain early, Plain late, String name, Point written) {
        Set<String> effects = early.values().keySet();
        List<Wish> undisturbed = undisturbed(early, late, effects);
        boolean apart = undisturbed != null
                && !writesAny(early, late.asked())
                && effects.stream().noneMatch(early.asked()::contains)
                && !late.values().entrySet().containsAll(early.values().entrySet());
        if (!apart || undisturbed == null || writtenBeside(early, late, name)) {
            return;
        }
        Typed a = early.when().condition();
        Typed b = late.when().condition();
        World world = world(a, b, undisturbed);
        Variable variable = world.variable(name);
        List<Wish> wishes = new ArrayList<>(List.of(Wish.isNotTrue(a), Wish.isTrue(b)));
        wishes.addAll(undisturbed);
        if (variable == null || written.isMissing()) {
            return;
        }
        variable.bound(written);
        if (Search.find(world, wishes, () -> truthWith(world, a, variable, written), budget) == Answer.YES) {
            complain(early, late, name, "reads", world);
        }
    }

    private static int truthWith(World world, Typed condition, Variable variable, Point written) {
        Point before = variable.assigned();
        variable.assign(written);
        int truths = world.truth(condition);
        variable.assign(before);
        return truths;
    }

    private boolean writtenBeside(Plain early, Plain late, String name) {
        for (int k = 0; k < clauses.size(); k++) {
            boolean counts = clauses.get(k).layer() <= clauses.get(late.at()).layer();
            if (counts && k != early.at() && k != late.at() && writes.get(k).contains(name)) {
                return true;
            }
        }
        return false;
    }

    private static boolean writesAny(Plain statement, Set<String> names) {
        return statement.values().keySet().stream().anyMatch(names::contains);
    }

    /** What must be so for a product to come to both statements as the catalogue has it and to keep what they make of {@code names}; null when that cannot be said. */
    private @Nullable List<Wish> undisturbed(Plain early, Plain late, Set<String> names) {
        int layer = clauses.get(late.at()).layer();
        Set<String> asked = new HashSet<>(early.asked());
        asked.addAll(late.asked());
        List<Wish> wishes = new ArrayList<>();
        if (names.stream().anyMatch(allocated::contains) || asked.stream().anyMatch(allocated::contains)) {
            return null;
        }
        for (int k = 0; k < clauses.size(); k++) {
            if (k == early.at() || k == late.at() || clauses.get(k).layer() > layer) {
                continue;
            }
            boolean before = k < late.at() || clauses.get(k).layer() < layer;
            boolean disturbs =
                    writes.get(k).stream().anyMatch(name -> names.contains(name) || before && asked.contains(name));
            if (disturbs || !spares(clauses.get(k).act(), wishes)) {
                return null;
            }
        }
        return wishes;
    }

    /** Whether it is known when a statement excludes; adds what must be so for it not to. */
    private boolean spares(Act act, List<Wish> wishes) {
        if (!mayExclude(act)) {
            return true;
        }
        if (!(act instanceof Act.When when) || when.otherwise().stream().anyMatch(Orders::mayExclude)) {
            return false;
        }
        if (Walk.read(when.condition()).stream().anyMatch(writers::containsKey)) {
            return false;
        }
        wishes.add(Wish.isNotTrue(when.condition()));
        return true;
    }

    private static boolean mayExclude(Act act) {
        return act instanceof Act.Exclude
                || act instanceof Act.When when
                        && (when.then().stream().anyMatch(Orders::mayExclude)
                                || when.otherwise().stream().anyMatch(Orders::mayExclude));
    }

    private void complain(Plain early, Plain late, String name, String variant, World world) {
        Messages.Draft draft = complaints
                .about(RuleProblem.ORDER_MATTERS, early.when().span())
                .variant(variant)
                .with("name", name)
                .with("line", Integer.toString(late.when().span().line()));
        complaints.add(draft.mark(late.when().span()).witness(world.witness()));
    }
}
