package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The ten mistakes the language is explained with: what is marked, what is said, and that the fix a machine may apply mends the rule. */
class TenMessagesTest {

    /**
     * One mistake.
     *
     * @param marked the text under the primary caret
     * @param parts what the picture must say, whatever the words around it
     * @param applied the rule after its fix, or empty when only a person can decide
     */
    record Case(String code, String rule, String marked, List<String> parts, String applied) {
        @Override
        public String toString() {
            return code;
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                new Case(
                        "FK1101",
                        "quantitty < 3 -> 0",
                        "quantitty",
                        List.of("error[FK1101] shop.fk:1:1", "`quantitty`", "`quantity` (integer"),
                        "quantity < 3 -> 0"),
                new Case(
                        "FK1203",
                        "channel amazon {\n  exclude when (return_rate > 8) ?? false because \"too many\"\n}",
                        "8",
                        List.of("`return_rate` is a percentage, 8 is a plain number", "would mean 800%", "write `8%`"),
                        "channel amazon {\n  exclude when (return_rate > 8%) ?? false because \"too many\"\n}"),
                new Case(
                        "FK1301",
                        "set offer.price = 20 EUR + 3.00 CHF",
                        "3.00 CHF",
                        List.of(
                                "different currencies",
                                "CHF together with EUR",
                                "never converts by itself",
                                "convert(\"CHF\""),
                        ""),
                new Case(
                        "FK1411",
                        "channel criteo {\n  keep when price < competitor_price\n}",
                        "price < competitor_price",
                        List.of("`competitor_price`", "unknown when", "would be dropped", "?? false", "?? true"),
                        "channel criteo {\n  keep when (price < competitor_price) ?? false\n}"),
                new Case(
                        "FK1501",
                        "set id = \"{id}-x\"",
                        "id",
                        List.of("`id` cannot be changed: channels use it", "read-only", "another attribute"),
                        ""),
                new Case(
                        "FK1106",
                        "let floor_price = margin_price * 110%\nlet margin_price = floor_price - cost\nset price = floor_price",
                        "floor_price",
                        List.of(
                                "`floor_price` is defined by itself",
                                "needs margin_price (2)",
                                "start one of them from"),
                        ""),
                new Case(
                        "FK1207",
                        "channel google {\n  availability = \"in stock\" -> set custom_label_1 = \"ready\"\n}",
                        "\"in stock\"",
                        List.of(
                                "is never \"in stock\"",
                                "in_stock, out_of_stock, preorder, backorder",
                                "never be true"),
                        "channel google {\n  availability = \"in_stock\" -> set custom_label_1 = \"ready\"\n}"),
                new Case(
                        "FK1602",
                        "price < 20 EUR -> set tier = \"tiny\"\n\nprice < 50 EUR -> set tier = \"small\"",
                        "price < 20 EUR -> set tier = \"tiny\"",
                        List.of("warning[FK1602]", "1 | price < 20 EUR", "3 | price < 50 EUR", "witness: price"),
                        ""),
                new Case(
                        "FK1604",
                        "when return_rate > 40% and return_rate < 15% { set tier = \"odd\" }",
                        "return_rate > 40% and return_rate < 15%",
                        List.of("warning[FK1604]", "No product"),
                        ""),
                new Case(
                        "FK1702",
                        "table bid(margin: percent, root: text) -> (cpc: money) {\n  | >= 40% | _ | 0.35 EUR |\n"
                                + "  | _ | \"Shoes\" | 0.25 EUR |\n}\nset cpc = bid(return_rate, brand)",
                        "| _ | \"Shoes\" | 0.25 EUR |",
                        List.of(
                                "Rows 1 and 2",
                                "overlaps row 1",
                                "witness: margin = 40%",
                                "root = \"Shoes\"",
                                "`first`"),
                        ""));
    }

    private static List<Diagnostic> check(String text) {
        return RuleSet.check(Shop.ENVIRONMENT, SourceText.of("shop.fk", text));
    }

    @ParameterizedTest
    @MethodSource("cases")
    void saysWhatIsWrongWhereAndWhatToDo(Case mistake) {
        assertThat(check(mistake.rule)).singleElement().satisfies(said -> {
            assertThat(said.code().id()).isEqualTo(mistake.code);
            assertThat(said.span().text()).isEqualTo(mistake.marked);
            assertThat(said.render()).contains(mistake.parts);
            assertThat(said.render().contains("[apply]")).isEqualTo(!mistake.applied.isEmpty());
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFixThatMayBeAppliedMendsTheRule(Case mistake) {
        Diagnostic said = check(mistake.rule).get(0);
        assertThat(said.applied()).isEqualTo(mistake.applied.isEmpty() ? mistake.rule : mistake.applied);
        if (!mistake.applied.isEmpty()) {
            assertThat(check(said.applied())).isEmpty();
        }
    }
}
