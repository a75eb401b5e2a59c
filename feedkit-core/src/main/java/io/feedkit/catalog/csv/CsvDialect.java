package io.feedkit.catalog.csv;

import java.nio.charset.StandardCharsets;

/**
 * How one source writes its records.
 *
 * @param delimiter what parts cells, one character or several
 * @param quote the quoting character, or {@link #NO_BYTE}
 * @param escape the character that takes the next one literally, or {@link #NO_BYTE}
 * @param rowEnd what ends a row, or empty for any line end
 * @param blanksBeforeQuotes whether a quote opens a cell although blanks stand before it
 * @param comment what lines begin with that are no records, or empty
 * @param footer what the rows below the records begin with; empty to find out, {@code none} for no such rows
 * @param skippedLines lines before the header: Excel's {@code sep=;}, titles, dates
 * @param headerRows how many rows the names of the columns are made of
 * @param commentedHeader whether the header begins with the comment sign
 */
record CsvDialect(
        String delimiter,
        int quote,
        int escape,
        String rowEnd,
        boolean blanksBeforeQuotes,
        String comment,
        String footer,
        int skippedLines,
        int headerRows,
        boolean commentedHeader) {
    /** No byte is it. Beyond the range of bytes, so that comparing needs no extra test. */
    static final int NO_BYTE = 256;

    static CsvDialect of(String delimiter, int quote) {
        return new CsvDialect(delimiter, quote, NO_BYTE, "", false, "", "", 0, 1, false);
    }

    byte[] delimiterBytes() {
        return delimiter.getBytes(StandardCharsets.UTF_8);
    }

    byte[] rowEndBytes() {
        return rowEnd.getBytes(StandardCharsets.UTF_8);
    }

    byte[] commentBytes() {
        return comment.getBytes(StandardCharsets.UTF_8);
    }

    /** Whether records are written as most are, so that the fast scanner knows how to read them. */
    boolean isUsual() {
        return escape == NO_BYTE && rowEnd.isEmpty() && !blanksBeforeQuotes;
    }

    CsvDialect withQuote(int value) {
        return new CsvDialect(
                delimiter,
                value,
                escape,
                rowEnd,
                blanksBeforeQuotes,
                comment,
                footer,
                skippedLines,
                headerRows,
                commentedHeader);
    }

    CsvDialect withEscape(int value) {
        return new CsvDialect(
                delimiter,
                quote,
                value,
                rowEnd,
                blanksBeforeQuotes,
                comment,
                footer,
                skippedLines,
                headerRows,
                commentedHeader);
    }

    CsvDialect withRowEnd(String value) {
        return new CsvDialect(
                delimiter,
                quote,
                escape,
                value,
                blanksBeforeQuotes,
                comment,
                footer,
                skippedLines,
                headerRows,
                commentedHeader);
    }

    CsvDialect withBlanksBeforeQuotes(boolean value) {
        return new CsvDialect(
                delimiter, quote, escape, rowEnd, value, comment, footer, skippedLines, headerRows, commentedHeader);
    }

    CsvDialect withComment(String value) {
        return new CsvDialect(
                delimiter,
                quote,
                escape,
                rowEnd,
                blanksBeforeQuotes,
                value,
                footer,
                skippedLines,
                headerRows,
                commentedHeader);
    }

    CsvDialect withFooter(String value) {
        return new CsvDialect(
                delimiter,
                quote,
                escape,
                rowEnd,
                blanksBeforeQuotes,
                comment,
                value,
                skippedLines,
                headerRows,
                commentedHeader);
    }

    CsvDialect withSkippedLines(int value) {
        return new CsvDialect(
                delimiter,
                quote,
                escape,
                rowEnd,
                blanksBeforeQuotes,
                comment,
                footer,
                value,
                headerRows,
                commentedHeader);
    }

    CsvDialect withHeaderRows(int value) {
        return new CsvDialect(
                delimiter,
                quote,
                escape,
                rowEnd,
                blanksBeforeQuotes,
                comment,
                footer,
                skippedLines,
                value,
                commentedHeader);
    }

    CsvDialect withCommentedHeader(boolean value) {
        return new CsvDialect(
                delimiter, quote, escape, rowEnd, blanksBeforeQuotes, comment, footer, skippedLines, headerRows, value);
    }
}
