package io.feedkit.export;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can stop a feed inside a run. */
enum ExportProblem implements ProblemCode {
    INTERNAL("export.internal", Blame.FEEDKIT),
    SHARED_FILE("export.shared-file", Blame.CONFIG),
    OVERWRITES_CATALOGUE("export.overwrites-catalogue", Blame.CONFIG),
    INTERRUPTED("export.interrupted", Blame.CONFIG),
    NO_THREAD("export.no-thread", Blame.CONFIG),
    WOULD_EMPTY("export.would-empty", Blame.FEED),
    GUARD_TRIPPED("export.guard-tripped", Blame.FEED),
    TOO_MANY_FAULTS("export.too-many-faults", Blame.RULES),
    NO_VERSION("export.no-version", Blame.CONFIG),
    DAMAGED_VERSION("export.damaged-version", Blame.CONFIG),
    EMPTY_FEED("export.empty-feed", Blame.FEED, Severity.WARNING),
    LISTENER_FAILED("export.listener-failed", Blame.CONFIG, Severity.WARNING),
    NOT_A_REPORT("export.not-a-report", Blame.CONFIG),
    NOT_PARTS("export.not-parts", Blame.CONFIG);

    private final String id;
    private final Blame blame;
    private final Severity severity;

    ExportProblem(String id, Blame blame) {
        this(id, blame, Severity.ERROR);
    }

    ExportProblem(String id, Blame blame, Severity severity) {
        this.id = id;
        this.blame = blame;
        this.severity = severity;
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
