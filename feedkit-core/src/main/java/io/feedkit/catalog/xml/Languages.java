package io.feedkit.catalog.xml;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.MissingResourceException;

/** Languages as documents name them, in the two letters that columns use. */
final class Languages {
    private static final Map<String, String> BY_THREE_LETTERS = byThreeLetters();

    private Languages() {}

    private static Map<String, String> byThreeLetters() {
        // The bibliographic codes of ISO 639-2, which catalogues use too; the JDK knows the other ones.
        Map<String, String> found =
                new HashMap<>(Map.of("ger", "de", "fre", "fr", "dut", "nl", "cze", "cs", "gre", "el"));
        found.putAll(Map.of("slo", "sk", "rum", "ro", "chi", "zh", "per", "fa", "wel", "cy"));
        for (String two : Locale.getISOLanguages()) {
            try {
                found.put(new Locale(two).getISO3Language(), two);
            } catch (MissingResourceException e) {
                // Then nobody can mean it by three letters.
            }
        }
        return Map.copyOf(found);
    }

    /** {@code fr} for {@code fr-FR}, {@code de} for {@code deu}; empty for what is no language. */
    static String twoLetters(String tag) {
        String first = tag.strip().split("[-_]", 2)[0].toLowerCase(Locale.ROOT);
        if (first.length() == 2) {
            return first.chars().allMatch(c -> c >= 'a' && c <= 'z') ? first : "";
        }
        return BY_THREE_LETTERS.getOrDefault(first, "");
    }
}
