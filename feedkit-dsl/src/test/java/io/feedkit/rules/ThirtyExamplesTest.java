package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.feed.Member;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The constructs of the language at work together: they compile, say what is not run yet, and do what they promise. */
class ThirtyExamplesTest {
    private static final Path EXAMPLES = Path.of("src/test/resources/io/feedkit/rules/syntax/thirty-examples.fk");

    private static final RuleEnvironment ENVIRONMENT = RuleEnvironment.of(
                    Shop.SCHEMA.redefining(Attribute.of("google_product_category", AttributeType.INTEGER)))
            .withTable("ecb_daily", HostTable.of(Map.of(List.of("EUR", "CHF"), List.of("0.95"))))
            .withTable("google_taxonomy", HostTable.ofPairs(Map.of("Home > Kitchen", "638")))
            .withTable("supplier_feed", HostTable.of(Map.of(List.of("4006381333931"), List.of("3.20 EUR", "5"))));

    private static String examples() throws IOException {
        return Files.readString(EXAMPLES, StandardCharsets.UTF_8);
    }

    /** Example 18 would write, in marketplaces of Switzerland, what example 15 has fixed: they are examples of two shops. */
    private static String ofOneShop() throws IOException {
        return examples().replaceAll("(?m)^country CH .*$", "");
    }

    @Test
    void theOnlyMistakeIsThatAFinalPriceIsWrittenAgain() throws IOException {
        assertThat(RuleSet.check(ENVIRONMENT, SourceText.of("30.fk", examples())))
                .filteredOn(Diagnostic::isError)
                .singleElement()
                .matches(d ->
                        d.code() == RuleProblem.WRITES_FINAL && d.span().text().startsWith("set offer.price"));
    }

    /**
     * Example 13 gives every product a bid, so what example 12 made of it a line before is lost, and example 20 writes over a label of example 13: again examples of two shops. The table of
     * example 17 has no other country, as it says itself.
     */
    @Test
    void allOfItRunsAndWhatIsWrittenOverOrLeftOutIsSaid() throws IOException {
        List<Diagnostic> said = RuleSet.check(ENVIRONMENT, SourceText.of("30.fk", ofOneShop()));
        assertThat(said)
                .extracting(Diagnostic::code)
                .containsExactly(
                        RuleProblem.ELSE_OF_UNKNOWN,
                        RuleProblem.UNNAMED_EXCLUSION,
                        RuleProblem.NO_EFFECT,
                        RuleProblem.NO_EFFECT,
                        RuleProblem.ROWS_GAP,
                        RuleProblem.ELSE_OF_UNKNOWN);
        assertThat(said.get(0).span().text()).isEqualTo("quantity > 0");
        assertThat(said.get(2).span().text()).startsWith("margin_rate");
        assertThat(said.get(3).span().text()).isEqualTo("set custom_label_2 = b.tier");
        assertThat(said.get(4).witness()).isEqualTo("country = \"FR\", class = \"other\"");
    }

    private static final Map<String, Object> KETTLE = Shop.product(
            "id",
            "A1",
            "quantity",
            "9",
            "sales_30d",
            "12",
            "price",
            "40 EUR",
            "cost",
            "10 EUR",
            "vat_rate",
            "20%",
            "title",
            "<b>Kettle</b>   steel",
            "brand",
            "Acme",
            "name",
            "Kettle",
            "category",
            "Home > Kitchen > Kettles",
            "images",
            "a.jpg, b.jpg",
            "color",
            "Bleu nuit",
            "tax_class",
            "standard",
            "shipping_cost",
            "5 EUR",
            "gtin",
            "4006381333931",
            "return_rate",
            "1%",
            "competitor_price",
            "39 EUR",
            "cpc",
            "0.80 EUR",
            "weight",
            "2 kg");

    @Test
    void aKettleBecomesWhatTheExamplesSay() throws IOException {
        RuleSet rules = RuleSet.compile(ENVIRONMENT, SourceText.of("30.fk", ofOneShop()));
        Instant november = Instant.parse("2026-11-27T09:00:00Z");

        Outcome google = rules.tryOn(KETTLE, Shop.GOOGLE_FR, november);
        assertThat(google.faults()).isEmpty();
        assertThat(google.text("availability")).isEqualTo("in_stock");
        assertThat(google.text("title")).isEqualTo("Acme kettle navy blue");
        assertThat(google.text("google_product_category")).isEqualTo("638");
        assertThat(google.text("custom_label_0")).isEqualTo("20 to 50");
        assertThat(google.text("custom_label_2")).isEqualTo("high margin");
        // 13, after 12: a high margin outside shoes and bags
        assertThat(google.text("cpc")).isEqualTo("0.35 EUR");
        // 19: not for Acme
        assertThat(google.text("sale_price")).isEqualTo("missing");

        Member market = Shop.member("amazon", "marketplace", "DE", "de");
        Outcome amazon = rules.tryOn(KETTLE, market, november);
        // 14 and 15: (40 - 5) / 0.85 = 41.18 becomes 41.99, above the floor of 10 * 1.1 * 1.2 / 0.85 = 15.53
        assertThat(amazon.text("offer.price")).isEqualTo("41.99 EUR");
        assertThat(amazon.text("offer.shipping")).isEqualTo("5.00 EUR");
        // 3: two stay; of the other 7 Amazon has 2.8 and eBay 2.1, which is 4 whole ones together
        assertThat(amazon.text("quantity")).isEqualTo("2");
        // 17: 40 without 20% and with 19%
        assertThat(amazon.text("price")).isEqualTo("39.67 EUR");
        // 24: the country adapts what the channel adapted
        assertThat(amazon.text("title")).isEqualTo("Acme Kettle steel");
        assertThat(amazon.isExcluded()).isFalse();
    }

    @Test
    void tooFewLeftIsZeroEverywhereAndNotListed() throws IOException {
        RuleSet rules = RuleSet.compile(ENVIRONMENT, SourceText.of("30.fk", ofOneShop()));
        Outcome outcome = rules.tryOn(
                Map.of("id", "A1", "quantity", 1, "price", "19.90 EUR", "images", "a.jpg"), Shop.AMAZON_DE, Shop.NOW);
        assertThat(outcome.text("quantity")).isEqualTo("0");
        // 5 is hit first: a product outside a group is a group of its own.
        assertThat(outcome.isExcludedBy("broken_range")).isTrue();
    }
}
