package io.feedkit.location;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** Why a file could not be put in its place. The last good one stays. */
enum PublishProblem implements ProblemCode {
    CANNOT_WRITE(
            "publish.cannot-write",
            "Check the folder, its rights and the free space; the last good file was left in place."),
    BUSY("publish.busy", "Wait for the other run to end, or give this one another file.");

    private final String id;
    private final String fix;

    PublishProblem(String id, String fix) {
        this.id = id;
        this.fix = fix;
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
        return Blame.CONFIG;
    }

    String fix() {
        return fix;
    }
}
