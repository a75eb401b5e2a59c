package io.feedkit.catalog.csv;

import io.feedkit.catalog.CatalogOptions.Header;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.Dialect;
import io.feedkit.product.Currencies;
import io.feedkit.product.Unit;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Where the table begins in a source whose records can be read already: what stands above it, and how many rows name its columns. */
final class TableHead {
    private final Reading reading;
    private final SampleText head;
    private final Dialect given;
    private final List<Detection> detections = new ArrayList<>();
    private CsvDialect dialect;

    TableHead(Reading reading, SampleText head, Dialect given) {
        this.reading = reading;
        this.head = head;
        this.given = given;
        dialect = reading.dialect().withFooter(given.footer());
        above();
        header();
    }

    List<Detection> detections() {
        return detections;
    }

    CsvDialect dialect() {
        return dialect;
    }

    private void above() {
        if (given.skippedLines() < 0 && reading.above() > 0) {
            int lines = reading.lineOfTable();
            dialect = dialect.withSkippedLines(lines);
            detections.add(new Detection(
                    "skipped lines",
                    Integer.toString(lines),
                    reading.above() + " rows above the header are not as wide as the table",
                    true));
        }
    }

    private void header() {
        List<String> commented = given.header() == Header.ABSENT ? List.of() : commentedHeader();
        if (!commented.isEmpty()) {
            dialect = dialect.withCommentedHeader(true).withSkippedLines(commentedLine());
            detections.add(new Detection("header", HeaderFinder.PRESENT, "in the last comment line", true));
            return;
        }
        boolean present = given.header() == Header.PRESENT || given.headerRows() > 0;
        if (given.header() == Header.DETECT && given.headerRows() == 0) {
            Detection found = HeaderFinder.find(reading.row(0), reading.below(1));
            detections.add(found);
            present = found.value().equals(HeaderFinder.PRESENT);
        }
        if (!present || given.header() == Header.ABSENT) {
            dialect = dialect.withHeaderRows(0);
        } else if (given.headerRows() > 0) {
            dialect = dialect.withHeaderRows(given.headerRows());
        } else if (isUnits(reading.row(1))) {
            dialect = dialect.withHeaderRows(2);
            detections.add(new Detection("header rows", "2", "the second row holds units", true));
        }
    }

    /** The names in a comment right before the first record, when that is none itself: {@code #id;title}. */
    private List<String> commentedHeader() {
        int line = commentedLine();
        if (dialect.comment().isEmpty() || !isCommentLine(line)) {
            return List.of();
        }
        int from = head.afterLines(line, dialect.rowEndBytes())
                + dialect.comment().getBytes(StandardCharsets.UTF_8).length;
        String text = head.text(from, Math.max(from, head.nextLine(from))).strip();
        List<String> names = List.of(text.split(Pattern.quote(dialect.delimiter()), -1));
        boolean fits = names.size() == reading.width()
                && HeaderFinder.isHeader(names, reading.below(0))
                && !HeaderFinder.isHeader(reading.row(0), reading.below(1));
        return fits ? names : List.of();
    }

    private int commentedLine() {
        return reading.lineOfTable() - 1;
    }

    private boolean isCommentLine(int line) {
        return line >= 0
                && ByteScanner.isAt(
                        head.bytes,
                        head.afterLines(line, dialect.rowEndBytes()),
                        head.end,
                        dialect.comment().getBytes(StandardCharsets.UTF_8));
    }

    /** Whether a row holds units or currencies and nothing else, at least two of them. */
    private static boolean isUnits(List<String> row) {
        int units = 0;
        for (String cell : row) {
            String text = TableHead.unit(cell);
            if (!text.isEmpty() && !text.equals("-")) {
                if (Unit.named(text).isEmpty()
                        && !Currencies.isKnown(text.toUpperCase(Locale.ROOT))
                        && !text.equals("€")
                        && !text.equals("%")) {
                    return false;
                }
                units++;
            }
        }
        return units > 1;
    }

    /** A unit without the brackets around it. */
    static String unit(String cell) {
        String text = cell.strip();
        boolean bracketed = text.length() > 2
                && (text.startsWith("[") && text.endsWith("]") || text.startsWith("(") && text.endsWith(")"));
        return bracketed ? text.substring(1, text.length() - 1).strip() : text;
    }
}
