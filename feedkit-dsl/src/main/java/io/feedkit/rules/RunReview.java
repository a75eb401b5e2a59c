package io.feedkit.rules;

import io.feedkit.feed.Member;
import io.feedkit.problem.Problem;
import io.feedkit.rules.check.Checked;
import io.feedkit.rules.plan.Planner;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** What a text alone cannot say about a run: whether experiments deal as they did, and whether everybody has a part of the stock. */
final class RunReview {
    private static final String EXPERIMENT = "experiment ";

    private final Checked program;
    private final Messages messages;

    RunReview(Checked program, Locale language) {
        this.program = program;
        messages = Messages.in(language);
    }

    /** How the experiments that run at this instant deal. */
    Map<String, String> remembered(Instant runAt) {
        Map<String, String> facts = new TreeMap<>();
        for (Checked.Experiment experiment : program.experiments()) {
            if (experiment.dates().include(runAt)) {
                facts.put(key(experiment), experiment.dealing());
            }
        }
        return facts;
    }

    private static String key(Checked.Experiment experiment) {
        return EXPERIMENT + experiment.name() + "/" + experiment.version();
    }

    List<Problem> review(Member member, Instant runAt, Map<String, String> remembered) {
        List<Problem> problems = new ArrayList<>();
        for (Checked.Experiment experiment : program.experiments()) {
            String before = remembered.getOrDefault(key(experiment), experiment.dealing());
            if (experiment.dates().include(runAt) && !before.equals(experiment.dealing())) {
                problems.add(messages.about(RuleProblem.EXPERIMENT_CHANGED, experiment.span())
                        .with("name", experiment.name())
                        .withAll("change", before + " → " + experiment.dealing())
                        .with("next", Long.toString(experiment.version() + 1))
                        .build()
                        .toProblem());
            }
        }
        for (Checked.Allocation allocation : program.allocations()) {
            if (allocation.rule().dates().include(runAt) && !Planner.hasPart(allocation, member)) {
                problems.add(messages.about(RuleProblem.NOT_ALLOCATED, allocation.span())
                        .with("name", member.channel())
                        .with("attribute", allocation.target().name())
                        .build()
                        .toProblem());
            }
        }
        return problems;
    }
}
