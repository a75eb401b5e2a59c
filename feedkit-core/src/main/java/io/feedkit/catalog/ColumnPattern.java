package io.feedkit.catalog;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column name as a mapping writes it. Case and the amount of blanks do not matter; {@code *} stands for anything, {@code {unit}} and
 * {@code {currency}} for what the values of the column are counted in: {@code Weight ({unit})}.
 */
record ColumnPattern(String text, String folded, @Nullable Pattern pattern) {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0]+");
    private static final Pattern HOLE = Pattern.compile("\\*|\\{unit}|\\{currency}");

    static ColumnPattern of(String text) {
        String folded = fold(text);
        Matcher holes = HOLE.matcher(folded);
        if (!holes.find()) {
            return new ColumnPattern(text, folded, null);
        }
        StringBuilder regex = new StringBuilder();
        int from = 0;
        do {
            regex.append(Pattern.quote(folded.substring(from, holes.start())));
            regex.append(
                    switch (holes.group()) {
                        case "{unit}" -> "(?<unit>.+)";
                        case "{currency}" -> "(?<currency>[a-z]{3})";
                        default -> ".*";
                    });
            from = holes.end();
        } while (holes.find());
        regex.append(Pattern.quote(folded.substring(from)));
        return new ColumnPattern(text, "", Pattern.compile(regex.toString()));
    }

    boolean matches(String column) {
        return matchesFolded(fold(column));
    }

    /** As {@link #matches}, for a name that was folded before. */
    boolean matchesFolded(String column) {
        return pattern == null ? folded.equals(column) : pattern.matcher(column).matches();
    }

    /** What stands in the column's name at a hole, in lower case; empty when the pattern has no such hole. */
    String hole(String name, String column) {
        if (pattern == null || !text.contains("{" + name + "}")) {
            return "";
        }
        Matcher matcher = pattern.matcher(fold(column));
        return matcher.matches() ? matcher.group(name) : "";
    }

    /** How names are compared: lower case, blanks squeezed, without Google's name space prefix. */
    static String fold(String name) {
        String folded = BLANKS.matcher(name.strip().toLowerCase(Locale.ROOT)).replaceAll(" ");
        return folded.startsWith("g:") ? folded.substring(2) : folded;
    }
}
