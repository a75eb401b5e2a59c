package io.feedkit.catalog.csv;

import io.feedkit.catalog.Dialect;
import io.feedkit.problem.Problem;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Settings of a dialect as people write them: {@code tab}, {@code \t}, {@code \x1e}, {@code none}. */
final class Settings {
    private static final Pattern CODE = Pattern.compile("\\\\x([0-9a-fA-F]{2})|\\\\u([0-9a-fA-F]{4})");
    private static final String LINE = "line";

    private Settings() {}

    /** The text that a setting means. */
    static String unescaped(String setting) {
        if (setting.equalsIgnoreCase("tab")) {
            return "\t";
        }
        String plain = setting.replace("\\t", "\t").replace("\\r", "\r").replace("\\n", "\n");
        return CODE.matcher(plain)
                .replaceAll(code -> Matcher.quoteReplacement(Character.toString(
                        Integer.parseInt(code.group(1) == null ? code.group(2) : code.group(1), 16))));
    }

    /** The setting that means this text. */
    static String shown(String text) {
        StringBuilder shown = new StringBuilder();
        text.chars().forEach(c -> {
            if (c == '\t') {
                shown.append("\\t");
            } else if (c < ' ') {
                shown.append(String.format(Locale.ROOT, "\\x%02x", c));
            } else if (c >= 0x80 && c < 0xA0 || c == 0x2028) {
                shown.append(String.format(Locale.ROOT, "\\u%04x", c));
            } else {
                shown.append((char) c);
            }
        });
        return shown.toString();
    }

    /** What ends rows, or empty for any line end. */
    static String rowEnd(String setting) {
        String text = unescaped(setting);
        boolean line = setting.equalsIgnoreCase(LINE) || text.equals("\n") || text.equals("\r") || text.equals("\r\n");
        return line ? "" : text;
    }

    static String orNothing(String setting) {
        return setting.equalsIgnoreCase(Dialect.NONE) ? "" : setting;
    }

    static int quote(String setting) {
        return character(setting);
    }

    /** One byte, or {@link CsvDialect#NO_BYTE}. */
    static int character(String setting) {
        return setting.equalsIgnoreCase(Dialect.NONE) ? CsvDialect.NO_BYTE : setting.charAt(0);
    }

    /** What makes these settings unusable, or empty. */
    static String objection(Dialect dialect) {
        String delimiter = unescaped(dialect.delimiter());
        if (delimiter.chars().anyMatch(c -> c == '\n' || c == '\r' || c == '"')) {
            return "The delimiter " + Problem.quote(delimiter) + " holds a line end or a quote.";
        }
        if (isNoCharacter(dialect.quote())) {
            return "The quote " + Problem.quote(dialect.quote()) + " is not one ASCII character, and not \"none\".";
        }
        if (isNoCharacter(dialect.escape())) {
            return "The escape " + Problem.quote(dialect.escape()) + " is not one ASCII character, and not \"none\".";
        }
        if (!dialect.quote().isEmpty() && delimiter.startsWith(dialect.quote())) {
            return "Delimiter and quote are the same.";
        }
        if (!dialect.escape().isEmpty() && delimiter.startsWith(dialect.escape())) {
            return "Delimiter and escape are the same.";
        }
        boolean ownRowEnd = !rowEnd(dialect.rowEnd()).isEmpty();
        if (ownRowEnd && rowEnd(dialect.rowEnd()).equals(delimiter)) {
            return "Delimiter and row end are the same.";
        }
        return ownRowEnd && rowEnd(dialect.rowEnd()).startsWith("\"") ? "Row end and quote are the same." : "";
    }

    private static boolean isNoCharacter(String setting) {
        return !setting.isEmpty()
                && !setting.equalsIgnoreCase(Dialect.NONE)
                && (setting.length() != 1 || setting.charAt(0) > '~' || setting.charAt(0) < ' ');
    }
}
