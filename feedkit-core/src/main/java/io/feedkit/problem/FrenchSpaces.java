package io.feedkit.problem;

/**
 * The spaces that French sets before {@code : ; ! ?} and inside {@code « »}, of the kinds at which no line breaks. Texts are written with the space of the keyboard, which can be seen,
 * and get these where they are read. What stands between backticks is code and stays as it is.
 *
 * <p>Follows the Lexique des règles typographiques en usage à l'Imprimerie nationale: narrow before {@code ; ! ?}, of a word's width elsewhere.
 */
final class FrenchSpaces {
    private static final char WIDE = '\u00A0';
    private static final char NARROW = '\u202F';

    private FrenchSpaces() {}

    static String in(String text) {
        StringBuilder set = new StringBuilder(text);
        boolean isCode = false;
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) == '`') {
                isCode = !isCode;
            } else if (text.charAt(i) == ' ' && !isCode) {
                set.setCharAt(
                        i,
                        between(i == 0 ? ' ' : text.charAt(i - 1), i + 1 < text.length() ? text.charAt(i + 1) : ' '));
            }
        }
        return set.toString();
    }

    private static char between(char before, char after) {
        if (before == '«' || after == '»' || after == ':') {
            return WIDE;
        }
        return after == ';' || after == '!' || after == '?' ? NARROW : ' ';
    }
}
