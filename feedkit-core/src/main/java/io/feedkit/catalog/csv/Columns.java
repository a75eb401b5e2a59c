package io.feedkit.catalog.csv;

import io.feedkit.batch.TextBuffer;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** The columns of delimited text, by the names of its header or by number, and what is to be said of those names. */
final class Columns {
    private final ProblemSink problems;
    private final List<String> names = new ArrayList<>();
    /** How many cells the header has; what records have beyond it gets columns too. */
    private int width;
    /** Columns up to the last one that has a name. */
    private int named;
    /** Columns up to the last one without a name that was told of. */
    private int told = Integer.MAX_VALUE;
    /** How a row begins that is the header once more; empty where there are no names. */
    private byte[] first = {};

    private SourcePosition headerAt = SourcePosition.unknown("");

    Columns(ProblemSink problems) {
        this.problems = problems;
    }

    /** Where no header gives names. */
    void number(int count) {
        width = count;
        named = count;
        widen(count);
    }

    /** The names of the header, and what is wrong with them. */
    void name(List<String> given, SourcePosition at) {
        width = given.size();
        headerAt = at;
        if (width == 1) {
            tellQuotedLines(given.get(0));
        } else {
            first = given.get(0).getBytes(StandardCharsets.UTF_8);
        }
        for (int column = 0; column < width; column++) {
            named = given.get(column).isEmpty() ? named : column + 1;
        }
        told = named;
        Set<String> known = new HashSet<>();
        for (int column = 0; column < width; column++) {
            String name = given.get(column);
            names.add(name.isEmpty() ? positional(column) : name);
            if (name.isEmpty() && column < named) {
                tellUnnamed(column);
            } else if (!name.isEmpty() && !known.add(name)) {
                tellDuplicate(column, name);
            }
        }
    }

    private void tellDuplicate(int column, String name) {
        problems.report(new Problem(
                CsvProblem.DUPLICATE_COLUMN,
                headerAt.withField(name),
                "Column " + (column + 1) + " has the name of an earlier column, " + Problem.quote(name) + ".",
                "Give each column a name of its own, or say in the mapping which one is meant."));
    }

    /** A header of one cell that holds several names: a program took the lines for texts, and quoted each. */
    private void tellQuotedLines(String name) {
        if (List.of(",", ";", "\t", "|").stream().anyMatch(name::contains)) {
            problems.report(new Problem(
                    CsvProblem.QUOTED_LINES,
                    headerAt,
                    "The first line is one quoted cell, " + Problem.quote(name)
                            + ", where several columns were expected: quotes stand around whole lines.",
                    "Save the file anew from where it was exported, with quotes around cells only or none at all."));
        }
    }

    private void tellUnnamed(int column) {
        String name = positional(column);
        problems.report(new Problem(
                CsvProblem.UNNAMED_COLUMN,
                headerAt.withField(name),
                "Column " + (column + 1) + " has no name in the header; it is called " + Problem.quote(name) + ".",
                ""));
    }

    /** All names, also of cells that records have beyond the header. */
    List<String> names() {
        return Collections.unmodifiableList(names);
    }

    int width() {
        return width;
    }

    /** Columns up to the last one that has a name. */
    int named() {
        return named;
    }

    String nameOf(int column) {
        return column < names.size() ? names.get(column) : positional(column);
    }

    private static String positional(int column) {
        return "column " + (column + 1);
    }

    /** Gives cells beyond the last name columns of their own. */
    void widen(int count) {
        for (int column = names.size(); column < count; column++) {
            names.add(positional(column));
        }
    }

    /** Tells columns right of all names: spreadsheets write dozens of them, and only one with something in it is worth a word. */
    void tellUsed(byte[] b, long[] cells, int count) {
        for (int column = told; column < Math.min(count, width); column++) {
            if (!ByteScanner.isBlank(b, cells[column])) {
                for (; told <= column; told++) {
                    tellUnnamed(told);
                }
            }
        }
    }

    /** Whether nothing stands in columns without a name; the first record in which something does is one of which something has to be said. */
    boolean areNamed(byte[] b, long[] cells, int count) {
        for (int column = named; column < count; column++) {
            if (!ByteScanner.isBlank(b, cells[column])) {
                return false;
            }
        }
        return true;
    }

    /** Whether the record that was scanned is the header once more, as where several exports were put into one file. */
    boolean areNamedAgain(byte[] b, RecordScanner scanner) {
        long[] cells = scanner.cells();
        boolean begins =
                first.length > 0 && ByteScanner.isAt(b, TextBuffer.start(cells[0]), TextBuffer.end(cells[0]), first);
        if (!begins || scanner.count() != width) {
            return false;
        }
        for (int column = 0; column < width; column++) {
            boolean positional = column >= named || names.get(column).equals(positional(column));
            if (!positional && !isText(b, cells[column], names.get(column))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isText(byte[] b, long cell, String wanted) {
        String text = new String(b, TextBuffer.start(cell), TextBuffer.length(cell), StandardCharsets.UTF_8);
        return text.strip().equals(wanted);
    }
}
