package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.feed.Member;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every code has words in both languages, an entry in the documentation and a picture in the tests.
 *
 * <p>Mistakes that need a host of their own (a closed list of channels, modules, small limits) stand in {@code codes/}; what only a run finds out is listed in {@code codes/run.expected}.
 */
class EveryCodeTest {
    /** More than a small memory holds. */
    private static final List<Map<String, Object>> MANY = IntStream.range(0, 60_000)
            .mapToObj(i -> Shop.product("id", "a product of many, number " + i, "price", "3 EUR"))
            .toList();

    private static final Path ROOT = Path.of("src/test/resources/io/feedkit/rules");
    private static final Path CODES = ROOT.resolve("codes");

    static RuleEnvironment environment(Locale language) {
        RuleLimits limits = RuleLimits.DEFAULTS
                .withMaxStatements(8)
                .withMaxSourceBytes(3_000)
                .withMaxStatementTokens(80)
                .withMaxProgramParts(100)
                .withMaxDiagnostics(3)
                .withMaxModules(2);
        return Shop.ENVIRONMENT
                .withLanguage(language)
                .withChannels(Set.of("google", "amazon"))
                .withContracts(List.of(new ToyChannel(Shop.GOOGLE_FR)))
                .withLimits(limits)
                .withTable("broken", HostTable.ofPairs(Map.of("EUR", "n/a")))
                .withModules(RuleModules.of(Map.of(
                        "shop.one", SourceText.of("one.fk", "module shop.one\nimport shop.two"),
                        "shop.two", SourceText.of("two.fk", "module shop.two\nimport shop.three"),
                        "shop.three", SourceText.of("three.fk", "module shop.three\nquantity < 3 -> 0"),
                        "loop.a", SourceText.of("a.fk", "module loop.a\nimport loop.b"),
                        "loop.b", SourceText.of("b.fk", "module loop.b\nimport loop.a"),
                        "shop.renamed", SourceText.of("renamed.fk", "module shop.base\nquantity < 3 -> 0"))));
    }

    private static List<Diagnostic> check(String code, Locale language) throws IOException {
        String text = Files.readString(CODES.resolve(code + ".fk"));
        return RuleSet.check(environment(language), SourceText.of(code + ".fk", text));
    }

