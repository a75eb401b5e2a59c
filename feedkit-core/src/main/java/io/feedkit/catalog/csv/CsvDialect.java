package io.feedkit.catalog.csv;

import java.nio.charset.StandardCharsets;

/**
 * How one source writes its records.
 *
 * @param delimiter what parts cells, one character or several
 * @param quote the quoting character, or {@link #NO_QUOTE}
 * @param header whether the first record holds the names of the columns
 * @param separatorLine whether the first line is Excel's {@code sep=;}
 */
record CsvDialect(String delimiter, int quote, boolean header, boolean separatorLine) {
    /** No byte is a quote. Beyond the range of bytes, so that comparing needs no extra test. */
    static final int NO_QUOTE = 256;

    byte[] delimiterBytes() {
        return delimiter.getBytes(StandardCharsets.UTF_8);
    }

    CsvDialect withHeader(boolean value) {
        return new CsvDialect(delimiter, quote, value, separatorLine);
    }

    CsvDialect withQuote(int value) {
        return new CsvDialect(delimiter, value, header, separatorLine);
    }
}
