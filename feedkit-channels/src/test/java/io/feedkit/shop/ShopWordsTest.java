package io.feedkit.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.problem.ProblemWords;
import io.feedkit.problem.Wording;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What is said of shops stands in the files of words, in both languages, letter for letter as the code says it. */
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
            assertThat(french.get(key)).as(key).isNotEqualTo(text);
            assertThat(ProblemWords.in(Locale.FRENCH).say(filled(text))).as(key).isEqualTo(filled(french.get(key)));
        });
    }

    @Test
    void theCodeSaysEverySentence() throws IOException {
        StringBuilder code = new StringBuilder();
        try (Stream<Path> files = Files.walk(Path.of("src/main/java/io/feedkit/shop"))) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                code.append(Files.readString(file).replaceAll("\"\\s*\\+\\s*\"", ""));
            }
        }
        texts(Locale.ENGLISH).forEach((key, text) -> {
            for (String piece : text.split(HOLE.pattern() + "|; ")) {
                String said = piece.strip().replaceAll("\\.$", "");
                assertThat(code).as(key).contains(said);
            }
        });
    }

    @Test
    void aReasonWithinASentenceIsFrenchToo() {
        assertThat(ProblemWords.in(Locale.FRENCH)
                        .say("The shop refuses the call with status 500: it says no more than status 500."))
                .isEqualTo(
                        "La boutique refuse l'appel avec l'état 500\u00A0: elle ne dit rien de plus que l'état 500.");
    }
}
