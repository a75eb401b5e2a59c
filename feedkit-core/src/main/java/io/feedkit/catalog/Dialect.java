package io.feedkit.catalog;

import java.nio.file.Path;
import java.util.Objects;

/**
 * What a caller knows about how delimited text is written. Everything left as in {@link #DETECT} is found out and reported; what is given here wins over what was
 * found.
 *
 * @param delimiter what parts cells: one character or several, {@code tab}; or empty
 * @param quote the quoting character, {@code none}, or empty
 * @param escape the character that takes the next one literally (nearly always the backslash), {@code none}, or empty
 * @param rowEnd what ends a row: {@code line} for any line end, a text such as {@code ;;}, {@code \x1e} for a control character; or empty
 * @param comment what lines begin with that are no records, {@code none}, or empty
 * @param footer what the rows below the last record begin with, {@code none}, or empty
 * @param skippedLines lines before the header, or -1
 * @param skippedColumns columns left of the table
 * @param header whether there is a line of column names
 * @param headerRows rows that names of columns are made of: 1, or 2 where units stand below the names; or 0
 */
public record Dialect(
        String delimiter,
        String quote,
        String escape,
        String rowEnd,
        String comment,
        String footer,
        int skippedLines,
        int skippedColumns,
        CatalogOptions.Header header,
        int headerRows) {

    /** Nothing is known. */
    public static final Dialect DETECT = new Dialect("", "", "", "", "", "", -1, 0, CatalogOptions.Header.DETECT, 0);

    /** What the settings that switch something off are called. */
    public static final String NONE = "none";

    public Dialect {
        Objects.requireNonNull(delimiter, "delimiter");
        Objects.requireNonNull(quote, "quote");
        Objects.requireNonNull(escape, "escape");
        Objects.requireNonNull(rowEnd, "rowEnd");
        Objects.requireNonNull(comment, "comment");
        Objects.requireNonNull(footer, "footer");
        Objects.requireNonNull(header, "header");
        if (skippedLines < -1 || skippedColumns < 0 || headerRows < 0 || headerRows > 2) {
            throw new IllegalArgumentException(
                    "skippedLines is -1 or more, skippedColumns 0 or more, headerRows 0, 1 or 2");
        }
    }

    /**
     * The dialect that a metadata file of the W3C's CSV on the Web describes.
     *
     * <p>Throws {@link io.feedkit.problem.FeedException} when the file cannot be read or is no JSON.
     */
    public static Dialect fromCsvw(Path metadata) {
        return CsvwMetadata.dialect(metadata);
    }

    public Dialect withDelimiter(String value) {
        return new Dialect(
                value, quote, escape, rowEnd, comment, footer, skippedLines, skippedColumns, header, headerRows);
    }

    public Dialect withQuote(String value) {
        return new Dialect(
                delimiter, value, escape, rowEnd, comment, footer, skippedLines, skippedColumns, header, headerRows);
    }

    public Dialect withEscape(String value) {
        return new Dialect(
                delimiter, quote, value, rowEnd, comment, footer, skippedLines, skippedColumns, header, headerRows);
    }

    public Dialect withRowEnd(String value) {
        return new Dialect(
                delimiter, quote, escape, value, comment, footer, skippedLines, skippedColumns, header, headerRows);
    }

    public Dialect withComment(String value) {
        return new Dialect(
                delimiter, quote, escape, rowEnd, value, footer, skippedLines, skippedColumns, header, headerRows);
    }

    public Dialect withFooter(String value) {
        return new Dialect(
                delimiter, quote, escape, rowEnd, comment, value, skippedLines, skippedColumns, header, headerRows);
    }

    public Dialect withSkippedLines(int value) {
        return new Dialect(
                delimiter, quote, escape, rowEnd, comment, footer, value, skippedColumns, header, headerRows);
    }

    public Dialect withSkippedColumns(int value) {
        return new Dialect(delimiter, quote, escape, rowEnd, comment, footer, skippedLines, value, header, headerRows);
    }

    public Dialect withHeader(CatalogOptions.Header value) {
        return new Dialect(
                delimiter, quote, escape, rowEnd, comment, footer, skippedLines, skippedColumns, value, headerRows);
    }

    public Dialect withHeaderRows(int value) {
        return new Dialect(
                delimiter, quote, escape, rowEnd, comment, footer, skippedLines, skippedColumns, header, value);
    }

    /** These settings, and where they leave something open those of {@code other}. */
    public Dialect or(Dialect other) {
        return new Dialect(
                delimiter.isEmpty() ? other.delimiter : delimiter,
                quote.isEmpty() ? other.quote : quote,
                escape.isEmpty() ? other.escape : escape,
                rowEnd.isEmpty() ? other.rowEnd : rowEnd,
                comment.isEmpty() ? other.comment : comment,
                footer.isEmpty() ? other.footer : footer,
                skippedLines < 0 ? other.skippedLines : skippedLines,
                skippedColumns == 0 ? other.skippedColumns : skippedColumns,
                header == CatalogOptions.Header.DETECT ? other.header : header,
                headerRows == 0 ? other.headerRows : headerRows);
    }
}
