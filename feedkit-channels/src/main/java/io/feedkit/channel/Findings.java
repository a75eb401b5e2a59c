package io.feedkit.channel;

import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Passes problems on, up to the limit, and remembers whether there was one and which keys each kind of section knows. */
final class Findings {
    private final ProblemSink sink;
    private final int max;
    private final Map<String, Set<String>> knownKeys = new TreeMap<>();
    private int count;

    Findings(ProblemSink sink, int max) {
        this.sink = sink;
        this.max = max;
    }

    void report(ChannelProblem code, SourcePosition at, String message, String fix) {
        if (count++ < max) {
            sink.report(new Problem(code, at, message, fix));
        }
    }

    int count() {
        return count;
    }

    /** For the test that holds the reader against the JSON Schema. */
    Map<String, Set<String>> knownKeys() {
        return knownKeys;
    }

    void knows(String definition, Set<String> keys) {
        knownKeys.computeIfAbsent(definition, name -> new TreeSet<>()).addAll(keys);
    }
}
