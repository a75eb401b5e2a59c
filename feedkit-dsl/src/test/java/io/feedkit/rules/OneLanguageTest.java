package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A message is in one language: nothing English stands in a French one, but for what the author wrote and the words of the rule language, which are quoted. */
@Tag("slow")
class OneLanguageTest {
    private static final Path ROOT = Path.of("src/test/resources/io/feedkit/rules");
    private static final Path SOURCES = Path.of("src/main/java/io/feedkit/rules");

    /** Words no French sentence has. */
    private static final Pattern ENGLISH = Pattern.compile(
            "\\b(the|is|are|was|were|not|no|of|an|and|to|must|has|have|had|cannot|this|that|there|with"
                    + "|without|needs|more|than|most|number|months?|years?|one|which|its|it|for|from|by|be|would|at|any|every|all|only|may|missing|rows?|line|whole|amount|other)\\b");

    /** What stands in quotes is the author's or the language's. */
    private static final Pattern QUOTED = Pattern.compile("`[^`]*`|\"[^\"]*\"|'[^' ][^']*'(?=[ .,;:)]|$)|«[^»]*»");

    private static String english(String text) {
        String own = QUOTED.matcher(text).replaceAll("");
        Matcher found = ENGLISH.matcher(own);
        List<String> words = new ArrayList<>();
        while (found.find()) {
            words.add(found.group());
        }
        return words.isEmpty() ? "" : words + " in: " + text;
    }

    private static void judge(List<Diagnostic> found, TreeSet<String> mixed) {
        for (Diagnostic diagnostic : found) {
            List<String> texts = new ArrayList<>(List.of(diagnostic.sentence(), diagnostic.why(), diagnostic.fix()));
            diagnostic.labels().forEach(label -> texts.add(label.text()));
            texts.stream()
                    .map(text -> english(text))
                    .filter(said -> !said.isEmpty())
                    .forEach(said -> mixed.add(diagnostic.code().id() + " " + said));
        }
    }

    @Test
    void noFrenchDiagnosticHasEnglishWords() throws IOException {
        TreeSet<String> mixed = new TreeSet<>();
        List<Path> files;
        try (Stream<Path> all = Files.walk(ROOT)) {
            files = all.filter(file -> file.toString().endsWith(".fk")).toList();
        }
        assertThat(files).hasSizeGreaterThan(90);
        for (Path file : files) {
            SourceText text = SourceText.of("a.fk", Files.readString(file));
            RuleEnvironment plain = Shop.ENVIRONMENT.withLanguage(Locale.FRENCH);
            judge(RuleSet.check(plain, text), mixed);
            judge(RuleSet.check(EveryCodeTest.environment(Locale.FRENCH), text), mixed);
        }
        assertThat(mixed).isEmpty();
    }

    @Test
    void noFrenchProblemOfARunHasEnglishWords() {
        TreeSet<String> mixed = new TreeSet<>();
        for (Problem problem : new EveryCodeTest().in(Path.of("target"), Locale.FRENCH)) {
            mixed.add(english(problem.message()));
            mixed.add(english(problem.fix()));
        }
        mixed.remove("");
        assertThat(mixed).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "stock + stock|le nombre entier est trop grand",
                "quantity.pow(quantity + 12)|un nombre s'élève à une puissance de 0 à 16, pas 17",
                "(price + 1 CHF) is present|un montant est en EUR et l'autre en CHF",
                "(price / 0) is present|division par zéro",
                "in_zone(now, brand).month()|il n'y a pas de fuseau horaire 'Acme'"
            })
    void faultsAreSaidInTheLanguageOfTheRules(String expression, String french) {
        for (Locale language : List.of(Locale.FRENCH, Locale.ENGLISH)) {
            RuleSet rules = RuleSet.compile(
                    Shop.ENVIRONMENT.withLanguage(language),
                    SourceText.of(
                            "a.fk",
                            "let stock = 9_223_372_036_854_775_800 + quantity\nset tier = \"{" + expression + "}\""));
            Outcome outcome = rules.tryOn(Shop.product("brand", "Acme", "quantity", 5L, "price", "3 EUR"), Shop.NOW);
            assertThat(outcome.faults()).extracting(Outcome.Fault::text).first().satisfies(text -> {
                assertThat(text.equals(french)).as(text).isEqualTo(language.equals(Locale.FRENCH));
            });
        }
    }

    /** Faults are worked out where no language is known; each has its words in the catalogue of messages. */
    @Test
    void everyFaultHasFrenchWords() throws IOException {
        Pattern raised =
                Pattern.compile("(?:new Fault|run\\.fault|frame\\.fault)\\((?:row, )?\"((?:[^\"\\\\]|\\\\.)*)\"");
        Messages french = Messages.in(Locale.FRENCH);
        List<String> unsaid = new ArrayList<>();
        int known = 0;
        try (Stream<Path> files = Files.walk(SOURCES)) {
            for (Path file : files.filter(f -> f.toString().endsWith(".java")).toList()) {
                Matcher faults = raised.matcher(Files.readString(file));
                while (faults.find()) {
                    known++;
                    if (faults.group(1).length() > 1 && !french.hasFaultLike(faults.group(1))) {
                        unsaid.add(file.getFileName() + ": " + faults.group(1));
                    }
                }
            }
        }
        assertThat(known).isGreaterThan(25);
        assertThat(unsaid).isEmpty();
    }

    @Test
    void anUnknownFaultIsSaidAsItIs() {
        assertThat(Messages.in(Locale.FRENCH).fault("the moon is full")).isEqualTo("the moon is full");
        assertThat(Messages.english().fault("division by zero")).isEqualTo("division by zero");
        assertThat(Map.of("a", Messages.in(Locale.FRENCH).fault("kg cannot be converted to m")))
                .containsValue("kg ne se convertit pas en m");
    }
}
