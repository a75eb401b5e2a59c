package io.feedkit.catalog.csv;

import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.Dialect;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds out how a source writes its records, from its head.
 *
 * <p>Each delimiter is tried with each quote: the head is scanned as it would be read, and the reading wins in which most records have the same number of cells, more
 * cells counting for more and broken quotes against it. Counting characters would not do: descriptions are full of commas, and prices of decimal ones. What is rarer
 * (comment lines, escapes, row ends that are no line ends, blanks before quotes) is tried where the head shows a trace of it, and has to read better than without.
 */
final class DialectFinder {
    /** Quotes are taken for text when they are broken in so many records and whole in fewer cells; below that, they are mistakes to be told. */
    private static final int ENOUGH_BROKEN = 5;

    /** So many delimiters are looked at closely. */
    private static final int CLOSE = 3;

    private final SampleText head;
    private final Dialect given;
    private final String name;
    private final String separator;
    private final List<String> delimiters;
    private final List<Detection> detections = new ArrayList<>();
    private int usualWidth;

    /** @param head the first bytes as UTF-8 */
    DialectFinder(String name, byte[] head, boolean complete, CatalogOptions options) {
        this.name = name.toLowerCase(Locale.ROOT);
        this.head = new SampleText(head, complete);
        given = options.dialect();
        separator = this.head.separatorLine();
        delimiters = delimiters(given, separator, this.head);
    }

    List<Detection> detections() {
        return detections;
    }

    /** How well the best reading fits, from 0 to 1; 0 too where there is only one column. */
    double fit() {
        Reading best = best();
        return best.score() == 0 ? 0 : (double) best.fitting() / best.records();
    }

    /** How many cells most records have; once the dialect is found. */
    int usualWidth() {
        return usualWidth;
    }

    CsvDialect find() {
        Reading best = best();
        usualWidth = best.width();
        tell(best);
        TableHead table = new TableHead(best, head, given);
        detections.addAll(table.detections());
        return table.dialect();
    }

    private Reading best() {
        List<String> comments = comments();
        Reading best = null;
        for (String rowEnd : rowEnds()) {
            for (String comment : comments) {
                best = better(best, best(rowEnd, comment));
            }
        }
        return Objects.requireNonNull(best, "a dialect to try");
    }

    /** First every delimiter with the usual quotes; then, for those that read best, what else quotes may be. */
    private Reading best(String rowEnd, String comment) {
        int skipped = given.skippedLines() >= 0 ? given.skippedLines() : separator.isEmpty() ? 0 : 1;
        List<Reading> readings = new ArrayList<>();
        for (String delimiter : delimiters) {
            if (!rowEnd.equals(delimiter)) {
                CsvDialect dialect = CsvDialect.of(delimiter, usualQuote())
                        .withRowEnd(rowEnd)
                        .withComment(comment)
                        .withSkippedLines(skipped);
                readings.add(Reading.of(
                        head,
                        given.escape().isEmpty() ? dialect : dialect.withEscape(Settings.character(given.escape()))));
            }
        }
        readings.sort(Comparator.comparingDouble(this::weighed).reversed());
        Reading best = null;
        for (Reading reading : readings.subList(0, Math.min(CLOSE, readings.size()))) {
            for (Reading variant : variants(reading)) {
                best = better(best, variant);
            }
        }
        return Objects.requireNonNull(best, "a delimiter to try");
    }

    /** The second one if it is clearly better. */
    private Reading better(@Nullable Reading first, Reading second) {
        return first == null || weighed(second) > weighed(first) + 1e-9 ? second : first;
    }

    private int usualQuote() {
        return given.quote().isEmpty() ? '"' : Settings.character(given.quote());
    }

    private List<String> rowEnds() {
        if (!given.rowEnd().isEmpty()) {
            return List.of(Settings.rowEnd(given.rowEnd()));
        }
        List<String> ends = new ArrayList<>();
        ends.addAll(head.rowEnds());
        ends.removeAll(given.delimiter().isEmpty() ? List.of(separator) : delimiters);
        ends.add(0, "");
        return ends;
    }

    private List<String> comments() {
        if (!given.comment().isEmpty()) {
            return List.of(Settings.orNothing(given.comment()));
        }
        String comment = head.comment();
        return comment.isEmpty() ? List.of("") : List.of("", comment);
    }

    private static List<String> delimiters(Dialect given, String separator, SampleText head) {
        if (!given.delimiter().isEmpty()) {
            return List.of(Settings.unescaped(given.delimiter()));
        }
        return separator.isEmpty() ? head.delimiters() : List.of(separator);
    }

    private List<Reading> variants(Reading usual) {
        List<Reading> variants = new ArrayList<>();
        withEscapes(usual, variants);
        if (given.quote().isEmpty()) {
            CsvDialect dialect = usual.dialect();
            if (head.holds("'")) {
                withEscapes(Reading.of(head, dialect.withQuote('\'')), variants);
            }
            if (usual.broken() >= ENOUGH_BROKEN && usual.broken() > usual.quoted()) {
                withEscapes(Reading.of(head, dialect.withQuote(CsvDialect.NO_BYTE)), variants);
            }
        }
        return variants;
    }

