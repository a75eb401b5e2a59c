package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Failure;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A fault says which part of a rule failed and what it was given. */
class FailureTest {
    private static final Map<String, Object> PRODUCT = Shop.product(
            "id",
            "A1",
            "title",
            "Vase",
            "quantity",
            "0",
            "score",
            "0",
            "price",
            "12.50 EUR",
            "sale_price",
            "3 CHF",
            "color",
            "31.02.2026");

    private static List<String> failures(String rules) {
        return Shop.rules(rules).tryOn(PRODUCT, Shop.GOOGLE_FR, Shop.NOW).faults().stream()
                .map(fault -> fault.failure().toString())
                .toList();
    }

    /** The rule, then the part that fails in it, then what that is given. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '$',
            value = {
                "set score = 2 * (1 / score) + 3 | 1 / score | score = 0",
                "set score = (1 / score).round(2) | 1 / score | score = 0",
                "when 1 / score > 5 { set tier = \"x\" } | 1 / score | score = 0",
                "let share = quantity / score; when share > 5 { set tier = \"x\" } | quantity / score | quantity = 0, score = 0",
                "let share = 1 / score; set tier = \"{share}\"; set title = \"{share}\" | 1 / score | score = 0",
                "set price = price + sale_price | price + sale_price | price = 12.50 EUR, sale_price = 3.00 CHF",
                "price < 3 USD -> 3 USD | price < 3 USD | price = 12.50 EUR",
                "set tier = parse_date(color, \"dd.MM.yyyy\").format_date(\"yyyy\", \"fr\") | parse_date(color, \"dd.MM.yyyy\") | color = 31.02.2026",
                "fn part(n: decimal): decimal = 1 / n; set score = part(score) | 1 / n | score = 0",
                "set score = 1 / (source.score ?? quantity) | 1 / (source.score ?? quantity) | source.score = 0, quantity = 0",
                "when title is present { set score = 1 / (2 - 2) } | 1 / (2 - 2) | title = Vase",
                "set score = 1 / (weight.amount() * 0 ?? score) | 1 / (weight.amount() * 0 ?? score) | weight = missing, score = 0",
                "set quantity = 9223372036854775807 + 1 + quantity | 9223372036854775807 + 1 | quantity = 0"
            })
    void aFaultNamesThePartThatFailedAndItsInputs(String rules, String part, String inputs) {
        assertThat(failures(rules)).singleElement().asString().satisfies(failure -> {
            assertThat(failure).startsWith("`" + part + "` (shop.fk:").endsWith("), " + inputs);
        });
    }

    @Test
    void theInputsAreWhatTheyWereAtThatMoment() {
        assertThat(failures("""
                set score = 1 / score + quantity
                set quantity = 7
                channel google { set tier = "{7 / (trunk.score * quantity)}" }
                set score = 3 / score + quantity"""))
                .containsExactly(
                        "`1 / score` (shop.fk:1:13-22), score = 0",
                        "`3 / score` (shop.fk:4:13-22), score = 0",
                        "`7 / (trunk.score * quantity)` (shop.fk:3:31-59), trunk.score = 0, quantity = 7");
    }

    @Test
    void twoPartsOfOneRuleAreTwoFaults() {
        assertThat(failures("set tier = \"{1 / score?} {2 / score?}\""))
                .containsExactly(
                        "`1 / score` (shop.fk:1:14-23), score = 0", "`2 / score` (shop.fk:1:27-36), score = 0");
    }

    @Test
    void aConditionThatIsAskedTwiceFailsOnce() {
        assertThat(failures("when not (price < 3 USD) or price > 3 USD { set tier = \"x\" } else { set tier = \"y\" }"))
                .hasSize(2);
    }

    @Test
    void whatAFaultKeepsIsShort() {
        String wide = "title, brand, color, size, material, mpn, gtin, description, tier, link, image_link";
        String rules = "set score = 1 / (length(join(\" \", " + wide + ")) * 0)";
        Failure failure = Shop.run(rules, "title", "é".repeat(5_000), "brand", "a\nb", "color", "")
                .faults()
                .get(0)
                .failure();
        assertThat(failure.inputs()).hasSize(Failure.MOST_INPUTS);
        assertThat(failure.inputs().get(0).value()).isEqualTo("é".repeat(Failure.LONGEST) + "…");
        assertThat(failure.inputs().get(1)).isEqualTo(Failure.Input.of("brand", "a b"));
        assertThat(failure.expression()).hasSize(Failure.LONGEST + 1).endsWith("…");
    }

    @Test
    void aPartOverSeveralLinesEndsInTheLast() {
        assertThat(failures("set score = 1 /\n  score")).containsExactly("`1 / score` (shop.fk:1:13-2:8), score = 0");
    }

    @Test
    void aFaultInAnImportedModuleIsToldWhereItStands() {
        RuleEnvironment environment = Shop.ENVIRONMENT.withModules(
                RuleModules.of(Map.of("lib", SourceText.of("lib.fk", "module lib\nlet share = 1 / score"))));
        RuleSet rules = RuleSet.compile(environment, SourceText.of("shop.fk", "import lib\nset score = share + 1"));
        assertThat(rules.tryOn(PRODUCT, Shop.NOW).faults())
                .extracting(fault -> fault.rule() + " " + fault.failure())
                .containsExactly("shop.fk:2 `1 / score` (lib.fk:2:13-22), score = 0");
    }

    @Test
    void frenchFaultsNameTheSamePart() {
        RuleSet rules = RuleSet.compile(
                Shop.ENVIRONMENT.withLanguage(Locale.FRENCH), SourceText.of("shop.fk", "set score = 1 / score"));
        assertThat(rules.tryOn(PRODUCT, Shop.NOW).faults()).singleElement().satisfies(fault -> {
            assertThat(fault.text()).isEqualTo("division par zéro");
            assertThat(fault.failure().text("absent")).isEqualTo("`1 / score` (shop.fk:1:13-22), score = 0");
        });
    }
}
