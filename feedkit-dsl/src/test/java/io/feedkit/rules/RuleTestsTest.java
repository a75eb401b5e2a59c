package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Tests that stand beside the rules they test. */
class RuleTestsTest {
    private static final RuleEnvironment ENVIRONMENT = Shop.ENVIRONMENT
            .withMembers(List.of(Shop.AMAZON_DE, Shop.GOOGLE_FR))
            .withTable("rates", HostTable.of(Map.of()));

    private static List<RuleTest> test(String text) {
        return RuleSet.compile(ENVIRONMENT, SourceText.of("shop.fk", text)).test(Shop.NOW);
    }

    private static RuleTest only(String text) {
        List<RuleTest> results = test(text);
        assertThat(results).hasSize(1);
        return results.get(0);
    }

    @Test
    void theThirtiethExamplePasses() {
        List<RuleTest> results = test("""
                quantity < 3 -> 0
                channel where channel.kind = "marketplace" {
                  rule low_stock: exclude when (quantity < 2) ?? true because "only {quantity?} left"
                }
                test "two left: zero everywhere, not listed on Amazon Germany" {
                  given { id: "A1", quantity: 1, price: 19.90 EUR }
                  on channel amazon, country DE; at 2026-11-27
                  expect quantity = 0
                  expect excluded_by("low_stock")
                }
                test "missing stock is not turned into 0" { given { id: "A2" }; expect quantity is missing }
                """);
        assertThat(results).hasSize(2).allMatch(RuleTest::isPassed);
        assertThat(results.get(0))
                .hasToString("ok     shop.fk:5:6  two left: zero everywhere, not listed on Amazon Germany");
    }

    @Test
    void whatIsNotSoIsSaidWithWhatWasFound() {
        RuleTest result = only(
                "quantity < 3 -> 0\ntest \"five\" { given { quantity: 5 }; expect quantity = 0 and not excluded }");
        assertThat(result.isPassed()).isFalse();
        assertThat(result.failures().get(0).render()).isEqualTo("""
                error[FK2203] shop.fk:2:45  This is not so.
                  2 | test "five" { given { quantity: 5 }; expect quantity = 0 and not excluded }
                    |                                             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ `quantity` = 5, not excluded""");
    }

    @Test
    void everyReasonComesUpAndWarningsToo() {
        RuleTest result = only("""
                rule a: exclude when (quantity < 2) ?? false
                rule b: when quantity < 3 { warn "few"; exclude because "b" }
                rule c: set color = "red"
                test "all" {
                  given { quantity: 1 }
                  expect excluded_by("a") and excluded_by("b") and warned
                  expect fired("c") and not excluded_by("c") and color = "red"
                }
                """.replace("when quantity < 3 {", "when (quantity < 3) ?? false {"));
        assertThat(result.failures()).isEmpty();
    }

    @Test
    void tablesOfTheHostAreReplacedRowByRow() {
        RuleTest result = only("""
                table rate(a: text, b: text) -> (r: decimal) from 'rates'
                set score = rate("EUR", "CHF")
                test "rate" { given { id: "1" }; given table rate { | "EUR" | "CHF" | 0.95 | }; expect score = 0.95 }
                """);
        assertThat(result.failures()).isEmpty();
    }

    @Test
    void allGivenProductsAreTheCatalogue() {
        RuleTest result = only("""
                segment top = top 1 by sales_30d
                let all = sum(sales_30d) per brand
                test "second" {
                  given { id: "1", sales_30d: 3, brand: "A" }
                  given { id: "2", sales_30d: 5, brand: "A" }
                  expect not top
                  expect all = 8
                }
                """);
        assertThat(result.failures()).isEmpty();
    }

    @Test
    void theRunInstantDecidesWhatExists() {
        String rules = "@from(2026-12-01) rule winter: set color = \"white\"\n";
        assertThat(only(rules + "test \"a\" { given { id: \"1\" }; at 2026-12-01; expect fired(\"winter\") }")
                        .isPassed())
                .isTrue();
        assertThat(only(rules + "test \"a\" { given { id: \"1\" }; at 2026-11-30; expect not fired(\"winter\") }")
                        .isPassed())
                .isTrue();
    }

