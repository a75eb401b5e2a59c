package io.feedkit.catalog;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can be wrong between a catalogue and a supplement. */
enum SupplementProblem implements ProblemCode {
    /** The column or the attribute that should be the key is not there, or cannot be one. */
    NO_KEY("supplement.no-key", Severity.ERROR, Blame.CONFIG),
    /** A column that should be taken is not there. */
    NO_COLUMN("supplement.no-column", Severity.ERROR, Blame.CONFIG),
    /** The values of a column cannot be what is asked of them. */
    WRONG_TYPE("supplement.wrong-type", Severity.ERROR, Blame.CONFIG),
    /** The key of a row that should be the only one stands in others too. */
    REPEATED_KEY("supplement.repeated-key", Severity.WARNING, Blame.FEED),
    /** A key that is too long to identify anything. */
    LONG_KEY("supplement.long-key", Severity.WARNING, Blame.FEED),
    /** No product was found in the supplement. */
    NO_MATCH("supplement.no-match", Severity.ERROR, Blame.CONFIG),
    /** Keys that no product has. */
    UNUSED_KEYS("supplement.unused-keys", Severity.INFO, Blame.FEED),
    /** Rows of one key are in several currencies or units. */
    MIXED_UNITS("supplement.mixed-units", Severity.ERROR, Blame.FEED);

    private final String id;
    private final Severity severity;
    private final Blame blame;

    SupplementProblem(String id, Severity severity, Blame blame) {
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
