package io.feedkit.rules;

import java.util.Arrays;
import java.util.Objects;

/**
 * The text of one rule file and the name messages give it.
 *
 * <p>Lines end at {@code \n}, {@code \r\n} or {@code \r}. Offsets count UTF-16 code units from 0; lines and columns count from 1, columns in code points. Two
 * source texts are equal only if they are the same object.
 */
public final class SourceText {
    private final String name;
    private final String content;
    private final int[] lineStarts;

    private SourceText(String name, String content) {
        this.name = Objects.requireNonNull(name, "name");
        this.content = Objects.requireNonNull(content, "content");
        this.lineStarts = lineStarts(content);
    }

    /** A rule text under the name that messages show, such as {@code trunk.fk}; a byte-order mark at its start is dropped. */
    public static SourceText of(String name, String content) {
        return new SourceText(name, content.startsWith("\uFEFF") ? content.substring(1) : content);
    }

    private static int[] lineStarts(String content) {
        int[] starts = new int[16];
        int lines = 1;
        for (int i = 0; i < content.length(); i++) {
            char c = content.charAt(i);
            boolean endsLine = c == '\n' || c == '\r' && (i + 1 == content.length() || content.charAt(i + 1) != '\n');
            if (endsLine) {
                if (lines == starts.length) {
                    starts = Arrays.copyOf(starts, lines * 2);
                }
                starts[lines++] = i + 1;
            }
        }
        return Arrays.copyOf(starts, lines);
    }

    public String name() {
        return name;
    }

    public String content() {
        return content;
    }

    /** The line, counted from 1, that holds the character at {@code offset}. */
    public int lineAt(int offset) {
        int found = Arrays.binarySearch(lineStarts, offset);
        return found >= 0 ? found + 1 : -found - 1;
    }

    /** The column, counted from 1 in code points, of the character at {@code offset}. */
    public int columnAt(int offset) {
        return content.codePointCount(lineStarts[lineAt(offset) - 1], offset) + 1;
    }

    /** The offset of the first character of a line counted from 1. */
    public int startOfLine(int line) {
        return lineStarts[line - 1];
    }

    /** A line counted from 1, without its line end. */
    public String line(int line) {
        int start = lineStarts[line - 1];
        int end = line < lineStarts.length ? lineStarts[line] : content.length();
        while (end > start && (content.charAt(end - 1) == '\n' || content.charAt(end - 1) == '\r')) {
            end--;
        }
        return content.substring(start, end);
    }

    /** The piece of this text from {@code start} to before {@code end}. */
    public Span span(int start, int end) {
        return new Span(this, start, end);
    }

    @Override
    public String toString() {
        return name;
    }
}
