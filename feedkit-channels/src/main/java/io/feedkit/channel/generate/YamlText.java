package io.feedkit.channel.generate;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Writes YAML that people read: plain where it can be, in quotes where it must.
 *
 * <p>Whatever text comes in, what comes out is that text for any reader of YAML 1.2, and for those of YAML 1.1 too: no truth value, number or sign of YAML is ever left without quotes.
 */
final class YamlText {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}(][^\\p{C}\\p{Zl}\\p{Zp}]*");
    private static final Pattern PLAIN_INSIDE = Pattern.compile("[\\p{L}][\\p{L}\\p{M}0-9 _./()%+°'-]*");
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");
    private static final int COMMENT_WIDTH = 170;

    private final StringBuilder text = new StringBuilder();

    /** A comment, in as many lines as it needs. */
    void comment(String words) {
        String rest = visible(words);
        do {
            int end = rest.length() <= COMMENT_WIDTH ? rest.length() : rest.lastIndexOf(' ', COMMENT_WIDTH);
            end = end < 1 ? Math.min(rest.length(), COMMENT_WIDTH) : end;
            text.append(rest.isEmpty() ? "#" : "# ").append(rest, 0, end).append('\n');
            rest = rest.substring(end).strip();
            rest = rest.isEmpty() ? rest : "  " + rest;
        } while (!rest.isBlank());
    }

    private static String visible(String words) {
        return words.replaceAll("[\\p{C}\\p{Zl}\\p{Zp}]+", " ");
    }

    void blank() {
        text.append('\n');
    }

    /** A key with what is written behind it, already YAML; nothing for a mapping that follows. */
    void entry(int indent, String key, String value) {
        text.append("  ".repeat(indent)).append(inside(key)).append(':');
        text.append(value.isEmpty() ? "" : " ").append(value).append('\n');
    }

    String done() {
        return text.toString();
    }

    /** A text in its own line. */
    static String block(String value) {
        boolean plain = PLAIN.matcher(value).matches()
                && !isWord(value)
                && !value.contains(": ")
                && !value.contains(" #")
                && !value.endsWith(":")
                && value.equals(value.strip());
        return plain ? value : quoted(value);
    }

    /** A text within brackets, or a key. */
    static String inside(String value) {
        boolean plain = PLAIN_INSIDE.matcher(value).matches() && !isWord(value) && value.equals(value.strip());
        return plain ? value : quoted(value);
    }

    static String list(List<String> values) {
        return values.stream().map(YamlText::inside).collect(Collectors.joining(", ", "[", "]"));
    }

    private static boolean isWord(String value) {
        return WORDS.contains(value.toLowerCase(Locale.ROOT));
    }

    private static String quoted(String value) {
        StringBuilder out = new StringBuilder("\"");
        value.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                out.append('\\').appendCodePoint(c);
            } else if (c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE) {
                // Half a pair is no character; YAML cannot hold it.
                out.append("\\uFFFD");
            } else if (needsEscape(c)) {
                out.append(String.format(Locale.ROOT, c > 0xFFFF ? "\\U%08X" : "\\u%04X", c));
            } else {
                out.appendCodePoint(c);
            }
        });
        return out.append('"').toString();
    }

    private static boolean needsEscape(int c) {
        int type = Character.getType(c);
        return Character.isISOControl(c)
                || type == Character.FORMAT
                || type == Character.UNASSIGNED
                || type == Character.PRIVATE_USE
                || type == Character.LINE_SEPARATOR
                || type == Character.PARAGRAPH_SEPARATOR;
    }
}
