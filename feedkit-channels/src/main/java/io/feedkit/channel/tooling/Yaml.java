package io.feedkit.channel.tooling;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Writes texts so that YAML reads them as the same texts. */
final class Yaml {
    private static final Pattern PLAIN = Pattern.compile("[\\p{L}_][\\p{L}\\p{N}_ ./()?-]*");
    private static final Set<String> WORDS = Set.of("true", "false", "null", "yes", "no", "on", "off", "y", "n");

    private Yaml() {}

    /** A text, without quotes where none are needed. */
    static String text(String text) {
        boolean plain = PLAIN.matcher(text).matches()
                && !WORDS.contains(text.toLowerCase(Locale.ROOT))
                && text.equals(text.strip());
        return plain ? text : quoted(text);
    }

    static String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        text.codePoints().forEach(c -> {
            if (c == '"' || c == '\\') {
                quoted.append('\\').appendCodePoint(c);
            } else if (c < 0x20
                    || c >= 0x7F && c < 0xA0
                    || Character.getType(c) == Character.FORMAT
                    || c == 0x2028
                    || c == 0x2029) {
                quoted.append(String.format(Locale.ROOT, c > 0xFFFF ? "\\U%08X" : "\\u%04X", c));
            } else {
                quoted.appendCodePoint(Character.getType(c) == Character.SURROGATE ? 0xFFFD : c);
            }
        });
        return quoted.append('"').toString();
    }

    static String key(String text) {
        return text(text);
    }

    static String list(List<String> texts) {
        return texts.stream().map(Yaml::text).collect(Collectors.joining(", ", "[", "]"));
    }

    /** A text on one line, for a comment. */
    static String comment(String text) {
        String line = text.replaceAll("[\\p{Cntrl}\\p{Cf}\\u2028\\u2029]+", " ");
        return line.length() <= 100 ? line : line.substring(0, 99).strip() + "…";
    }

    /** As closed sets compare spellings. */
    static String folded(String word) {
        return word.strip().toLowerCase(Locale.ROOT).replace('-', '_').replace(' ', '_');
    }
}
