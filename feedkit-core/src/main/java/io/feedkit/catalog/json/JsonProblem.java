package io.feedkit.catalog.json;

import io.feedkit.problem.Blame;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;
import io.feedkit.problem.SourcePosition;

/** What can be wrong with a catalogue in JSON. */
enum JsonProblem implements ProblemCode {
    /** The document breaks a rule of JSON, so nothing after that place can be trusted. */
    NOT_WELL_FORMED("json.not-well-formed", Severity.ERROR, Blame.FEED),
    /** No array of objects is there. */
    NO_RECORDS("json.no-records", Severity.ERROR, Blame.CONFIG),
    /** A line is no JSON object, or an element of the array is none. */
    BAD_RECORD("json.bad-record", Severity.ERROR, Blame.FEED),
    /** A record goes over one of the limits. */
    RECORD_LIMIT("json.record-limit", Severity.ERROR, Blame.FEED),
    /** An object has two members of one name. */
    DUPLICATE_NAME("json.duplicate-name", Severity.WARNING, Blame.FEED),
    /** A text has bytes that are no UTF-8. */
    BAD_CHARACTER("json.bad-character", Severity.WARNING, Blame.FEED);

    /** Said once for each name. */
    static Problem twice(SourcePosition at, String name) {
        return new Problem(
                DUPLICATE_NAME,
                at.withField(name),
                "the object has " + Problem.quote(name) + " twice; the last one counts.",
                "Write each name once.");
    }

    /** Said once for each source. */
    static Problem repaired(SourcePosition at) {
        return new Problem(
                BAD_CHARACTER,
                at,
                "a text has bytes that are no UTF-8; they are replaced here and wherever they come again.",
                "Export as UTF-8, or name the charset.");
    }

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
