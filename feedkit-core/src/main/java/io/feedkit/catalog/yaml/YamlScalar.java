package io.feedkit.catalog.yaml;

import java.util.Collection;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A text as YAML takes it: plain where it can be, in quotes where it must.
 *
 * <p>Whatever text comes in, what comes out is that text for any reader of YAML 1.2, and for those of YAML 1.1 too: no truth value, number or sign of YAML is ever left without quotes.
 */
public final class YamlScalar {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}(][^\\p{C}\\p{Zl}\\p{Zp}]*");
    private static final Pattern PLAIN_INSIDE = Pattern.compile("[\\p{L}_][\\p{L}\\p{M}0-9_ ./()%+°'-]*");
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private YamlScalar() {}

    /** A text that has the rest of its line for itself. */
    public static String block(String text) {
        boolean plain = PLAIN.matcher(text).matches()
                && !isWord(text)
                && !text.contains(": ")
                && !text.contains(" #")
                && !text.endsWith(":")
                && text.equals(text.strip());
        return plain ? text : quoted(text);
    }

    /** A text that may stand anywhere, also as a key and within brackets and braces. */
    public static String inside(String text) {
        boolean plain = PLAIN_INSIDE.matcher(text).matches() && !isWord(text) && text.equals(text.strip());
        return plain ? text : quoted(text);
    }

    /** Texts within brackets. */
    public static String list(Collection<String> texts) {
        return texts.stream().map(YamlScalar::inside).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A text in quotes, on one line. */
    public static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (Character.getType(c) == Character.SURROGATE) {
                // Half a pair is no character; YAML cannot hold it.
                quoted.append("\\uFFFD");
            } else if (isUnseen(c)) {
                quoted.append(String.format(Locale.ROOT, c > 0xFFFF ? "\\U%08X" : "\\u%04X", c));
            } else {
                quoted.appendCodePoint(c);
            }
        });
        return quoted.append('"').toString();
    }

    private static boolean isWord(String text) {
        return WORDS.contains(text.toLowerCase(Locale.ROOT));
    }

    /** What YAML forbids, and what nobody would see. */
    private static boolean isUnseen(int c) {
        return switch (Character.getType(c)) {
            case Character.CONTROL,
                    Character.FORMAT,
                    Character.UNASSIGNED,
                    Character.PRIVATE_USE,
                    Character.LINE_SEPARATOR,
                    Character.PARAGRAPH_SEPARATOR -> true;
            default -> false;
        };
    }
}
