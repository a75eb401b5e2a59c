package io.feedkit.rules;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.TreeMap;

/**
 * Draws a diagnostic for a terminal with a fixed-width font.
 *
 * <p>Columns on the screen are not code points: a tab goes to the next multiple of four, East Asian wide characters and most emoji take two columns, combining
 * marks none. Carets are placed by screen columns, so that they stand below what they mean. A very long line is cut around its carets.
 */
final class DiagnosticPicture {
    private static final int TAB = 4;
    private static final int APPLY_COLUMN = 97;
    private static final int LAID_OUT = 4_000;
    private static final int WINDOW = 150;
    private static final int BEFORE_CARET = 60;

    private final Diagnostic diagnostic;
    private final Messages messages;

    /** @param messages the words of the frame */
    DiagnosticPicture(Diagnostic diagnostic, Messages messages) {
        this.diagnostic = diagnostic;
        this.messages = messages;
    }

    static String head(Diagnostic diagnostic, Messages messages) {
        return messages.word(diagnostic.severity().name().toLowerCase(Locale.ROOT)) + "["
                + diagnostic.code().id() + "] " + diagnostic.span() + "  " + diagnostic.sentence();
    }

    String draw() {
        StringBuilder picture = new StringBuilder(head(diagnostic, messages));
        drawSource(picture);
        addNote(picture, "why", diagnostic.why());
        addNote(picture, "witness", diagnostic.witness());
        addNote(picture, "fix", diagnostic.fix());
        addNote(picture, "owner", diagnostic.owner());
        return picture.toString();
    }

    private void addNote(StringBuilder picture, String word, String text) {
        if (text.isEmpty()) {
            return;
        }
        String line = "  " + messages.word(word) + messages.word("colon") + " " + text;
        if (word.equals("fix") && !diagnostic.edits().isEmpty()) {
            line += " ".repeat(Math.max(2, APPLY_COLUMN - 1 - screenWidth(line))) + "[" + messages.word("apply") + "]";
        }
        picture.append('\n').append(line);
    }

    private void drawSource(StringBuilder picture) {
        SourceText source = diagnostic.span().source();
        TreeMap<Integer, List<Diagnostic.Label>> byLine = new TreeMap<>();
        byLine.put(diagnostic.span().line(), new ArrayList<>());
        boolean labelled = false;
        for (Diagnostic.Label label : diagnostic.labels()) {
            if (label.span().source() == source) {
                byLine.computeIfAbsent(label.span().line(), line -> new ArrayList<>())
                        .add(label);
                labelled |= label.span().equals(diagnostic.span());
            }
        }
        if (!labelled) {
            byLine.get(diagnostic.span().line()).add(new Diagnostic.Label(diagnostic.span(), ""));
        }
        int digits = Integer.toString(byLine.lastKey()).length();
        byLine.forEach((line, labels) -> drawLine(picture, source, line, labels, digits));
    }

    private void drawLine(
            StringBuilder picture, SourceText source, int line, List<Diagnostic.Label> labels, int digits) {
        String number = Integer.toString(line);
        String whole = source.line(line);
        int first = labels.stream()
                .mapToInt(label -> label.span().start() - source.startOfLine(line))
                .min()
                .orElse(0);
        // A line may be as long as the file, and each of its mistakes is drawn: only what can be seen is laid out.
        int cut = whole.length() <= LAID_OUT ? 0 : Math.max(0, Math.min(first, whole.length()) - WINDOW);
        ScreenLine screen = new ScreenLine(whole.substring(cut, Math.min(whole.length(), cut + LAID_OUT)));
        int start = source.startOfLine(line) + cut;
        int focus = labels.stream()
                .mapToInt(label -> screen.columnAt(label.span().start() - start))
                .min()
                .orElse(0);
        int from = screen.width() <= WINDOW ? 0 : Math.max(0, focus - BEFORE_CARET);
        picture.append("\n  ")
                .append(" ".repeat(digits - number.length()))
                .append(number)
                .append(" | ")
                .append(screen.window(from, WINDOW));
        for (String marks : marks(labels, screen, start, from)) {
            picture.append("\n  ").append(" ".repeat(digits)).append(" | ").append(marks);
        }
    }

