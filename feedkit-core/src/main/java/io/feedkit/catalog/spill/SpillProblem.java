package io.feedkit.catalog.spill;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can go wrong with bytes that do not fit in memory. */
enum SpillProblem implements ProblemCode {
    /** The machine's folder for temporary files is full or not writable. */
    NO_TEMPORARY_FILE("catalog.no-temporary-file", Severity.ERROR, Blame.CONFIG);

    private final String id;
    private final Severity severity;
    private final Blame blame;

    SpillProblem(String id, Severity severity, Blame blame) {
        this.id = id;
        this.severity = severity;
        this.blame = blame;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return severity;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
