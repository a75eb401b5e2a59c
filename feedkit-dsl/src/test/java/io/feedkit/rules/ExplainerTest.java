package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.rules.Explanation.Cleared;
import io.feedkit.rules.Explanation.Event;
import io.feedkit.rules.Explanation.Idle;
import io.feedkit.rules.Explanation.Part;
import io.feedkit.rules.Explanation.Said;
import io.feedkit.rules.Explanation.Seen;
import io.feedkit.rules.Explanation.Tested;
import io.feedkit.rules.Explanation.Truth;
import io.feedkit.rules.Explanation.Wrote;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExplainerTest {
    private static final Instant NOW = Instant.parse("2026-11-27T09:00:00Z");

    @TempDir
    Path folder;

    private Catalog catalog;

    @BeforeEach
    void givenACatalogue() throws IOException {
        Path file = Files.writeString(folder.resolve("shop.csv"), """
            id,title,price,quantity,brand,colour
            A1,Vase,5.00 EUR,1,Acme,blue
            A2,Bowl,25.00 EUR,9,Zed,
            A3,Cup,15.00 EUR,,,red
            """);
        catalog = Catalog.open(file);
    }

    private Explanation explain(String rules, String id) {
        RuleEnvironment environment = RuleEnvironment.of(catalog.schema());
        RuleSet compiled = RuleSet.compile(environment, SourceText.of("shop.fk", rules));
        return Explainer.of(compiled, catalog)
                .with(List.of(new ToyFeed(Shop.AMAZON_DE)))
                .explain(id, NOW)
                .orElseThrow();
    }

    private static <E extends Event> List<E> only(Class<E> kind, List<Event> events) {
        return events.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    @Test
    void saysOfEachPartOfAConditionWhatItWasAndWhatItSaw() {
        Explanation why = explain("""
            when quantity < 3 and (price > 10 EUR or brand = "Acme") { set title = "low {title}" }
            """, "A1");
        Part condition = only(Tested.class, why.trunk()).get(0).condition();
        assertThat(condition.truth()).isEqualTo(Truth.TRUE);
        assertThat(condition.leaves())
                .extracting(leaf -> leaf.text() + " is " + leaf.truth())
                .containsExactly("quantity < 3 is true", "price > 10 EUR is false", "brand = \"Acme\" is true");
        assertThat(condition.leaves().get(0).seen()).containsExactly(new Seen("quantity", 1L, false));
        assertThat(condition.decisive()).extracting(Part::text).containsExactly("quantity < 3", "brand = \"Acme\"");
    }

    @Test
    void saysUnknownWhereAValueIsMissing() {
        Explanation why = explain("when quantity < 3 { clear title }", "A3");
        assertThat(only(Tested.class, why.trunk()).get(0).condition().truth()).isEqualTo(Truth.UNKNOWN);
        assertThat(only(Cleared.class, why.trunk())).isEmpty();
        assertThat(why.text(Locale.ENGLISH)).contains("quantity < 3: unknown", "quantity = missing");
    }

    @Test
    void tellsTheChainOfValuesOfAnAttribute() {
        Explanation why = explain("""
            rule clean: set title = title.upper()
            set price = price / 3
            channel amazon {
              set title = "{brand} {title}"
              set colour = missing_if(colour, "blue")
            }
            """.replace("colour", "color"), "A1");
        List<Event> all = why.events(why.layers().get(0));
        assertThat(only(Wrote.class, all))
                .extracting(wrote ->
                        wrote.attribute() + " " + wrote.before() + " > " + wrote.given() + " > " + wrote.after())
                .containsExactly(
                        "title Vase > VASE > VASE",
                        "price 5.00 EUR > 1.666666666666666666666666666666667 EUR > 1.67 EUR",
                        "title VASE > Acme VASE > Acme VASE",
                        "color blue > null > blue");
        assertThat(Explanation.writer(all, "title")).contains(all.get(2));
        String text = why.text(Locale.ENGLISH);
        assertThat(text)
                .contains("(overwritten by shop.fk:4)", "1.67 EUR, from 1.666", "color stays \"blue\"")
                .contains("title = \"Acme VASE\" (by shop.fk:4, it came as \"Vase\")")
                .contains("quantity = 1 (column quantity)");
    }

    @Test
    void namesEveryRuleThatExcludesAndWhatWouldChangeIt() {
        Explanation why = explain("""
            rule low: exclude when (quantity < 2) ?? true because "only {quantity?} left"
            channel amazon { rule cheap: keep when (price > 10 EUR) ?? false because "too cheap" }
            """, "A1");
        assertThat(why.afterTrunk().isExcludedBy("low")).isTrue();
        List<Event> all = why.events(why.layers().get(0));
        assertThat(only(Said.class, all)).extracting(Said::rule).containsExactly("low", "cheap");
        assertThat(why.layers().get(0).outcome().exclusions()).hasSize(1);
        assertThat(why.text(Locale.ENGLISH))
                .contains(
                        "amazon:DE:de: it is excluded",
                        "by low: only 1 left",
                        "low would let it pass if one of these were otherwise: `quantity < 2`",
                        "cheap would let it pass if one of these were otherwise: `price > 10 EUR`");
        assertThat(why.text(Locale.FRENCH))
                .contains(
                        "Produit A1",
                        "amazon:DE:de\u00A0: il est exclu",
                        "low le laisserait passer si l'une de ces conditions changeait\u00A0: `quantity < 2`");
    }

    @Test
    void namesTheRowOfATable() {
        Explanation why = explain("""
            table band(amount: money) -> (name: text) first {
              | < 10 EUR | "low"  |
              | _        | "high" |
            }
            set title = band(price)
            """, "A2");
        assertThat(only(Wrote.class, why.trunk()).get(0).seen()).contains(new Seen("band", 2L, true));
        assertThat(why.text(Locale.ENGLISH)).contains("row 2 of band");
        assertThat(why.text(Locale.FRENCH)).contains("ligne 2 de band");
    }

    @Test
    void knowsTheWholeCatalogueLikeAnExport() {
        Explanation why = explain("""
            segment dear = top 1 by price
            let together = sum(quantity) per brand
            dear -> set title = "dear {together}"
            """, "A2");
        Part condition = only(Tested.class, why.trunk()).get(0).condition();
        assertThat(condition.truth()).isEqualTo(Truth.TRUE);
        assertThat(only(Wrote.class, why.trunk()).get(0).after()).isEqualTo("dear 9");
        assertThat(explain("segment dear = top 1 by price\ndear -> set title = \"x\"", "A3")
                        .trunk())
                .hasSize(1);
    }

    @Test
    void saysWhichRulesDoNotRunAndWhy() {
        Explanation why = explain("""
            @from(2027-01-01) rule later: set title = "x"
            @until(2026-01-01) rule earlier: set title = "x"
            @disabled rule off: set title = "x"
            channel amazon { rule here: set title = "x" }
            country DE { disable here }
            """, "A1");
        assertThat(why.idle())
                .extracting(idle -> idle.rule() + " " + idle.why())
                .containsExactly("later NOT_YET", "earlier OVER", "off OFF");
        Idle disabled = why.layers().get(0).idle().get(0);
        assertThat(disabled.why()).isEqualTo(Idle.Why.DISABLED);
        assertThat(disabled.by()).hasToString("shop.fk:5:14");
        assertThat(why.text(Locale.ENGLISH)).contains("here (shop.fk:4) does not run: disabled at shop.fk:5");
    }

    @Test
    void asksTheChannelToo() {
        Explanation.Layer layer =
                explain("set title = title.trim()", "A1").layers().get(0);
        assertThat(layer.sent()).containsEntry("title", "VASE");
        assertThat(layer.contract()).extracting(Explanation.Verdict::text).containsExactly("in capitals");
        assertThat(explain("clear title", "A1").layers().get(0).contract())
                .extracting(Explanation.Verdict::text)
                .containsExactly("there is no title");
        assertThat(explain("clear title", "A1").text(Locale.ENGLISH))
                .contains("amazon:DE:de: the channel does not take it");
    }

    @Test
    void allowsForStockThatIsSplit() {
        Explanation why = explain("allocate quantity { amazon 40%; rest to google }", "A2");
        assertThat(only(Wrote.class, why.layers().get(0).events()).get(0).after())
                .isEqualTo(3L);
    }

    @Test
    void changesNothingAndFindsNothingThatIsNotThere() {
        RuleSet rules =
                RuleSet.compile(RuleEnvironment.of(catalog.schema()), SourceText.of("shop.fk", "quantity < 3 -> 0"));
        assertThat(Explainer.of(rules, catalog).explain("none", NOW)).isEmpty();
        Explanation why = Explainer.of(rules, catalog).explain("A1", NOW).orElseThrow();
        assertThat(why.afterTrunk().text("quantity")).isEqualTo("0");
        assertThat(why.at().line()).hasValue(2);
        assertThat(why.layers()).isEmpty();
    }

    /** Names are resolved through formulas that grow exponentially when they are written out; what is shown stays bounded. */
    @Test
    void staysBoundedWhereFormulasAreNot() {
        StringBuilder rules = new StringBuilder("let a0 = quantity < 3\n");
        IntStream.range(1, 9)
                .forEach(i -> rules.append("let a%d = a%d and (a%d or a%d)\n".formatted(i, i - 1, i - 1, i - 1)));
        Explanation why = explain(rules + "a8 -> set title = \"x\"\n", "A1");
        assertThat(only(Tested.class, why.trunk()).get(0).condition().leaves().size())
                .isLessThan(1_000);
        assertThat(only(Wrote.class, why.trunk())).hasSize(1);
    }

    @Test
    void aTestMadeFromAProductPassesAndFailsWhenTheRulesChange() {
        String rules = """
            set title = "{brand?} \\"{title}\\" {{new}}"
            quantity < 3 -> 0
            when price > 10 EUR { clear color }
            channel amazon { rule cheap: exclude when (price < 3 EUR) ?? false; set color = "x" }
            """;
        RuleEnvironment environment = RuleEnvironment.of(catalog.schema()).withMembers(List.of(Shop.AMAZON_DE));
        RuleSet compiled = RuleSet.compile(environment, SourceText.of("shop.fk", rules));
        Explainer trunk = Explainer.of(compiled, catalog);
        for (String id : List.of("A1", "A2", "A3")) {
            for (Explainer explainer : List.of(trunk, trunk.with(List.of(new ToyFeed(Shop.AMAZON_DE))))) {
                String test = explainer.test(id, NOW).orElseThrow();
                assertThat(RuleSet.compile(environment, SourceText.of("shop.fk", rules + test))
                                .test(NOW))
                        .as(test)
                        .singleElement()
                        .satisfies(run -> assertThat(run.failures()).isEmpty());
            }
        }
        String test = trunk.test("A1", NOW).orElseThrow();
        assertThat(test)
                .startsWith("test \"A1\" {\n  given {\n")
                .contains("    quantity: 1\n", "  at 2026-11-27T09:00:00Z\n", "  expect quantity = 0\n");
        assertThat(RuleSet.compile(environment, SourceText.of("shop.fk", "quantity < 3 -> 1\n" + test))
                        .test(NOW))
                .singleElement()
                .matches(run -> !run.isPassed());
        assertThat(trunk.test("nobody", NOW)).isEmpty();
    }

    @Test
    void aTestMadeFromAnExcludedProductExpectsTheRule() {
        RuleEnvironment environment = RuleEnvironment.of(catalog.schema());
        RuleSet compiled = RuleSet.compile(
                environment, SourceText.of("shop.fk", "rule low: exclude when (quantity < 2) ?? true because \"few\""));
        assertThat(Explainer.of(compiled, catalog).test("A1", NOW).orElseThrow())
                .endsWith("  expect excluded_by(\"low\")\n}\n");
    }
}
