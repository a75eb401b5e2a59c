package io.feedkit.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.problem.ProblemWords;
import io.feedkit.problem.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of shops and of the descriptions descriptors are made from stands in the files of words, in both languages, letter for letter as the code says it. */
class ShopWordsTest {
    private static final Pattern HOLE = Pattern.compile("\\{\\d}");

    private static Map<String, String> texts(Locale language) {
        return Wording.load(
                        "/META-INF/feedkit/problems", language, file -> ShopWordsTest.class.getResourceAsStream(file))
                .texts();
    }

    /** Names in the holes, in their order. */
    private static String filled(String text) {
        return HOLE.matcher(text).replaceAll(hole -> "x" + hole.group().charAt(1) + "y");
    }

    @Test
    void everySentenceIsSaidInFrench() {
        Map<String, String> french = texts(Locale.FRENCH);
        texts(Locale.ENGLISH).forEach((key, text) -> {
            // Names of fields may be the same words in both languages, such as GTIN.
            if (!key.startsWith("descriptor.label.")) {
                assertThat(french.get(key)).as(key).isNotEqualTo(text);
            }
            assertThat(ProblemWords.in(Locale.FRENCH).say(filled(text))).as(key).isEqualTo(filled(french.get(key)));
        });
    }

    @Test
    void theCodeSaysEverySentence() throws IOException {
        String code = code("shop") + code("channel/generate");
        Map<String, String> english = new TreeMap<>(texts(Locale.ENGLISH));
        english.keySet().removeIf(key -> !key.startsWith("shop.") && !key.startsWith("generate."));
        english.forEach((key, text) -> {
            for (String piece : text.split(HOLE.pattern() + "|[,;:] ")) {
                // Where a place is said, it is worked out: " in shoes".
                String said = piece.strip().replaceAll("[.:]$| in$", "");
                assertThat(code).as(key).contains(said);
            }
        });
    }

    private static String code(String room) throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/feedkit").resolve(room))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                code.append(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
            }
        }
        return code.toString();
    }

    /** What stands in a descriptor for those who read it is English. */
    private static final Set<String> IN_DESCRIPTORS = Set.of(
            "Call a column like this field, or set it in a rule.", "Said by the marketplace, and not by this file:");

    @Test
    void everySentenceAboutDescriptionsIsTranslated() throws IOException {
        String known = String.join("\n", texts(Locale.ENGLISH).values());
        Set<String> missing = new TreeSet<>();
        Matcher literals = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"").matcher(code("channel/generate"));
        while (literals.find()) {
            String literal = literals.group(1);
            boolean sentence = literal.matches("[A-Z][^<(]*[a-z]{2}[.:] ?") && literal.split(" ").length > 1;
            if (sentence && !known.contains(literal.strip()) && !IN_DESCRIPTORS.contains(literal)) {
                missing.add(literal);
            }
        }
        assertThat(missing).isEmpty();
    }

    @Test
    void whatIsLeftOutIsSaidInFrench() {
        assertThat(ProblemWords.in(Locale.FRENCH).say("The answer of H11 is a text, not an object."))
                .isEqualTo("La réponse de H11 est un texte, pas un objet.");
        assertThat(ProblemWords.in(Locale.FRENCH).say("The value \"a\" of colour is not told apart from \"A\"."))
                .isEqualTo("La valeur \"a\" de colour ne se distingue pas de \"A\".");
    }

    @Test
    void aReasonWithinASentenceIsFrenchToo() {
        assertThat(ProblemWords.in(Locale.FRENCH)
                        .say("The shop refuses the call with status 500: it says no more than status 500."))
                .isEqualTo(
                        "La boutique refuse l'appel avec l'état 500\u00A0: elle ne dit rien de plus que l'état 500.");
    }
}
