package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.feed.Member;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import io.feedkit.product.Unit;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** Segments, groups and stock, each against a model that holds the whole catalogue in a list. */
class WholeCatalogTest {
    private static final Schema SCHEMA = Schema.of(
            Attribute.of("id", AttributeType.TEXT),
            Attribute.of("brand", AttributeType.TEXT),
            Attribute.of("sales", AttributeType.INTEGER),
            Attribute.of("price", AttributeType.MONEY_GROSS),
            Attribute.of("weight", AttributeType.measure(Unit.Dimension.MASS)),
            Attribute.of("quantity", AttributeType.INTEGER),
            Attribute.of("flag", AttributeType.BOOLEAN),
            Attribute.of("note", AttributeType.TEXT),
            Attribute.of("number", AttributeType.DECIMAL),
            Attribute.of("items", AttributeType.TEXTS));

    private static RuleSet rules(String text) {
        return RuleSet.compile(
                RuleEnvironment.of(SCHEMA).withStrictness(RuleEnvironment.Strictness.LENIENT),
                SourceText.of("whole.fk", text));
    }

    /** The same rules, without memory for what is known of a catalogue. */
    private static RuleSet onDisk(String text) {
        return RuleSet.compile(
                RuleEnvironment.of(SCHEMA)
                        .withStrictness(RuleEnvironment.Strictness.LENIENT)
                        .withLimits(RuleLimits.DEFAULTS.withMaxCatalogBytes(1)),
                SourceText.of("whole.fk", text));
    }

    private static List<Map<String, String>> run(String text, List<Map<String, Object>> products) {
        return new CatalogRunner(rules(text), 3, 2).run(products, List.of(), 0);
    }

