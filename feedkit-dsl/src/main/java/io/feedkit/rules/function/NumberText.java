package io.feedkit.rules.function;

import java.math.BigDecimal;
import java.math.RoundingMode;
import org.jspecify.annotations.Nullable;

/**
 * Numbers as the readers of a language write them. The tables are our own: those of the JDK change with its version.
 *
 * @param decimal what parts the decimals
 * @param group what parts thousands when written; any blank is read for a blank
 */
record NumberText(char decimal, char group) {
    private static final char NARROW_NO_BREAK_SPACE = '\u202f';
    private static final NumberText POINT = new NumberText('.', ',');
    private static final NumberText COMMA = new NumberText(',', '.');
    private static final NumberText COMMA_BLANK = new NumberText(',', '\u00a0');
    private static final NumberText FRENCH = new NumberText(',', NARROW_NO_BREAK_SPACE);

    static NumberText of(String language) {
        return switch (language) {
            case "fr" -> FRENCH;
            case "bg", "cs", "et", "fi", "hu", "lt", "lv", "nb", "nn", "no", "pl", "ru", "sk", "sv", "uk" ->
                COMMA_BLANK;
            case "ca", "da", "de", "el", "es", "hr", "id", "is", "it", "nl", "pt", "ro", "sl", "sr", "tr", "vi" ->
                COMMA;
            default -> POINT;
        };
    }

    /** Reads a number strictly: an optional sign, digits in groups of three or none, decimals. Null when it is none. */
    @Nullable
    BigDecimal read(String text, boolean allowsGroups) {
        StringBuilder plain = new StringBuilder();
        int at = 0;
        if (at < text.length() && (text.charAt(at) == '-' || text.charAt(at) == '+')) {
            plain.append(text.charAt(at++));
        }
        int digits = 0;
        int sinceGroup = -1;
        for (; at < text.length() && text.charAt(at) != decimal; at++) {
            char c = text.charAt(at);
            if (c >= '0' && c <= '9') {
                plain.append(c);
                digits++;
                sinceGroup += sinceGroup >= 0 ? 1 : 0;
            } else {
                boolean closes = sinceGroup < 0 ? digits >= 1 && digits <= 3 : sinceGroup == 3;
                if (!allowsGroups || !isGroup(c) || !closes) {
                    return null;
                }
                sinceGroup = 0;
            }
        }
        if (digits == 0 || sinceGroup >= 0 && sinceGroup != 3) {
            return null;
        }
        if (at < text.length()) {
            String decimals = text.substring(at + 1);
            if (decimals.isEmpty() || !decimals.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return null;
            }
            plain.append('.').append(decimals);
        }
        return new BigDecimal(plain.toString());
    }

    private boolean isGroup(char c) {
        return c == group || Utf8.isBlank(group) && Utf8.isBlank(c);
    }

    /** Writes a number with at least and at most so many digits, rounded half-up. */
    String write(BigDecimal number, int minWhole, int minDecimals, int maxDecimals, boolean grouped) {
        BigDecimal rounded = number.setScale(maxDecimals, RoundingMode.HALF_UP);
        String digits = rounded.abs().toPlainString();
        int point = digits.indexOf('.');
        String whole = point < 0 ? digits : digits.substring(0, point);
        String decimals = point < 0 ? "" : digits.substring(point + 1);
        int end = decimals.length();
        while (end > minDecimals && decimals.charAt(end - 1) == '0') {
            end--;
        }
        if (minWhole == 0 && whole.equals("0") && end > 0) {
            whole = "";
        }
        whole = "0".repeat(Math.max(0, minWhole - whole.length())) + whole;
        StringBuilder text = new StringBuilder(rounded.signum() < 0 ? "-" : "");
        for (int i = 0; i < whole.length(); i++) {
            if (grouped && i > 0 && (whole.length() - i) % 3 == 0) {
                text.append(group);
            }
            text.append(whole.charAt(i));
        }
        return end == 0
                ? text.toString()
                : text.append(decimal).append(decimals, 0, end).toString();
    }

    /** What a pattern such as {@code #,##0.00} says. */
    record Pattern(int minWhole, int minDecimals, int maxDecimals, boolean grouped) {
        private static final int MAX_DIGITS = 30;

        /** Throws {@link IllegalArgumentException} with a sentence for the author. */
        static Pattern of(String pattern) {
            if (!pattern.matches("#*(,#*)?0*(,##0|,#00|,000)?(\\.0*#*)?")
                    || pattern.length() > MAX_DIGITS
                    || pattern.isEmpty()) {
                throw Objection.of(
                        "number-pattern",
                        "A number pattern looks like 0, 0.00, #,##0 or #,##0.##; '{0}' does not.",
                        pattern);
            }
            int point = pattern.indexOf('.');
            String whole = point < 0 ? pattern : pattern.substring(0, point);
            String decimals = point < 0 ? "" : pattern.substring(point + 1);
            return new Pattern(
                    (int) whole.chars().filter(c -> c == '0').count(),
                    (int) decimals.chars().filter(c -> c == '0').count(),
                    decimals.length(),
                    whole.indexOf(',') >= 0);
        }
    }
}
