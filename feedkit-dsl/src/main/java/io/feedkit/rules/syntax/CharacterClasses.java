package io.feedkit.rules.syntax;

/**
 * A text as the lexer sees it: of all letters beyond ASCII there is one, and so of marks and of digits. It has as many code points as the text, so that tokens stand at the same places.
 *
 * <p>The grammar could name the sets of Unicode instead, but ANTLR puts them together from thousands of ranges, one after the other, whenever a program starts.
 */
final class CharacterClasses {
    /** Each is of the class it stands for. */
    private static final char LETTER = '\u00AA';

    private static final char MARK = '\u0300';
    private static final char DIGIT = '\u00B2';
    /** Half a character cannot be lexed. */
    private static final char HALF = '\uFFFD';

    private CharacterClasses() {}

    static String of(String text) {
        int plain = 0;
        while (plain < text.length() && text.charAt(plain) < 0x80) {
            plain++;
        }
        if (plain == text.length()) {
            return text;
        }
        StringBuilder seen = new StringBuilder(text.length()).append(text, 0, plain);
        text.codePoints().skip(plain).map(CharacterClasses::shown).forEach(seen::appendCodePoint);
        return seen.toString();
    }

    private static int shown(int character) {
        if (character < 0x80) {
            return character;
        }
        return switch (Character.getType(character)) {
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.MODIFIER_LETTER,
                    Character.OTHER_LETTER -> LETTER;
            case Character.NON_SPACING_MARK, Character.ENCLOSING_MARK, Character.COMBINING_SPACING_MARK -> MARK;
            case Character.DECIMAL_DIGIT_NUMBER, Character.LETTER_NUMBER, Character.OTHER_NUMBER -> DIGIT;
            case Character.SURROGATE -> HALF;
            default -> character;
        };
    }
}
