package io.feedkit.rules;

import io.feedkit.batch.ProductBatch;
import io.feedkit.export.Enrichment;
import io.feedkit.export.FirstPass;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.Schema;
import io.feedkit.rules.eval.Run;
import io.feedkit.rules.plan.Questions;
import io.feedkit.rules.plan.Situation;
import io.feedkit.rules.scan.Budget;
import io.feedkit.rules.scan.Findings;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The look at the whole catalogue that ranked segments and formulas over groups need. */
final class CatalogPass implements FirstPass {
    private final RuleSet rules;
    private final Questions questions;
    private final Schema schema;
    private final Instant runAt;
    /** What is asked, on any thread. */
    private final Findings asked;

    CatalogPass(RuleSet rules, Questions questions, Schema schema, Instant runAt) {
        this.rules = rules;
        this.questions = questions;
        this.schema = schema;
        this.runAt = runAt;
        asked = questions.findings(new Budget(rules.environment().limits().maxCatalogBytes()));
    }

    @Override
    public Set<String> reads() {
        return questions.reads();
    }

    @Override
    public Collector collector(ProblemSink problems) {
        return new Looking(problems);
    }

    private Problem problem(RuleProblem code, String name, long value) {
        return Messages.in(rules.environment().language())
                .problem(code, SourcePosition.unknown("rules"), Map.of(name, Long.toString(value)));
    }

    private final class Looking implements Collector {
        private final ProblemSink problems;
        private final Findings findings = asked.beside();
        private final Questions.Looking looking;
        private @Nullable Run run;

        Looking(ProblemSink problems) {
            this.problems = problems;
            Situation situation =
                    Situation.of(schema, null, runAt, rules.environment().zone());
            looking = questions.open(situation, findings);
        }

        @Override
        public void collect(ProductBatch batch) {
            Run here = run == null ? new Run(batch) : run;
            run = here;
            looking.look(here, batch);
        }

        @Override
        public void merge(Collector other) {
            findings.merge(((Looking) other).findings);
        }

        @Override
        public Enrichment finish() {
            findings.end();
            long mixed = findings.mixedGroups();
            if (mixed > 0) {
                problems.report(problem(RuleProblem.MIXED_GROUPS, "count", mixed));
            }
            long onDisk = findings.bytesOnDisk();
            if (onDisk > 0) {
                problems.report(problem(RuleProblem.KEPT_ON_DISK, "bytes", onDisk));
            }
            return rules.knowing(questions.answers(findings));
        }
    }
}
