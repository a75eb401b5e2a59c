package io.feedkit.problem;

/**
 * Thrown when the caller cannot go on: a file that cannot be opened, a rule set with errors, a feed that cannot be published.
 *
 * <p>The message says everything the problem says; only the message survives serialisation.
 */
public class FeedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public FeedException(Problem problem) {
        super(problem.toString());
        this.problem = problem;
    }

    public FeedException(Problem problem, Throwable cause) {
        super(problem.toString(), cause);
        this.problem = problem;
    }

    /** What is wrong, where, and what to do about it. */
    public Problem problem() {
        return problem;
    }
}
