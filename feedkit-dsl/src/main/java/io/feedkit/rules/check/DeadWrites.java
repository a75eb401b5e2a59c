package io.feedkit.rules.check;

import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.check.Checked.Clause;
import io.feedkit.rules.check.Search.Answer;
import io.feedkit.rules.check.Search.Wish;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Finds writes that a later statement always undoes before anybody reads them. */
final class DeadWrites {
    private static final int LOOK_AHEAD = 100;

    private final Complaints complaints;
    private final Search.Budget budget;
    private final List<Clause> clauses;
    private final List<Set<String>> reads;
    private final List<Set<String>> writes;
    /** By attribute the statements that read or write it, in order. */
    private final Map<String, List<Integer>> users = new HashMap<>();

    private final Set<String> disabled;
    private final Set<String> blurred;

    /**
     * A write somewhere in a statement.
     *
     * @param way the conditions that hold where it happens
     * @param after what the same statement does to the product afterwards, block by block from the inside out
     */
    private record Write(Act act, String name, List<Wish> way, List<List<Act>> after) {}

    /** The statement that undoes a write. */
    private record Undone(Write write, Act by) {}

    /**
     * @param writes the attributes that each of the clauses may write
     * @param blurred attributes that statements with mistakes may read and write
     */
    DeadWrites(
            Complaints complaints,
            Search.Budget budget,
            List<Clause> clauses,
            List<Set<String>> writes,
            Set<String> disabled,
            Set<String> blurred) {
        this.blurred = blurred;
        this.complaints = complaints;
        this.budget = budget;
        this.clauses = clauses;
        this.disabled = disabled;
        this.writes = writes;
        reads = clauses.stream().map(clause -> Walk.read(clause.act())).toList();
        for (int i = 0; i < clauses.size(); i++) {
            for (String name : reads.get(i)) {
                uses(name, i);
            }
            for (String name : writes.get(i)) {
                if (!reads.get(i).contains(name)) {
                    uses(name, i);
                }
            }
        }
    }

    private void uses(String name, int at) {
        users.computeIfAbsent(name, key -> new ArrayList<>()).add(at);
    }

    void check() {
        for (int i = 0; i < clauses.size(); i++) {
            if (clauses.get(i).rule().isFinal()) {
                continue; // to write over it is a mistake of its own
            }
            List<Write> all = new ArrayList<>();
            int effects = collect(List.of(clauses.get(i).act()), List.of(), List.of(), all);
            List<Undone> dead = new ArrayList<>();
            for (Write write : all) {
                Act by = blurred.contains(write.name()) ? null : undone(i, write);
                if (by != null) {
                    dead.add(new Undone(write, by));
                }
            }
            complain(clauses.get(i).act(), dead, dead.size() == effects);
        }
    }

    /** Collects the writes of a block and counts everything in it that has an effect. */
    private static int collect(List<Act> acts, List<Wish> way, List<List<Act>> behind, List<Write> found) {
        int effects = 0;
        for (int i = 0; i < acts.size(); i++) {
            List<List<Act>> after = new ArrayList<>(List.of(acts.subList(i + 1, acts.size())));
            after.addAll(behind);
            Act act = acts.get(i);
            if (act instanceof Act.When when) {
                effects += collect(when.then(), with(way, Wish.isTrue(when.condition())), after, found);
                effects += collect(when.otherwise(), with(way, Wish.isNotTrue(when.condition())), after, found);
                continue;
            }
            effects++;
            if (act instanceof Act.Set set && !set.target().localized()) {
                found.add(new Write(act, set.target().name(), way, after));
            } else if (act instanceof Act.Clear clear && !clear.target().localized()) {
                found.add(new Write(act, clear.target().name(), way, after));
            }
        }
        return effects;
    }

    private static List<Wish> with(List<Wish> way, Wish more) {
        List<Wish> all = new ArrayList<>(way);
        all.add(more);
        return all;
    }

    /** The later statement that always undoes a write, or null. */
    private @Nullable Act undone(int at, Write write) {
        for (List<Act> block : write.after()) {
            for (Act later : block.subList(0, Math.min(block.size(), LOOK_AHEAD))) {
                if (Walk.read(later).contains(write.name())) {
                    return null;
                }
                if (overwrites(later, write, writes.get(at)::contains)) {
                    return later;
                }
            }
            if (block.size() > LOOK_AHEAD) {
                return null;
            }
        }
        return undoneLater(at, write);
    }