    @Test
    void slipsInATestAreFoundWithoutRunningIt() {
        assertThat(codes("test \"a\" { given { quantty: 1 }; expect quantity = 0 }"))
                .containsExactly(RuleProblem.UNKNOWN_ATTRIBUTE);
        assertThat(codes("test \"a\" { given { quantity: \"x\" }; expect quantity = 0 }"))
                .containsExactly(RuleProblem.WRONG_VALUE);
        assertThat(codes("test \"a\" { given { quantity: 1 }; expect fired(\"nobody\") }"))
                .containsExactly(RuleProblem.UNKNOWN_RULE);
        assertThat(codes("test \"a\" { given { quantity: 1 } }")).containsExactly(RuleProblem.EMPTY_TEST);
        assertThat(codes("test \"a\" { given table x { | 1 | }; given { id: \"1\" }; expect excluded }"))
                .containsExactly(RuleProblem.NOT_A_HOST_TABLE);
    }

    private static List<RuleProblem> codes(String text) {
        return RuleSet.check(ENVIRONMENT, SourceText.of("shop.fk", text)).stream()
                .map(Diagnostic::code)
                .toList();
    }

    @Test
    void aTestForAChannelNobodyHasIsSaid() {
        RuleEnvironment environment = Shop.ENVIRONMENT.withChannels(Set.of("google", "amazon"));
        String test = "test \"a\" { given { quantity: 1 }; on channel %s, country FR; expect quantity = 1 }";
        assertThat(RuleSet.check(environment, SourceText.of("a.fk", test.formatted("gogle"))))
                .singleElement()
                .satisfies(said -> assertThat(said.code()).isEqualTo(RuleProblem.UNKNOWN_CHANNEL))
                .satisfies(said -> assertThat(said.applied()).isEqualTo(test.formatted("google")));
        assertThat(RuleSet.check(environment, SourceText.of("a.fk", test.formatted("google"))))
                .isEmpty();
    }

    @Test
    void aTestGivesTheRowsOfATableOfAScope() {
        assertThat(only("""
                channel amazon {
                  table rates(from: text, to: text) -> (rate: decimal) from 'rates'
                  set score = rates("EUR", country)
                }
                test "by country" {
                  given { id: "A1" }
                  given table rates { | "EUR" | "DE" | 0.5 | }
                  on channel amazon, country DE
                  expect score = 0.5
                }
                """).isPassed()).isTrue();
    }

    @Test
    void aTestGivesTheRowsOfATableOfAModule() {
        RuleEnvironment environment = ENVIRONMENT.withModules(RuleModules.of(Map.of(
                "shop.rates",
                SourceText.of(
                        "rates.fk",
                        "module shop.rates\ntable rates(from: text) -> (rate: decimal, day: date) from 'rates'\n"
                                + "set score = rates(brand).rate"))));
        for (String imported : List.of("import shop.rates", "import shop.rates as r")) {
            List<RuleTest> results = RuleSet.compile(environment, SourceText.of("shop.fk", imported + """

                            test "by brand" {
                              given { brand: "Acme" }
                              given table rates { | "Acme" | 0.5 | 2026-11-27 | }
                              expect score = 0.5
                            }
                            """))
                    .test(Shop.NOW);
            assertThat(results).singleElement().matches(RuleTest::isPassed);
        }
    }

    @Test
    void theRowsATestGivesHaveTheCellsOfTheTable() {
        assertThat(RuleSet.check(ENVIRONMENT, SourceText.of("shop.fk", """
                        table rates(from: text) -> (rate: decimal) from 'rates'
                        test "short" { given { id: "A1" }; given table rates { | "EUR" | }; expect rates("EUR") = 1 }
                        """)))
                .singleElement()
                .matches(d -> d.code() == RuleProblem.TABLE_SHAPE);
    }

    @Test
    void aDisabledTestDoesNotRun() {
        assertThat(test("@disabled test \"later\" { given { quantity: 5 }; expect quantity = 0 }"))
                .isEmpty();
    }
}
