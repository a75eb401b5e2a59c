package io.feedkit.export;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can stop a feed inside a run. */
enum ExportProblem implements ProblemCode {
    INTERNAL("export.internal", Blame.FEEDKIT),
    SHARED_FILE("export.shared-file", Blame.CONFIG),
    OVERWRITES_CATALOGUE("export.overwrites-catalogue", Blame.CONFIG),
    INTERRUPTED("export.interrupted", Blame.CONFIG);

    private final String id;
    private final Blame blame;

    ExportProblem(String id, Blame blame) {
        this.id = id;
        this.blame = blame;
    }

    @Override
    public String id() {
        return id;
    }

    @Override
    public Severity severity() {
        return Severity.ERROR;
    }

    @Override
    public Blame blame() {
        return blame;
    }
}
