package io.feedkit.export.call;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can go wrong between a run and a channel that is called. */
enum ApiProblem implements ProblemCode {
    /** The channel refused a product. */
    REFUSED("api.refused", Blame.FEED, Severity.ERROR),
    /** The channel cannot be reached, fails, or does not let us in. */
    STOPPED("api.stopped", Blame.REMOTE, Severity.ERROR),
    /** The channel refuses whatever is sent. */
    REFUSES_ALL("api.refuses-all", Blame.CONFIG, Severity.ERROR),
    /** Products wait for the next run. */
    LEFT("api.left", Blame.REMOTE, Severity.WARNING),
    /** An answer that does not say what the channel's description says it does. */
    UNREADABLE_ANSWER("api.unreadable-answer", Blame.REMOTE, Severity.ERROR),
    /** A name in a template has no value. */
    MISSING_PARAMETER("api.missing-parameter", Blame.CONFIG, Severity.ERROR),
    /** The channel's descriptor describes no calls. */
    NO_CALLS("api.no-calls", Blame.CONFIG, Severity.ERROR),
    /** No call takes products away. */
    CANNOT_REMOVE("api.cannot-remove", Blame.CONFIG, Severity.WARNING),
    /** The channel has products that we did not send. */
    UNKNOWN_LISTED("api.unknown-listed", Blame.CONFIG, Severity.WARNING),
    /** The channel does not have products that we believed it had, or has others. */
    DIFFERED("api.differed", Blame.REMOTE, Severity.WARNING);

    private final String id;
    private final Blame blame;
    private final Severity severity;

    ApiProblem(String id, Blame blame, Severity severity) {
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
