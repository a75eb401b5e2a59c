package io.feedkit.export.change;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can go wrong when a feed is compared with the one before. */
enum ChangeProblem implements ProblemCode {
    UNREADABLE_LOG;

    @Override
    public String id() {
        return "export.unreadable-log";
    }

    @Override
    public Severity severity() {
        return Severity.ERROR;
    }

    @Override
    public Blame blame() {
        return Blame.CONFIG;
    }
}
