package io.feedkit.channel;

import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Collects problems up to a limit, hands them on in the order of the file, and remembers which keys each kind of section knows. */
final class Findings {
    private static final Comparator<Problem> BY_PLACE = Comparator.comparingLong(
                    (Problem problem) -> problem.at().line().orElse(0))
            .thenComparingInt(problem -> problem.at().column().orElse(0));

    private final int max;
    private final List<Problem> kept = new ArrayList<>();
    private final Map<String, Set<String>> knownKeys = new TreeMap<>();
    private int count;

    Findings(int max) {
        this.max = max;
    }

    void report(ChannelProblem code, SourcePosition at, String message, String fix) {
        if (count++ < max) {
            kept.add(new Problem(code, at, message, fix));
        }
    }

    boolean isEmpty() {
        return count == 0;
    }

    /** Passes on what was kept. */
    void tell(ProblemSink sink) {
        kept.stream().sorted(BY_PLACE).forEach(sink::report);
    }

    /** For the test that holds the reader against the JSON Schema. */
    Map<String, Set<String>> knownKeys() {
        return knownKeys;
    }

    void knows(String definition, Set<String> keys) {
        knownKeys.computeIfAbsent(definition, name -> new TreeSet<>()).addAll(keys);
    }
}
