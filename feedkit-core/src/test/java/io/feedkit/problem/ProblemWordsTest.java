package io.feedkit.problem;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every sentence that is said of a source stands in the files of words, in both languages, letter for letter as the code says it. */
class ProblemWordsTest {
    private static final Path SOURCES = Path.of("src/main/java/io/feedkit");
    private static final Pattern HOLE = Pattern.compile("\\{\\d}");

    private static Map<String, String> texts(Locale language) {
        return new TreeMap<>(Wording.load("problems", language, ProblemWords.class::getResourceAsStream)
                .texts());
    }

    private static Set<String> holes(String text) {
        Set<String> holes = new TreeSet<>();
        Matcher matcher = HOLE.matcher(text);
        while (matcher.find()) {
            holes.add(matcher.group());
        }
        return holes;
    }

    @Test
    void frenchHasEverySentenceWithTheSameHoles() throws IOException {
        Map<String, String> english = texts(Locale.ENGLISH);
        Map<String, String> french = texts(Locale.FRENCH);
        List<String> own = Files.readAllLines(Path.of("src/main/resources/io/feedkit/problem/problems_fr.properties"));
        english.forEach((key, text) -> {
            assertThat(own).as(key).anyMatch(line -> line.startsWith(key + " = "));
            assertThat(holes(french.get(key))).as(key).isEqualTo(holes(text));
            assertThat(french.get(key)).as(key).isNotEqualTo(text);
        });
        assertThat(french.keySet()).isEqualTo(english.keySet());
    }

    @Test
    void everySentenceIsKnownAgain() {
        ProblemWords words = ProblemWords.in(Locale.FRENCH);
        Map<String, String> french = texts(Locale.FRENCH);
        texts(Locale.ENGLISH).forEach((key, text) -> {
            String said = filled(text);
            assertThat(words.say(said)).as(key).isNotEqualTo(said).isEqualTo(filled(french.get(key)));
        });
    }

    private static String filled(String text) {
        return HOLE.matcher(text)
                .replaceAll(
                        hole -> Matcher.quoteReplacement("\"x" + hole.group().charAt(1) + "\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "the document is not well-formed: this tag does not end the element price. | le document est mal formé\u00A0: cette balise ne ferme pas l'élément price.",
                "elements are nested deeper than 64, so the record is not read. | des éléments sont imbriqués sur plus de 64 niveaux, donc l'enregistrement n'est pas lu.",
                "found \"prix\", expected one of price, cost. | trouvé\u00A0: \"prix\"\u202F; attendu\u00A0: l'un de price, cost.",
                "The database failed: no space left. | La base de données a échoué\u00A0: no space left.",
                "There is no such file. Name one of its files. | Ce fichier n'existe pas. Nommez l'un de ses fichiers.",
                "shop.csv:17 (record 12, price) | shop.csv:17 (enregistrement 12, price)",
                "The database failed: no space left. Name one of its files. | La base de données a échoué\u00A0: no space left. Nommez l'un de ses fichiers.",
                "The channel refused product \"A1\" (insert): [price] is not plausible. | Le canal a refusé le produit \"A1\" (insert)\u00A0: [price] is not plausible.",
                "The channel answers with status 502, after 5 attempts. | Le canal répond avec le statut 502, après 5 tentatives.",
                "The channel's limit of calls is used up, and waiting 60 seconds takes longer than this run may. | La limite d'appels du canal est épuisée, et attendre 60 secondes dépasse le temps accordé à cette exécution.",
                "What nobody has translated stays. | What nobody has translated stays."
            })
    void sentencesAreSaidInFrench(String english, String french) {
        assertThat(ProblemWords.in(Locale.FRENCH).say(english)).isEqualTo(french);
        assertThat(ProblemWords.in(Locale.ENGLISH).say(english)).isEqualTo(english);
        assertThat(ProblemWords.in(Locale.GERMAN).say(english)).isEqualTo(english);
    }

    @Test
    void hostileTextsAreLeftAlone() {
        ProblemWords words = ProblemWords.in(Locale.FRENCH);
        for (String text : List.of("", ".", "{0}", "{0}, {1}", ". . . ", "the ".repeat(900), "x".repeat(100_000))) {
            assertThat(words.say(text)).isEqualTo(text);
        }
    }

    // The code says what the files say

    /** Sources with texts that are added to each other as one, and what is worked out as a hole. */
    private static String code() throws IOException {
        StringBuilder all = new StringBuilder();
        for (String room : List.of("catalog", "location", "product", "export", "feed", "problem")) {
            try (Stream<Path> files = Files.walk(SOURCES.resolve(room))) {
                for (Path file : files.filter(path -> path.toString().endsWith(".java"))
                        .sorted()
                        .toList()) {
                    all.append(Files.readString(file)
                            .replaceAll("(?s)(?<!\")/\\*.*?\\*/", "")
                            .replaceAll("(?m)^\\s*//.*$", "")
                            .replaceAll("\"\\s*\\+\\s*\"", "")
                            .replace("%d", "\" + number + \""));
                }
            }
        }
        return all.toString();
    }

    private static List<String> literals() throws IOException {
        List<String> literals = new ArrayList<>();
        Matcher matcher = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"").matcher(code());
        while (matcher.find()) {
            literals.add(matcher.group(1).replace("\\\"", "\"").replace("\\\\", "\\"));
        }
        return literals;
    }

    @Test
    void theCodeSaysEverySentence() throws IOException {
        Set<String> literals = new TreeSet<>(literals());
        texts(Locale.ENGLISH).forEach((key, text) -> {
            for (String piece : text.split(HOLE.pattern() + "|(?<=\\.) ")) {
                String said = piece.strip().replaceAll("\\.$", "");
                if (said.length() > 3) {
                    assertThat(literals).as(key + ": " + piece).anyMatch(literal -> literal.contains(said));
                }
            }
        });
    }

    /** What no user reads as a problem: comments in a mapping that is proposed, and what a programmer did wrong. */
    private static final Set<String> OTHERS = Set.of(
            "  # No attribute of that name is known; rules can use them as they are.",
            ". The percentages say how sure it is; look at the lines with a question mark.");

    /** Texts that end as sentences do, or begin as most of ours: what stands in their holes follows. */
    @Test
    void everySentenceOfTheCodeIsTranslated() throws IOException {
        String known = String.join("\n", texts(Locale.ENGLISH).values());
        Set<String> missing = new TreeSet<>();
        for (String literal : literals()) {
            boolean sentence = literal.matches("[^<(]*[a-z]{2}[.?]") && literal.split(" ").length > 1
                    || literal.matches("The( [a-z']+){2,}[: ]*");
            if (sentence && !known.contains(literal.strip()) && !OTHERS.contains(literal)) {
                missing.add(literal);
            }
        }
        assertThat(missing).isEmpty();
    }
}
