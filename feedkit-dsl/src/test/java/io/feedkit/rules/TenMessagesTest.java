package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

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

    @Test
    void saysHowManyProductsAreMeant() {
        RuleEnvironment counted = Shop.ENVIRONMENT.withCounts(
                new CatalogCounts(88_310, Map.of("competitor_price", 56_908L, "price", 88_310L)));
        String keep = "channel criteo {\n  keep when price < competitor_price\n}";
        assertThat(RuleSet.check(counted, SourceText.of("shop.fk", keep)))
                .singleElement()
                .satisfies(said -> assertThat(said.render())
                        .contains(
                                "why: in this catalogue 31 402 of 88 310 products have no competitor_price: all of them"
                                        + " would be dropped."));
        String exclude = "exclude when price < 5 EUR";
        assertThat(RuleSet.check(counted, SourceText.of("shop.fk", exclude)))
                .singleElement()
                .satisfies(said -> assertThat(said.render())
                        .contains("0 of 88 310 products have no price: all of them would stay."));
        assertThat(RuleSet.check(counted.withLanguage(Locale.FRENCH), SourceText.of("shop.fk", keep)))
                .singleElement()
                .satisfies(
                        said -> assertThat(said.render())
                                .contains(
                                        "il manque competitor_price à 31 402 des 88 310 produits\u00A0: tous seraient écartés."));
    }

    @Test
    void countsACatalogue(@TempDir Path folder) throws IOException {
        Path shop = Files.writeString(folder.resolve("shop.csv"), "id,price,title\n1,3 EUR,a\n2,,b\n3,,\n");
        CatalogCounts counts = CatalogCounts.of(Catalog.open(shop));
        assertThat(counts.products()).isEqualTo(3);
        assertThat(counts.missing("price")).isEqualTo(2);
        assertThat(counts.missing("title")).isEqualTo(1);
        assertThat(counts.missing("nothing")).isEqualTo(-1);
        assertThat(CatalogCounts.UNKNOWN.missing("price")).isEqualTo(-1);
    }

    /** Wherever the rules say what currency an amount is in, and nothing but the run where only the catalogue does. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "let fee = 3 CHF\nset offer.price = 20 EUR + fee",
                "let euros = price.convert(\"EUR\", 0.9)\nset offer.price = euros + 3 CHF",
                "let fee = if quantity > 3 then 3 CHF else 4 CHF\nwhen fee < 5 EUR { clear brand }",
                "set offer.price = (price * 110%).at_least(money(3, \"CHF\")) + money(3, \"EUR\") + 1 CHF",
                "set offer.price = price.convert(\"CHF\", 0.9).at_least(5 EUR)",
                "set offer.price = least(price, 5 CHF, -(3 EUR)) + 1 CHF - 3 EUR",
                "table fee(q: integer) -> (fee: money) first { | < 3 | 5 CHF |\n| _ | 4 CHF | }\n"
                        + "set offer.price = fee(quantity) + 1 EUR",
                "set offer.price = (if quantity > 3 then 1 EUR else 2 EUR).round_to(0.05).with_vat(20%) + 3 CHF",
                "when (3 EUR ?? 4 EUR) in 1 CHF..9 CHF { clear brand }",
                "set score = margin(5 EUR, 3 CHF).amount() ?? 0",
                "fn plus(m: money): money = m + 3 CHF\nset offer.price = plus(20 EUR)",
                "when (5 EUR).ratio(4 CHF) > 3% { clear brand }"
            })
    void findsTwoCurrenciesWhereverTheRulesSayThem(String rule) {
        assertThat(check(rule)).extracting(said -> said.code().id()).as(rule).contains("FK1301");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "set offer.price = price + 3.00 CHF",
                "set offer.price = (if quantity > 3 then 1 EUR else 2 CHF) + 3 EUR",
                "set offer.price = (price ?? 3 EUR) + 3 CHF",
                "set offer.price = money(3, price.currency()) + 3 CHF",
                "set offer.price = (3 EUR).convert(\"CHF\", 0.9) + 3 CHF"
            })
    void leavesToTheRunWhatOnlyTheCatalogueKnows(String rule) {
        assertThat(check(rule)).isEmpty();
    }

    @Test
    void aRunThatMeetsTwoCurrenciesReportsAFault() {
        Outcome outcome = Shop.run("set offer.price = price + 3.00 CHF", "price", "20 EUR");
        assertThat(outcome.text("offer.price")).isEqualTo("missing");
        assertThat(outcome.faults()).singleElement().satisfies(fault -> {
            assertThat(fault.rule()).isEqualTo("shop.fk:1");
            assertThat(fault.text()).contains("one amount is in EUR and the other in CHF");
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void isWrittenInEveryStyle(Case mistake) {
        List<Diagnostic> said = check(mistake.rule);
        String sentence = said.get(0).sentence();
        assertThat(DiagnosticFormat.SHORT.write(said, Locale.ENGLISH)).contains(mistake.code, sentence);
        assertThat(DiagnosticFormat.NORMAL.write(said, Locale.ENGLISH)).contains(mistake.parts);
        String lesson = Messages.english().lesson(said.get(0).code());
        assertThat(DiagnosticFormat.TEACH.write(said, Locale.ENGLISH))
                .contains(mistake.parts)
                .contains("learn: ")
                .contains(lesson.substring(0, 30));
        assertThat(DiagnosticFormat.JSON.write(said, Locale.ENGLISH)).contains("\"" + mistake.code + "\"");
        assertThat(DiagnosticFormat.SARIF.write(said, Locale.ENGLISH)).contains("\"ruleId\":\"" + mistake.code + "\"");
        List<Diagnostic> french =
                RuleSet.check(Shop.ENVIRONMENT.withLanguage(Locale.FRENCH), SourceText.of("shop.fk", mistake.rule));
        assertThat(french).singleElement().satisfies(one -> {
            assertThat(one.code()).isEqualTo(said.get(0).code());
            assertThat(one.sentence()).isNotEqualTo(sentence);
            assertThat(one.edits()).hasSameSizeAs(said.get(0).edits());
        });
    }

    @ParameterizedTest
    @MethodSource("cases")
    void aFixThatMayBeAppliedMendsTheRule(Case mistake) {
        Diagnostic said = check(mistake.rule).get(0);
        assertThat(said.applied()).isEqualTo(mistake.applied.isEmpty() ? mistake.rule : mistake.applied);
        if (!mistake.applied.isEmpty()) {
            // That an exclusion has no name is a note of its own.
            assertThat(check(said.applied())).allMatch(left -> left.code() == RuleProblem.UNNAMED_EXCLUSION);
        }
    }
}
