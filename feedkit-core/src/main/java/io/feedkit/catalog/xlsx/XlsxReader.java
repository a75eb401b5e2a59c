package io.feedkit.catalog.xlsx;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.catalog.RecordReader;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Makes records of the rows of one sheet. */
final class XlsxReader implements RecordReader {
    private static final int BATCH_BYTES = 2 * 1024 * 1024;

    private final Archive archive;
    private final SharedTexts shared;
    private final String source;
    private final ReadLimits limits;
    private final ProblemSink problems;
    private final OpenSheet sheet;
    private final Table table;
    private final Merges merges;
    private final List<Detection> detections = new ArrayList<>();
    private final List<String> columns = new ArrayList<>();
    private final List<Problem> lost = new ArrayList<>();
    private final SheetRow row = new SheetRow();
    private int nextOfHead;
    private boolean ended;
    private boolean closed;
    private long records;

    // What is said once, at the end.
    private long hiddenRows;
    private long firstHidden;
    private long outside;
    private long firstOutside;
    private long filledCells;
    private long firstFilled;

    XlsxReader(InputStream in, String source, CatalogOptions options, ProblemSink problems) {
        this.source = source;
        this.problems = problems;
        limits = options.limits();
        archive = new Archive(in, source, limits);
        SharedTexts texts = null;
        OpenSheet open = null;
        try {
            Workbook workbook = Workbook.read(archive);
            Styles styles = workbook.styles().isEmpty() ? Styles.NONE : Styles.read(archive, workbook.styles());
            texts = SharedTexts.read(archive, workbook.sharedTexts(), limits.maxFieldBytes());
            SharedTexts sharedTexts = texts;
            SheetChoice.Chosen chosen = new SheetChoice(
                            workbook.sheets(),
                            options,
                            source,
                            one -> open(one, sharedTexts, styles, workbook.from1904(), options))
                    .choose();
            open = chosen.sheet();
            shared = sharedTexts;
            sheet = open;
            detections.addAll(chosen.detections());
            table = begin(open);
            merges = Merges.of(archive, open.sheet.part(), table.headerRow());
            nameColumns();
        } catch (RuntimeException e) {
            if (open != null) {
                open.close();
            }
            if (texts != null) {
                texts.close();
            }
            archive.close();
            throw e;
        }
    }

