package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** Lists of anything, and functions that are given a function. */
class ListsTest {
    private static String color(String value, Object... product) {
        return Shop.run("set color = \"{" + value + "}\"", product).text("color");
    }

    @Test
    void mapsFiltersAndDecides() {
        assertThat(color("images.map(upper)", "images", "a.jpg, b.jpg")).isEqualTo("A.JPG, B.JPG");
        String rules = "fn large(x: text): boolean = x.length() > 3\n";
        assertThat(Shop.run(rules + "set labels = labels.filter(large)", "labels", "new, sale, hot, summer")
                        .text("labels"))
                .isEqualTo("[sale, summer]");
        assertThat(Shop.run(rules + "set adult = labels.any(large)", "labels", "new, sale")
                        .text("adult"))
                .isEqualTo("true");
        assertThat(Shop.run(rules + "set adult = labels.all(large)", "labels", "new, sale")
                        .text("adult"))
                .isEqualTo("false");
    }

    @Test
    void anEmptyListHasNothingThatHoldsAndAllOfItHolds() {
        String rules =
                "set adult = labels.any(is_url)\nset color = if labels.all(is_url) then \"all\" else \"not all\"";
        Outcome outcome = Shop.run(rules, "brand", "x");
        assertThat(outcome.text("adult")).isEqualTo("false");
        assertThat(outcome.text("color")).isEqualTo("all");
    }

    @Test
    void anUnknownElementLeavesTheAnswerOpenUnlessAnotherDecides() {
        String rules = "fn big(x: text): boolean = x.to_integer() > 3\n";
        assertThat(Shop.run(rules + "set adult = labels.any(big)", "labels", "x, 5")
                        .text("adult"))
                .isEqualTo("true");
        assertThat(Shop.run(rules + "set adult = labels.any(big)", "labels", "x, 2")
                        .text("adult"))
                .isEqualTo("missing");
        assertThat(Shop.run(rules + "set adult = labels.all(big)", "labels", "x, 2")
                        .text("adult"))
                .isEqualTo("false");
    }

    @Test
    void aFunctionSeesTheProductBesideItsArgument() {
        String rules = "let full = \"{brand} {name}\"\nfn named(x: text): text = \"{full} {full} {x}\"\n"
                + "set labels = labels.map(named)";
        assertThat(Shop.run(rules, "brand", "Acme", "name", "Pot", "labels", "a, b")
                        .text("labels"))
                .isEqualTo("[Acme Pot Acme Pot a, Acme Pot Acme Pot b]");
    }

    @Test
    void aCaseInsideAFunctionIsAskedForEveryElement() {
        String rules =
                "fn kind(x: text): text = case x.upper() { \"A\" -> \"first\", \"B\" -> \"second\", else -> \"other\" }\n"
                        + "set labels = labels.map(kind)";
        assertThat(Shop.run(rules, "labels", "a, b, c").text("labels")).isEqualTo("[first, second, other]");
    }

    @Test
    void listsHoldNumbersAmountsAndDates() {
        assertThat(color("[3, 1, 2].sort()", "brand", "x")).isEqualTo("1, 2, 3");
        assertThat(color("[3, 1, 2].sum() + 1", "brand", "x")).isEqualTo("7");
        assertThat(color("[price, sale_price].max()", "price", "5 EUR", "sale_price", "3 EUR"))
                .isEqualTo("5.00 EUR");
        assertThat(color("[1 kg, 500 g].sum()", "brand", "x")).isEqualTo("1.5 kg");
        assertThat(color("[2026-11-27, 2026-01-01].first() + 1 days", "brand", "x"))
                .isEqualTo("2026-11-28");
        assertThat(color("[10%, 5%].with(3%)", "brand", "x")).isEqualTo("10%, 5%, 3%");
        assertThat(color("quantity in [quantity].concat([4])", "quantity", "4")).isEqualTo("true");
    }

    @Test
    void splitsMoneyToTheCent() {
        assertThat(color("price.split_money([1, 1, 1])", "price", "10 EUR")).isEqualTo("3.34 EUR, 3.33 EUR, 3.33 EUR");
        assertThat(color("price.split_money([1, 1, 1]).sum()", "price", "10 EUR"))
                .isEqualTo("10.00 EUR");
    }

    @Test
    void replacesWholeWordsThroughATable() {
        String rules = "table french(en: text) -> (fr: text) { | \"red\" | \"rouge\" |\n | \"dress\" | \"robe\" | }\n"
                + "set title = title.replace_words(french)";
        assertThat(Shop.run(rules, "title", "red dress, (red)-dresses Ré").text("title"))
                .isEqualTo("rouge robe, (rouge)-dresses Ré");
        assertThat(Shop.run(rules, "title", "blue").text("title")).isEqualTo("blue");
    }

    @Test
    void findsAMeasureInAText() {
        assertThat(color("title.parse_measure(\"mass\")", "title", "Coffee 250g, pack of 4"))
                .isEqualTo("250 g");
        assertThat(color("(title.parse_measure(\"volume\") ?? 1 ml)", "title", "250g"))
                .isEqualTo("1 ml");
    }

    @Test
    void collectsRowsOfATableOfNumbers() {
        String rules = "table fees(x: integer) -> (fee: money) collect { | > 1 | 1 EUR |\n | > 2 | 2.50 EUR | }\n"
                + "set price = fees(quantity).sum()";
        assertThat(Shop.run(rules, "quantity", "3").text("price")).isEqualTo("3.50 EUR");
    }
}
