package io.feedkit.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Rows of cells in aligned columns; the last column is as long as it likes, the others are cut. */
final class TextTable {
    private static final int WIDEST = 44;

    private final List<List<String>> rows = new ArrayList<>();

    TextTable row(String... cells) {
        rows.add(List.of(cells));
        return this;
    }

    void print(String indent, PrintWriter to) {
        int columns = rows.stream().mapToInt(List::size).max().orElse(0);
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            for (int i = 0; i < row.size() - 1; i++) {
                widths[i] = Math.max(widths[i], length(cut(row.get(i), WIDEST)));
            }
        }
        for (List<String> row : rows) {
            StringBuilder line = new StringBuilder(indent);
            for (int i = 0; i < row.size(); i++) {
                String cell = i < row.size() - 1 ? cut(row.get(i), WIDEST) : row.get(i);
                line.append(cell);
                line.append(" ".repeat(i < row.size() - 1 ? widths[i] - length(cell) + 2 : 0));
            }
            to.println(line.toString().stripTrailing());
        }
    }

    /** The text on one line, with an ellipsis instead of what is too long. */
    static String cut(String text, int max) {
        String line = text.replace("\r\n", "\\n").replace("\n", "\\n").replace('\t', ' ');
        return length(line) <= max ? line : line.substring(0, line.offsetByCodePoints(0, max - 1)) + "…";
    }

    private static int length(String text) {
        return text.codePointCount(0, text.length());
    }
}
