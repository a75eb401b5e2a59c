package io.feedkit.problem;

/** Takes problems as they are found. Implementations say whether they may be called from several threads. */
@FunctionalInterface
public interface ProblemSink {
    void report(Problem problem);
}
