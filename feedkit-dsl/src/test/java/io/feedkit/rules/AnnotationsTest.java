package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.export.RuleLabel;
import io.feedkit.feed.Member;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What is said before a statement: when it exists, what its author accepts, whom it belongs to. */
class AnnotationsTest {
    private static final Instant BEFORE = Instant.parse("2026-11-19T00:00:00Z");
    private static final Instant DURING = Instant.parse("2026-11-27T00:00:00Z");
    private static final Instant AFTER = Instant.parse("2026-12-02T00:00:00Z");

    private static List<String> check(String text) {
        return RuleSet.check(Shop.ENVIRONMENT, SourceText.of("shop.fk", text)).stream()
                .map(Diagnostic::toString)
                .toList();
    }

    private static String tierAt(Instant at, String rules) {
        return Shop.rules(rules).tryOn(Map.of("quantity", 1), at).text("tier");
    }

    private static final String UNDONE =
            "price < 20 EUR -> set tier = \"tiny\"\nprice < 50 EUR -> set tier = \"small\"\n";

    @Test
    void anAcceptedWarningIsNotSaid() {
        assertThat(check(UNDONE)).singleElement().asString().contains("FK1602");
        assertThat(check("@allow(FK1602, \"the second one is meant\")\n" + UNDONE))
                .isEmpty();
        assertThat(check("@allow(FK1602) rule prices {\n" + UNDONE + "}")).isEmpty();
    }

    @Test
    void onlyTheNamedCodeIsAcceptedAndOnlyThere() {
        assertThat(check("@allow(FK1604)\n" + UNDONE))
                .hasSize(2)
                .anySatisfy(said -> assertThat(said).contains("FK1602"))
                .anySatisfy(said -> assertThat(said).startsWith("warning[FK2002] shop.fk:1:8"));
        assertThat(check("@allow(FK1602) quantity < 3 -> 0\n" + UNDONE))
                .anySatisfy(said -> assertThat(said).startsWith("warning[FK1602] shop.fk:2"));
    }

    @Test
    void mistakesCannotBeAccepted() {
        assertThat(check("@allow(FK1101) quantitty < 3 -> 0"))
                .anySatisfy(said -> assertThat(said).startsWith("error[FK1101]"))
                .anySatisfy(said -> assertThat(said).contains("mistakes cannot be allowed"));
        assertThat(check("@allow(FK1411) exclude when price > 3 EUR"))
                .anySatisfy(said -> assertThat(said).startsWith("error[FK1411]"));
    }

    @Test
    void aCodeThatDoesNotExistIsSaid() {
        assertThat(check("@allow(FK9999) quantity < 3 -> 0"))
                .singleElement()
                .asString()
                .startsWith("warning[FK2001]");
        assertThat(check("@allow(\"why not\") quantity < 3 -> 0"))
                .singleElement()
                .asString()
                .startsWith("error[FK1508]");
        // The linter looks later, so nobody knows yet whether this is needed.
        assertThat(check("@allow(FK2104) quantity < 3 -> 0")).isEmpty();
    }

    @Test
    void tagsAndOwnersAreKnownByTheNameReportsUse() {
        RuleSet rules = Shop.rules("""
                @owner("logistics") channel amazon {
                  @tags("stock") rule low_stock "Too few left": exclude when (quantity < 2) ?? true
                  @tags("stock", "season") @owner("buyers") quantity < 3 -> 0
                }
                rule plain: quantity < 3 -> 0
                """);
        assertThat(rules.labels())
                .isEqualTo(Map.of(
                        "low_stock", new RuleLabel("Too few left", "logistics", List.of("stock")),
                        "shop.fk:3", new RuleLabel("", "buyers", List.of("stock", "season"))));
    }

    @Test
    void messagesNameTheOwner() {
        List<Diagnostic> found = RuleSet.check(
                Shop.ENVIRONMENT,
                SourceText.of("shop.fk", "@owner(\"logistics\") rule a { @owner(\"buyers\") quantitty < 3 -> 0 }"));
        assertThat(found).singleElement().matches(d -> d.owner().equals("buyers"));
        assertThat(found.get(0).render()).endsWith("\n  owner: buyers");
    }

    @Test
    void ruleExistsFromItsFirstInstantUntilItsLast() {
        String rule = "@from(2026-11-20) @until(2026-12-01) quantity = 1 -> set tier = \"sale\"";
        assertThat(tierAt(Instant.parse("2026-11-19T23:59:59Z"), rule)).isEqualTo("missing");
        assertThat(tierAt(Instant.parse("2026-11-20T00:00:00Z"), rule)).isEqualTo("sale");
        assertThat(tierAt(Instant.parse("2026-11-30T23:59:59Z"), rule)).isEqualTo("sale");
        assertThat(tierAt(Instant.parse("2026-12-01T00:00:00Z"), rule)).isEqualTo("missing");
    }

