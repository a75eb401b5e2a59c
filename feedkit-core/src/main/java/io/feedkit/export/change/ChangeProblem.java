package io.feedkit.export.change;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can go wrong when a feed is compared with the one before. */
enum ChangeProblem implements ProblemCode {
    UNREADABLE_LOG("export.unreadable-log", Severity.ERROR),
    LOG_NOT_USED("export.log-not-used", Severity.WARNING);

    private final String id;
    private final Severity severity;

    ChangeProblem(String id, Severity severity) {
        this.id = id;
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
        return Blame.CONFIG;
    }
}