    private static List<Map<String, Object>> products(Random random, int count) {
        List<Map<String, Object>> products = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Map<String, Object> product = new HashMap<>();
            product.put("id", "p" + random.nextInt(count * 2));
            put(product, random, "brand", List.of("Acme", "Zed", "Bo").get(random.nextInt(3)));
            put(product, random, "sales", (long) random.nextInt(6) - 1);
            put(product, random, "price", random.nextInt(40) + "." + (10 + random.nextInt(80)) + " EUR");
            put(product, random, "quantity", (long) random.nextInt(4));
            products.add(product);
        }
        return products;
    }

    private static void put(Map<String, Object> product, Random random, String name, Object value) {
        if (random.nextInt(6) > 0) {
            product.put(name, value);
        }
    }

    private static List<Integer> rowsWith(List<Map<String, String>> results, String name, String value) {
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < results.size(); i++) {
            if (value.equals(results.get(i).get(name))) {
                rows.add(i);
            }
        }
        return rows;
    }

    /** The rows of one group that have sales, best first, ids and then places deciding among equals. */
    private static List<Integer> ranked(
            List<Map<String, Object>> products, Object brand, boolean top, boolean stocked) {
        List<Integer> rows = new ArrayList<>();
        for (int i = 0; i < products.size(); i++) {
            Map<String, Object> product = products.get(i);
            boolean counts = !stocked || product.get("quantity") instanceof Long q && q > 0;
            if (product.containsKey("sales") && counts && (brand == null || brand.equals(product.get("brand")))) {
                rows.add(i);
            }
        }
        Comparator<Integer> rising =
                Comparator.comparingLong(i -> (Long) products.get(i).get("sales"));
        Comparator<Integer> bySales = top ? rising.reversed() : rising;
        rows.sort(bySales.thenComparing(i -> (String) products.get(i).get("id")).thenComparing(i -> i));
        return rows;
    }

    @Property(tries = 200)
    void theFirstAreThoseOfASortedList(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 60) int count,
            @ForAll @IntRange(min = 1, max = 8) int n,
            @ForAll boolean top,
            @ForAll @IntRange(min = 1, max = 9) int batch,
            @ForAll @IntRange(min = 1, max = 4) int threads) {
        List<Map<String, Object>> products = products(new Random(seed), count);
        // What rules write does not matter: products rank as the catalogue has them.
        String text = "set sales = 0\nsegment s = " + (top ? "top " : "bottom ") + n
                + " by sales per brand where quantity > 0\nset flag = s";
        List<Integer> expected = new ArrayList<>();
        for (String brand : List.of("Acme", "Zed", "Bo")) {
            expected.addAll(ranked(products, brand, top, true).stream().limit(n).toList());
        }
        var found = new CatalogRunner(rules(text), batch, threads).run(products, List.of(), 0);
        assertThat(rowsWith(found, "flag", "true")).containsExactlyInAnyOrderElementsOf(expected);
        assertThat(rowsWith(found, "flag", "false")).hasSize(count - expected.size());
    }

    @Property(tries = 100)
    void aPercentageIsRoundedUp(
            @ForAll long seed,
            @ForAll @IntRange(min = 0, max = 60) int count,
            @ForAll @IntRange(min = 1, max = 100) int percent) {
        List<Map<String, Object>> products = products(new Random(seed), count);
        List<Integer> all = ranked(products, null, true, false);
        int most = (all.size() * percent + 99) / 100;
        var found = run("segment s = top " + percent + "% by sales\nset flag = s", products);
        assertThat(rowsWith(found, "flag", "true")).containsExactlyInAnyOrderElementsOf(all.subList(0, most));
    }

    @Property(tries = 150)
    void groupsAddUpToWhatAListAddsUpTo(
            @ForAll long seed,
            @ForAll @IntRange(min = 1, max = 40) int count,
            @ForAll @IntRange(min = 1, max = 9) int batch,
            @ForAll @IntRange(min = 1, max = 4) int threads,
            @ForAll boolean onDisk) {
        List<Map<String, Object>> products = products(new Random(seed), count);
        String text = """
                let stock = sum(quantity) per brand
                let mean = avg(sales) per brand where quantity > 0
                let place = rank(sales) per brand
                let part = cumulative_share(quantity) per brand
                let names = collect(id) per brand
                set note = "{stock?}/{mean?}/{place?}/{part?}"
                set items = names
                set quantity = 9
                """;
        var found = new CatalogRunner(onDisk ? onDisk(text) : rules(text), batch, threads).run(products, List.of(), 0);
        for (int i = 0; i < count; i++) {
            Object brand = products.get(i).get("brand");
            assertThat(found.get(i).get("note"))
                    .as("row %d of %s", i, products)
                    .isEqualTo(expected(products, i, brand));
            assertThat(found.get(i).get("items")).isEqualTo(names(products, brand));
        }
    }

    private static String expected(List<Map<String, Object>> products, int i, Object brand) {
        if (brand == null) {
            return "///";
        }
        List<Map<String, Object>> group =
                products.stream().filter(p -> brand.equals(p.get("brand"))).toList();
        List<Long> stock = values(group, "quantity");
        long sum = stock.stream().mapToLong(x -> x).sum();
        List<Long> sales = values(
                group.stream()
                        .filter(p -> p.get("quantity") instanceof Long q && q > 0)
                        .toList(),
                "sales");
        String mean = sales.isEmpty()
                ? ""
                : shown(BigDecimal.valueOf(sales.stream().mapToLong(x -> x).sum())
                        .divide(BigDecimal.valueOf(sales.size()), MathContext.DECIMAL128));
        Long mySales = (Long) products.get(i).get("sales");
        String place = mySales == null
                ? ""
                : Long.toString(1
                        + values(group, "sales").stream()
                                .filter(x -> x > mySales)
                                .count());
        Long mine = (Long) products.get(i).get("quantity");
        String part = mine == null || sum == 0
                ? ""
                : shown(BigDecimal.valueOf(stock.stream()
                                        .filter(x -> x >= mine)
                                        .mapToLong(x -> x)
                                        .sum())
                                .divide(BigDecimal.valueOf(sum), MathContext.DECIMAL128)
                                .movePointRight(2))
                        + "%";
        return sum + "/" + mean + "/" + place + "/" + part;
    }

    private static String shown(BigDecimal number) {
        BigDecimal stripped = number.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0, RoundingMode.UNNECESSARY) : stripped).toPlainString();
    }

    private static List<Long> values(List<Map<String, Object>> group, String name) {
        return group.stream()
                .filter(p -> p.containsKey(name))
                .map(p -> (Long) p.get(name))
                .toList();
    }

    private static String names(List<Map<String, Object>> products, Object brand) {
        List<String> ids = products.stream()
                .filter(p -> brand != null && brand.equals(p.get("brand")))
                .map(p -> (String) p.get("id"))
                .sorted()
                .toList();
        return ids.isEmpty() ? null : List.copyOf(new LinkedHashSet<>(ids)).toString();
    }

    @Test
    void amountsAndMeasuresAddUpWithTheirUnits() {
        var found = run(
                "let total = sum(price) per brand\nlet heavy = max(weight) per brand\nset note = \"{total} {heavy}\"",
                List.of(
                        Map.of("brand", "A", "price", "1.50 EUR", "weight", "900 g"),
                        Map.of("brand", "A", "price", "2 EUR", "weight", "1 kg")));
        assertThat(found.get(0).get("note")).isEqualTo("3.50 EUR 1000 g");
    }

    @Test
    void amountsOfSeveralCurrenciesHaveNoTotalAndNoOrder() {
        var found = run(
                "let total = sum(price) per brand\nset note = \"{total?}\"\nsegment dear = top 1 by price\nset flag = dear",
                List.of(Map.of("brand", "A", "price", "1 EUR"), Map.of("brand", "A", "price", "2 CHF")));
        assertThat(found.get(0).get("note")).isEmpty();
        assertThat(found).allMatch(product -> product.get("flag").equals("false"));
    }

    @Test
    void aFormulaOverGroupsMayUseTheProductBesideItsGroup() {
        var found = run(
                "let relation = quantity / sum(quantity) per brand\nset number = relation",
                List.of(Map.of("brand", "A", "quantity", "1"), Map.of("brand", "A", "quantity", "3")));
        assertThat(found.get(0).get("number")).isEqualTo("0.25");
    }

    @Test
    void listsThatAreTooMuchForTheirBatchAreFaultsAndNotTheEnd() {
        List<Map<String, Object>> products = new ArrayList<>();
        for (int i = 0; i < 256; i++) {
            products.add(Map.of("id", "p".repeat(900) + i, "brand", "B"));
        }
        var found = run("let names = collect(id) per brand\nset items = names", products);
        assertThat(found.get(0).get("items")).startsWith("[ppp");
        RuleSet narrow = RuleSet.compile(
                RuleEnvironment.of(SCHEMA).withLimits(RuleLimits.DEFAULTS.withMaxBatchTextBytes(600_000)),
                SourceText.of("whole.fk", "let names = collect(id) per brand\nset items = names"));
        var some = new CatalogRunner(narrow, 256, 1).run(products, List.of(), 0);
        assertThat(some.get(0).get("items")).isEqualTo(found.get(0).get("items"));
        assertThat(some.get(255)).doesNotContainKey("items");
    }

    @Property(tries = 300)
    void allChannelsTogetherNeverHaveMoreThanTheStock(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> channels = List.of("amazon", "ebay", "shop", "zalando");
        int[] shares = {random.nextInt(50), random.nextInt(35), random.nextInt(15)};
        String[] caps = {random.nextBoolean() ? " max " + random.nextInt(9) : "", "", " max sales"};
        StringBuilder text = new StringBuilder("allocate quantity { reserve " + random.nextInt(4));
        for (int i = 0; i < 3; i++) {
            text.append("; ")
                    .append(channels.get(i))
                    .append(' ')
                    .append(shares[i])
                    .append('%')
                    .append(caps[i]);
        }
        boolean rest = random.nextBoolean();
        text.append(rest ? "; rest to zalando }" : " }");
        List<Member> members = new ArrayList<>();
        for (String channel : channels) {
            for (int i = 0; i <= random.nextInt(2); i++) {
                members.add(
                        Shop.member(channel, "marketplace", List.of("FR", "DE").get(i), "fr"));
            }
        }
        long stock = random.nextInt(60) - 3;
        Map<String, Object> product = new HashMap<>(Map.of("id", "a", "quantity", stock));
        put(product, random, "sales", (long) random.nextInt(9));
        long total = 0;
        for (int m = 0; m < members.size(); m++) {
            String part = new CatalogRunner(rules(text.toString()), 1, 1)
                    .run(List.of(product), members, m)
                    .get(0)
                    .get("quantity");
            long mine = Long.parseLong(part);
            assertThat(mine).isNotNegative();
            total += mine;
        }
        assertThat(total).as("%s of %d", text, stock).isLessThanOrEqualTo(Math.max(0, stock));
        if (rest && stock > 3) {
            assertThat(total).isGreaterThanOrEqualTo(stock - 3);
        }
    }

    @Test
    void stockIsSplitByTheLargestRemainder() {
        String text = "allocate quantity { reserve 2; amazon 40% max 50; ebay 30%; rest to shop }";
        List<Member> members = List.of(
                Shop.member("amazon", "m", "FR", "fr"),
                Shop.member("ebay", "m", "FR", "fr"),
                Shop.member("shop", "m", "FR", "fr"),
                Shop.member("other", "m", "FR", "fr"));
        CatalogRunner runner = new CatalogRunner(rules(text), 1, 1);
        // 11 left: 4.4 and 3.3 of it, together 7 whole pieces; 4 are left over
        assertThat(parts(runner, members, "13")).containsExactly("4", "3", "4", "0");
        // 9 left: 3.6 and 2.7, together 6; the larger remainder is ebay's
        assertThat(parts(runner, members, "11")).containsExactly("3", "3", "3", "0");
        // 1000 left: the cap sends the other 350 to the rest
        assertThat(parts(runner, members, "1002")).containsExactly("50", "300", "650", "0");
        assertThat(parts(runner, members, "1")).containsExactly("0", "0", "0", "0");
    }

    private static List<String> parts(CatalogRunner runner, List<Member> members, String stock) {
        List<String> parts = new ArrayList<>();
        for (int m = 0; m < members.size(); m++) {
            parts.add(runner.run(List.of(Map.of("id", "a", "quantity", stock)), members, m)
                    .get(0)
                    .get("quantity"));
        }
        return parts;
    }

    @Test
    void aStockNobodyKnowsStaysUnknown() {
        var found = new CatalogRunner(rules("allocate quantity { amazon 40% }"), 1, 1)
                .run(List.of(Map.of("id", "a")), List.of(Shop.AMAZON_DE), 0);
        assertThat(found.get(0)).doesNotContainKey("quantity");
    }
}
