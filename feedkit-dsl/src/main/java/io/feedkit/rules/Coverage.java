package io.feedkit.rules;

import io.feedkit.rules.check.Act;
import io.feedkit.rules.check.Checked;
import io.feedkit.rules.eval.Tally;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * What each statement did over the products of a run: how many came to it, and what its condition said of them. A statement that never acts is a rule nobody needs, or one with
 * a mistake in it.
 *
 * <pre>{@code
 * Coverage coverage = rules.coverage();
 * Export.of(catalog).rules(coverage.rules()).to(member, file).run();
 * coverage.statements().stream().filter(Coverage.Statement::neverActed).forEach(System.out::println);
 * }</pre>
 *
 * <p><b>Shape:</b> one {@link Statement} for each statement of the program, in the order of the text, those inside branches behind their branch. What a run does for several
 * feeds is added up; products that are excluded come to nothing behind it, as in any run. <b>Cost:</b> rules without coverage are not slowed down; with it every condition is
 * worked out twice. <b>Threads:</b> counting is safe; read it when the run has ended.
 */
public final class Coverage {
    private final RuleSet rules;
    private final Map<Act, Tally> tallies = new IdentityHashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(String rule, Act act) {}

    Coverage(RuleSet uncovered, Checked program) {
        for (Checked.Clause clause : program.clauses()) {
            enter(clause.rule().name(), clause.act());
        }
        rules = uncovered.watchedBy(tallies::get);
    }

    private void enter(String rule, Act act) {
        tallies.put(act, new Tally());
        entries.add(new Entry(rule, act));
        if (act instanceof Act.When when) {
            when.then().forEach(inner -> enter(rule, inner));
            when.otherwise().forEach(inner -> enter(rule, inner));
        }
    }

    /** The same rules, which count what they do here. */
    public RuleSet rules() {
        return rules;
    }

    /** What was counted so far. */
    public List<Statement> statements() {
        List<Statement> all = new ArrayList<>();
        for (Entry entry : entries) {
            Tally tally = Objects.requireNonNull(tallies.get(entry.act()));
            all.add(new Statement(
                    entry.act().span(),
                    entry.rule(),
                    entry.act() instanceof Act.When,
                    tally.reached(),
                    tally.yes(),
                    tally.no()));
        }
        return all;
    }

    /**
     * What one statement did.
     *
     * @param at where it stands
     * @param rule as reports name it
     * @param conditional whether it has a condition
     * @param reached how many products came to it, each counted once for every feed whose layer it is in
     * @param yes of how many its condition was true; all of them when it has none
     * @param no of how many it was false
     */
    public record Statement(Span at, String rule, boolean conditional, long reached, long yes, long no) {
        public Statement {
            Objects.requireNonNull(at, "at");
            Objects.requireNonNull(rule, "rule");
        }

        /** Of how many products its condition could not be decided. */
        public long unknown() {
            return reached - yes - no;
        }

        /** Whether it had no effect at all, or its condition was never true. */
        public boolean neverActed() {
            return yes == 0;
        }

        /** {@code shop.fk:3:1  low_stock  10 products: 2 true, 7 false, 1 unknown}. */
        @Override
        public String toString() {
            String counts = reached + (reached == 1 ? " product" : " products");
            String outcomes =
                    conditional && reached > 0 ? ": " + yes + " true, " + no + " false, " + unknown() + " unknown" : "";
            return at + "  " + rule + "  " + counts + outcomes;
        }
    }
}
