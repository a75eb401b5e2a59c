package io.feedkit.rules.syntax;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.regex.Pattern;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

class CharacterClassesTest {
    /** What names may hold, as the printer of rules has it. */
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{M}\\p{N}_]*");

    @Test
    void leavesAsciiAlone() {
        String rules = "rule \"x\": set title = price.amount() + 1%";
        assertSame(rules, CharacterClasses.of(rules));
    }

    @Test
    void leavesSignsOfOtherKeyboardsAlone() {
        String signs = "→ ≤ ≥ ≠ “a” «b» € − – × ÷ \u00a0 \u200b \ufeff";
        assertEquals(signs, CharacterClasses.of(signs));
    }

    @Test
    void showsOneLetterForAllBeyondAscii() {
        assertEquals("ªª_a", CharacterClasses.of("жä_a"));
        assertEquals("gªss", CharacterClasses.of("güss"));
        assertEquals("ª", CharacterClasses.of("\uD840\uDC00"), "an ideograph of the second plane");
    }

    @Test
    void showsOneMarkAndOneDigit() {
        assertEquals("u\u0300", CharacterClasses.of("u\u0308"));
        assertEquals("²1²", CharacterClasses.of("٣1Ⅷ"));
    }

    @Test
    void showsHalvesOfCharactersAsReplacement() {
        assertEquals("a\uFFFDb\uFFFD", CharacterClasses.of("a\uD800b\uDC00"));
    }

    @Property
    void hasAsManyCodePointsAndTheSameNames(@ForAll String text) {
        String seen = CharacterClasses.of(text);
        assertEquals(text.codePointCount(0, text.length()), seen.codePointCount(0, seen.length()));
        assertEquals(NAME.matcher(text).matches(), NAME.matcher(seen).matches());
        assertTrue(seen.chars().noneMatch(c -> Character.isSurrogate((char) c))
                || text.codePoints().anyMatch(c -> c >= 0x10000));
    }
}
