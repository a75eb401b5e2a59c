package io.feedkit.rules.function;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Locale;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

/** Asking whether a text is in capitals must answer as making the capitals would. */
class LettersTest {

    @Test
    void knowsOfEveryCharacterWhetherItChanges() {
        for (int c = 0; c <= Character.MAX_CODE_POINT; c++) {
            if (c < Character.MIN_SURROGATE || c > Character.MAX_SURROGATE) {
                agrees(Character.toString(c));
            }
        }
    }

    @Property
    void knowsOfTextsWhetherTheyChange(@ForAll @StringLength(max = 30) String text) {
        String valid = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8);
        agrees(valid);
        agrees(valid.toUpperCase(Locale.ROOT));
        agrees(valid.toLowerCase(Locale.ROOT));
        agrees("ŒUVRE D'ÉTÉ 2026, ΣΊΣΥΦΟΣ " + valid);
        agrees("œuvre d'été 2026, σίσυφος " + valid);
    }

    private static void agrees(String text) {
        byte[] bytes = ("  " + text).getBytes(StandardCharsets.UTF_8);
        assertThat(Letters.isUpper(bytes, 2, bytes.length))
                .as(text)
                .isEqualTo(text.toUpperCase(Locale.ROOT).equals(text));
        assertThat(Letters.isLower(bytes, 2, bytes.length))
                .as(text)
                .isEqualTo(text.toLowerCase(Locale.ROOT).equals(text));
    }
}
