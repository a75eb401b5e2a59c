package io.feedkit.rules.scan;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.TextBuffer;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

/** Whether segments and totals are in memory or on disk is seen in no result. */
class SpilledFindingsTest {
    private static final List<Total> IN_THE_UNIT_OF_THE_GROUP = List.of(Total.SUM, Total.AVG, Total.MIN, Total.MAX);

    /** A product as the first pass sees it. */
    record Seen(String group, Measured value, Identity product) {}

    @Property(tries = 300)
    void rankingsAreTheSame(
            @ForAll("products") @Size(max = 60) List<Seen> products,
            @ForAll boolean highest,
            @ForAll boolean percent,
            @ForAll @IntRange(min = 1, max = 100) int amount,
            @ForAll @IntRange(max = 60) int otherThread,
            @ForAll("budgets") long bytes) {
        Ranking roomy = new Ranking(highest, BigDecimal.valueOf(amount), percent, new Budget(Long.MAX_VALUE));
        products.forEach(seen -> roomy.add(seen.group, seen.value, seen.product));
        roomy.end();
        Budget tight = new Budget(bytes);
        Ranking spilled = new Ranking(highest, BigDecimal.valueOf(amount), percent, tight);
        try (spilled) {
            Ranking second = spilled.beside();
            for (int i = 0; i < products.size(); i++) {
                Seen seen = products.get(i);
                (i < otherThread ? second : spilled).add(seen.group, seen.value, seen.product);
            }
            spilled.merge(second);
            spilled.end();

            for (Seen seen : products) {
                assertThat(spilled.holds(seen.group, seen.value, seen.product))
                        .as(seen.toString())
                        .isEqualTo(roomy.holds(seen.group, seen.value, seen.product));
            }
            assertThat(spilled.mixedGroups()).isEqualTo(roomy.mixedGroups());
        }
    }

    @Property(tries = 200)
    void totalsAreTheSame(
            @ForAll("products") @Size(max = 60) List<Seen> products,
            @ForAll @IntRange(max = 60) int otherThread,
            @ForAll("budgets") long bytes) {
        for (Total total : Total.values()) {
            Windows roomy = new Windows(total, new Budget(Long.MAX_VALUE));
            products.forEach(seen -> roomy.add(seen.group, seen.value, seen.product));
            roomy.end();
            Budget tight = new Budget(bytes);
            Windows spilled = new Windows(total, tight);
            try (spilled) {
                Windows second = spilled.beside();
                for (int i = 0; i < products.size(); i++) {
                    Seen seen = products.get(i);
                    (i < otherThread ? second : spilled).add(seen.group, seen.value, seen.product);
                }
                spilled.merge(second);
                spilled.end();

                for (Seen seen : products) {
                    assertThat(text(spilled.answer(seen.group, seen.value)))
                            .as(total + " " + seen)
                            .isEqualTo(text(roomy.answer(seen.group, seen.value)));
                    if (IN_THE_UNIT_OF_THE_GROUP.contains(total)) {
                        assertThat(spilled.unit(seen.group)).isEqualTo(roomy.unit(seen.group));
                    }
                }
                assertThat(text(spilled.answer("no such group", null)))
                        .isEqualTo(text(roomy.answer("no such group", null)));
                assertThat(spilled.mixedGroups()).isEqualTo(roomy.mixedGroups());
            }
        }
    }

    /** Of extremes that compare as equal any may be the answer. */
    private static String text(Object answer) {
        return answer instanceof Measured value
                ? value.number().stripTrailingZeros() + (value.number().signum() == 0 ? value.text() : "")
                : String.valueOf(answer);
    }

    @Property
    void bytesAreInTheOrderOfTheValues(@ForAll("values") Measured one, @ForAll("values") Measured other) {
        for (boolean highest : new boolean[] {false, true}) {
            Comparator<Measured> order = Measured::compare;
            int expected = Integer.signum((highest ? order.reversed() : order).compare(one, other));
            assertThat(Integer.signum(Arrays.compareUnsigned(bytes(one, highest), bytes(other, highest))))
                    .isEqualTo(expected);
        }
    }

    private static byte[] bytes(Measured value, boolean highest) {
        OrderBytes bytes = new OrderBytes();
        bytes.put(value, highest);
        bytes.put("z");
        return Arrays.copyOf(bytes.bytes(), bytes.end());
    }

