package io.feedkit.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.Shop;
import io.feedkit.rules.SourceText;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What is said about conditions, branches, writes and tables, with the product that shows it, and what is not said. */
class LogicChecksTest {
    private static List<Diagnostic> check(String text) {
        return RuleSet.check(Shop.ENVIRONMENT, SourceText.of("logic.fk", text));
    }

    private static List<RuleProblem> codes(String text) {
        return check(text).stream().map(Diagnostic::code).toList();
    }

    @Test
    void aConditionNobodyCanMeetIsSaid() {
        assertThat(codes("let m = (price - sale_price).ratio(price)\nwhen m > 40% and m < 15% { set tier = \"odd\" }"))
                .containsExactly(RuleProblem.NEVER_TRUE);
        assertThat(codes("when quantity > 2 and quantity < 3 { set tier = \"x\" }"))
                .containsExactly(RuleProblem.NEVER_TRUE);
        assertThat(codes("when price > 2 EUR and price < 3 EUR { set tier = \"x\" }"))
                .isEmpty();
        assertThat(codes("when price > 2 EUR and price < 1 CHF { set tier = \"x\" }"))
                .containsExactly(RuleProblem.NEVER_TRUE);
    }

    @Test
    void aRuleThatIsAlwaysUndoneIsSaidWithAProduct() {
        List<Diagnostic> said = check("price < 20 EUR -> set tier = \"tiny\"\n"
                + "quantity = 1 -> warn \"one\"\n"
                + "price < 50 EUR -> set tier = \"small\"");
        assertThat(said).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo(RuleProblem.NO_EFFECT);
            assertThat(d.witness()).isEqualTo("price = 10 EUR");
        });
    }

    @Test
    void aRuleWhoseWorkIsReadOrKeptIsNotCalledUseless() {
        for (String text : List.of(
                "price < 50 EUR -> set tier = \"a\"\nprice < 20 EUR -> set tier = \"b\"",
                "price < 20 EUR -> set tier = \"a\"\nset color = tier\nprice < 50 EUR -> set tier = \"b\"",
                "price < 20 EUR -> set tier = \"a\"\nprice < 50 EUR -> set tier = color",
                "price < 20 EUR -> set tier = \"a\"\nset price = 70 EUR\nprice < 50 EUR -> set tier = \"b\"",
                "price < 20 EUR -> set tier = \"a\"\nchannel google { price < 50 EUR -> set tier = \"b\" }",
                "price < 20 EUR -> set tier = \"a\"\n@until(2026-01-01) rule x: price < 50 EUR -> set tier = \"b\"",
                "price < 20 EUR -> set tier = \"a\"\n"
                        + "when (price < 50 EUR) and brand.length() > 2 { set tier = \"b\" }")) {
            assertThat(codes(text)).as(text).isEmpty();
        }
    }

    @Test
    void rowsThatOverlapAreSaidWithAProduct() {
        List<Diagnostic> said = check("table bid(margin: percent, root: text) -> (cpc: money) {\n"
                + "| >= 40% | _ | 0.35 EUR |\n| _ | \"Shoes\" | 0.25 EUR | }");
        assertThat(said).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo(RuleProblem.ROWS_OVERLAP);
            assertThat(d.witness()).isEqualTo("margin = 40%, root = \"Shoes\"");
        });
        assertThat(codes("table bid(margin: percent, root: text) -> (cpc: money) {\n"
                        + "| >= 40% | _ | 0.35 EUR |\n| < 40% | \"Shoes\" | 0.25 EUR | }"))
                .isEmpty();
    }

    @Test
    void aRowBehindAWiderOneIsSaid() {
        assertThat(codes("table band(x: money) -> (name: text) first {\n"
                        + "| < 50 EUR | \"a\" |\n"
                        + "| < 20 EUR | \"b\" |\n"
                        + "| _ | \"c\" | }"))
                .containsExactly(RuleProblem.USELESS_ROW);
    }

    private static Diagnostic only(String text) {
        List<Diagnostic> said = check(text);
        assertThat(said).as(text).hasSize(1);
        return said.get(0);
    }

    @Test
    void aContradictionNamesTheTwoTestsAndAProductThatMeetsOne() {
        Diagnostic said = only("when return_rate > 40% and brand = \"A\" and return_rate < 15% { set tier = \"odd\" }");
        assertThat(said.render()).contains("`return_rate > 40%` and `return_rate < 15%` contradict each other");
        assertThat(said.witness()).isEqualTo("return_rate = 41%, brand = \"A\" fails `return_rate < 15%`");
    }

    @Test
    void aConditionNobodyCanFailIsSaid() {
        Diagnostic said = only("when price < 50 EUR or price >= 20 EUR { set tier = \"x\" }");
        assertThat(said.code()).isEqualTo(RuleProblem.ALWAYS_TRUE);
        assertThat(said.sentence()).contains("Every product that has `price`");
        assertThat(said.witness()).startsWith("price = ");
        assertThat(only("when brand is missing or brand is present { set tier = \"x\" }")
                        .sentence())
                .isEqualTo("Every product meets this condition.");
        assertThat(codes("when price is missing or price < 50 EUR { set tier = \"x\" }"))
                .isEmpty();
    }

    @Test
    void anArmThatAnEarlierOneForestallsIsSaidWithAProduct() {
        Diagnostic said =
                only("set tier = case { quantity < 10 -> \"few\", quantity < 5 -> \"very few\", else -> \"many\" }");
        assertThat(said.code()).isEqualTo(RuleProblem.UNREACHED);
        assertThat(said.span().text()).isEqualTo("quantity < 5");
        assertThat(said.witness()).isEqualTo("quantity = 4");
        assertThat(codes("set tier = case { quantity < 5 -> \"a\", quantity < 10 -> \"b\", else -> \"c\" }"))
                .isEmpty();
        assertThat(only("when quantity < 10 { set tier = \"a\" } else when quantity < 5 { set tier = \"b\" }")
                        .code())
                .isEqualTo(RuleProblem.UNREACHED);
        assertThat(codes("when quantity < 10 { set quantity = 20; when quantity > 15 { set tier = \"b\" } }"))
                .isEmpty();
    }

    @Test
    void aFunctionIsGeneralOnPurpose() {
        assertThat(codes("fn size(n: integer): text = if n < 5 then \"s\" else \"l\"\nset tier = size(3)"))
                .isEmpty();
        assertThat(codes("fn size(n: integer): text = case { n < 5 -> \"s\", n < 3 -> \"xs\", else -> \"l\" }"))
                .containsExactly(RuleProblem.UNREACHED);
    }

    @Test
    void whatAStatementWithAMistakeMayReadIsNotCalledUseless() {
        assertThat(codes("set tier = \"a\"\nset color = tier + 1\nset tier = \"b\""))
                .hasSize(1)
                .doesNotContain(RuleProblem.NO_EFFECT);
    }

    @Test
    void oneDeadAssignmentAmongOthersIsSaidAlone() {
        Diagnostic said = only("quantity < 3 -> warn \"few\"\n"
                + "when quantity < 3 { set tier = \"a\"; set color = \"red\" }\n"
                + "when quantity < 5 { set tier = \"b\" }");
        assertThat(said.code()).isEqualTo(RuleProblem.NO_EFFECT);
        assertThat(said.span().text()).isEqualTo("set tier = \"a\"");
        assertThat(only("set tier = \"a\"\nclear tier").span().text()).isEqualTo("set tier = \"a\"");
        assertThat(only("when quantity < 3 { set tier = \"a\"; set tier = \"b\" }")
                        .span()
                        .text())
                .isEqualTo("set tier = \"a\"");
    }

    @Test
    void aTableThatLeavesInputsOutIsSaidWhereNobodyIsPreparedForIt() {
        String table = "table vat(country: text, class: text) -> (rate: percent) {\n"
                + "| \"FR\" | \"standard\" | 20% |\n| \"DE\" | _ | 19% |\n}\n";
        Diagnostic said = only(table + "set vat_rate = vat(brand, tax_class)");
        assertThat(said.code()).isEqualTo(RuleProblem.ROWS_GAP);
        assertThat(said.witness()).isEqualTo("country = \"FR\", class = \"other\"");
        assertThat(codes(table + "set vat_rate = vat(brand, tax_class) ?? 20%")).isEmpty();
        assertThat(codes(table + "vat(brand, tax_class) is missing -> warn \"no rate\""))
                .isEmpty();
        assertThat(codes(table + "set vat_rate = vat(\"DE\", tax_class)")).isEmpty();
        assertThat(codes(table)).isEmpty();
    }

    @Test
    void aClosedSetLeavesNoGap() {
        String table =
                "table days(a: text) -> (n: integer) {\n| \"in_stock\" | 1 |\n| \"preorder\", \"backorder\" | 20 |\n"
                        + "| \"out_of_stock\" | 30 |\n}\n";
        assertThat(codes(table + "set quantity = days(availability)")).isEmpty();
        assertThat(codes(table + "set quantity = days(brand)")).containsExactly(RuleProblem.ROWS_GAP);
    }

    @Test
    void aMissingInputIsNoGap() {
        assertThat(codes("table band(x: money) -> (name: text) {\n| < 20 EUR | \"a\" |\n| >= 20 EUR | \"b\" |\n}\n"
                        + "set tier = band(price)"))
                .isEmpty();
        assertThat(only("table band(x: money) -> (name: text) {\n| < 20 EUR | \"a\" |\n| > 20 EUR | \"b\" |\n}\n"
                                + "set tier = band(price)")
                        .witness())
                .isEqualTo("x = 20 EUR");
    }

    @Test
    void aTableOfWordsToReplaceNeedsNoRowForTheOthers() {
        assertThat(codes("table dictionary(w: text) -> (t: text) first {\n| \"red\" | \"rouge\" |\n}\n"
                        + "set title = title.replace_words(dictionary)"))
                .isEmpty();
    }

    @Test
    void aRowThatSeveralForestallTogetherIsSaid() {
        Diagnostic said =
                only("table band(x: money) -> (name: text) first {\n| < 20 EUR | \"a\" |\n| >= 10 EUR | \"b\" |\n"
                        + "| 5 EUR..30 EUR | \"c\" |\n| _ | \"d\" |\n}\nset tier = band(price)");
        assertThat(said.code()).isEqualTo(RuleProblem.USELESS_ROW);
        assertThat(said.render()).contains("the rows before it");
    }

    @Test
    void aRangeTheWrongWayRoundIsSaid() {
        assertThat(codes("table band(x: money) -> (name: text) first {\n| 30 EUR..20 EUR | \"a\" |\n| _ | \"d\" |\n}"))
                .containsExactly(RuleProblem.NEVER_TRUE);
    }

    @Test
    void twoRulesOfWhichNeitherIsTheExceptionAreSaidWithAProduct() {
        Diagnostic said =
                only("when price < 20 EUR { set tier = \"cheap\" }\nwhen quantity < 3 { set tier = \"last\" }");
        assertThat(said.code()).isEqualTo(RuleProblem.ORDER_MATTERS);
        assertThat(said.witness()).isEqualTo("price = 10 EUR, quantity = 2");
        for (String fine : List.of(
                "when price < 20 EUR { set tier = \"cheap\" }\n"
                        + "when price < 20 EUR and quantity < 3 { set tier = \"last\" }",
                "when price < 20 EUR { set tier = \"cheap\" }\nwhen price >= 20 EUR { set tier = \"dear\" }",
                "when price < 20 EUR { set tier = \"same\" }\nwhen quantity < 3 { set tier = \"same\" }",
                "set tier = \"none\"\nwhen quantity < 3 { set tier = \"last\" }",
                "channel google { when price < 20 EUR { set tier = \"cheap\" } }\n"
                        + "channel meta { when quantity < 3 { set tier = \"last\" } }",
                "rule x: (price < 20 EUR and quantity < 3) ?? false -> exclude because \"x\"\n"
                        + "when price < 20 EUR { set tier = \"cheap\" }\nwhen quantity < 3 { set tier = \"last\" }")) {
            assertThat(codes(fine)).as(fine).isEmpty();
        }
    }

    @Test
    void aTestThatWouldBeTrueAfterALaterRuleIsSaid() {
        Diagnostic said = only("when quantity = 0 { set availability = \"out_of_stock\" }\nquantity < 3 -> 0");
        assertThat(said.sentence()).isEqualTo("This looks at `quantity` before line 2 changes it.");
        assertThat(said.witness()).startsWith("quantity = ");
        assertThat(codes("when quantity = 0 { clear tier }\nwhen quantity < 3 { set quantity = 0; clear tier }"))
                .containsExactly(RuleProblem.NO_EFFECT);
        assertThat(codes("quantity < 3 -> 0\nwhen quantity = 0 { set availability = \"out_of_stock\" }"))
                .isEmpty();
        assertThat(codes("when brand is missing { set tier = \"no brand\" }\nbrand is missing -> \"Unbranded\""))
                .isEmpty();
    }

    @Test
    void datesAndMeasuresAreComparedToo() {
        assertThat(codes("when released_on > 2026-05-01 and released_on < 2026-04-01 { set tier = \"x\" }"))
                .containsExactly(RuleProblem.NEVER_TRUE);
        assertThat(codes("when weight > 2 kg and weight < 1500 g { set tier = \"x\" }"))
                .containsExactly(RuleProblem.NEVER_TRUE);
        assertThat(codes("when weight > 1 kg and weight < 1500 g { set tier = \"x\" }"))
                .isEmpty();
        assertThat(codes("when title.length() > 150 and title.length() < 100 { set tier = \"x\" }"))
                .containsExactly(RuleProblem.NEVER_TRUE);
    }
}
