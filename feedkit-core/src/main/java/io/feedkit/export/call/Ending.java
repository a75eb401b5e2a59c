package io.feedkit.export.call;

import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;

/** Thrown when no more calls are made in this run; the problem says why. What was not sent waits for the next one. */
final class Ending extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    Ending(Problem problem) {
        super(problem.toString(), null, false, false);
        this.problem = problem;
    }

    Ending(FeedException cause) {
        this(cause.problem());
    }

    Problem problem() {
        return problem;
    }
}
