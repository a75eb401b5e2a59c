package io.feedkit.rules;

import static io.feedkit.rules.Shop.product;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.feed.Member;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What each of the thirty examples means: a product it is about, and one it is not. */
class ExamplesByNumberTest {
    private static final Schema SCHEMA = Shop.SCHEMA
            .redefining(Attribute.of("google_product_category", AttributeType.INTEGER))
            .withLanguage("description", "en")
            .withLanguage("description", "fr");

    private static final RuleEnvironment ENVIRONMENT = RuleEnvironment.of(SCHEMA)
            .withMembers(List.of(Shop.AMAZON_DE))
            .withTable("ecb_daily", HostTable.of(Map.of(List.of("EUR", "CHF"), List.of("0.95"))))
            .withTable("google_taxonomy", HostTable.ofPairs(Map.of("Home > Kitchen", "638")))
            .withTable("supplier_feed", HostTable.of(Map.of(List.of("4006381333931"), List.of("3.20 EUR", "5"))));

    private static final Instant NOVEMBER = Instant.parse("2026-11-27T09:00:00Z");
    private static final Instant JUNE = Instant.parse("2026-06-01T09:00:00Z");

    private static final Member GOOGLE = Shop.GOOGLE_FR;
    private static final Member AMAZON = Shop.AMAZON_DE;
    private static final Member EBAY = Shop.member("ebay", "marketplace", "DE", "de");
    private static final Member CRITEO = Shop.member("criteo", "ads", "FR", "fr");
    private static final Member IDEALO = Shop.member("idealo", "comparator", "DE", "de");
    private static final Member META = Shop.member("meta", "ads", "FR", "fr");

