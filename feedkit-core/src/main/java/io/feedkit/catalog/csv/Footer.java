package io.feedkit.catalog.csv;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.Dialect;
import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/**
 * Knows rows that stand below a table and are no records: totals, counts, signatures.
 *
 * <p>Such a row begins with a word that says so and is narrower than the table, or mostly empty, or a word for a total and otherwise nothing but numbers; and nothing as
 * wide as a record follows it. All of that has to be true, because a product must not be lost for being called Total.
 */
final class Footer {
    /** How much may stand below a table. */
    static final int BYTES = 4096;

    private static final int LONGEST_TEXT = 200;
    private static final int LONGEST_NUMBER = 40;
    private static final int FEWEST_COLUMNS = 3;

    private static final String TOTAL =
            "(?:grand|sub|sous)?[ -]?total(?:s|e|en|i|es)?|sum|sums|summe|summen|gesamt|gesamtsumme|endsumme|somme|totaal|suma|somma|razem|celkem|итого|всего";

    private static final Pattern BARE_TOTAL = Pattern.compile(
            "[\\s*=\\-#_.<\\[(]*(?:" + TOTAL + ")(?: général)?[\\s*=\\-#_.>\\])]*:?",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);
    private static final Pattern NUMBER = Pattern.compile("(?:\\p{Lu}{3})?[\\s\\p{Sc}\\d.,'’%+\\-]*(?:\\p{Lu}{3})?");

    private static final Pattern BEGINS = Pattern.compile(
            "[\\s*=\\-#_.<\\[(]*(?:(?:"
                    + TOTAL
                    + "|count|anzahl|nombre|number of|records?|rows?|row count|record count|datensätze|zeilen|enregistrements|lignes"
                    + "|eof|end of (?:file|report|data|export)|end of|dateiende|fin de|fin du|ende|trailer|trl|footer"
                    + "|generated|created|exported|printed|erstellt|exportiert|erzeugt|stand|généré|exporté|créé|source|quelle|copyright|©|report|page|seite)"
                    + "(?![\\p{L}\\p{N}_]).*"
                    + "|\\d[\\d.,\\s]*(?:rows?|records?|lines?|items?|products?|zeilen|datensätze|artikel|produkte|lignes|enregistrements|produits)(?![\\p{L}\\p{N}]).*"
                    + "|[*=\\-#_.]{3,})",
            Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE | Pattern.DOTALL);

    private final byte[] delimiter;
    private final byte[] prefix;
    private final boolean off;

    Footer(CsvDialect dialect) {
        delimiter = dialect.delimiterBytes();
        off = dialect.footer().equalsIgnoreCase(Dialect.NONE);
        prefix = (off ? "" : dialect.footer()).getBytes(StandardCharsets.UTF_8);
    }

    /** Whether the caller said what a row below the table begins with; then it ends the table wherever it stands. */
    boolean isGiven() {
        return prefix.length > 0;
    }

    boolean begins(byte[] b, long firstCell) {
        return ByteScanner.isAt(b, TextBuffer.start(firstCell), TextBuffer.end(firstCell), prefix);
    }

    /**
     * Whether the scanned record stands below the table.
     *
     * @param width cells of a record
     * @param next where what follows begins, {@code end} where the source ends
     */
    boolean is(byte[] b, RecordScanner record, int width, int next, int end) {
        if (off || width < FEWEST_COLUMNS || !isNarrow(record, width) && !isTotals(b, record, width)) {
            return false;
        }
        long first = firstFilled(record, width);
        if (TextBuffer.length(first) > LONGEST_TEXT) {
            return false;
        }
        String text = new String(b, TextBuffer.start(first), TextBuffer.length(first), StandardCharsets.UTF_8);
        return BEGINS.matcher(text.strip()).matches() && !isRecordBelow(b, next, end, width);
    }

    private static boolean isNarrow(RecordScanner record, int width) {
        int filled = 0;
        int count = Math.min(record.count(), width);
        for (int cell = 0; cell < count; cell++) {
            filled += TextBuffer.length(record.cells()[cell]) > 0 ? 1 : 0;
        }
        return filled * 2 <= width;
    }

    /** A word for a total, at least one empty cell, and numbers. */
    private static boolean isTotals(byte[] b, RecordScanner record, int width) {
        boolean empty = false;
        for (int cell = 0; cell < Math.min(record.count(), width); cell++) {
            long slice = record.cells()[cell];
            if (TextBuffer.length(slice) > LONGEST_NUMBER) {
                return false;
            }
            String text =
                    new String(b, TextBuffer.start(slice), TextBuffer.length(slice), StandardCharsets.UTF_8).strip();
            if (!(cell == 0 ? BARE_TOTAL : NUMBER).matcher(text).matches()) {
                return false;
            }
            empty |= text.isEmpty();
        }
        return empty;
    }

    private static long firstFilled(RecordScanner record, int width) {
        for (int cell = 0; cell < Math.min(record.count(), width); cell++) {
            if (TextBuffer.length(record.cells()[cell]) > 0) {
                return record.cells()[cell];
            }
        }
        return TextBuffer.EMPTY_SLICE;
    }

    /** Whether a line below has as many cells as a record, and something in more than half of them. */
    private boolean isRecordBelow(byte[] b, int from, int end, int width) {
        int filled = 0;
        boolean empty = true;
        for (int p = from; p <= end; p++) {
            boolean lineEnds = p == end || b[p] == '\n' || b[p] == '\r';
            boolean cellEnds = !lineEnds && ByteScanner.isAt(b, p, end, delimiter);
            if (lineEnds || cellEnds) {
                filled += empty ? 0 : 1;
                empty = true;
                if (filled * 2 > width) {
                    return true;
                }
                p += cellEnds ? delimiter.length - 1 : 0;
                filled = lineEnds ? 0 : filled;
            } else if (b[p] != ' ') {
                empty = false;
            }
        }
        return false;
    }
}
