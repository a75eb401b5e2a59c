package io.feedkit.problem;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Counts every problem and keeps the first few of each code, so that a catalogue with a million bad prices costs no more memory than one with ten.
 *
 * <p>Not thread-safe.
 */
public final class ProblemLog implements ProblemSink {
    private final int keptPerCode;
    private final List<Problem> kept = new ArrayList<>();
    private final Map<String, Long> counts = new TreeMap<>();
    private Severity worst = Severity.INFO;

    public ProblemLog(int keptPerCode) {
        this.keptPerCode = keptPerCode;
    }

    @Override
    public void report(Problem problem) {
        long count = counts.merge(problem.code().id(), 1L, Long::sum);
        if (count <= keptPerCode) {
            kept.add(problem);
        }
        if (problem.severity().compareTo(worst) > 0) {
            worst = problem.severity();
        }
    }

    /** Hands all problems on, in order, and starts afresh; counts beyond the kept ones are handed on as counts. */
    public void drainTo(ProblemLog other) {
        for (Problem problem : kept) {
            long before = other.counts.merge(problem.code().id(), 1L, Long::sum) - 1;
            counts.merge(problem.code().id(), -1L, Long::sum);
            if (before < other.keptPerCode) {
                other.kept.add(problem);
            }
        }
        counts.forEach((id, more) -> other.counts.merge(id, more, Long::sum));
        if (worst.compareTo(other.worst) > 0) {
            other.worst = worst;
        }
        kept.clear();
        counts.clear();
        worst = Severity.INFO;
    }

    /** The kept problems in the order they were found. */
    public List<Problem> kept() {
        return Collections.unmodifiableList(kept);
    }

    /** How often each code was reported, by id. */
    public Map<String, Long> counts() {
        return Collections.unmodifiableMap(counts);
    }

    public boolean has(Severity atLeast) {
        return !counts.isEmpty() && worst.compareTo(atLeast) >= 0;
    }
}
