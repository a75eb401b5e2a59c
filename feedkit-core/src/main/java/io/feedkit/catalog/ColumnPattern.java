package io.feedkit.catalog;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * A column name as a mapping writes it. Case and the amount of blanks do not matter; {@code *} stands for anything, {@code {unit}} and
 * {@code {currency}} for what the values of the column are counted in: {@code Weight ({unit})}.
 *
 * <p>Pattern and name may both come from strangers, so no regular expression is made of them: one that backtracks takes hours for a name of a few hundred characters. A
 * place in the pattern and one in the name either lead to the end or do not, which is worked out once for each pair.
 */
record ColumnPattern(String text, String folded, List<String> tokens, boolean isCounted) {
    private static final Pattern BLANKS = Pattern.compile("[\\s\\u00a0]+");
    private static final Pattern HOLE = Pattern.compile("\\*|\\{unit}|\\{currency}");
    private static final String ANYTHING = "*";
    private static final String UNIT = "{unit}";
    private static final String CURRENCY = "{currency}";
    private static final int CURRENCY_CHARS = 3;
    /** A name that is longer has no unit worth the work. */
    private static final int MOST_CHARS = 1_000;

    static ColumnPattern of(String text) {
        String folded = fold(text);
        List<String> tokens = new ArrayList<>();
        Matcher holes = HOLE.matcher(folded);
        int from = 0;
        while (holes.find()) {
            tokens.add(folded.substring(from, holes.start()));
            tokens.add(holes.group());
            from = holes.end();
        }
        tokens.add(folded.substring(from));
        boolean counted = tokens.contains(UNIT) || tokens.contains(CURRENCY);
        return new ColumnPattern(text, folded, List.copyOf(tokens), counted);
    }

    boolean matches(String column) {
        return matchesFolded(fold(column));
    }

    /** As {@link #matches}, for a name that was folded before. */
    boolean matchesFolded(String column) {
        if (tokens.size() == 1) {
            return folded.equals(column);
        }
        return isCounted ? column.length() <= MOST_CHARS && ways(column)[0][0] : matchesAnything(column);
    }

    /** Literals with anything between them: each is looked for behind the one before, which finds a way if there is one. */
    private boolean matchesAnything(String column) {
        String first = tokens.get(0);
        String last = tokens.get(tokens.size() - 1);
        int end = column.length() - last.length();
        if (end < first.length() || !column.startsWith(first) || !column.endsWith(last)) {
            return false;
        }
        int at = first.length();
        for (int token = 2; token < tokens.size() - 1; token += 2) {
            int found = column.indexOf(tokens.get(token), at);
            at = found + tokens.get(token).length();
            if (found < 0 || at > end) {
                return false;
            }
        }
        return true;
    }

    /** For each place in the pattern and each in the name whether one can get to both ends from there. */
    private boolean[][] ways(String column) {
        boolean[][] ways = new boolean[tokens.size() + 1][column.length() + 1];
        ways[tokens.size()][column.length()] = true;
        for (int token = tokens.size() - 1; token >= 0; token--) {
            boolean[] next = ways[token + 1];
            for (int at = column.length(); at >= 0; at--) {
                ways[token][at] = leads(tokens.get(token), column, at, ways[token], next);
            }
        }
        return ways;
    }

    private static boolean leads(String token, String column, int at, boolean[] here, boolean[] next) {
        boolean more = at < column.length();
        return switch (token) {
            case ANYTHING -> next[at] || more && here[at + 1];
            case UNIT -> more && (next[at + 1] || here[at + 1]);
            case CURRENCY -> isCode(column, at) && next[at + CURRENCY_CHARS];
            default -> column.startsWith(token, at) && next[at + token.length()];
        };
    }

    private static boolean isCode(String column, int at) {
        boolean letters = at + CURRENCY_CHARS <= column.length();
        for (int i = at; letters && i < at + CURRENCY_CHARS; i++) {
            letters = column.charAt(i) >= 'a' && column.charAt(i) <= 'z';
        }
        return letters;
    }

    /** What stands in the column's name at a hole, in lower case; empty when the pattern has no such hole. */
    String hole(String name, String column) {
        String wanted = "{" + name + "}";
        String found = isCounted && tokens.contains(wanted) ? filled(wanted, fold(column)) : null;
        return found == null ? "" : found;
    }

    private @Nullable String filled(String wanted, String column) {
        if (column.length() > MOST_CHARS) {
            return null;
        }
        boolean[][] ways = ways(column);
        int at = 0;
        for (int token = 0; ways[0][0] && token < tokens.size(); token++) {
            int end = end(tokens.get(token), column, at, ways[token + 1]);
            if (tokens.get(token).equals(wanted)) {
                return column.substring(at, end);
            }
            at = end;
        }
        return null;
    }

    /** Where the name goes on behind a token: as late as possible where there is a choice. */
    private static int end(String token, String column, int at, boolean[] next) {
        if (!token.equals(ANYTHING) && !token.equals(UNIT)) {
            return at + (token.equals(CURRENCY) ? CURRENCY_CHARS : token.length());
        }
        int end = column.length();
        while (!next[end]) {
            end--;
        }
        return end;
    }

    /** How names are compared: lower case, blanks squeezed, without Google's name space prefix. */
    static String fold(String name) {
        String lower = name.strip().toLowerCase(Locale.ROOT);
        String folded = isSqueezed(lower) ? lower : BLANKS.matcher(lower).replaceAll(" ");
        return folded.startsWith("g:") ? folded.substring(2) : folded;
    }

    /** Nearly every name is, and every run compares its columns with a thousand names. */
    private static boolean isSqueezed(String text) {
        boolean blank = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c < ' ' || c == '\u00a0' || c == ' ' && blank) {
                return false;
            }
            blank = c == ' ';
        }
        return true;
    }
}