    @Test
    void aPercentageOfManyProductsGoesToDiskAndSaysHowMuch() {
        Ranking ranking = new Ranking(true, BigDecimal.TEN, true, new Budget(100_000));
        try (ranking) {
            int products = 200_000;
            for (int i = 0; i < products; i++) {
                ranking.add("", priced(i), new Identity("P" + i, i + 1L));
            }
            ranking.end();

            assertThat(ranking.bytesOnDisk()).isGreaterThan(4 << 20);
            assertThat(ranking.holds("", priced(180_000), new Identity("P180000", 180_001)))
                    .isTrue();
            assertThat(ranking.holds("", priced(179_999), new Identity("P179999", 180_000)))
                    .isFalse();
        }
    }

    @Test
    void ranksOfManyProductsGoToDiskAndSayHowMuch() {
        int products = 200_000;
        Windows places = new Windows(Total.RANK, new Budget(100_000));
        try (places) {
            for (int i = 0; i < products; i++) {
                places.add("", priced(i), new Identity("P" + i, i + 1L));
            }
            places.end();

            assertThat(places.bytesOnDisk()).isGreaterThan(4 << 20);
            assertThat(places.answer("", priced(0))).isEqualTo(BigDecimal.valueOf(products));
            assertThat(places.answer("", priced(products - 1))).isEqualTo(BigDecimal.ONE);
        }
    }

    @Test
    void listsThatAreTooLongForARuleAreNotKept() {
        for (long bytes : new long[] {0, Long.MAX_VALUE}) {
            Windows lists = new Windows(Total.COLLECT, new Budget(bytes));
            try (lists) {
                for (int i = 0; i <= 10_000; i++) {
                    Identity product = new Identity("P" + i, i + 1L);
                    lists.add("many", named("v" + i), product);
                    if (i < 10_000) {
                        lists.add("most", named("v" + i), product);
                    }
                    if (i < 1_025) {
                        lists.add("long", named("v".repeat(252) + (1_000 + i)), product);
                    }
                }
                lists.end();

                assertThat(lists.answer("many", null)).isEqualTo(new Collected("", Collected.Excess.ITEMS));
                assertThat(lists.answer("long", null)).isEqualTo(new Collected("", Collected.Excess.BYTES));
                Collected most = (Collected) lists.answer("most", null);
                assertThat(most.items().split(Character.toString(TextBuffer.LIST_SEPARATOR)))
                        .hasSize(10_000)
                        .startsWith("v0", "v1", "v10", "v100", "v1000", "v1001");
            }
        }
    }

    private static Measured named(String text) {
        return new Measured(BigDecimal.ZERO, "", text);
    }

    private static Measured priced(int cents) {
        return new Measured(BigDecimal.valueOf(cents, 2), "EUR", "");
    }

    /** None at all, some for a few groups, and enough for one thread but not for two. */
    @Provide
    Arbitrary<Long> budgets() {
        return Arbitraries.of(0L, 1_500L, 12_000L);
    }

    @Provide
    Arbitrary<Measured> values() {
        Arbitrary<BigDecimal> numbers = Arbitraries.oneOf(
                Arbitraries.bigDecimals().ofScale(3).between(BigDecimal.valueOf(-20), BigDecimal.valueOf(20)),
                Arbitraries.of(
                                "0", "0.00", "1", "1.0", "10", "1E+3", "1000", "-1", "-1.00", "0.1", "-0.1", "1E-30",
                                "-1E+30")
                        .map(BigDecimal::new));
        Arbitrary<String> texts =
                Arbitraries.of("", "a", "aa", "b", "é", "\ud83d\ude00", "\uffff", "a\u0000", "\u0000", "\u0001");
        return Combinators.combine(numbers, texts).as((number, text) -> new Measured(number, "", text));
    }

    @Provide
    Arbitrary<List<Seen>> products() {
        Arbitrary<Seen> one = Combinators.combine(
                        Arbitraries.of("", "a", "ab", "a\u0000", "b", "\u00e9"),
                        values(),
                        Arbitraries.of("", "", "", "EUR", "USD"),
                        Arbitraries.of("P1", "P2", "P10", "", "\ud83d\ude00"))
                .as((group, value, unit, id) ->
                        new Seen(group, new Measured(value.number(), unit, value.text()), new Identity(id, 1)));
        return one.list().map(list -> {
            List<Seen> numbered = new ArrayList<>();
            for (Seen seen : list) {
                Identity product = new Identity(seen.product.id(), numbered.size() / 2 + 1L);
                numbered.add(new Seen(seen.group, seen.value, product));
            }
            return numbered;
        });
    }
}
