package io.feedkit.catalog.json;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can be wrong with a catalogue in JSON. */
enum JsonProblem implements ProblemCode {
    /** The document breaks a rule of JSON, so nothing after that place can be trusted. */
    NOT_WELL_FORMED("json.not-well-formed", Severity.ERROR, Blame.FEED),
    /** No array of objects is there. */
    NO_RECORDS("json.no-records", Severity.ERROR, Blame.CONFIG),
    /** A line is no JSON object, or an element of the array is none. */
    BAD_RECORD("json.bad-record", Severity.ERROR, Blame.FEED),
    /** A record goes over one of the limits. */
    RECORD_LIMIT("json.record-limit", Severity.ERROR, Blame.FEED);

    private final String id;
    private final Severity severity;
    private final Blame blame;

    JsonProblem(String id, Severity severity, Blame blame) {
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
