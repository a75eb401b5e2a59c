package io.feedkit.export.report;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/** Writes HTML: elements that are closed in the right order, and texts that cannot become anything else than text. */
final class Html {
    private static final Set<String> EMPTY = Set.of("meta", "link");

    private final StringBuilder out = new StringBuilder(1 << 15);
    private final Deque<String> open = new ArrayDeque<>();

    /** Something ready, which is ours: the doctype, the style sheet. */
    Html raw(String ready) {
        out.append(ready);
        return this;
    }

    /** @param attributes names and values in turn */
    Html open(String element, String... attributes) {
        out.append('<').append(element);
        for (int i = 0; i < attributes.length; i += 2) {
            out.append(' ').append(attributes[i]).append("=\"");
            escape(attributes[i + 1]);
            out.append('"');
        }
        out.append('>');
        if (!EMPTY.contains(element)) {
            open.push(element);
        }
        return this;
    }

    /** A shape of a drawing: it ends at once. */
    Html shape(String element, String... attributes) {
        return open(element, attributes).close();
    }

    /** Ends the element opened last. */
    Html close() {
        out.append("</").append(open.pop()).append('>');
        return this;
    }

    /** Our own words. */
    Html text(String words) {
        escape(words);
        return this;
    }

    /** What somebody else wrote: it keeps its direction to itself. */
    Html data(String words) {
        out.append("<bdi>");
        escape(words);
        out.append("</bdi>");
        return this;
    }

    /** An element with nothing but our own words. */
    Html element(String element, String words, String... attributes) {
        return open(element, attributes).text(words).close();
    }

    /** An element with nothing but what somebody else wrote. */
    Html dataElement(String element, String words, String... attributes) {
        return open(element, attributes).data(words).close();
    }

    private void escape(String text) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            switch (c) {
                case '&' -> out.append("&amp;");
                case '<' -> out.append("&lt;");
                case '>' -> out.append("&gt;");
                case '"' -> out.append("&quot;");
                case '\'' -> out.append("&#39;");
                case '`' -> out.append("&#96;");
                default -> {
                    if (isSafe(text, i)) {
                        out.append(c);
                    } else {
                        out.append('\uFFFD');
                    }
                }
            }
        }
    }

    /** Not safe: control characters, halves of pairs, and what HTML calls no character. */
    private static boolean isSafe(String text, int i) {
        char c = text.charAt(i);
        if (Character.isSurrogate(c)) {
            boolean first = Character.isHighSurrogate(c)
                    && i + 1 < text.length()
                    && Character.isLowSurrogate(text.charAt(i + 1));
            boolean second = Character.isLowSurrogate(c) && i > 0 && Character.isHighSurrogate(text.charAt(i - 1));
            return first || second;
        }
        boolean blank = c == '\n' || c == '\t';
        return blank || c >= ' ' && !(c >= 0x7F && c <= 0x9F) && !(c >= 0xFDD0 && c <= 0xFDEF) && c < 0xFFFE;
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
