package io.feedkit.catalog.json;

import io.feedkit.catalog.tree.InnerArray;
import io.feedkit.problem.Blame;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;
import io.feedkit.problem.SourcePosition;
import java.util.List;

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
    /** Objects inside the records look like products, and nothing says that they are. */
    LIKE_VARIANTS("json.like-variants", Severity.WARNING, Blame.CONFIG),
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

    /** Said once for each array. */
    static Problem likeVariants(String source, InnerArray array, List<String> members) {
        String path = Problem.quote(array.path());
        String line = "nesting: {variants: " + array.path() + "}";
        return new Problem(
                LIKE_VARIANTS,
                SourcePosition.unknown(source).withField(array.path()),
                "the objects in " + path + " look like variants, with " + String.join(", ", members)
                        + "; they are read as lists of one product.",
                array.whole()
                        ? "If each is a product, write this in the mapping file: " + line
                        : "If each is a product, export them one array below the product.");
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