    static List<String> fixtures() throws IOException {
        try (Stream<Path> files = Files.list(CODES)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".fk"))
                    .map(name -> name.substring(0, name.length() - ".fk".length()))
                    .sorted()
                    .toList();
        }
    }

    @ParameterizedTest
    @MethodSource("fixtures")
    void saysWhatIsWrongAndWhatToWrite(String code) throws IOException {
        List<Diagnostic> found = check(code, Locale.ENGLISH);
        assertThat(found).extracting(d -> d.code().id()).contains(code);
        Baseline.isAsReviewed(CODES, code, Baseline.text(found, Locale.ENGLISH));
        List<Diagnostic> french = check(code, Locale.FRENCH);
        Baseline.isAsReviewed(CODES, code + ".fr", Baseline.text(french, Locale.FRENCH));
        assertThat(french).hasSameSizeAs(found);
        for (int i = 0; i < found.size(); i++) {
            assertThat(french.get(i).sentence()).isNotEqualTo(found.get(i).sentence());
        }
    }

    // What only a run finds out

    @TempDir
    private Path folder;

    /** What runs find out, for another test. */
    List<Problem> in(Path jars, Locale language) {
        folder = jars;
        return ofRuns(language);
    }

    private List<Problem> ofRuns(Locale language) {
        RuleEnvironment environment = Shop.ENVIRONMENT.withLanguage(language);
        List<Problem> problems = new ArrayList<>();
        thrown(problems, () -> environment.withPlugins(new PluginJar(TrimmingPlugin.class, folder)));
        thrown(problems, () -> RuleSet.read(Path.of("nowhere.fk"), language));
        RuleArchive archive = RuleArchive.of(
                compile(environment.withTable("rates", HostTable.ofPairs(Map.of("EUR", "1"))), "quantity < 3 -> 0"));
        thrown(problems, () -> archive.open(environment));
        RuleSet scoped = compile(
                environment,
                "channel amazon { set offer.price = price.gross_up(channel.commission_rate) }\n"
                        + "experiment e on id { arm a 20%; arm b 80% }\nallocate quantity { ebay 40% }");
        Member odd = new Member("amazon", "amazon", "", "DE", "de", "EUR", "", Map.of("commission_rate", "a lot"));
        thrown(problems, () -> scoped.tryOn(Map.of(), odd, Shop.NOW));
        problems.addAll(scoped.review(Shop.AMAZON_DE, Shop.NOW, Map.of("experiment e/1", "on id: a 50%, b 50%")));
        compile(environment, "segment best = top 1 by price\nbest -> set tier = \"x\"")
                .firstPass(Shop.SCHEMA, Shop.NOW)
                .ifPresent(pass -> problems.addAll(CatalogRunner.looked(
                        pass,
                        Shop.SCHEMA,
                        List.of(
                                Shop.product("id", "A", "price", "3 EUR"),
                                Shop.product("id", "B", "price", "3 USD")))));
        compile(
                        environment.withLimits(RuleLimits.DEFAULTS.withMaxCatalogBytes(50)),
                        "segment best = top 10% by price\nbest -> set tier = \"x\"")
                .firstPass(Shop.SCHEMA, Shop.NOW)
                .ifPresent(pass -> problems.addAll(CatalogRunner.looked(pass, Shop.SCHEMA, MANY)));
        compile(environment, "test \"t\" { given { quantity: 5 }; expect quantity = 0 }")
                .test(Instant.EPOCH)
                .forEach(test -> test.failures().forEach(failure -> problems.add(failure.toProblem())));
        return problems;
    }

    private static RuleSet compile(RuleEnvironment environment, String text) {
        return RuleSet.compile(environment, SourceText.of("shop.fk", text));
    }

    private static void thrown(List<Problem> problems, Runnable action) {
        try {
            action.run();
        } catch (FeedException e) {
            problems.add(e.problem());
        }
    }

    private static String text(List<Problem> problems) {
        return problems.stream()
                .map(problem -> problem.toString()
                        .replaceAll(" in file:\\S*", " in a jar")
                        .replaceAll("\\S*nowhere", "nowhere")
                        .replaceAll("\\d{6,}", "some"))
                .collect(Collectors.joining("\n", "", "\n"));
    }

    @Test
    void whatARunFindsOutIsSaidToo() throws IOException {
        List<Problem> english = ofRuns(Locale.ENGLISH);
        Baseline.isAsReviewed(CODES, "run", text(english));
        List<Problem> french = ofRuns(Locale.FRENCH);
        Baseline.isAsReviewed(CODES, "run.fr", text(french));
        assertThat(french).hasSameSizeAs(english);
        for (int i = 0; i < english.size(); i++) {
            assertThat(french.get(i).message()).isNotEqualTo(english.get(i).message());
        }
    }

    // Every code

    private static final Pattern CODE = Pattern.compile("\\bFK\\d{4}\\b");

    @Test
    void everyCodeHasAPicture() throws IOException {
        Set<String> pictured = new TreeSet<>();
        try (Stream<Path> files = Files.walk(ROOT)) {
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".expected")).toList()) {
                Matcher codes = CODE.matcher(Files.readString(file));
                while (codes.find()) {
                    pictured.add(codes.group());
                }
            }
        }
        assertThat(pictured)
                .containsAll(
                        Stream.of(RuleProblem.values()).map(RuleProblem::id).toList());
    }

    @Test
    void everyCodeIsExplainedWithAnExampleAndAFix() throws IOException {
        Path document = Path.of("../docs/problems.md");
        Assumptions.assumeTrue(Files.exists(document), "the project's docs folder is not beside this module");
        Map<String, String> sections = new HashMap<>();
        for (String section : Files.readString(document).split("\n### `")) {
            sections.put(section.substring(0, Math.max(0, section.indexOf('`'))), section);
        }
        for (RuleProblem problem : RuleProblem.values()) {
            assertThat(sections.getOrDefault(problem.id(), "")).as(problem.id()).contains("Example: ", "Fix: ");
        }
    }

    @ParameterizedTest
    @EnumSource
    void everyCodeHasWordsInBothLanguages(RuleProblem problem) {
        assertThat(Messages.in(Locale.FRENCH).help(problem))
                .isNotEqualTo(Messages.english().help(problem));
        assertThat(Messages.english().lesson(problem)).isNotEmpty();
        assertThat(Messages.in(Locale.FRENCH).lesson(problem))
                .isNotEmpty()
                .isNotEqualTo(Messages.english().lesson(problem));
    }

    @Test
    void frenchHasEveryTextThatEnglishHas() throws IOException {
        Set<String> french = keys("fr");
        french.removeIf(key -> key.startsWith("reason."));
        assertThat(french).isEqualTo(keys("en"));
    }

    /** In English the sentence stands in the function. */
    @Test
    void frenchHasEveryObjectionOfAFunction() throws IOException {
        Set<String> keys = new TreeSet<>();
        try (Stream<Path> files = Files.list(Path.of("src/main/java/io/feedkit/rules/function"))) {
            for (Path file : files.toList()) {
                Matcher objections =
                        Pattern.compile("Objection\\.of\\(\\s*\"([a-z-]+)\"").matcher(Files.readString(file));
                while (objections.find()) {
                    keys.add("reason." + objections.group(1));
                }
            }
        }
        assertThat(keys).hasSizeGreaterThan(25);
        assertThat(keys("fr")).containsAll(keys);
    }

    @Test
    void whyACallCannotBeIsSaidInFrenchToo() {
        List<Diagnostic> found = RuleSet.check(
                Shop.ENVIRONMENT.withLanguage(Locale.FRENCH),
                SourceText.of("a.fk", "set brand = brand.repeat(2000)\ntitle matches r\"(?=a)b\" -> clear brand"));
        assertThat(found).extracting(Diagnostic::sentence).allMatch(text -> text.contains("ne "));
        assertThat(found.get(0).sentence()).contains("au plus 1000 fois, pas 2000");
        assertThat(found.get(1).sentence()).contains("regarder en avant");
    }

    private static Set<String> keys(String language) throws IOException {
        Set<String> keys = new TreeSet<>();
        Matcher lines = Pattern.compile("(?m)^([\\w.-]+) *=")
                .matcher(Files.readString(
                        Path.of("src/main/resources/io/feedkit/rules/messages_" + language + ".properties")));
        while (lines.find()) {
            keys.add(lines.group(1));
        }
        return keys;
    }
}
