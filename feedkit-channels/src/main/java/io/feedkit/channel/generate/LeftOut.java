package io.feedkit.channel.generate;

import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** What a description says and the descriptor does not; each thing once. */
final class LeftOut {
    private static final int MOST = 5_000;

    private final Set<Problem> found = new LinkedHashSet<>();

    void add(SourcePosition at, String message) {
        if (found.size() < MOST) {
            found.add(new Problem(GenerateProblem.LEFT_OUT, at, message, ""));
        }
    }

    List<Problem> all() {
        return List.copyOf(found);
    }

    /** As comments of YAML. */
    void comment(YamlText yaml) {
        if (found.isEmpty()) {
            return;
        }
        yaml.comment("");
        yaml.comment("Said by the marketplace, and not by this file:");
        for (Problem problem : found) {
            String place = problem.at().line().isPresent()
                    ? " (line " + problem.at().line().getAsLong() + ")"
                    : "";
            yaml.comment("- " + problem.message() + place);
        }
    }
}
