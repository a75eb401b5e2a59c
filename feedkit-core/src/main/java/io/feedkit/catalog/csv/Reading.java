package io.feedkit.catalog.csv;

import io.feedkit.batch.TextBuffer;
import java.util.ArrayList;
import java.util.List;

/** How the head of a source reads in one dialect. */
final class Reading {
    private static final int MAX_RECORDS = 1000;
    private static final int SAMPLED = 60;
    private static final int MAX_COLUMNS = 2000;
    private static final int LONGEST_PREAMBLE = 30;
    /** A table has to be wider than this for rows above it to be told from its header. */
    private static final int NARROW = 2;

    /**
     * One of the first records.
     *
     * @param line how many lines stand before it
     */
    record Row(int line, List<String> cells, boolean broken) {
        int filled() {
            return (int) cells.stream().filter(cell -> !cell.isBlank()).count();
        }
    }

    private final SampleText head;
    private final CsvDialect dialect;
    private final List<Row> rows = new ArrayList<>();
    private final int[] counts = new int[MAX_RECORDS];
    private int records;
    private int quoted;
    private int broken;
    private int nulls;
    /** The number of cells that most records have. */
    private int width;

    private int above;
    private int fitting;
    private double score;

    private Reading(SampleText head, CsvDialect dialect) {
        this.head = head;
        this.dialect = dialect;
    }

    static Reading of(SampleText head, CsvDialect dialect) {
        Reading reading = new Reading(head, dialect);
        reading.scan();
        reading.width = reading.mostFrequentWidth();
        reading.above = reading.rowsAbove();
        reading.fitting = reading.fitting(reading.above);
        reading.score = reading.rated();
        return reading;
    }

    private void scan() {
        RecordScanner scanner = RecordScanner.of(dialect, MAX_COLUMNS, Integer.MAX_VALUE);
        int p = head.afterLines(dialect.skippedLines(), dialect.rowEndBytes());
        int line = dialect.skippedLines();
        byte[] comment = dialect.commentBytes();
        while (records < MAX_RECORDS) {
            while (p < head.end && (head.bytes[p] == '\n' || head.bytes[p] == '\r')) {
                line += head.bytes[p] == '\r' && head.bytes[p + 1] == '\n' ? 0 : 1;
                p++;
            }
            if (p >= head.end) {
                break;
            }
            if (comment.length > 0 && ByteScanner.isAt(head.bytes, p, head.end, comment)) {
                p = head.nextLine(p);
                line++;
                continue;
            }
            int next = scanner.scan(head.bytes, p, head.end, head.complete);
            if (next < 0) {
                break;
            }
            if (records == 0) {
                scanner.expectWidth(scanner.count());
            }
            take(scanner, p, line);
            line += scanner.lines();
            p = next;
        }
    }

    private void take(RecordScanner scanner, int from, int line) {
        boolean isBroken = !scanner.findings().isEmpty();
        if (rows.size() < SAMPLED) {
            Row row = new Row(line, texts(scanner), isBroken);
            if (row.filled() == 0) {
                return;
            }
            for (String cell : row.cells()) {
                nulls += cell.equals("\\N") ? 1 : 0;
            }
            rows.add(row);
        }
        if (isBroken) {
            broken++;
        } else {
            quoted += quotedCells(scanner, from);
        }
        counts[records++] = isBroken ? -1 : Math.min(scanner.count(), MAX_COLUMNS);
    }

    /** Cells are taken as they stand; doubled quotes do not matter for what is asked of them. */
    private List<String> texts(RecordScanner scanner) {
        List<String> texts = new ArrayList<>();
        for (int cell = 0; cell < Math.min(scanner.count(), MAX_COLUMNS); cell++) {
            long slice = scanner.cells()[cell];
            texts.add(head.text(TextBuffer.start(slice), TextBuffer.end(slice)));
        }
        return texts;
    }

