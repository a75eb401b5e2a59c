package io.feedkit.rules.plan;

import io.feedkit.batch.ProductBatch;
import io.feedkit.rules.check.Checked;
import io.feedkit.rules.check.Typed;
import io.feedkit.rules.check.Walk;
import io.feedkit.rules.eval.GroupKeys;
import io.feedkit.rules.eval.Places;
import io.feedkit.rules.eval.Plan;
import io.feedkit.rules.eval.Run;
import io.feedkit.rules.scan.Budget;
import io.feedkit.rules.scan.Findings;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** What a program asks of the whole catalogue, and the asking. Immutable. */
public final class Questions {
    private final List<Typed> asked;

    private Questions(List<Typed> asked) {
        this.asked = List.copyOf(asked);
    }

    /** The questions of all statements, in the order of the text. */
    public static Questions of(Checked program) {
        return of(program.expressions());
    }

    /** The questions in some expressions. */
    public static Questions of(List<Typed> expressions) {
        Map<Typed, Boolean> seen = new IdentityHashMap<>();
        List<Typed> found = new ArrayList<>();
        expressions.forEach(expression -> Walk.find(expression, part -> {
            boolean question = part instanceof Typed.Ranked || part instanceof Typed.Window;
            if (question && seen.put(part, true) == null) {
                found.add(part);
            }
            return false;
        }));
        return new Questions(found);
    }

    public boolean isEmpty() {
        return asked.isEmpty();
    }

    /** The attributes that have to be read. */
    public Set<String> reads() {
        Set<String> names = new TreeSet<>(Set.of("id"));
        asked.forEach(question -> names.addAll(Walk.read(question)));
        return names;
    }

    /** Findings that know what they are asked, and nothing else yet. */
    public Findings findings(Budget budget) {
        Findings findings = new Findings(budget);
        for (Typed question : asked) {
            if (question instanceof Typed.Ranked ranked) {
                findings.ranking(ranked.highest(), ranked.amount(), ranked.percent());
            } else if (question instanceof Typed.Window window) {
                findings.window(window.total());
            }
        }
        return findings;
    }

    /** The answers, once findings are closed. */
    public Answers answers(Findings findings) {
        Map<Typed, Integer> numbers = new IdentityHashMap<>();
        int rankings = 0;
        int windows = 0;
        for (Typed question : asked) {
            numbers.put(question, question instanceof Typed.Ranked ? rankings++ : windows++);
        }
        return new Answers(numbers, findings);
    }

    /** Looks at products, for one thread. */
    public Looking open(Situation situation, Findings into) {
        return new Looking(situation, into);
    }

    /** The questions at work. */
    public final class Looking {
        private final List<GroupKeys> keys = new ArrayList<>();
        private final Findings findings;
        private final Plan plan;

        private Looking(Situation situation, Findings findings) {
            this.findings = findings;
            Places places = new Places();
            NodeBuilder nodes = new NodeBuilder(situation, places, complaint -> {});
            for (Typed question : asked) {
                nodes.count(question);
            }
            for (Typed question : asked) {
                places.nextStatement();
                keys.add(nodes.keys(question));
            }
            plan = Plan.of(List.of(), places);
        }

        /** Takes in the live products of a batch. */
        public void look(Run run, ProductBatch batch) {
            run.rememberSource(batch);
            plan.open(run, batch, "", batch.live().size);
            int rankings = 0;
            int windows = 0;
            for (int i = 0; i < asked.size(); i++) {
                if (asked.get(i) instanceof Typed.Ranked) {
                    rank(run, batch, keys.get(i), rankings++);
                } else {
                    total(run, batch, keys.get(i), windows++);
                }
            }
        }

        private void rank(Run run, ProductBatch batch, GroupKeys groups, int number) {
            groups.each(run, batch.live(), (row, key, counts, value, product) -> {
                if (key != null && counts && value != null) {
                    findings.rank(number, key, value, product);
                }
            });
        }

        private void total(Run run, ProductBatch batch, GroupKeys groups, int number) {
            groups.each(run, batch.live(), (row, key, counts, value, product) -> {
                if (key != null && counts) {
                    findings.total(number, key, value, product);
                }
            });
        }
    }
}
