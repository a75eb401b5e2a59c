package io.feedkit.catalog.xml;

import io.feedkit.problem.Blame;
import io.feedkit.problem.ProblemCode;
import io.feedkit.problem.Severity;

/** What can be wrong with a catalogue in XML. */
enum XmlProblem implements ProblemCode {
    /** The document breaks a rule of XML, so nothing after that place can be trusted. */
    NOT_WELL_FORMED("xml.not-well-formed", Severity.ERROR, Blame.FEED),
    /** No element repeats or looks like a record. */
    NO_RECORDS("xml.no-records", Severity.ERROR, Blame.CONFIG),
    /** A record uses an entity that only a DTD could explain. */
    ENTITY("xml.entity", Severity.ERROR, Blame.FEED),
    /** A record goes over one of the limits. */
    RECORD_LIMIT("xml.record-limit", Severity.ERROR, Blame.FEED),
    /** A text uses a name for a character that only HTML has. */
    HTML_ENTITY("xml.html-entity", Severity.WARNING, Blame.FEED),
    /** A part of a record stands there again though only the first is read. */
    REPEATED_PART("xml.repeated-part", Severity.WARNING, Blame.FEED),
    /** The document says another charset than its bytes are in. */
    WRONG_CHARSET("xml.wrong-charset", Severity.WARNING, Blame.FEED),
    /** A table that records refer to takes more memory than allowed. */
    TABLE_LIMIT("xml.table-limit", Severity.ERROR, Blame.CONFIG);

    private final String id;
    private final Severity severity;
    private final Blame blame;

    XmlProblem(String id, Severity severity, Blame blame) {
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