    private int quotedCells(RecordScanner scanner, int from) {
        int found = 0;
        for (int cell = 0; cell < Math.min(scanner.count(), MAX_COLUMNS); cell++) {
            long slice = scanner.cells()[cell];
            int before = TextBuffer.start(slice) - 1;
            if (before >= from
                    && head.bytes[before] == dialect.quote()
                    && head.bytes[TextBuffer.end(slice)] == dialect.quote()) {
                found++;
            }
        }
        return found;
    }

    private int mostFrequentWidth() {
        int[] widths = new int[MAX_COLUMNS + 1];
        for (int record = 0; record < records; record++) {
            if (counts[record] > 0) {
                widths[counts[record]]++;
            }
        }
        int most = 0;
        for (int w = 1; w <= MAX_COLUMNS; w++) {
            if (widths[w] > widths[most]) {
                most = w;
            }
        }
        return most;
    }

    private int fitting(int from) {
        int fit = 0;
        for (int record = from; record < records; record++) {
            if (counts[record] == width) {
                fit++;
            }
        }
        return fit;
    }

    /** How many rows stand above the header: titles, dates, whatever a report begins with. None of them is as wide as the table, and the header must be one for sure. */
    private int rowsAbove() {
        if (width <= NARROW || rows.isEmpty() || rows.get(0).filled() * 2 > width) {
            return 0;
        }
        for (int row = 1; row < Math.min(rows.size(), LONGEST_PREAMBLE); row++) {
            Row candidate = rows.get(row);
            if (candidate.filled() * 2 > width) {
                boolean names = candidate.cells().size() == width
                        && HeaderFinder.isHeader(candidate.cells(), cells(row + 1))
                        && fitting(row) > row;
                return names ? row : 0;
            }
        }
        return 0;
    }

    private double rated() {
        int counted = records - above;
        if (counted == 0 || width < 2) {
            return 0;
        }
        int columns = tellingColumns();
        if (columns < 2) {
            return 0;
        }
        double fit = (double) fitting / counted;
        double header = rows.get(above).cells().size() == width ? 1 : 0.4;
        double few = counted == 1 ? 0.1 : 1;
        return fit * fit * header * few * (above > 0 ? 0.9 : 1) * Math.log(columns);
    }

    /** Columns that hold letters or digits somewhere. The others come from delimiters that are taken apart, or from nothing. */
    private int tellingColumns() {
        boolean[] telling = new boolean[width];
        int columns = 0;
        for (Row row : rows.subList(above, rows.size())) {
            for (int column = 0; column < width && row.cells().size() == width; column++) {
                if (!telling[column] && isTelling(row.cells().get(column))) {
                    telling[column] = true;
                    columns++;
                }
            }
        }
        return columns;
    }

    private static boolean isTelling(String cell) {
        for (int i = 0; i < cell.length(); i++) {
            if (Character.isLetterOrDigit(cell.charAt(i)) || Character.isSurrogate(cell.charAt(i))) {
                return true;
            }
        }
        return false;
    }

    CsvDialect dialect() {
        return dialect;
    }

    double score() {
        return score;
    }

    /** Complete records in the head, those above the header not counted. */
    int records() {
        return records - above;
    }

    int width() {
        return width;
    }

    /** Records with {@link #width} cells and no broken quote. */
    int fitting() {
        return fitting;
    }

    /** Cells that are properly quoted. */
    int quoted() {
        return quoted;
    }

    /** Records with broken quotes. */
    int broken() {
        return broken;
    }

    /** Cells that are {@code \N}, as databases write a missing value. */
    int nulls() {
        return nulls;
    }

    /** How many rows stand above the table. */
    int above() {
        return above;
    }

    /** The row at this place of the table, from 0; or no cells where there is none. */
    List<String> row(int index) {
        return above + index < rows.size() ? rows.get(above + index).cells() : List.of();
    }

    /** How many lines stand before the table. */
    int lineOfTable() {
        return above < rows.size() ? rows.get(above).line() : 0;
    }

    /** The cells of the rows from this one of the table on. */
    List<List<String>> below(int index) {
        return cells(above + index);
    }

    private List<List<String>> cells(int from) {
        return from >= rows.size()
                ? List.of()
                : rows.subList(from, rows.size()).stream().map(Row::cells).toList();
    }
}
