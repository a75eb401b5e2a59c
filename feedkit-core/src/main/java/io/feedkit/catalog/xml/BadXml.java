package io.feedkit.catalog.xml;

/** What is not well-formed, and where. Nothing behind it can be trusted; no stack trace, since the place is in the source. */
final class BadXml extends RuntimeException {
    private static final long serialVersionUID = 1;

    final long line;
    final long column;

    /**
     * @param line counts from 1; 0 when it is not known
     * @param column counts from 1; 0 when it is not known
     */
    BadXml(String message, long line, long column) {
        super(message, null, false, false);
        this.line = line;
        this.column = column;
    }

    /** The same, said by another parser. */
    BadXml(String message, long line, long column, Throwable cause) {
        super(message, cause);
        this.line = line;
        this.column = column;
    }
}