    private OpenSheet open(
            Workbook.Sheet one, SharedTexts texts, Styles styles, boolean from1904, CatalogOptions options) {
        if (one.part().isEmpty()) {
            throw archive.damaged("its sheet " + Problem.quote(one.name()) + " has no part.");
        }
        SheetReader reader = new SheetReader(archive, one.part(), texts, styles, from1904, limits);
        try {
            return new OpenSheet(one, archive, reader, options);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    private Table begin(OpenSheet open) {
        Table found = open.table;
        if (found == null) {
            String why = open.head.isEmpty()
                    ? "the sheet " + Problem.quote(open.sheet.name()) + " has no cell with a value."
                    : "no row of the sheet " + Problem.quote(open.sheet.name()) + " can be used: "
                            + open.head.get(0).objection + ".";
            throw new FeedException(
                    new Problem(XlsxProblem.EMPTY, SourcePosition.unknown(source), why, "Name another sheet."));
        }
        detections.add(found.detection());
        // Only where a text leaves two readings open is this asked: cells with numbers leave none.
        detections.add(new Detection("decimal separator", ".", "a workbook stores numbers with a point", true));
        return found;
    }

    private void nameColumns() {
        Set<String> known = new HashSet<>();
        int width = table.right() - table.left() + 1;
        SheetRow header = null;
        for (SheetRow one : sheet.head) {
            header = one.number == table.headerRow() ? one : header;
        }
        for (int column = 0; column < width; column++) {
            String name = header == null
                    ? ""
                    : header.text(table.left() + column, sheet.text).strip();
            if (name.isEmpty()) {
                name = positional(column);
                if (header != null) {
                    report(
                            XlsxProblem.UNNAMED_COLUMN,
                            table.headerRow(),
                            name,
                            "Column " + CellArea.letters(table.left() + column)
                                    + " has no name in the header; it is called " + Problem.quote(name) + ".",
                            "");
                }
            } else if (!known.add(name)) {
                report(
                        XlsxProblem.DUPLICATE_COLUMN,
                        table.headerRow(),
                        name,
                        "Column " + CellArea.letters(table.left() + column) + " has the name of an earlier column, "
                                + Problem.quote(name) + ".",
                        "Give each column a name of its own, or say in the mapping which one is meant.");
            }
            columns.add(name);
        }
    }

    private static String positional(int column) {
        return "column " + (column + 1);
    }

    @Override
    public List<String> columns() {
        return Collections.unmodifiableList(columns);
    }

    @Override
    public List<Detection> detections() {
        return detections;
    }

    @Override
    public List<Problem> lost() {
        return Collections.unmodifiableList(lost);
    }

    @Override
    public boolean read(RecordBatch into) {
        into.clear();
        lost.clear();
        TextBuffer text = into.text();
        while (!ended && !into.isFull() && lost.size() < ProductBatch.ROWS && text.end() < BATCH_BYTES) {
            int mark = text.end();
            if (!nextRow(text)) {
                end();
            } else if (!accept(into, text)) {
                text.truncate(mark);
            }
        }
        return into.rows() > 0 || !ended;
    }

    /** Reads the next row, first from the head of the sheet, which was read to find the table. */
    private boolean nextRow(TextBuffer text) {
        if (nextOfHead == sheet.head.size()) {
            return sheet.reader.next(row, text);
        }
        SheetRow from = sheet.head.get(nextOfHead++);
        row.start(from.number, from.hidden);
        row.findings.addAll(from.findings);
        row.object(from.objection, from.objectionColumn);
        for (int column = 0; column < from.width(); column++) {
            long slice = from.cell(column);
            if (slice != Column.MISSING) {
                byte[] bytes = sheet.text.bytes();
                row.set(column, text.append(bytes, TextBuffer.start(slice), TextBuffer.end(slice)));
            }
        }
        return true;
    }

    /** Takes in a row; false when it is none of the table, or cannot be used. */
    private boolean accept(RecordBatch into, TextBuffer text) {
        if (row.number < table.firstRow() || row.objection.isEmpty() && row.isBlank(text)) {
            return false;
        }
        if (row.number > table.lastRow()) {
            noteOutside();
            return false;
        }
        records++;
        if (!row.objection.isEmpty()) {
            lose();
            return false;
        }
        row.findings.forEach(this::report);
        if (row.hidden) {
            firstHidden = hiddenRows++ == 0 ? row.number : firstHidden;
        }
        if (!merges.isIdle()) {
            int filled = merges.fill(row, text);
            firstFilled = filledCells == 0 && filled > 0 ? row.number : firstFilled;
            filledCells += filled;
        }
        addRecord(into, text);
        return true;
    }

    private void addRecord(RecordBatch into, TextBuffer text) {
        for (int column = 0; column < Math.min(table.left(), row.width()); column++) {
            if (row.isFilled(column, text)) {
                noteOutside();
                break;
            }
        }
        boolean reported = false;
        int width = Math.max(columns.size(), row.width() - table.left());
        into.startRecord(records, row.number, -1, columns.size());
        for (int column = 0; column < width; column++) {
            long slice = row.cell(table.left() + column);
            boolean beyond = column >= columns.size();
            if (slice == Column.MISSING || beyond && !row.isFilled(table.left() + column, text)) {
                continue;
            }
            if (beyond && table.lastRow() < Long.MAX_VALUE) {
                // A table that was made as one knows its columns; what stands beside it is something else.
                noteOutside();
                break;
            }
            if (beyond) {
                reported = reported || reportBeyond(column);
                widen(into, column);
            }
            into.set(column, slice);
        }
        into.endRecord();
    }

    private boolean reportBeyond(int column) {
        report(
                XlsxProblem.OUTSIDE,
                row.number,
                "",
                "The cell " + CellArea.letters(table.left() + column) + row.number
                        + " is right of the last column of the header; it was given a column of its own.",
                "Name the column in the header, or empty the cell.");
        return true;
    }

    private void widen(RecordBatch into, int column) {
        while (columns.size() <= column) {
            columns.add(positional(columns.size()));
        }
        into.widen(column + 1);
    }

    private void noteOutside() {
        firstOutside = outside++ == 0 ? row.number : firstOutside;
    }

    private void lose() {
        Problem problem = new Problem(
                XlsxProblem.RECORD_LIMIT,
                position(row.number, columnName(row.objectionColumn)).withRecord(records),
                row.objection + ", so the record is not read.",
                "If that is meant, raise the limit in ReadLimits.");
        lost.add(problem);
        problems.report(problem);
    }

    private String columnName(int sheetColumn) {
        int column = sheetColumn - table.left();
        return column >= 0 && column < columns.size() ? columns.get(column) : "";
    }

    private void report(SheetRow.Finding finding) {
        String name = columnName(finding.column());
        SourcePosition at = position(row.number, name.isEmpty() ? CellArea.letters(finding.column()) : name);
        problems.report(new Problem(finding.code(), at.withRecord(records), finding.message(), finding.fix()));
    }

    private void report(XlsxProblem code, long rowNumber, String field, String message, String fix) {
        problems.report(new Problem(code, position(rowNumber, field), message, fix));
    }

    private SourcePosition position(long rowNumber, String field) {
        return SourcePosition.unknown(source).withLine(rowNumber).withField(field);
    }

    /** Says what only the whole sheet shows. */
    private void end() {
        ended = true;
        if (hiddenRows > 0) {
            report(
                    XlsxProblem.HIDDEN_ROWS,
                    firstHidden,
                    "",
                    hiddenRows + " rows are hidden, this is the first; they were read like the others.",
                    "Delete them if they are no products.");
        }
        if (outside > 0) {
            report(
                    XlsxProblem.OUTSIDE,
                    firstOutside,
                    "",
                    outside + " rows have cells outside of the table, this is the first; they were not read.",
                    "Take them into the table, or leave them if they are notes.");
        }
        if (filledCells > 0) {
            report(
                    XlsxProblem.MERGED_CELLS,
                    firstFilled,
                    "",
                    filledCells + " cells are merged with one above and were given its value, the first in this row.",
                    "");
        }
        if (!merges.areKnown()) {
            reportUnfilled();
        }
    }

    private void reportUnfilled() {
        for (CellArea area : sheet.reader.merged()) {
            if (Merges.concerns(area, table.headerRow())) {
                report(
                        XlsxProblem.MERGED_CELLS,
                        area.top(),
                        "",
                        "cells are merged from this row to row " + area.bottom()
                                + "; in a sheet of this size only the first row has the value.",
                        "Take the cells apart and fill each.");
                return;
            }
        }
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            sheet.close();
            shared.close();
            archive.close();
        }
    }
}
