package io.feedkit.channel.generate;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can be wrong with the description a descriptor is made from. */
public enum GenerateProblem implements ProblemCode {
    /** The text is not JSON in UTF-8. */
    NOT_JSON("generate.not-json", Severity.ERROR),
    /** The text is larger, deeper or has more values than {@link GenerateLimits} allow. */
    TOO_LARGE("generate.too-large", Severity.ERROR),
    /** The JSON is not what the API in question answers. */
    WRONG_SHAPE("generate.wrong-shape", Severity.ERROR),
    /** Something refers to itself in the end: a category to its parents, a schema to its definitions. */
    CIRCLE("generate.circle", Severity.ERROR),
    /** A name, date or code that was asked for is not one. */
    BAD_OPTION("generate.bad-option", Severity.ERROR),
    /** The description cannot be read, or the descriptor not be written. */
    UNREADABLE("generate.unreadable", Severity.ERROR),
    /** Something the descriptor cannot say. */
    LEFT_OUT("generate.left-out", Severity.WARNING);

    private final String id;
    private final Severity severity;

    GenerateProblem(String id, Severity severity) {
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
