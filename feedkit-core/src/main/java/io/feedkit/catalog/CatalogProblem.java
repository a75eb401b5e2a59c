package io.feedkit.catalog;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can be wrong with a catalogue as a whole, with its records, or with the mapping file that explains it. */
public enum CatalogProblem implements ProblemCode {
    /** No format recognises the source, or the one that was asked for does not exist. */
    UNKNOWN_FORMAT("catalog.unknown-format", Severity.ERROR, Blame.CONFIG),
    /** Two plugins read a format of the same name. */
    FORMAT_TWICE("catalog.format-twice", Severity.ERROR, Blame.CONFIG),
    /** The currency that prices are said to be in is none. */
    UNKNOWN_CURRENCY("catalog.unknown-currency", Severity.ERROR, Blame.CONFIG),
    /** A plugin threw something else than a problem. */
    FORMAT_FAILED("catalog.format-failed", Severity.ERROR, Blame.FEEDKIT),
    /** No column is the id of products. */
    NO_ID_COLUMN("catalog.no-id-column", Severity.ERROR, Blame.CONFIG),
    /** There is nothing in a source that may be empty. */
    EMPTY("catalog.empty", Severity.WARNING, Blame.FEED),
    /** A record has no id, so it is no product. */
    NO_ID("catalog.no-id", Severity.ERROR, Blame.FEED),
    /** Text was encoded twice: {@code dÃ©jÃ } for {@code déjà}. */
    TWICE_ENCODED("catalog.twice-encoded", Severity.WARNING, Blame.FEED),
    /** A column appears after the part of the source from which the schema was made. */
    LATE_COLUMN("catalog.late-column", Severity.WARNING, Blame.CONFIG),
    /** Rows hold texts in a language that nobody knows, or that others hold too. */
    LANGUAGE_OF_ROWS("catalog.language-rows", Severity.WARNING, Blame.CONFIG),
    /** A variant names a parent that is not there. */
    ORPHAN_VARIANT("catalog.orphan-variant", Severity.WARNING, Blame.FEED),
    /** A row that changes another one is about none. */
    CHANGE_OF_NOTHING("catalog.change-of-nothing", Severity.WARNING, Blame.FEED),
    /** Parents or groups of variants take more memory than allowed. */
    PARENTS_LIMIT("catalog.parents-limit", Severity.ERROR, Blame.CONFIG),
    /** The mapping file is no YAML. */
    MAPPING_SYNTAX("mapping.syntax", Severity.ERROR, Blame.CONFIG),
    /** The mapping file has a key that means nothing. */
    MAPPING_KEY("mapping.unknown-key", Severity.ERROR, Blame.CONFIG),
    /** A key of the mapping file has a value it cannot have. */
    MAPPING_VALUE("mapping.bad-value", Severity.ERROR, Blame.CONFIG),
    /** The mapping file names a column the source does not have. */
    MAPPING_COLUMN("mapping.unknown-column", Severity.WARNING, Blame.CONFIG),
    /** The mapping file names an attribute that is nearly a standard one. */
    MAPPING_ATTRIBUTE("mapping.unknown-attribute", Severity.WARNING, Blame.CONFIG),
    /** What the mapping makes of records takes more memory than allowed. */
    MAPPING_MAKES_TOO_MUCH("mapping.makes-too-much", Severity.ERROR, Blame.CONFIG),
    /** Another file that the mapping names for the words of codes cannot be used. */
    MAPPING_TABLE("mapping.table", Severity.ERROR, Blame.CONFIG);

    private final String id;
    private final Severity severity;
    private final Blame blame;

    CatalogProblem(String id, Severity severity, Blame blame) {
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