    private @Nullable Act undoneLater(int at, Write write) {
        Clause first = clauses.get(at);
        List<Integer> places = users.getOrDefault(write.name(), List.of());
        for (int k = Collections.binarySearch(places, at) + 1;
                k < places.size() && places.get(k) < at + LOOK_AHEAD;
                k++) {
            int j = places.get(k);
            Clause later = clauses.get(j);
            if (later.layer() != first.layer()) {
                continue;
            }
            if (reads.get(j).contains(write.name())) {
                return null;
            }
            boolean always = later.scopes().equals(first.scopes())
                    && later.rule().dates().equals(Checked.Rule.Dates.ALWAYS)
                    && !disabled.contains(later.rule().name());
            if (always && overwrites(later.act(), write, name -> isWritten(name, at, j))) {
                return later.act();
            }
        }
        return null;
    }

    /** Whether the layer of a statement writes an attribute in it or between it and a later one. */
    private boolean isWritten(String name, int at, int later) {
        List<Integer> places = users.getOrDefault(name, List.of());
        int found = Collections.binarySearch(places, at);
        for (int k = found < 0 ? -found - 1 : found; k < places.size() && places.get(k) < later; k++) {
            int place = places.get(k);
            if (clauses.get(place).layer() == clauses.get(at).layer()
                    && writes.get(place).contains(name)) {
                return true;
            }
        }
        return false;
    }

    /** Whether one of these statements writes the attribute wherever the write happened. What is {@code changed} may be other than then. */
    private boolean overwrites(List<Act> acts, Write write, Predicate<String> changed) {
        for (Act act : acts) {
            if (overwrites(act, write, changed)) {
                return true;
            }
        }
        return false;
    }

    private boolean overwrites(Act act, Write write, Predicate<String> changed) {
        if (act instanceof Act.Set set) {
            return set.target().name().equals(write.name())
                    && Presence.blamed(set.value()).isEmpty();
        }
        if (act instanceof Act.Clear clear) {
            return clear.target().name().equals(write.name());
        }
        if (!(act instanceof Act.When when)) {
            return false;
        }
        boolean then = overwrites(when.then(), write, changed);
        boolean otherwise = overwrites(when.otherwise(), write, changed);
        if (then && otherwise || !then && !otherwise) {
            return then;
        }
        boolean stable = Walk.read(when.condition()).stream().noneMatch(changed);
        Wish missed = then ? Wish.isNotTrue(when.condition()) : Wish.isTrue(when.condition());
        return stable && isImpossible(with(write.way(), missed));
    }

    private boolean isImpossible(List<Wish> wishes) {
        World world = World.of(wishes.stream().map(Wish::condition).toList());
        return Search.may(world, wishes, budget) == Answer.NO;
    }

    private void complain(Act statement, List<Undone> dead, boolean all) {
        if (dead.isEmpty()) {
            return;
        }
        // What nobody reaches has no effect either, but that is another mistake and said as such.
        dead.removeIf(undone ->
                !undone.write().way().isEmpty() && isImpossible(undone.write().way()));
        if (all && !dead.isEmpty()) {
            Set<String> names = new TreeSet<>();
            dead.forEach(undone -> names.add(undone.write().name()));
            Messages.Draft draft = complaints.about(RuleProblem.NO_EFFECT, statement.span());
            complain(draft, String.join(", ", names), dead.get(0));
        } else {
            for (Undone undone : dead) {
                Messages.Draft draft = complaints
                        .about(RuleProblem.NO_EFFECT, undone.write().act().span())
                        .variant("write");
                complain(draft, undone.write().name(), undone);
            }
        }
    }

    private void complain(Messages.Draft draft, String names, Undone undone) {
        draft.with("line", Integer.toString(undone.by().span().line()))
                .with("names", names)
                .mark(undone.by().span());
        List<Wish> way = undone.write().way();
        World world = World.of(way.stream().map(Wish::condition).toList());
        if (!way.isEmpty() && Search.is(world, way, budget)) {
            draft.witness(world.witness());
        }
        complaints.add(draft);
    }
}
