package io.feedkit.rules.scan;

import static org.assertj.core.api.Assertions.assertThat;

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
    private static final List<Total> ON_DISK =
            List.of(Total.SUM, Total.AVG, Total.MIN, Total.MAX, Total.COUNT, Total.SHARE);

    /** A product as the first pass sees it. */
    record Seen(String group, Measured value, Identity product) {}

    @Property(tries = 300)
    void rankingsAreTheSame(
            @ForAll("products") @Size(max = 60) List<Seen> products,
            @ForAll boolean highest,
            @ForAll boolean percent,
            @ForAll @IntRange(min = 1, max = 100) int amount,
            @ForAll @IntRange(max = 60) int otherThread) {
        Ranking roomy = new Ranking(highest, BigDecimal.valueOf(amount), percent, new Budget(Long.MAX_VALUE));
        products.forEach(seen -> roomy.add(seen.group, seen.value, seen.product));
        roomy.end();
        Budget tight = new Budget(1_500);
        Ranking spilled = new Ranking(highest, BigDecimal.valueOf(amount), percent, tight);
        try (spilled) {
            Ranking second = new Ranking(highest, BigDecimal.valueOf(amount), percent, tight);
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
            @ForAll("products") @Size(max = 60) List<Seen> products, @ForAll @IntRange(max = 60) int otherThread) {
        for (Total total : ON_DISK) {
            Windows roomy = new Windows(total, new Budget(Long.MAX_VALUE));
            products.forEach(seen -> roomy.add(seen.group, seen.value, seen.product));
            roomy.end();
            Budget tight = new Budget(1_500);
            Windows spilled = new Windows(total, tight);
            try (spilled) {
                Windows second = new Windows(total, tight);
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
                    assertThat(spilled.unit(seen.group)).isEqualTo(roomy.unit(seen.group));
                }
                assertThat(text(spilled.answer("no such group", null)))
                        .isEqualTo(text(roomy.answer("no such group", null)));
                assertThat(spilled.mixedGroups()).isEqualTo(roomy.mixedGroups());
            }
        }
    }

    /** Of values that compare as equal any may be the answer. */
    private static String text(Object answer) {
        if (answer instanceof Measured value) {
            return text(value.number()) + (value.number().signum() == 0 ? value.text() : "");
        }
        return answer instanceof BigDecimal number
                ? number.stripTrailingZeros().toPlainString()
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

    private static Measured priced(int cents) {
        return new Measured(BigDecimal.valueOf(cents, 2), "EUR", "");
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
