package io.feedkit.catalog.json;

/** What breaks a rule of JSON, where it stands. Caught where a record or a document ends; no stack trace, since the place is in the source. */
final class BadJson extends RuntimeException {
    private static final long serialVersionUID = 1;

    final long line;
    final int column;
    final long byteOffset;

    /** @param column counts from 1; 0 when it is not known */
    BadJson(String message, long line, int column, long byteOffset) {
        super(message, null, false, false);
        this.line = line;
        this.column = column;
        this.byteOffset = byteOffset;
    }
}
