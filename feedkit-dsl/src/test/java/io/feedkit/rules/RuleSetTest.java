package io.feedkit.rules;

import static io.feedkit.rules.Shop.AMAZON_DE;
import static io.feedkit.rules.Shop.GOOGLE_FR;
import static io.feedkit.rules.Shop.NOW;
import static io.feedkit.rules.Shop.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.product.Schema;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RuleSetTest {

    // ---- the user's own rule

    @Test
    void sendsZeroWhenFewerThanThreeAreLeft() {
        RuleSet rules = Shop.rules("quantity<3 → 0");

        assertThat(rules.tryOn(Map.of("quantity", 2), NOW).text("quantity")).isEqualTo("0");
        assertThat(rules.tryOn(Map.of("quantity", 3), NOW).text("quantity")).isEqualTo("3");
    }

    @Test
    void missingStockStaysMissing() {
        assertThat(run("quantity<3 → 0").text("quantity")).isEqualTo("missing");
    }

    @Test
    void compilesAFileAgainstASchema(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("shop.fk"), "quantity<3 → 0\n");

        RuleSet rules = RuleSet.compile(file, Shop.SCHEMA);

        assertThat(rules.tryOn(Map.of("quantity", "1"), NOW).text("quantity")).isEqualTo("0");
    }

    // ---- missing values, row by row of the specification

    @Test
    void arithmeticWithAMissingValueIsMissing() {
        assertThat(run("set score = score + 1").text("score")).isEqualTo("missing");
        assertThat(run("set sale_price = price * 2", "sale_price", "3 EUR").text("sale_price"))
                .isEqualTo("3.00 EUR");
    }

    @Test
    void comparingWithAMissingValueIsUnknownAndRunsElse() {
        String rules = "when price < 20 EUR { set tier = \"low\" } else { set tier = \"else\" }";
        assertThat(run(rules).text("tier")).isEqualTo("else");
        assertThat(run("when not (price < 20 EUR) { set tier = \"high\" }").text("tier"))
                .isEqualTo("missing");
        assertThat(run("when not (price < 20 EUR) { set tier = \"high\" }", "price", "30 EUR")
                        .text("tier"))
                .isEqualTo("high");
    }

    @Test
    void andOrNotFollowKleene() {
        // price is missing, quantity is 1
        assertThat(tierWhen("price < 1 EUR and quantity > 5")).isEqualTo("no");
        assertThat(tierWhen("not (price < 1 EUR and quantity > 5)")).isEqualTo("yes");
        assertThat(tierWhen("not (price < 1 EUR and quantity = 1)")).isEqualTo("no");
        assertThat(tierWhen("price < 1 EUR or quantity = 1")).isEqualTo("yes");
        assertThat(tierWhen("not (price < 1 EUR or quantity = 2)")).isEqualTo("no");
    }

    private static String tierWhen(String condition) {
        String rules = "when " + condition + " then set tier = \"yes\" else set tier = \"no\"";
        return run(rules, "quantity", 1).text("tier");
    }

    @Test
    void isMissingAndIsPresentAlwaysDecide() {
        assertThat(tierWhen("price is missing")).isEqualTo("yes");
        assertThat(tierWhen("quantity is present")).isEqualTo("yes");
        assertThat(tierWhen("price is present")).isEqualTo("no");
        assertThat(tierWhen("not (price is present)")).isEqualTo("yes");
    }

    @Test
    void coalesceTakesTheFirstPresentValueAndDecidesConditions() {
        assertThat(run("set tier = brand ?? color ?? \"none\"", "color", "red").text("tier"))
                .isEqualTo("red");
        assertThat(run("set tier = brand ?? color ?? \"none\"").text("tier")).isEqualTo("none");
        assertThat(tierWhen("(price < 1 EUR) ?? true")).isEqualTo("yes");
        assertThat(tierWhen("(price < 1 EUR) ?? false")).isEqualTo("no");
        assertThat(tierWhen("not ((price < 1 EUR) ?? false)")).isEqualTo("yes");
    }

    @Test
    void excludeNeedsTrueAndKeepNeedsTrue() {
        String exclude = "exclude when (return_rate > 8%) ?? false because \"returns {return_rate}\"";
        assertThat(run(exclude).isExcluded()).isFalse();
        assertThat(run(exclude, "return_rate", "9.5%").exclusions())
                .containsExactly(new Outcome.Remark("shop.fk:1", "returns 9.5%"));
        String keep = "keep when (price < competitor_price) ?? false because \"not cheaper\"";
        assertThat(run(keep).isExcluded()).isTrue();
        assertThat(run(keep, "price", "9 EUR", "competitor_price", "10 EUR").isExcluded())
                .isFalse();
    }

    @Test
    void aStrictHoleMakesTheTextMissingAnOptionalOneDisappears() {
        assertThat(run("set tier = \"{brand} {color}\"", "brand", "Acme").text("tier"))
                .isEqualTo("missing");
        assertThat(run("set tier = \"{brand?} {name?} {color?}\"", "brand", "Acme", "color", "red")
                        .text("tier"))
                .isEqualTo("Acme red");
        assertThat(run("set tier = \"{brand?} {name?}\"", "name", "Kettle").text("tier"))
                .isEqualTo("Kettle");
        assertThat(run("set tier = \"only {quantity?} left\"").text("tier")).isEqualTo("only left");
        assertThat(run("set tier = \"{brand} {name?}\"", "brand", "Acme").text("tier"))
                .isEqualTo("Acme");
    }

    @Test
    void settingAMissingValueWritesNothingAndOnlyClearEmpties() {
        assertThat(run("set brand = color", "brand", "Acme").text("brand")).isEqualTo("Acme");
        assertThat(run("set brand = missing", "brand", "Acme").text("brand")).isEqualTo("Acme");
        assertThat(run("clear brand", "brand", "Acme").text("brand")).isEqualTo("missing");
    }

    @Test
    void aTableCellMatchesMissingOnlyWhenItSaysSo() {
        String table = """
                table band(amount: money) -> (band: text) first {
                  | < 20 EUR        | "low"     |
                  | 20 EUR..<50 EUR | "middle"  |
                  | missing         | "unknown" |
                  | _               | "high"    |
                }
                set tier = band(price)
                """;
        assertThat(run(table, "price", "19.99 EUR").text("tier")).isEqualTo("low");
        assertThat(run(table, "price", "20 EUR").text("tier")).isEqualTo("middle");
        assertThat(run(table, "price", "50 EUR").text("tier")).isEqualTo("high");
        assertThat(run(table).text("tier")).isEqualTo("unknown");
    }

    @Test
    void aFaultIsMissingAndLeavesARecord() {
        Outcome outcome = run("set score = 1 / score", "score", "0");
        assertThat(outcome.text("score")).isEqualTo("0");
        assertThat(outcome.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("shop.fk:1");
            assertThat(fault.text()).isEqualTo("division by zero");
            assertThat(fault.failure()).hasToString("`1 / score` (shop.fk:1:13-22), score = 0");
        });
    }

    // ---- order, layers and scopes

    @Test
    void aLaterRuleSeesWhatAnEarlierOneWroteAndTheLastWriteWins() {
        assertThat(run("set quantity = 5\nset quantity = quantity + 1", "quantity", 1)
                        .text("quantity"))
                .isEqualTo("6");
    }

    @Test
    void sourceAndTrunkKeepTheirValues() {
        String rules = """
                set quantity = quantity * 2
                channel amazon {
                  set quantity = quantity + 1
                  set tier = "{source.quantity} {trunk.quantity} {quantity}"
                }
                """;
        assertThat(run(AMAZON_DE, rules, "quantity", 5).text("tier")).isEqualTo("5 10 11");
    }

    @Test
    void layersRunFromTrunkToAccountWhateverTheOrderOfTheText() {
        String rules = """
                channel amazon { country DE { set tier = "{tier} 3" } }
                account 'outlet' { set tier = "{tier} 4" }
                country DE { set tier = "{tier} 2" }
                channel amazon { set tier = "{tier} 1" }
                set tier = "0"
                """;
        assertThat(run(AMAZON_DE.withAccount("outlet"), rules).text("tier")).isEqualTo("0 1 2 3 4");
        assertThat(run(AMAZON_DE, rules).text("tier")).isEqualTo("0 1 2 3");
        assertThat(run(GOOGLE_FR, rules).text("tier")).isEqualTo("0");
        assertThat(run(rules).text("tier")).isEqualTo("0");
    }

    @Test
    void aScopeMayAskForConstantsOfTheMember() {
        String rules = """
                channel where channel.kind = "marketplace" and channel.commission_rate > 10% {
                  set tier = "{channel.name} {country} {language} {channel.commission_rate}"
                }
                """;
        assertThat(run(AMAZON_DE, rules).text("tier")).isEqualTo("amazon DE de 15%");
        assertThat(run(GOOGLE_FR, rules).text("tier")).isEqualTo("missing");
    }

    @Test
    void anExcludedProductIsNotTouchedAnyMore() {
        String rules = "price is missing -> exclude because \"no price\"\nset tier = \"seen\"\nwarn \"seen\"";
        Outcome outcome = run(rules);
        assertThat(outcome.exclusions()).containsExactly(new Outcome.Remark("shop.fk:1", "no price"));
        assertThat(outcome.text("tier")).isEqualTo("missing");
        assertThat(outcome.warnings()).isEmpty();
    }

    @Test
    void exclusionInsideABranchSkipsTheRestOfTheBranch() {
        String rules = "when quantity < 2 { when quantity = 1 { exclude because \"one\" }; set tier = \"kept\" }";
        assertThat(run(rules.replace("when quantity = 1", "when (quantity = 1) ?? false"), "quantity", 1)
                        .text("tier"))
                .isEqualTo("missing");
        assertThat(run(rules.replace("when quantity = 1", "when (quantity = 1) ?? false"), "quantity", 0)
                        .text("tier"))
                .isEqualTo("kept");
    }

    @Test
    void aRuleIsSwitchedOffByNameOrAnnotation() {
        String rules = """
                channel amazon {
                  rule low_stock: exclude when (quantity < 2) ?? true because "low"
                  account 'outlet' { disable low_stock }
                }
                @disabled rule never: set tier = "never"
                """;
        assertThat(run(AMAZON_DE, rules, "quantity", 1).isExcludedBy("low_stock"))
                .isTrue();
        Outcome outlet = run(AMAZON_DE.withAccount("outlet"), rules, "quantity", 1);
        assertThat(outlet.isExcluded()).isFalse();
        assertThat(outlet.text("tier")).isEqualTo("missing");
    }

    @Test
    void aRuleExistsFromItsFirstInstantToBeforeItsLast() {
        RuleSet rules = Shop.rules(
                "@from(2026-11-26T18:00[Europe/Paris]) @until(2026-12-01)\nrule sale { set tier = \"sale\" }");
        assertThat(rules.tryOn(Map.of(), Instant.parse("2026-11-26T16:59:59Z")).text("tier"))
                .isEqualTo("missing");
        assertThat(rules.tryOn(Map.of(), Instant.parse("2026-11-26T17:00:00Z")).text("tier"))
                .isEqualTo("sale");
        assertThat(rules.tryOn(Map.of(), Instant.parse("2026-12-01T00:00:00Z")).text("tier"))
                .isEqualTo("missing");
    }

    // ---- formulas, functions, tables

    @Test
    void aFormulaFollowsWhatItIsMadeOf() {
        String rules = """
                let doubled = quantity * 2
                set tier = "{doubled}"
                set quantity = quantity + 1
                set color = "{doubled}"
                """;
        Outcome outcome = run(rules, "quantity", 5);
        assertThat(outcome.text("tier")).isEqualTo("10");
        assertThat(outcome.text("color")).isEqualTo("12");
    }

    @Test
    void aFormulaMayBeUsedBeforeItIsDeclaredAndHidden() {
        String rules = """
                set tier = a
                let a = "outer {b}"
                let b = "b"
                rule inner { let b = "inner"; set color = b; set size = a }
                """;
        Outcome outcome = run(rules);
        assertThat(outcome.text("tier")).isEqualTo("outer b");
        assertThat(outcome.text("color")).isEqualTo("inner");
        assertThat(outcome.text("size")).isEqualTo("outer b");
    }

    @Test
    void aFunctionIsWrittenOutWhereItIsCalled() {
        String rules = "fn twice(x: integer): integer = x + x\nset quantity = twice(twice(quantity))";
        assertThat(run(rules, "quantity", 3).text("quantity")).isEqualTo("12");
    }

    @Test
    void aTableWithSeveralOutputsIsReadByColumn() {
        String rules = """
                table bid(margin: percent, brand: text) -> (score: decimal, tier: text) first {
                  | >= 40% | "Acme", "Zed" | 0.6  | "push" |
                  | >= 40% | _             | 0.35 | "high" |
                  | _      | not "Outlet"  | 0.1  | "low"  |
                }
                let b = bid(return_rate, brand)
                set score = b.score; set tier = b.tier
                """;
        Outcome push = run(rules, "return_rate", "40%", "brand", "Zed");
        assertThat(push.text("score") + push.text("tier")).isEqualTo("0.6push");
        assertThat(run(rules, "return_rate", "41%", "brand", "X").text("tier")).isEqualTo("high");
        assertThat(run(rules, "return_rate", "1%", "brand", "Outlet").text("tier"))
                .isEqualTo("missing");
        assertThat(run(rules, "brand", "X").text("tier")).isEqualTo("low");
    }

    @Test
    void aCollectingTableAnswersWithAllThatMatch() {
        String rules = """
                table tags(q: integer) -> (tag: text) collect {
                  | > 1  | "some" |
                  | > 10 | "many" |
                  | < 0  | "none" |
                }
                set labels = tags(quantity)
                """;
        assertThat(run(rules, "quantity", 11).value("labels")).contains(List.of("some", "many"));
        assertThat(run(rules, "quantity", 0).text("labels")).isEqualTo("missing");
    }

    @Test
    void aTableOfTheHostIsReadByKey() {
        RuleEnvironment environment =
                Shop.ENVIRONMENT.withTable("suppliers", HostTable.of(Map.of(List.of("401"), List.of("3.20 EUR", "5"))));
        RuleSet rules = RuleSet.compile(
                environment,
                SourceText.of(
                        "t.fk",
                        "table supplier(ean: text) -> (cost: money, days: integer) from 'suppliers'\n"
                                + "cost is missing -> supplier(gtin).cost\nset quantity = supplier(gtin).days"));
        Outcome outcome = rules.tryOn(Map.of("gtin", "401"), NOW);
        assertThat(outcome.text("cost")).isEqualTo("3.20 EUR");
        assertThat(outcome.text("quantity")).isEqualTo("5");
        assertThat(rules.tryOn(Map.of("gtin", "402"), NOW).text("cost")).isEqualTo("missing");
    }

    @Test
    void caseTakesTheFirstTrueArm() {
        String rules =
                "set tier = case quantity { 0 -> \"none\", 1..3 -> \"few\", > 3 -> \"many\", else -> \"unknown\" }";
        assertThat(run(rules, "quantity", 0).text("tier")).isEqualTo("none");
        assertThat(run(rules, "quantity", 3).text("tier")).isEqualTo("few");
        assertThat(run(rules, "quantity", 4).text("tier")).isEqualTo("many");
        assertThat(run(rules).text("tier")).isEqualTo("unknown");
    }

    // ---- money, dates, texts

    @Test
    void moneyIsRoundedHalfUpWhenItIsAssigned() {
        assertThat(run("set sale_price = price * 50%", "price", "0.25 EUR").text("sale_price"))
                .isEqualTo("0.13 EUR");
        assertThat(run("@rounding(\"half_even\") rule r: set sale_price = price * 50%", "price", "0.25 EUR")
                        .text("sale_price"))
                .isEqualTo("0.12 EUR");
        assertThat(run("set sale_price = price / 3", "price", "100 JPY").text("sale_price"))
                .isEqualTo("33 JPY");
    }

    @Test
    void moneyInAnotherCurrencyIsAFault() {
        Outcome outcome = run("when price < 20 EUR then set tier = \"low\"", "price", "3 CHF");
        assertThat(outcome.text("tier")).isEqualTo("missing");
        assertThat(outcome.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.text()).isEqualTo("one amount is in CHF and the other in EUR");
            assertThat(fault.failure()).hasToString("`price < 20 EUR` (shop.fk:1:6-20), price = 3.00 CHF");
        });
    }

    @Test
    void measuresCompareAcrossUnits() {
        assertThat(run("when weight > 30 kg then set tier = \"heavy\"", "weight", "30001 g")
                        .text("tier"))
                .isEqualTo("heavy");
        assertThat(run("when weight > 30 kg then set tier = \"heavy\"", "weight", "30000 g")
                        .text("tier"))
                .isEqualTo("missing");
    }

    @Test
    void datesMoveByDurations() {
        String rules = "released_on >= today - 30 days -> add \"new\" to labels\n"
                + "released_on in today - 1 month..today -> set tier = \"month\"";
        assertThat(run(rules, "released_on", "2026-10-28").value("labels")).contains(List.of("new"));
        assertThat(run(rules, "released_on", "2026-10-27").text("labels")).isEqualTo("missing");
        assertThat(run(rules, "released_on", "2026-10-27").text("tier")).isEqualTo("month");
    }

    @Test
    void textsAreComparedAndSearchedExactly() {
        assertThat(run("when brand in [\"Acme\", \"Zed\"] then set tier = \"in\"", "brand", "Zed")
                        .text("tier"))
                .isEqualTo("in");
        assertThat(run("when brand not in [\"Acme\", \"Zed\"] then set tier = \"out\"", "brand", "zed")
                        .text("tier"))
                .isEqualTo("out");
        assertThat(run("when title matches r\"\\d+ ?ml\"i then set tier = \"ml\"", "title", "Cream 50 ML")
                        .text("tier"))
                .isEqualTo("ml");
        assertThat(run("when title starts with \"Ca\" and title ends with \"é\" then set tier = \"x\"", "title", "Café")
                        .text("tier"))
                .isEqualTo("x");
        assertThat(run("when labels contains \"new\" then set tier = \"x\"", "labels", List.of("old", "new"))
                        .text("tier"))
                .isEqualTo("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                " <b>Red</b>  dress<br>\u00A0<i>new</i> ",
                "Red dress new",
                "<b>",
                "3 < 4 \t <b>Red",
                "<é>à<é><é>é"
            })
    void replacingAndSqueezingAtOnceGivesWhatTheTwoGiveOneByOne(String title) {
        Outcome both = run("set title = title.replace(r\"<[^>]*>\", \" \").squeeze()", "title", title);
        Outcome apart =
                run("set title = title.replace(r\"<[^>]*>\", \" \"); set title = title.squeeze()", "title", title);
        assertThat(both.text("title")).isEqualTo(apart.text("title"));
    }

    // ---- languages

    @Test
    void aMemberReadsAndWritesItsLanguageAndFallsBack() {
        Schema schema = Shop.SCHEMA.withLanguage("title", "fr").withLanguage("title", "de");
        RuleSet rules = RuleSet.compile(
                RuleEnvironment.of(schema),
                SourceText.of(
                        "t.fk",
                        "set title = title.squeeze()\nchannel google { set tier = \"{title}|{title.lang(\"de\")?}\"; set title = \"{title}!\" }"));
        Outcome outcome = rules.tryOn(Map.of("title", "a  b", "title@fr", "c  d"), GOOGLE_FR, NOW);
        assertThat(outcome.text("tier")).isEqualTo("c d|");
        assertThat(outcome.text("title@fr")).isEqualTo("c d!");
        Outcome fallback = rules.tryOn(Map.of("title", "a  b"), GOOGLE_FR, NOW);
        assertThat(fallback.text("tier")).isEqualTo("a b|");
        assertThat(fallback.text("title@fr")).isEqualTo("a b!");
    }

    // ---- mistakes

    @Test
    void allMistakesAreThrownAtOnceWithCarets() {
        assertThatThrownBy(() -> Shop.rules("quantitty < 3 -> 0\nset id = \"x\"\n"))
                .isInstanceOf(RuleException.class)
                .hasMessageContaining("error[FK1101] shop.fk:1:1")
                .hasMessageContaining("  1 | quantitty < 3 -> 0")
                .hasMessageContaining("error[FK1501] shop.fk:2:5");
    }

    @Test
    void allMistakesAreStillToldAfterTheExceptionTravelled() throws IOException, ClassNotFoundException {
        RuleException thrown = catchThrowableOfType(RuleException.class, () -> Shop.rules("quantitty < 3 -> 0\n"));
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ObjectOutputStream out = new ObjectOutputStream(bytes)) {
            out.writeObject(thrown);
        }
        try (ObjectInputStream in = new ObjectInputStream(new ByteArrayInputStream(bytes.toByteArray()))) {
            assertThat((RuleException) in.readObject()).hasMessage(thrown.getMessage());
        }
    }

    @Test
    void equalSourcesHaveEqualHashes() {
        assertThat(Shop.rules("clear tier").hash())
                .isEqualTo(Shop.rules("clear tier").hash())
                .hasSize(64)
                .isNotEqualTo(Shop.rules("clear size").hash());
    }

    @Test
    void anUndecidedExclusionIsAnErrorOnlyWhenStrict() {
        SourceText text = SourceText.of("a.fk", "rule returned: exclude when return_rate > 8%");
        assertThat(RuleSet.check(Shop.ENVIRONMENT, text)).singleElement().matches(Diagnostic::isError);
        assertThat(RuleSet.check(Shop.ENVIRONMENT.withStrictness(RuleEnvironment.Strictness.LENIENT), text))
                .singleElement()
                .matches(d -> !d.isError());
    }

    @Test
    void aProductWhoseTextsFindNoRoomKeepsItsValueAndTheRunGoesOn() {
        RuleEnvironment tight = Shop.ENVIRONMENT.withLimits(RuleLimits.DEFAULTS.withMaxBatchTextBytes(1_500));
        RuleSet rules = RuleSet.compile(tight, SourceText.of("shop.fk", """
                set title = "{title}{title}"
                set title = "{title}{title}{title}{title}"
                set labels = [brand, title, title]
                set tier = "done"
                """));
        Outcome outcome = rules.tryOn(Map.of("title", "x".repeat(300), "brand", "Acme", "id", "A1"), Shop.NOW);
        assertThat(outcome.text("title")).isEqualTo("x".repeat(600));
        assertThat(outcome.text("tier")).isEqualTo("done");
        assertThat(outcome.faults()).extracting(Outcome.Fault::rule).containsExactly("shop.fk:2", "shop.fk:3");
    }
}