    /** Adds this reading and, where there is a trace of them, those with escapes and with blanks before quotes. */
    private void withEscapes(Reading plain, List<Reading> readings) {
        CsvDialect dialect = plain.dialect();
        readings.add(plain);
        boolean blanks = head.hasBlanksBeforeQuotes(dialect.delimiter(), dialect.quote());
        if (blanks) {
            readings.add(Reading.of(head, dialect.withBlanksBeforeQuotes(true)));
        }
        if (given.escape().isEmpty() && head.mayEscape(dialect.delimiter())) {
            CsvDialect escaping = dialect.withEscape('\\');
            addIfBetter(Reading.of(head, escaping), plain, readings);
            if (blanks) {
                addIfBetter(Reading.of(head, escaping.withBlanksBeforeQuotes(true)), plain, readings);
            }
        }
    }

    /**
     * A backslash before a quote is an escape only where quotes are broken otherwise: texts end in backslashes, too. Before a delimiter or line end it is one if more
     * records fit then.
     */
    private void addIfBetter(Reading escaping, Reading plain, List<Reading> readings) {
        boolean mends = plain.broken() > escaping.broken();
        boolean fits = plain.broken() == 0 && !head.mayEscapeQuotes() && escaping.fitting() > plain.fitting();
        boolean nulls =
                plain.nulls() > 1 && plain.broken() == escaping.broken() && escaping.fitting() >= plain.fitting();
        if (mends || fits || nulls) {
            readings.add(escaping);
        }
    }

    /** Double quotes are the rule: another reading has to be clearly better. */
    private double weighed(Reading reading) {
        CsvDialect dialect = reading.dialect();
        double score = reading.score() * SampleText.weight(dialect.delimiter());
        if (dialect.quote() == '\'' && given.quote().isEmpty()) {
            score = reading.quoted() < Math.max(2, reading.records()) ? 0 : score * 0.95;
        }
        if (dialect.escape() != CsvDialect.NO_BYTE && reading.nulls() > 1) {
            score *= 1.01;
        }
        if (!dialect.rowEnd().isEmpty() && dialect.rowEnd().charAt(0) < ' ') {
            // Nobody writes these into a text; but programs leave zeros there.
            boolean stray = dialect.rowEnd().equals(SampleText.ZERO) && reading.fitting() * 20 < reading.records() * 19;
            score *= stray ? 0 : 2;
        }
        if (given.rowEnd().isEmpty() && SampleText.isPrinted(dialect.rowEnd())) {
            // Without it, its characters would stand in the last cell of every record.
            score = reading.records() < 3 || reading.fitting() < reading.records() ? 0 : score * 1.05;
        }
        return dialect.delimiter().equals("\t") && isTabName() ? score * 1.5 : score;
    }

    private boolean isTabName() {
        return name.endsWith(".tsv") || name.endsWith(".tab") || name.endsWith(".tsv.gz");
    }

    private void tell(Reading best) {
        CsvDialect dialect = best.dialect();
        if (given.delimiter().isEmpty()) {
            detections.add(delimiter(best));
        }
        if (given.quote().isEmpty()) {
            detections.add(quote(best));
        }
        if (given.escape().isEmpty() && dialect.escape() != CsvDialect.NO_BYTE) {
            detections.add(new Detection("escape", "\\", "records fit better than without", true));
        }
        if (!given.rowEnd().isEmpty() || dialect.rowEnd().isEmpty()) {
            detections.add(head.lineEnds());
        } else {
            detections.add(new Detection(
                    "row end",
                    Settings.shown(dialect.rowEnd()),
                    best.fitting() + " of " + best.records() + " rows have " + best.width() + " cells",
                    best.records() > 2 && best.fitting() == best.records()));
        }
        if (given.comment().isEmpty() && !dialect.comment().isEmpty()) {
            detections.add(new Detection(
                    "comment", dialect.comment(), "lines that begin with it do not fit the other records", true));
        }
    }

    private Detection delimiter(Reading best) {
        String shown = Settings.shown(best.dialect().delimiter());
        if (!separator.isEmpty()) {
            return new Detection("delimiter", shown, "the first line says sep=" + shown, true);
        }
        if (best.score() == 0) {
            return new Detection("delimiter", shown, "none found in " + best.records() + " lines: one column", false);
        }
        return new Detection(
                "delimiter",
                shown,
                best.width() + " cells in " + best.fitting() + " of " + best.records() + " records",
                best.records() > 1 && best.fitting() * 20 >= best.records() * 19);
    }

    private static Detection quote(Reading best) {
        int quote = best.dialect().quote();
        if (quote == CsvDialect.NO_BYTE) {
            return new Detection("quote", Dialect.NONE, "quotes stand in the text, unpaired", false);
        }
        return best.quoted() == 0
                ? new Detection("quote", Character.toString(quote), "none seen; the usual one is assumed", false)
                : new Detection(
                        "quote",
                        Character.toString(quote),
                        "around " + best.quoted() + (best.quoted() == 1 ? " cell" : " cells"),
                        true);
    }
}
