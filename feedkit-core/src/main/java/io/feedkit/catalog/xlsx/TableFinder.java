package io.feedkit.catalog.xlsx;

import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.csv.HeaderFinder;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Finds the table in a sheet from its first rows.
 *
 * <p>Above the header people write titles, dates and notes, which fill few cells; so the header is the first row that fills at least half as many cells as the fullest
 * one and looks like names. A table that was made as one in the spreadsheet program says itself where it is.
 */
final class TableFinder {
    /** A row of values may stand above the header; so far down another one is believed to be it. */
    private static final int NEAR_ROWS = 8;

    private final List<SheetRow> rows;
    private final TextBuffer text;
    private final CatalogOptions.Header wanted;

    TableFinder(List<SheetRow> rows, TextBuffer text, CatalogOptions.Header wanted) {
        this.rows = rows;
        this.text = text;
        this.wanted = wanted;
    }

    /** Whether there is more than a title: two rows at least, one of them with two cells at least. */
    boolean isTable() {
        return rows.size() > 1 && fullest() > 1;
    }

    private int fullest() {
        return rows.stream().mapToInt(row -> row.filledCells(text)).max().orElse(0);
    }

    /** The table; null when the sheet has no cell with a value. */
    @Nullable
    Table find(List<Ranges.Listed> listed) {
        if (rows.isEmpty()) {
            return null;
        }
        for (Ranges.Listed one : listed) {
            boolean seen =
                    rows.stream().anyMatch(row -> row.number == one.area().top());
            if (seen && one.hasHeader() && wanted != CatalogOptions.Header.ABSENT) {
                CellArea area = one.area();
                return new Table(
                        area.top(),
                        area.top() + 1,
                        area.bottom() - one.totals(),
                        area.left(),
                        area.right(),
                        new Detection(
                                "header",
                                HeaderFinder.PRESENT,
                                "the sheet says that a table begins in row " + area.top(),
                                true));
            }
        }
        int start = start();
        Detection detection = detection(start);
        if (wanted == CatalogOptions.Header.DETECT && detection.value().equals(HeaderFinder.ABSENT)) {
            int better = sureHeader(start);
            if (better > start) {
                start = better;
                detection = detection(start);
            }
        }
        if (wanted == CatalogOptions.Header.DETECT && isGroups(start)) {
            start++;
            detection = detection(start);
        }
        return table(start, detection);
    }

    /** Whether a row names groups of columns, and the next one the columns: it is fuller, holds no values, and more of its cells are usual names. */
    private boolean isGroups(int row) {
        if (row + 2 >= rows.size()
                || rows.get(row + 1).filledCells(text) <= rows.get(row).filledCells(text)) {
            return false;
        }
        int left = left(row);
        int width = width(row + 1) - left;
        int names = HeaderFinder.usualNames(cells(row + 1, left, width));
        return names > 1 && names > HeaderFinder.usualNames(cells(row, left, width));
    }

    private int start() {
        int enough = (fullest() + 1) / 2;
        int start = 0;
        while (rows.get(start).filledCells(text) < enough) {
            start++;
        }
        return start;
    }

    private Detection detection(int start) {
        if (wanted != CatalogOptions.Header.DETECT) {
            boolean present = wanted == CatalogOptions.Header.PRESENT;
            return new Detection("header", present ? HeaderFinder.PRESENT : HeaderFinder.ABSENT, "as asked for", true);
        }
        int left = left(start);
        int width = width(start) - left;
        List<List<String>> rest = new ArrayList<>();
        for (int i = start + 1; i < rows.size(); i++) {
            rest.add(cells(i, left, width));
        }
        Detection found = HeaderFinder.find(cells(start, left, width), rest);
        String evidence = "row " + rows.get(start).number + ": " + found.evidence();
        return new Detection("header", found.value(), evidence, found.sure());
    }

    private int sureHeader(int start) {
        int enough = (fullest() + 1) / 2;
        for (int i = start + 1; i < Math.min(rows.size(), start + NEAR_ROWS); i++) {
            Detection found = detection(i);
            boolean header = found.value().equals(HeaderFinder.PRESENT) && found.sure();
            if (header && rows.get(i).filledCells(text) >= enough) {
                return i;
            }
        }
        return -1;
    }

    private List<String> cells(int row, int left, int width) {
        List<String> cells = new ArrayList<>();
        for (int column = left; column < left + width; column++) {
            cells.add(rows.get(row).text(column, text));
        }
        return cells;
    }

    /** The first column with a value from a row on. */
    private int left(int start) {
        int left = Integer.MAX_VALUE;
        for (SheetRow row : rows.subList(start, rows.size())) {
            int column = 0;
            while (column < Math.min(left, row.width()) && !row.isFilled(column, text)) {
                column++;
            }
            left = column < row.width() ? Math.min(left, column) : left;
        }
        return left;
    }

    /** One more than the last column of a row with a value. */
    private int width(int row) {
        int width = rows.get(row).width();
        while (width > 0 && !rows.get(row).isFilled(width - 1, text)) {
            width--;
        }
        return width;
    }

    /** Says that rows above the table are passed over; many of them make the finding doubtful. */
    private Detection withAbove(int start, Detection detection) {
        if (start == 0) {
            return detection;
        }
        String above = start == 1
                ? "; a row with values above it is no record"
                : "; " + start + " rows with values above it are no records";
        return new Detection(
                "header", detection.value(), detection.evidence() + above, detection.sure() && start < NEAR_ROWS);
    }

    private Table table(int start, Detection found) {
        Detection detection = withAbove(start, found);
        long number = rows.get(start).number;
        boolean header = detection.value().equals(HeaderFinder.PRESENT);
        int right = width(start);
        if (!header) {
            for (int i = start; i < rows.size(); i++) {
                right = Math.max(right, width(i));
            }
        }
        return new Table(
                header ? number : 0, header ? number + 1 : number, Long.MAX_VALUE, left(start), right - 1, detection);
    }
}