    @Test
    void datesInsideDatesOnlyNarrow() {
        String rule =
                "@from(2026-11-20) rule sale { @from(2026-11-01) @until(2026-12-01) quantity = 1 -> set tier = \"x\" }";
        assertThat(tierAt(BEFORE, rule)).isEqualTo("missing");
        assertThat(tierAt(DURING, rule)).isEqualTo("x");
        assertThat(tierAt(AFTER, rule)).isEqualTo("missing");
    }

    @Test
    void aScopeHandsItsAnnotationsDown() {
        String text = "@from(2026-11-20) channel amazon { quantity = 1 -> set tier = \"x\" }";
        RuleSet rules = Shop.rules(text);
        assertThat(rules.tryOn(Map.of("quantity", 1), Shop.AMAZON_DE, BEFORE).text("tier"))
                .isEqualTo("missing");
        assertThat(rules.tryOn(Map.of("quantity", 1), Shop.AMAZON_DE, DURING).text("tier"))
                .isEqualTo("x");
        assertThat(Shop.rules("@disabled " + text.substring(text.indexOf("channel")))
                        .tryOn(Map.of("quantity", 1), Shop.AMAZON_DE, DURING)
                        .text("tier"))
                .isEqualTo("missing");
        assertThat(Shop.rules("@rounding(\"half_even\") channel amazon { set price = 1.005 EUR }")
                        .tryOn(Map.of(), Shop.AMAZON_DE, DURING)
                        .text("price"))
                .isEqualTo("1.00 EUR");
    }

    @Test
    void anAnnotationThatMeansNothingWhereItStandsIsSaid() {
        for (String text : List.of(
                "@from(2026-11-20) let a = quantity * 2",
                "@final segment a = quantity > 3",
                "@version(2) quantity < 3 -> 0",
                "when quantity < 3 { @until(2026-12-01) set tier = \"x\" }",
                "@rounding(\"half_even\") disable a\nrule a: quantity < 3 -> 0")) {
            assertThat(check(text)).as(text).singleElement().asString().contains("FK1508");
        }
    }

    @Test
    void aNarrowerScopeSwitchesARuleOff() {
        String text = """
                channel amazon {
                  rule low: quantity < 3 -> set tier = "low"
                  country DE { disable low }
                }
                """;
        assertThat(Shop.run(Shop.AMAZON_DE, text, "quantity", "1").text("tier")).isEqualTo("missing");
        Member france = Shop.member("amazon", "marketplace", "FR", "fr");
        assertThat(Shop.run(france, text, "quantity", "1").text("tier")).isEqualTo("low");
    }

    @Test
    void switchingOffHasDatesToo() {
        RuleSet rules = Shop.rules("@until(2026-12-01) disable low\nrule low: quantity < 3 -> set tier = \"low\"");
        assertThat(rules.tryOn(Map.of("quantity", 1), DURING).text("tier")).isEqualTo("missing");
        assertThat(rules.tryOn(Map.of("quantity", 1), AFTER).text("tier")).isEqualTo("low");
    }

    @Test
    void whatAFinalRuleWroteStaysWhereItRuns() {
        String fixed = "@final rule floor { channel amazon { set price = 3 EUR } }\n";
        String byChannel = "channel amazon { @final rule floor { set price = 3 EUR } }\n";
        assertThat(check(byChannel + "country DE { set price = 4 EUR }"))
                .singleElement()
                .asString()
                .contains("FK1502");
        assertThat(check(fixed + "account x { set price = 4 EUR }"))
                .singleElement()
                .asString()
                .contains("FK1502");
        // Before it in the layers, for somebody else, at another time, or where it is switched off.
        assertThat(check("price = 5 EUR -> 4 EUR\n" + byChannel)).isEmpty();
        assertThat(check(byChannel + "channel ebay { set price = 4 EUR }")).isEmpty();
        assertThat(check("@until(2026-12-01) " + byChannel + "@from(2026-12-01) country DE { set price = 4 EUR }"))
                .isEmpty();
        assertThat(check("channel amazon { @final rule floor { set price = 3 EUR }\n"
                        + "country CH { disable floor; set price = 4 EUR } }"))
                .isEmpty();
    }

    @Test
    void aFinalRuleMayWriteTwiceItself() {
        assertThat(check("@final rule floor { set price = 3 EUR; @rounding(\"half_even\") price < 9 EUR -> 4 EUR }"))
                .noneMatch(said -> said.contains("FK1502"));
    }

    @Test
    void oneMarketMayBelongToTheFamilyOfAnother() {
        assertThat(
                        check(
                                "channel amazon { @final rule f { set price = 3 EUR } }\nchannel amazon_de { set price = 4 EUR }"))
                .singleElement()
                .asString()
                .contains("FK1502");
    }
}
