package io.feedkit.catalog.xlsx;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can be wrong with a catalogue in a workbook. */
enum XlsxProblem implements ProblemCode {
    /** The archive, or a part of it that is needed, is not there or contradicts itself. */
    DAMAGED("xlsx.damaged", Severity.ERROR, Blame.FEED),
    /** The archive is made to do harm, or uses what no workbook needs: entities, entries over entries, paths out of it. */
    REFUSED("xlsx.refused", Severity.ERROR, Blame.FEED),
    /** The workbook is protected by a password. */
    ENCRYPTED("xlsx.encrypted", Severity.ERROR, Blame.FEED),
    /** A part breaks a rule of XML, so nothing after that place can be trusted. */
    NOT_WELL_FORMED("xlsx.not-well-formed", Severity.ERROR, Blame.FEED),
    /** There is no sheet of that name. */
    NO_SHEET("xlsx.no-sheet", Severity.ERROR, Blame.CONFIG),
    /** No sheet holds a table. */
    EMPTY("xlsx.empty", Severity.ERROR, Blame.FEED),
    /** A record goes over one of the limits. */
    RECORD_LIMIT("xlsx.record-limit", Severity.ERROR, Blame.FEED),
    /** A cell holds an error such as #N/A. */
    ERROR_VALUE("xlsx.error-value", Severity.WARNING, Blame.FEED),
    /** A formula was stored without its result. */
    NO_RESULT("xlsx.no-result", Severity.WARNING, Blame.FEED),
    /** A cell contradicts the workbook. */
    BAD_CELL("xlsx.bad-cell", Severity.WARNING, Blame.FEED),
    /** A number has more digits than a workbook keeps. */
    LONG_NUMBER("xlsx.long-number", Severity.WARNING, Blame.FEED),
    /** A number that is to be shown as a date is none. */
    NOT_A_DATE("xlsx.not-a-date", Severity.WARNING, Blame.FEED),
    /** A column of the header has no name. */
    UNNAMED_COLUMN("xlsx.unnamed-column", Severity.WARNING, Blame.FEED),
    /** Two columns have the same name. */
    DUPLICATE_COLUMN("xlsx.duplicate-column", Severity.WARNING, Blame.FEED),
    /** A cell stands outside of the table. */
    OUTSIDE("xlsx.outside-table", Severity.WARNING, Blame.FEED),
    /** Rows that somebody hid were read like the others. */
    HIDDEN_ROWS("xlsx.hidden-rows", Severity.INFO, Blame.FEED),
    /** Cells that are merged over several rows. */
    MERGED_CELLS("xlsx.merged-cells", Severity.INFO, Blame.FEED);

    private final String id;
    private final Severity severity;
    private final Blame blame;

    XlsxProblem(String id, Severity severity, Blame blame) {
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
