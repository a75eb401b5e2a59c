package io.feedkit.catalog.csv;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can be wrong with delimited text. */
enum CsvProblem implements ProblemCode {
    /** There is no record, not even a header. */
    EMPTY("csv.empty", Severity.ERROR, Blame.FEED),
    /** The caller named a charset, delimiter or quote that cannot be used. */
    UNUSABLE_OPTION("csv.unusable-option", Severity.ERROR, Blame.CONFIG),
    /** Two columns have the same name. */
    DUPLICATE_COLUMN("csv.duplicate-column", Severity.WARNING, Blame.FEED),
    /** A column of the header has no name. */
    UNNAMED_COLUMN("csv.unnamed-column", Severity.INFO, Blame.FEED),
    /** Quotes stand around whole lines, so each is one cell. */
    QUOTED_LINES("csv.quoted-lines", Severity.WARNING, Blame.FEED),
    /** A cell opens with a quote that nothing closes. */
    UNCLOSED_QUOTE("csv.unclosed-quote", Severity.ERROR, Blame.FEED),
    /** A quote inside a quoted cell that is not doubled: {@code "12" monitor"}. */
    BARE_QUOTE("csv.bare-quote", Severity.WARNING, Blame.FEED),
    /** Text between a closing quote and the end of its cell: {@code "Best" lamp}. */
    TEXT_AFTER_QUOTE("csv.text-after-quote", Severity.WARNING, Blame.FEED),
    /** A record has fewer cells than the header. */
    TOO_FEW_CELLS("csv.too-few-cells", Severity.WARNING, Blame.FEED),
    /** A record has more cells than the header. */
    TOO_MANY_CELLS("csv.too-many-cells", Severity.WARNING, Blame.FEED),
    /** A record has more cells than the header since a decimal comma parts an amount. */
    SPLIT_AMOUNT("csv.split-amount", Severity.ERROR, Blame.FEED),
    /** A row below the table that is no record. */
    FOOTER("csv.footer", Severity.INFO, Blame.FEED),
    /** The header stands in the middle of the table once more. */
    HEADER_AGAIN("csv.header-again", Severity.INFO, Blame.FEED),
    /** Several charsets read the source, and nothing tells which is meant. */
    CHARSET_UNCERTAIN("csv.charset-uncertain", Severity.WARNING, Blame.FEED),
    /** The charset was only found out behind the head. */
    CHARSET_LATE("csv.charset-late", Severity.INFO, Blame.FEED),
    /** Bytes that are not valid in the charset of the source. */
    UNDECODABLE("csv.undecodable", Severity.WARNING, Blame.FEED),
    /** Cells of a record that are in another charset than the rest of the source. */
    OTHER_CHARSET("csv.other-charset", Severity.WARNING, Blame.FEED),
    /** Control characters that no feed may hold. */
    CONTROL_CHARACTER("csv.control-character", Severity.WARNING, Blame.FEED),
    /** A cell is longer than the limits allow. */
    FIELD_TOO_LONG("csv.field-too-long", Severity.ERROR, Blame.FEED),
    /** A record is longer than the limits allow. */
    RECORD_TOO_LONG("csv.record-too-long", Severity.ERROR, Blame.FEED),
    /** More columns than the limits allow. */
    TOO_MANY_COLUMNS("csv.too-many-columns", Severity.ERROR, Blame.FEED);

    private final String id;
    private final Severity severity;
    private final Blame blame;

    CsvProblem(String id, Severity severity, Blame blame) {
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
