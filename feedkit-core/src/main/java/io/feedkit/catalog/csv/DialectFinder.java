package io.feedkit.catalog.csv;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Detection;
import io.feedkit.problem.Problem;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/**
 * Finds out how a source writes its records, from its head.
 *
 * <p>Each delimiter is tried with each quote: the head is scanned as it would be read, and the reading wins in which most records have the same number of cells, more
 * cells counting for more and broken quotes against it. Counting characters would not do: descriptions are full of commas, and prices of decimal ones.
 */
final class DialectFinder {
    private static final List<String> DELIMITERS = List.of(",", ";", "\t", "|", "^", "~");
    private static final int MAX_RECORDS = 1000;
    /** A dialect shows in the first records; every byte more is looked at once per dialect. */
    private static final int LOOKED_AT = 64 * 1024;
    /** Quotes are taken for text when they are broken in so many records and whole in fewer cells; below that, they are mistakes to be told. */
    private static final int ENOUGH_BROKEN = 5;

    private static final int MAX_COLUMNS = 2000;

    /**
     * How the head reads in one dialect.
     *
     * @param first the cells of the first record, as text
     * @param records complete records in the head
     * @param fitting how many of them have {@code width} cells and no broken quote
     * @param quoted cells that are properly quoted
     * @param broken records with broken quotes
     */
    record Reading(
            CsvDialect dialect,
            List<String> first,
            List<List<String>> sample,
            int records,
            int width,
            int fitting,
            int quoted,
            int broken) {

        double score() {
            if (records == 0 || width < 2) {
                return 0;
            }
            double fit = (double) fitting / records;
            double header = first.size() == width ? 1 : 0.4;
            return fit * fit * header * Math.log(width);
        }
    }

    private final byte[] head;
    private final int end;
    private final boolean complete;
    private final CatalogOptions options;
    private final String name;
    private final List<Detection> detections = new ArrayList<>();

    /** @param head the first bytes as UTF-8 */
    DialectFinder(String name, byte[] head, boolean complete, CatalogOptions options) {
        this.name = name.toLowerCase(Locale.ROOT);
        end = Math.min(head.length, LOOKED_AT);
        this.head = Arrays.copyOf(head, end + CsvScanner.PAD);
        Arrays.fill(this.head, end, this.head.length, (byte) '\n');
        this.complete = complete && end == head.length;
        this.options = options;
    }

    List<Detection> detections() {
        return detections;
    }

    /** How well the best reading fits, from 0 to 1; 0 too where there is only one column. */
    double fit() {
        Reading best = best(separatorLine());
        return best.width() < 2 || best.records() == 0 ? 0 : (double) best.fitting() / best.records();
    }

    CsvDialect find() {
        String separator = separatorLine();
        Reading best = best(separator);
        if (options.delimiter().isEmpty()) {
            detections.add(delimiter(best, separator));
        }
        if (options.quote().isEmpty()) {
            detections.add(quote(best));
        }
        detections.add(lineEnds());
        boolean header = options.header() == CatalogOptions.Header.PRESENT;
        if (options.header() == CatalogOptions.Header.DETECT) {
            Detection found = HeaderFinder.find(best.first(), best.sample());
            detections.add(found);
            header = found.value().equals(HeaderFinder.PRESENT);
        }
        return best.dialect().withHeader(header);
    }

    private Reading best(String separator) {
        List<String> delimiters = !options.delimiter().isEmpty()
                ? List.of(unescaped(options.delimiter()))
                : separator.isEmpty() ? DELIMITERS : List.of(separator);
        int[] quotes = options.quote().isEmpty()
                ? new int[] {'"', '\'', CsvDialect.NO_QUOTE}
                : new int[] {quoteOption(options.quote())};
        Reading best = null;
        double bestScore = -1;
        for (String delimiter : delimiters) {
            boolean quotesAreText = false;
            for (int quote : quotes) {
                if (quote == CsvDialect.NO_QUOTE && options.quote().isEmpty() && !quotesAreText) {
                    continue;
                }
                Reading reading = read(new CsvDialect(delimiter, quote, true, !separator.isEmpty()));
                if (quote == '"') {
                    quotesAreText = reading.broken() >= ENOUGH_BROKEN && reading.broken() > reading.quoted();
                }
                double score = weighed(reading);
                if (score > bestScore) {
                    best = reading;
                    bestScore = score;
                }
            }
        }
        if (best == null) {
            throw new IllegalStateException("no dialect to try");
        }
        return best;
    }

    /** Double quotes are the rule: another reading has to be clearly better. */
    private double weighed(Reading reading) {
        double score = reading.score();
        int quote = reading.dialect().quote();
        if (quote == '\'' && options.quote().isEmpty()) {
            score = reading.quoted() < Math.max(2, reading.records()) ? 0 : score * 0.95;
        }
        return reading.dialect().delimiter().equals("\t") && isTabName() ? score * 1.5 : score;
    }

    private boolean isTabName() {
        return name.endsWith(".tsv") || name.endsWith(".tab") || name.endsWith(".tsv.gz");
    }