    private static String file() {
        try {
            return Files.readString(Path.of("src/test/resources/io/feedkit/rules/syntax/thirty-examples.fk"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The text of an example: from its number to the next one. */
    private static String example(int number) {
        String text = file();
        int start = text.indexOf("\n# " + number + ": ") + 1;
        int end = text.indexOf("\n# " + (number + 1) + ": ");
        return text.substring(start, end < 0 ? text.length() : end) + "\n";
    }

    private static RuleSet rules(String more, int... numbers) {
        StringBuilder text = new StringBuilder();
        for (int number : numbers) {
            text.append(example(number));
        }
        return RuleSet.compile(ENVIRONMENT, SourceText.of("shop.fk", text + more));
    }

    private static RuleSet rules(int... numbers) {
        return rules("", numbers);
    }

    private static Outcome trunk(RuleSet rules, Object... product) {
        return rules.tryOn(product(product), NOVEMBER);
    }

    private static Outcome on(Member member, RuleSet rules, Object... product) {
        return rules.tryOn(product(product), member, NOVEMBER);
    }

    private static List<Map<String, String>> catalogue(
            RuleSet rules, Member member, List<Map<String, Object>> products) {
        return new CatalogRunner(rules, 256, 2).run(products, List.of(member), 0);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21, 22, 23, 24, 25, 26, 27, 28,
                29, 30
            })
    void compilesWithWhatItNeedsOfTheOthers(int number) {
        Map<Integer, int[]> needs = Map.of(
                8, new int[] {11},
                9, new int[] {8, 11},
                12, new int[] {11},
                13, new int[] {8, 11},
                15, new int[] {14},
                19, new int[] {11},
                20, new int[] {8, 11, 21},
                24, new int[] {2},
                30, new int[] {1, 2});
        StringBuilder text = new StringBuilder();
        for (int other : needs.getOrDefault(number, new int[0])) {
            text.append(example(other));
        }
        assertThat(RuleSet.check(ENVIRONMENT, SourceText.of("shop.fk", text + example(number))))
                .noneMatch(Diagnostic::isError);
    }

    @Test
    void example1SendsZeroBelowThree() {
        assertThat(trunk(rules(1), "quantity", 2).text("quantity")).isEqualTo("0");
        assertThat(trunk(rules(1), "quantity", 3).text("quantity")).isEqualTo("3");
        assertThat(trunk(rules(1)).text("quantity")).isEqualTo("missing");
    }

    @Test
    void example2KeepsLowStockOffMarketplaces() {
        Outcome low = on(AMAZON, rules(2), "quantity", 1);
        assertThat(low.exclusions()).containsExactly(new Outcome.Remark("low_stock", "only 1 left"));
        assertThat(on(AMAZON, rules(2)).exclusions()).containsExactly(new Outcome.Remark("low_stock", "only left"));
        assertThat(on(AMAZON, rules(2), "quantity", 2).isExcluded()).isFalse();
        assertThat(on(GOOGLE, rules(2), "quantity", 1).isExcluded()).isFalse();
    }

    @Test
    void example3NeverPromisesMoreThanThereIs() {
        Member ads = Shop.member("shop_ads", "ads", "DE", "de");
        RuleSet rules = rules(3);
        // 98 to share: 39.2 and 29.4 are 68 whole pieces, and the rest is 30.
        assertThat(on(AMAZON, rules, "quantity", 100).text("quantity")).isEqualTo("39");
        assertThat(on(EBAY, rules, "quantity", 100).text("quantity")).isEqualTo("29");
        assertThat(on(ads, rules, "quantity", 100).text("quantity")).isEqualTo("30");
        assertThat(on(AMAZON, rules, "quantity", 200).text("quantity")).isEqualTo("50");
        assertThat(on(GOOGLE, rules, "quantity", 100).text("quantity")).isEqualTo("0");
        assertThat(on(AMAZON, rules, "quantity", 1).text("quantity")).isEqualTo("0");
        assertThat(on(AMAZON, rules).text("quantity")).isEqualTo("missing");
        for (int stock = 0; stock < 300; stock++) {
            int all = 0;
            for (Member member : List.of(AMAZON, EBAY, ads)) {
                all += Integer.parseInt(on(member, rules, "quantity", stock).text("quantity"));
            }
            assertThat(all).isLessThanOrEqualTo(Math.max(0, stock - 2));
        }
    }

    @Test
    void example4LetsTheLastWordStand() {
        assertThat(trunk(rules(4), "quantity", 1).text("availability")).isEqualTo("in_stock");
        assertThat(trunk(rules(4), "quantity", 0).text("availability")).isEqualTo("out_of_stock");
        // Unknown is not more than 0.
        assertThat(trunk(rules(4)).text("availability")).isEqualTo("out_of_stock");
        Outcome soon = trunk(rules(4), "quantity", 1, "preorder_on", "2026-12-24");
        assertThat(soon.text("availability")).isEqualTo("preorder");
        assertThat(soon.text("availability_date")).startsWith("2026-12-24");
        assertThat(trunk(rules(4), "quantity", 1, "preorder_on", "2026-11-27").text("availability"))
                .isEqualTo("in_stock");
        assertThat(trunk(rules(4), "quantity", 0, "restock_on", "2026-12-01").text("availability"))
                .isEqualTo("backorder");
    }

    @Test
    void example5AddsUpTheVariantsOfAModel() {
        List<Map<String, Object>> products = List.of(
                product("id", "A1", "item_group_id", "A", "quantity", 2L),
                product("id", "A2", "item_group_id", "A", "quantity", 1L),
                product("id", "B1", "item_group_id", "B", "quantity", 3L),
                product("id", "B2", "item_group_id", "B", "quantity", 4L),
                product("id", "C", "quantity", 7L),
                product("id", "D", "quantity", 4L));
        assertThat(catalogue(rules(5), GOOGLE, products))
                .extracting(product -> product.getOrDefault("(out)", "in"))
                .containsExactly("3 left in the group", "3 left in the group", "in", "in", "in", "4 left in the group");
    }

    @Test
    void example6KeepsProductsNobodyKnowsTheRateOf() {
        assertThat(on(AMAZON, rules(6), "return_rate", "9.2%").exclusions())
                .containsExactly(new Outcome.Remark("too_many_returns", "return rate 9.2% is above 8%"));
        assertThat(on(AMAZON, rules(6), "return_rate", "8%").isExcluded()).isFalse();
        assertThat(on(AMAZON, rules(6)).isExcluded()).isFalse();
        assertThat(on(GOOGLE, rules(6), "return_rate", "9.2%").isExcluded()).isFalse();
    }

    @Test
    void example7ListsOnlyWhatIsCheaperThanTheMarket() {
        assertThat(on(CRITEO, rules(7), "price", "10 EUR", "competitor_price", "12 EUR")
                        .isExcluded())
                .isFalse();
        assertThat(on(CRITEO, rules(7), "price", "12 EUR", "competitor_price", "12 EUR")
                        .isExcluded())
                .isTrue();
        assertThat(on(CRITEO, rules(7), "price", "10 EUR").exclusions())
                .extracting(Outcome.Remark::text)
                .containsExactly("not cheaper than the market");
        assertThat(on(GOOGLE, rules(7), "price", "12 EUR").isExcluded()).isFalse();
    }

    /** 150 products; the number is both their sales and their clicks. */
    private static List<Map<String, Object>> ranked() {
        List<Map<String, Object>> products = new ArrayList<>();
        for (long i = 1; i <= 150; i++) {
            products.add(product(
                    "id",
                    "P" + i,
                    "sales_30d",
                    i,
                    "clicks_30d",
                    i,
                    "quantity",
                    i % 10 == 0 ? 0L : 1L,
                    "item_group_id",
                    "G" + i % 3));
        }
        return products;
    }

    private static List<Integer> places(List<Map<String, String>> products, String attribute, String value) {
        List<Integer> found = new ArrayList<>();
        for (int i = 0; i < products.size(); i++) {
            if (value.equals(products.get(i).get(attribute))) {
                found.add(i + 1);
            }
        }
        return found;
    }

    @Test
    void example8RanksProducts() {
        RuleSet rules = rules("""
                top_sales   -> set custom_label_0 = "top"
                flop_clicks -> set custom_label_1 = "flop"
                hero        -> set custom_label_2 = "hero"
                """, 8, 11);
        List<Map<String, String>> products = catalogue(rules, GOOGLE, ranked());
        assertThat(places(products, "custom_label_0", "top"))
                .hasSize(100)
                .startsWith(51)
                .endsWith(150);
        // Of each ten products one has no stock and does not count.
        assertThat(places(products, "custom_label_1", "flop"))
                .hasSize(100)
                .startsWith(1)
                .endsWith(111)
                .doesNotContain(10);
        assertThat(places(products, "custom_label_2", "hero")).containsExactly(148, 149, 150);
        RuleSet winter = rules("winter_core -> set tier = \"core\"", 8, 11);
        assertThat(trunk(winter, "season", "winter", "price", "40 EUR", "cost", "20 EUR", "vat_rate", "0%")
                        .text("tier"))
                .isEqualTo("core");
        assertThat(trunk(winter, "season", "winter", "price", "40 EUR", "cost", "30 EUR", "vat_rate", "0%")
                        .text("tier"))
                .isEqualTo("missing");
    }

    @Test
    void example9UsesThemInEachChannelItsOwnWay() {
        RuleSet rules = rules(8, 9, 11);
        assertThat(places(catalogue(rules, GOOGLE, ranked()), "(out)", "")).isEmpty();
        assertThat(catalogue(rules, GOOGLE, ranked()).stream().filter(p -> p.containsKey("(out)")))
                .hasSize(50);
        assertThat(places(catalogue(rules, CRITEO, ranked()), "(out)", "FLOP 100 clicks"))
                .hasSize(100);
        Member guide = Shop.member("leguide", "comparator", "FR", "fr");
        assertThat(places(catalogue(rules, guide, ranked()), "cpc", "0.40 EUR")).hasSize(100);
        Member pins = Shop.member("pinterest", "ads", "FR", "fr");
        assertThat(places(catalogue(rules, pins, ranked()), "(out)", "one variant per model"))
                .hasSize(147);
    }

    @Test
    void example10ClosesGates() {
        Object[] good = {"images", "a.jpg", "price", "1 EUR", "weight", "30 kg"};
        assertThat(trunk(rules(10), good).isExcluded()).isFalse();
        assertThat(trunk(rules(10), "images", "a.jpg", "price", "1 EUR").isExcluded())
                .isFalse();
        assertThat(reason("price", "1 EUR")).isEqualTo("no picture");
        assertThat(reason("images", "a.jpg")).isEqualTo("no price");
        assertThat(reason("images", "a.jpg", "price", "1 EUR", "weight", "31000 g"))
                .isEqualTo("above the carrier limit");
    }

    private static String reason(Object... product) {
        return trunk(rules(10), product).exclusions().get(0).text();
    }

    @Test
    void example11FollowsThePrice() {
        RuleSet rules =
                rules("price = 40 EUR -> 20 EUR\nset tier = if margin_rate = 50% then \"half\" else \"other\"", 11);
        assertThat(trunk(rules, "price", "40 EUR", "cost", "10 EUR", "vat_rate", "0%")
                        .text("tier"))
                .isEqualTo("half");
        assertThat(trunk(rules, "price", "24 EUR", "cost", "10 EUR", "vat_rate", "20%")
                        .text("tier"))
                .isEqualTo("half");
        assertThat(trunk(rules, "price", "30 EUR", "cost", "10 EUR", "vat_rate", "0%")
                        .text("tier"))
                .isEqualTo("other");
        assertThat(trunk(rules, "price", "30 EUR", "vat_rate", "0%").text("tier"))
                .isEqualTo("other");
    }

    private static Object[] margin(String cost, String bid) {
        return new Object[] {"price", "40 EUR", "cost", cost, "vat_rate", "0%", "cpc", bid};
    }

    @Test
    void example12RaisesABidUpToALimit() {
        RuleSet rules = rules(11, 12);
        assertThat(on(GOOGLE, rules, margin("24 EUR", "0.40 EUR")).text("cpc")).isEqualTo("0.50 EUR");
        assertThat(on(GOOGLE, rules, margin("24 EUR", "0.80 EUR")).text("cpc")).isEqualTo("0.90 EUR");
        assertThat(on(GOOGLE, rules, margin("25 EUR", "0.40 EUR")).text("cpc")).isEqualTo("0.40 EUR");
        assertThat(on(AMAZON, rules, margin("24 EUR", "0.40 EUR")).text("cpc")).isEqualTo("0.40 EUR");
    }

    private static String bid(String cost, String category, Object... more) {
        Map<String, Object> product = new HashMap<>(product(more));
        product.putAll(product("price", "40 EUR", "vat_rate", "0%", "category", category));
        if (!cost.isEmpty()) {
            product.put("cost", cost);
        }
        Outcome outcome = rules(8, 11, 13).tryOn(product, GOOGLE, NOVEMBER);
        return outcome.text("cpc") + " " + outcome.text("custom_label_2");
    }

    @Test
    void example13TakesTheFirstRowThatFits() {
        assertThat(bid("10 EUR", "Shoes > Boots", "sales_30d", "5")).isEqualTo("0.60 EUR push");
        assertThat(bid("10 EUR", "Shoes > Boots")).isEqualTo("0.35 EUR high");
        assertThat(bid("10 EUR", "Home", "sales_30d", "5")).isEqualTo("0.35 EUR high");
        assertThat(bid("32 EUR", "Home")).isEqualTo("0.18 EUR normal");
        assertThat(bid("32 EUR", "Outlet > Home")).isEqualTo("0.05 EUR low");
        assertThat(bid("39 EUR", "Home")).isEqualTo("0.05 EUR low");
        assertThat(bid("", "Home")).isEqualTo("0.10 EUR unknown");
    }

    @Test
    void example14SplitsThePrice() {
        Outcome compared = on(IDEALO, rules(14), "price", "40 EUR", "shipping_cost", "5 EUR");
        assertThat(compared.text("offer.price")).isEqualTo("40.00 EUR");
        assertThat(compared.text("offer.shipping")).isEqualTo("0.00 EUR");
        // (40 - 5) / 0.85 = 41.18
        Outcome sold = on(AMAZON, rules(14), "price", "40 EUR", "shipping_cost", "5 EUR");
        assertThat(sold.text("offer.price")).isEqualTo("41.99 EUR");
        assertThat(sold.text("offer.shipping")).isEqualTo("5.00 EUR");
        assertThat(on(AMAZON, rules(14), "price", "40 EUR").text("offer.price")).isEqualTo("missing");
        assertThat(on(GOOGLE, rules(14), "price", "40 EUR").text("offer.price")).isEqualTo("missing");
    }

    @Test
    void example15NeverSellsAtALoss() {
        RuleSet rules = rules(14, 15);
        Object[] dear = {"price", "40 EUR", "shipping_cost", "5 EUR", "cost", "50 EUR", "vat_rate", "20%"};
        // 50 * 1.1 * 1.2 / 0.85 = 77.647
        assertThat(on(AMAZON, rules, dear).text("offer.price")).isEqualTo("77.65 EUR");
        Object[] cheap = {"price", "40 EUR", "shipping_cost", "5 EUR", "cost", "10 EUR", "vat_rate", "20%"};
        assertThat(on(AMAZON, rules, cheap).text("offer.price")).isEqualTo("41.99 EUR");
        assertThat(RuleSet.check(
                        ENVIRONMENT,
                        SourceText.of(
                                "shop.fk", example(15) + "channel amazon { country DE { set offer.price = price } }")))
                .anyMatch(d -> d.code() == RuleProblem.WRITES_FINAL);
    }

    private static String beaten(String price, String market) {
        return on(IDEALO, rules(16), "price", price, "competitor_price", market, "cost", "10 EUR", "vat_rate", "20%")
                .text("price");
    }

    @Test
    void example16GoesACentBelowTheMarketAndNotBelowTheFloor() {
        assertThat(beaten("40 EUR", "39 EUR")).isEqualTo("38.99 EUR");
        // 10 * 1.05 * 1.2
        assertThat(beaten("40 EUR", "12 EUR")).isEqualTo("12.60 EUR");
        assertThat(beaten("40 EUR", "41 EUR")).isEqualTo("40.00 EUR");
        assertThat(on(IDEALO, rules(16), "price", "40 EUR").text("price")).isEqualTo("40.00 EUR");
    }

    @Test
    void example17ChangesTheVatOfACountry() {
        Member france = Shop.member("amazon", "marketplace", "FR", "fr");
        Member swiss = Shop.member("amazon", "marketplace", "CH", "de");
        // 40 / 1.2 * 1.19
        assertThat(on(AMAZON, rules(17), "price", "40 EUR", "tax_class", "standard")
                        .text("price"))
                .isEqualTo("39.67 EUR");
        assertThat(on(france, rules(17), "price", "40 EUR", "tax_class", "book").text("price"))
                .isEqualTo("40.00 EUR");
        assertThat(on(france, rules(17), "price", "40 EUR", "tax_class", "unheard of")
                        .text("price"))
                .isEqualTo("40.00 EUR");
        assertThat(on(swiss, rules(17), "price", "40 EUR", "tax_class", "standard")
                        .text("price"))
                .isEqualTo("40.00 EUR");
    }

    @Test
    void example18ConvertsAtTheRateOfTheHost() {
        Member swiss = Shop.member("galaxus", "marketplace", "CH", "de");
        assertThat(on(swiss, rules(18), "price", "39.99 EUR").text("offer.price"))
                .isEqualTo("38.00 CHF");
        assertThat(on(swiss, rules(18), "price", "39.99 USD").text("offer.price"))
                .isEqualTo("missing");
        assertThat(on(AMAZON, rules(18), "price", "39.99 EUR").text("offer.price"))
                .isEqualTo("missing");
    }

    @Test
    void example19ExistsForFiveDays() {
        RuleSet rules = rules(11, 19);
        Map<String, Object> lamp = product(
                "brand", "Lumo", "price", "40 EUR", "cost", "10 EUR", "vat_rate", "20%", "sale_price", "35 EUR");
        Outcome during = rules.tryOn(lamp, NOVEMBER);
        assertThat(during.text("sale_price")).isEqualTo("31.90 EUR");
        assertThat(during.text("labels")).isEqualTo("[black friday]");
        assertThat(rules.tryOn(lamp, JUNE).text("sale_price")).isEqualTo("35.00 EUR");
        // Six in the evening in Paris is five in the afternoon in London.
        assertThat(rules.tryOn(lamp, Instant.parse("2026-11-26T16:59:59Z")).text("sale_price"))
                .isEqualTo("35.00 EUR");
        assertThat(rules.tryOn(lamp, Instant.parse("2026-11-26T17:00:00Z")).text("sale_price"))
                .isEqualTo("31.90 EUR");
        assertThat(rules.tryOn(lamp, Instant.parse("2026-11-30T23:00:00Z")).text("sale_price"))
                .isEqualTo("35.00 EUR");
        Map<String, Object> acme = new HashMap<>(lamp);
        acme.put("brand", "Acme");
        assertThat(rules.tryOn(acme, NOVEMBER).text("sale_price")).isEqualTo("missing");
    }

    @Test
    void example20FillsFiveLabels() {
        RuleSet rules = rules(8, 11, 20, 21);
        Outcome dear = rules.tryOn(
                product(
                        "id",
                        "A",
                        "price",
                        "60 EUR",
                        "cost",
                        "10 EUR",
                        "vat_rate",
                        "0%",
                        "sales_30d",
                        3,
                        "season",
                        "winter"),
                GOOGLE,
                NOVEMBER);
        assertThat(labels(dear).substring(0, labels(dear).lastIndexOf('|')))
                .isEqualTo("50 and up|winter|high margin|top 100");
        assertThat(dear.text("custom_label_4")).isIn("control", "brand_first");
        Outcome plain = rules.tryOn(product("id", "A", "price", "20 EUR"), GOOGLE, JUNE);
        assertThat(labels(plain)).isEqualTo("20 to 50|all year|standard|core|not in test");
        assertThat(rules.tryOn(product("id", "A", "price", "19.99 EUR"), GOOGLE, JUNE)
                        .text("custom_label_0"))
                .isEqualTo("under 20");
    }

    private static String labels(Outcome outcome) {
        return List.of("0", "1", "2", "3", "4").stream()
                .map(number -> outcome.text("custom_label_" + number))
                .collect(Collectors.joining("|"));
    }

    @Test
    void example21GivesAllVariantsOfAModelOneArm() {
        RuleSet rules = rules(21);
        int brandFirst = 0;
        for (int model = 0; model < 400; model++) {
            List<String> titles = new ArrayList<>();
            for (String color : List.of("red", "blue")) {
                Map<String, Object> product = product(
                        "id",
                        model + color,
                        "item_group_id",
                        "M" + model,
                        "brand",
                        "Acme",
                        "name",
                        "Lamp",
                        "color",
                        color);
                titles.add(rules.tryOn(product, GOOGLE, NOVEMBER).text("title"));
                assertThat(rules.tryOn(product, GOOGLE, JUNE).text("title")).isEqualTo("Lamp " + color + " Acme");
            }
            boolean first = titles.get(0).equals("Acme Lamp red");
            assertThat(titles)
                    .isEqualTo(
                            first
                                    ? List.of("Acme Lamp red", "Acme Lamp blue")
                                    : List.of("Lamp red Acme", "Lamp blue Acme"));
            brandFirst += first ? 1 : 0;
        }
        assertThat(brandFirst).isBetween(150, 250);
    }

    @Test
    void example22ShowsTheSecondPictureToAFifth() {
        RuleSet rules = rules(22);
        int lifestyle = 0;
        for (int i = 0; i < 500; i++) {
            Outcome outcome = rules.tryOn(
                    product("id", "P" + i, "images", "a.jpg, b.jpg", "image_link", "a.jpg"), META, NOVEMBER);
            boolean second = outcome.text("image_link").equals("b.jpg");
            assertThat(outcome.text("custom_label_0")).isEqualTo(second ? "lifestyle" : "packshot");
            lifestyle += second ? 1 : 0;
        }
        assertThat(lifestyle).isBetween(60, 140);
        assertThat(rules.tryOn(product("id", "P1", "images", "a.jpg"), META, NOVEMBER)
                        .text("custom_label_0"))
                .isEqualTo("not in test");
    }

    private static String labelsOf(Object... product) {
        return trunk(rules(23), product).text("labels");
    }

    @Test
    void example23CountsDaysFromTheRun() {
        assertThat(labelsOf("released_on", "2026-10-28")).isEqualTo("[new]");
        assertThat(labelsOf("released_on", "2026-10-27")).isEqualTo("missing");
        assertThat(labelsOf("sale_ends_on", "2026-11-27")).isEqualTo("[last days]");
        assertThat(labelsOf("sale_ends_on", "2026-11-29")).isEqualTo("[last days]");
        assertThat(labelsOf("sale_ends_on", "2026-11-30")).isEqualTo("missing");
        assertThat(labelsOf("sale_ends_on", "2026-11-26")).isEqualTo("missing");
    }

    @Test
    void example24AdaptsWhatTheLayerBeforeAdapted() {
        RuleSet rules = rules(2, 24);
        String long120 = "word ".repeat(24).strip();
        Object[] product = {"title", "<b>" + long120 + "</b>  ", "brand", "Acme", "quantity", 1};
        assertThat(on(GOOGLE, rules, product).text("title")).isEqualTo(long120);
        Member france = Shop.member("amazon", "marketplace", "FR", "fr");
        assertThat(rules.tryOn(product("title", long120, "brand", "Acme", "quantity", 5), france, NOVEMBER)
                        .text("title"))
                .isEqualTo("word ".repeat(16).strip());
        assertThat(rules.tryOn(product("title", long120, "brand", "Acme", "quantity", 5), AMAZON, NOVEMBER)
                        .text("title"))
                .isEqualTo("Acme " + "word ".repeat(15).strip());
        assertThat(on(AMAZON, rules, product).isExcludedBy("low_stock")).isTrue();
        assertThat(on(AMAZON.withAccount("amz-eu-outlet"), rules, product).isExcluded())
                .isFalse();
    }

    @Test
    void example25LooksUpTheCategoryThenItsParent() {
        assertThat(on(GOOGLE, rules(25), "category", "Home > Kitchen").text("google_product_category"))
                .isEqualTo("638");
        assertThat(on(GOOGLE, rules(25), "category", "Home > Kitchen > Kettles").text("google_product_category"))
                .isEqualTo("638");
        Outcome unknown = on(GOOGLE, rules(25), "category", "Garden");
        assertThat(unknown.text("google_product_category")).isEqualTo("missing");
        assertThat(unknown.warnings())
                .extracting(Outcome.Remark::text)
                .containsExactly("no Google category for Garden");
        assertThat(on(AMAZON, rules(25), "category", "Garden").warnings()).isEmpty();
    }

    @Test
    void example26ReadsColourSizeAndMaterial() {
        assertThat(trunk(rules(26), "color", "Bleu Foncé").text("color")).isEqualTo("navy blue");
        assertThat(trunk(rules(26), "color", "Marine").text("color")).isEqualTo("navy blue");
        assertThat(trunk(rules(26), "color", "Noir mat").text("color")).isEqualTo("black");
        assertThat(trunk(rules(26), "color", "Ivoire").text("color")).isEqualTo("off-white");
        assertThat(trunk(rules(26), "color", "Rouge").text("color")).isEqualTo("Rouge");
        assertThat(trunk(rules(26), "title", "Shirt XL red").text("size")).isEqualTo("XL");
        assertThat(trunk(rules(26), "title", "Shirt XL", "size", "M").text("size"))
                .isEqualTo("M");
        assertThat(trunk(rules(26), "title", "XLarge shirt").text("size")).isEqualTo("missing");
        assertThat(trunk(rules(26), "description", "Pull 80% Coton, 20% laine").text("material"))
                .isEqualTo("80% Coton");
        assertThat(trunk(rules(26), "description", "Pull 80% coton", "material", "silk")
                        .text("material"))
                .isEqualTo("silk");
    }

    @Test
    void example27FillsDefaults() {
        assertThat(trunk(rules(27)).text("brand")).isEqualTo("Unbranded");
        assertThat(trunk(rules(27), "brand", "Acme").text("brand")).isEqualTo("Acme");
        assertThat(trunk(rules(27), "condition", "as good as new").text("condition"))
                .isEqualTo("new");
        assertThat(trunk(rules(27), "condition", "used").text("condition")).isEqualTo("used");
        assertThat(trunk(rules(27)).text("condition")).isEqualTo("missing");
        assertThat(trunk(rules(27), "color", "n/a").text("color")).isEqualTo("missing");
        assertThat(trunk(rules(27), "color", "red").text("color")).isEqualTo("red");
        assertThat(trunk(rules(27), "gtin", "4006381333931").text("cost")).isEqualTo("3.20 EUR");
        assertThat(trunk(rules(27), "gtin", "4006381333931", "cost", "4 EUR").text("cost"))
                .isEqualTo("4.00 EUR");
        assertThat(trunk(rules(27), "gtin", "1").text("cost")).isEqualTo("missing");
    }

    @Test
    void example28RemovesWrongNumbers() {
        Outcome wrong = trunk(rules(28), "gtin", "4006381333930");
        assertThat(wrong.warnings())
                .extracting(Outcome.Remark::text)
                .containsExactly("GTIN 4006381333930 fails its check digit");
        assertThat(wrong.text("gtin")).isEqualTo("missing");
        assertThat(wrong.text("identifier_exists")).isEqualTo("false");
        Outcome right = trunk(rules(28), "gtin", "4006381333931");
        assertThat(right.text("gtin")).isEqualTo("4006381333931");
        assertThat(right.text("identifier_exists")).isEqualTo("missing");
        assertThat(trunk(rules(28), "mpn", "X1").text("identifier_exists")).isEqualTo("missing");
    }

    @Test
    void example29FallsBackToEnglishAndWritesFrenchTitles() {
        Outcome french = on(GOOGLE, rules(29), "brand", "ACME", "name", "Lampe - LED", "description@en", "A lamp.");
        assertThat(french.text("title")).isEqualTo("ACME lampe – LED");
        assertThat(french.text("description")).isEqualTo("A lamp.");
        assertThat(french.warnings()).isEmpty();
        Outcome own = on(GOOGLE, rules(29), "name", "x", "description@en", "A lamp.", "description@fr", "Une lampe.");
        assertThat(own.text("description")).isEqualTo("Une lampe.");
        assertThat(on(GOOGLE, rules(29), "name", "x").warnings())
                .extracting(Outcome.Remark::text)
                .containsExactly("no description in fr");
        assertThat(on(AMAZON, rules(29), "name", "x").text("title")).isEqualTo("missing");
    }

    @Test
    void example30PassesAndFailsWhenTheRulesChange() {
        assertThat(rules(1, 2, 30).test(NOVEMBER)).hasSize(2).allMatch(RuleTest::isPassed);
        assertThat(rules(2, 30).test(NOVEMBER)).extracting(RuleTest::isPassed).containsExactly(false, true);
    }
}
