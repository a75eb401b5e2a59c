package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.export.FirstPass;
import java.lang.reflect.RecordComponent;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** All limits stand in one object, and each of them holds: the same text passes with the defaults and is refused, with its code, where the limit is small. */
class RuleLimitsTest {
    private record Case(UnaryOperator<RuleLimits> small, String text) {}

    private static final Map<String, Case> CASES = new TreeMap<>(Map.of(
            "maxSourceBytes", new Case(limits -> limits.withMaxSourceBytes(20), "set brand = \"abcdefghijkl\""),
            "maxTokens", new Case(limits -> limits.withMaxTokens(10), "clear brand\n".repeat(10)),
            "maxStatements", new Case(limits -> limits.withMaxStatements(2), "clear brand\n".repeat(3)),
            "maxStatementTokens",
                    new Case(limits -> limits.withMaxStatementTokens(8), "set quantity = 1 + 2 + 3 + 4 + 5 + 6"),
            "maxNesting", new Case(limits -> limits.withMaxNesting(3), "set quantity = ((((1))))"),
            "maxRegexChars",
                    new Case(limits -> limits.withMaxRegexChars(4), "title matches r\"abcdef\" -> clear brand"),
            "maxNumberDigits", new Case(limits -> limits.withMaxNumberDigits(3), "set score = 12345.5"),
            "maxProgramParts",
                    new Case(
                            limits -> limits.withMaxProgramParts(10),
                            "set quantity = quantity + 1 + 2 + 3 + 4 + 5 + 6 + 7")));

    static Stream<String> refusing() {
        return CASES.keySet().stream();
    }

    private static List<Diagnostic> check(RuleLimits limits, String text) {
        return RuleSet.check(Shop.ENVIRONMENT.withLimits(limits), SourceText.of("a.fk", text)).stream()
                .filter(Diagnostic::isError)
                .toList();
    }

    @ParameterizedTest
    @MethodSource("refusing")
    void refusesWhatIsBeyond(String name) {
        Case one = CASES.get(name);
        assertThat(check(RuleLimits.DEFAULTS, one.text())).isEmpty();
        assertThat(check(one.small().apply(RuleLimits.DEFAULTS), one.text()))
                .isNotEmpty()
                .first()
                .satisfies(diagnostic -> assertThat(diagnostic.code().id()).startsWith("FK19"));
    }

    @Test
    void listsAtMostSoManyMistakes() {
        assertThat(check(RuleLimits.DEFAULTS.withMaxDiagnostics(3), "clear nothing\n".repeat(50)))
                .hasSizeBetween(3, 4);
    }

    @Test
    void importsAtMostSoManyModules() {
        RuleEnvironment two = Shop.ENVIRONMENT
                .withModules(RuleModules.of(Map.of(
                        "one", SourceText.of("one.fk", "clear brand"),
                        "two", SourceText.of("two.fk", "import one"),
                        "three", SourceText.of("three.fk", "import two"))))
                .withLimits(RuleLimits.DEFAULTS.withMaxModules(2));
        assertThat(RuleSet.check(two, SourceText.of("a.fk", "import one\nimport two\nimport one")))
                .isEmpty();
        assertThat(RuleSet.check(two, SourceText.of("a.fk", "import three\nimport one")))
                .extracting(found -> found.code().id())
                .containsExactly("FK1914");
    }

    @Test
    void boundsTheTextOfABatchAndWhatIsKeptOfACatalogue() {
        RuleSet wordy = RuleSet.compile(
                Shop.ENVIRONMENT.withLimits(RuleLimits.DEFAULTS.withMaxBatchTextBytes(2_000)),
                SourceText.of("a.fk", "set brand = title.repeat(500)"));
        assertThat(wordy.tryOn(Shop.product("title", "ten signs."), Shop.NOW).faults())
                .isNotEmpty();
        List<Map<String, Object>> many = IntStream.range(0, 60_000)
                .mapToObj(i -> Shop.product("id", "a", "brand", "b", "quantity", (long) i))
                .toList();
        RuleSet keeping = RuleSet.compile(
                Shop.ENVIRONMENT.withLimits(RuleLimits.DEFAULTS.withMaxCatalogBytes(10)),
                SourceText.of("a.fk", "let place = rank(quantity) per brand\nplace = 1 -> clear title"));
        FirstPass pass = keeping.firstPass(Shop.SCHEMA, Shop.NOW).orElseThrow();
        assertThat(CatalogRunner.looked(pass, Shop.SCHEMA, many))
                .extracting(found -> found.code().id())
                .containsExactly("FK1813");
    }

    @Test
    void everyLimitIsTried() {
        TreeSet<String> names = new TreeSet<>();
        for (RecordComponent component : RuleLimits.class.getRecordComponents()) {
            names.add(component.getName());
        }
        TreeSet<String> tried = new TreeSet<>(CASES.keySet());
        tried.addAll(List.of("maxDiagnostics", "maxModules", "maxBatchTextBytes", "maxCatalogBytes"));
        assertThat(tried).isEqualTo(names);
    }

    @Test
    void limitsCountFromOne() {
        assertThatThrownBy(() -> RuleLimits.DEFAULTS.withMaxTokens(0)).isInstanceOf(IllegalArgumentException.class);
    }
}