    private Reading read(CsvDialect dialect) {
        CsvScanner scanner = new CsvScanner(dialect, MAX_COLUMNS, Integer.MAX_VALUE);
        List<String> first = List.of();
        List<List<String>> sample = new ArrayList<>();
        int[] widths = new int[MAX_COLUMNS + 1];
        int records = 0;
        int quoted = 0;
        int broken = 0;
        int p = start(dialect.separatorLine());
        while (records < MAX_RECORDS) {
            while (p < end && (head[p] == '\n' || head[p] == '\r')) {
                p++;
            }
            if (p >= end) {
                break;
            }
            int next = scanner.scan(head, p, end, complete);
            if (next < 0) {
                break;
            }
            if (sample.size() < 100) {
                List<String> cells = texts(scanner);
                if (records == 0) {
                    first = cells;
                    scanner.expectWidth(scanner.count());
                } else {
                    sample.add(cells);
                }
            }
            if (scanner.findings().isEmpty()) {
                quoted += quotedCells(scanner, dialect.quote(), p);
                widths[Math.min(scanner.count(), MAX_COLUMNS)]++;
            } else {
                broken++;
            }
            records++;
            p = next;
        }
        int width = 0;
        for (int w = 1; w < widths.length; w++) {
            if (widths[w] > widths[width]) {
                width = w;
            }
        }
        return new Reading(dialect, first, sample, records, width, widths[width], quoted, broken);
    }

    /** Cells are taken as they stand; doubled quotes do not matter for what is asked of them. */
    private List<String> texts(CsvScanner scanner) {
        List<String> texts = new ArrayList<>();
        for (int cell = 0; cell < Math.min(scanner.count(), MAX_COLUMNS); cell++) {
            long slice = scanner.cells()[cell];
            texts.add(new String(head, TextBuffer.start(slice), TextBuffer.length(slice), StandardCharsets.UTF_8));
        }
        return texts;
    }

    private int quotedCells(CsvScanner scanner, int quote, int from) {
        int quoted = 0;
        for (int cell = 0; cell < Math.min(scanner.count(), MAX_COLUMNS); cell++) {
            long slice = scanner.cells()[cell];
            int before = TextBuffer.start(slice) - 1;
            if (before >= from && head[before] == quote && head[TextBuffer.end(slice)] == quote) {
                quoted++;
            }
        }
        return quoted;
    }

    private int start(boolean behindSeparatorLine) {
        int p = end >= 3 && head[0] == (byte) 0xEF && head[1] == (byte) 0xBB && head[2] == (byte) 0xBF ? 3 : 0;
        if (behindSeparatorLine) {
            while (p < end && head[p] != '\n' && head[p] != '\r') {
                p++;
            }
        }
        return p;
    }

    /** What Excel's {@code sep=;} in the first line says, or empty. */
    private String separatorLine() {
        int from = start(false);
        int p = from;
        while (p < end && head[p] != '\n' && head[p] != '\r') {
            p++;
        }
        String text = new String(head, from, Math.min(p - from, 16), StandardCharsets.UTF_8);
        if (text.length() > 2 && text.startsWith("\"") && text.endsWith("\"")) {
            text = text.substring(1, text.length() - 1);
        }
        boolean says = text.length() == 5 && text.substring(0, 4).equalsIgnoreCase("sep=");
        return says ? text.substring(4) : "";
    }

    private Detection delimiter(Reading best, String separator) {
        String shown =
                best.dialect().delimiter().equals("\t") ? "\\t" : best.dialect().delimiter();
        if (!separator.isEmpty()) {
            return new Detection("delimiter", shown, "the first line says sep=" + shown, true);
        }
        if (best.width() < 2) {
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
        if (quote == CsvDialect.NO_QUOTE) {
            return new Detection("quote", "none", "quotes stand in the text, unpaired", false);
        }
        return best.quoted() == 0
                ? new Detection("quote", Character.toString(quote), "none seen; the usual one is assumed", false)
                : new Detection("quote", Character.toString(quote), "around " + best.quoted() + " cells", true);
    }

    private Detection lineEnds() {
        int feeds = 0;
        int returns = 0;
        int both = 0;
        for (int p = 0; p < end; p++) {
            if (head[p] == '\n') {
                feeds++;
            } else if (head[p] == '\r') {
                if (head[p + 1] == '\n' && p + 1 < end) {
                    both++;
                    p++;
                } else {
                    returns++;
                }
            }
        }
        String evidence = feeds + " LF, " + both + " CRLF, " + returns + " CR";
        if (feeds > 0 && feeds >= both && feeds >= returns) {
            return new Detection("line ends", "LF", evidence, both + returns == 0);
        }
        return both > 0 && both >= returns
                ? new Detection("line ends", "CRLF", evidence, feeds + returns == 0)
                : new Detection("line ends", returns > 0 ? "CR" : "LF", evidence, feeds + both == 0);
    }

    /** {@code \t} and {@code tab} mean the tab, as people write it in settings. */
    static String unescaped(String delimiter) {
        return delimiter.equals("\\t") || delimiter.equalsIgnoreCase("tab") ? "\t" : delimiter;
    }

    static int quoteOption(String quote) {
        return quote.equalsIgnoreCase("none") ? CsvDialect.NO_QUOTE : quote.charAt(0);
    }

    /** What makes these options unusable, or empty. */
    static String objection(CatalogOptions options) {
        String delimiter = unescaped(options.delimiter());
        if (delimiter.chars().anyMatch(c -> c == '\n' || c == '\r' || c == '"')) {
            return "The delimiter " + Problem.quote(delimiter) + " holds a line end or a quote.";
        }
        String quote = options.quote();
        if (!quote.isEmpty() && !quote.equalsIgnoreCase("none") && (quote.length() != 1 || quote.charAt(0) > '~')) {
            return "The quote " + Problem.quote(quote) + " is not one ASCII character, and not \"none\".";
        }
        return !quote.isEmpty() && delimiter.startsWith(quote) ? "Delimiter and quote are the same." : "";
    }
}