    /** Rows of underlines: all in the first row with the text of the rightmost, then one row for each further text. */
    private List<String> marks(List<Diagnostic.Label> labels, ScreenLine screen, int lineStart, int from) {
        List<Diagnostic.Label> marked = labels.stream()
                .filter(label -> isPrimary(label) || !label.text().isEmpty() || sharesLineWithPrimary(label))
                .sorted(Comparator.comparingInt(label -> label.span().start()))
                .toList();
        List<String> rows = new ArrayList<>();
        if (marked.isEmpty()) {
            return rows;
        }
        StringBuilder underlines = new StringBuilder();
        for (Diagnostic.Label label : marked) {
            int left = Math.max(0, screen.columnAt(label.span().start() - lineStart) - from);
            int right = screen.columnAt(label.span().end() - lineStart) - from;
            int width = Math.min(Math.max(1, right - left), WINDOW);
            pad(underlines, left);
            char mark = isPrimary(label) ? '^' : '-';
            int missing = left + width - underlines.length();
            underlines.append(String.valueOf(mark).repeat(Math.max(0, missing)));
        }
        String last = marked.get(marked.size() - 1).text();
        rows.add(last.isEmpty() ? underlines.toString() : underlines + " " + last);
        for (int i = marked.size() - 2; i >= 0; i--) {
            if (!marked.get(i).text().isEmpty()) {
                StringBuilder row = new StringBuilder();
                pad(row, Math.max(0, screen.columnAt(marked.get(i).span().start() - lineStart) - from));
                rows.add(row.append(marked.get(i).text()).toString());
            }
        }
        return rows;
    }

    private boolean isPrimary(Diagnostic.Label label) {
        return label.span().equals(diagnostic.span());
    }

    private boolean sharesLineWithPrimary(Diagnostic.Label label) {
        return label.span().line() == diagnostic.span().line();
    }

    private static void pad(StringBuilder row, int width) {
        while (row.length() < width) {
            row.append(' ');
        }
    }

    static int screenWidth(String text) {
        return new ScreenLine(text).width();
    }

    /** One line as a terminal shows it: tabs written out, control characters replaced. */
    private static final class ScreenLine {
        private final List<String> cells = new ArrayList<>();
        private final int[] columns;

        ScreenLine(String line) {
            columns = new int[line.length() + 1];
            int column = 0;
            for (int i = 0; i < line.length(); ) {
                int c = line.codePointAt(i);
                int length = Character.charCount(c);
                int width = c == '\t' ? TAB - column % TAB : width(c);
                for (int k = 0; k < length; k++) {
                    columns[i + k] = column;
                }
                add(c, width);
                column += width;
                i += length;
            }
            columns[line.length()] = column;
        }

        /** Keeps one entry for each screen column: the character, then empty entries for what it covers. */
        private void add(int c, int width) {
            String shown = c == '\t' ? " " : isHidden(c) ? "\uFFFD" : Character.toString(c);
            if (width == 0) {
                if (!cells.isEmpty()) {
                    cells.set(cells.size() - 1, cells.get(cells.size() - 1) + shown);
                }
                return;
            }
            cells.add(shown);
            for (int k = 1; k < width; k++) {
                cells.add(c == '\t' ? " " : "");
            }
        }

        private static boolean isHidden(int c) {
            return Character.isISOControl(c)
                    || c >= 0x202A && c <= 0x202E
                    || c >= 0x2066 && c <= 0x2069
                    || Character.getType(c) == Character.SURROGATE;
        }

        int width() {
            return columns[columns.length - 1];
        }

        /** The screen column, from 0, of a code unit; what lies beyond the line counts as its end. */
        int columnAt(int codeUnit) {
            return columns[Math.max(0, Math.min(codeUnit, columns.length - 1))];
        }

        String window(int from, int size) {
            int to = Math.min(cells.size(), from + size);
            String shown = String.join("", cells.subList(Math.min(from, to), to));
            return shown + (to < cells.size() ? "…" : "");
        }

        private static int width(int c) {
            int type = Character.getType(c);
            if (type == Character.NON_SPACING_MARK || type == Character.ENCLOSING_MARK || c == 0x200D || c == 0xFE0F) {
                return 0;
            }
            return isWide(c) ? 2 : 1;
        }

        /** The blocks of Unicode's East Asian Width classes W and F, coarsely. */
        private static boolean isWide(int c) {
            return c >= 0x1100
                    && (c <= 0x115F
                            || c >= 0x2E80 && c <= 0xA4CF && c != 0x303F
                            || c >= 0xAC00 && c <= 0xD7A3
                            || c >= 0xF900 && c <= 0xFAFF
                            || c >= 0xFE30 && c <= 0xFE6F
                            || c >= 0xFF00 && c <= 0xFF60
                            || c >= 0xFFE0 && c <= 0xFFE6
                            || c >= 0x1F300 && c <= 0x1F64F
                            || c >= 0x1F680 && c <= 0x1F6FF
                            || c >= 0x1F900 && c <= 0x1FAFF
                            || c >= 0x20000 && c <= 0x3FFFD);
        }
    }
}
