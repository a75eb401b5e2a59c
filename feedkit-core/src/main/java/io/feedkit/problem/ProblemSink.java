package io.feedkit.problem;

/** Takes problems as they are found. Implementations say whether they may be called from several threads. */
@FunctionalInterface
public interface ProblemSink {
    /** Takes one problem and returns at once; what it throws ends the work that found the problem. */
    void report(Problem problem);
}
