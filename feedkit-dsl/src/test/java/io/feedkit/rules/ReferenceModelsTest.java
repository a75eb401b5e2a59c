package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.feed.Member;
import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Money;
import io.feedkit.product.Schema;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.ToIntFunction;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;

/**
 * Whole rules against models that are slow and obvious, and share no code with the evaluator: truths as three numbers, money as fractions of whole numbers, stock as pieces that are dealt one
 * by one. Windows have their model in {@link WholeCatalogTest}.
 */
@Tag("slow")
class ReferenceModelsTest {
    private static final Schema SCHEMA = Schema.of(
            Attribute.of("id", AttributeType.TEXT),
            Attribute.of("a", AttributeType.BOOLEAN),
            Attribute.of("b", AttributeType.BOOLEAN),
            Attribute.of("c", AttributeType.BOOLEAN),
            Attribute.of("said", AttributeType.TEXT),
            Attribute.of("branch", AttributeType.TEXT),
            Attribute.of("price", AttributeType.MONEY_GROSS),
            Attribute.of("other", AttributeType.MONEY_GROSS),
            Attribute.of("result", AttributeType.MONEY_GROSS),
            Attribute.of("factor", AttributeType.DECIMAL),
            Attribute.of("rounded", AttributeType.DECIMAL),
            Attribute.of("quantity", AttributeType.INTEGER));

    private static RuleSet rules(String text) {
        return RuleSet.compile(RuleEnvironment.of(SCHEMA), SourceText.of("model.fk", text));
    }

    // ---- three-valued logic: false is 0, unknown 1, true 2; "and" is the least, "or" the greatest, "not" turns it
    // round

    private record Truth(String text, ToIntFunction<int[]> value) {}

    private static Truth truth(Random random, int depth) {
        int kind = depth == 0 ? random.nextInt(3) : random.nextInt(9);
        if (kind < 3) {
            String name = List.of("a", "b", "c").get(kind);
            return random.nextInt(4) > 0
                    ? new Truth(name, all -> all[kind])
                    : new Truth("(" + name + " = true)", all -> all[kind]);
        }
        Truth x = truth(random, depth - 1);
        Truth y = truth(random, depth - 1);
        return switch (kind) {
            case 3, 4 ->
                new Truth(
                        "(" + x.text() + " and " + y.text() + ")",
                        all -> Math.min(x.value().applyAsInt(all), y.value().applyAsInt(all)));
            case 5, 6 ->
                new Truth(
                        "(" + x.text() + " or " + y.text() + ")",
                        all -> Math.max(x.value().applyAsInt(all), y.value().applyAsInt(all)));
            case 7 -> new Truth("(not " + x.text() + ")", all -> 2 - x.value().applyAsInt(all));
            default -> {
                boolean otherwise = random.nextBoolean();
                yield new Truth("(" + x.text() + " ?? " + otherwise + ")", all -> {
                    int known = x.value().applyAsInt(all);
                    return known == 1 ? otherwise ? 2 : 0 : known;
                });
            }
        };
    }

    @Property(tries = 300)
    void conditionsAreTrueFalseOrUnknownAsInATableOfTruths(@ForAll long seed) {
        Truth condition = truth(new Random(seed), 4);
        RuleSet rules = rules("when " + condition.text() + " { set branch = \"then\" } else { set branch = \"else\" }\n"
                + "set said = case { " + condition.text() + " -> \"2\", not (" + condition.text()
                + ") -> \"0\", else -> \"1\" }\n"
                + "rule out: exclude when (" + condition.text() + ") ?? false\n");
        for (int i = 0; i < 27; i++) {
            int[] all = {i % 3, i / 3 % 3, i / 9};
            Map<String, Object> product = new HashMap<>(Map.of("id", "x"));
            for (int k = 0; k < 3; k++) {
                if (all[k] != 1) {
                    product.put(List.of("a", "b", "c").get(k), all[k] == 2);
                }
            }
            int expected = condition.value().applyAsInt(all);
            Outcome outcome = rules.tryOn(product, Shop.NOW);
            assertThat(outcome.text("said")).as(condition.text() + product).isEqualTo("" + expected);
            assertThat(outcome.text("branch")).isEqualTo(expected == 2 ? "then" : "else");
            assertThat(outcome.isExcluded()).isEqualTo(expected == 2);
        }
    }

    // ---- money: an amount is a fraction of two whole numbers until it is assigned

    private record Fraction(BigInteger over, BigInteger under) {
        static Fraction of(long cents, long under) {
            return new Fraction(BigInteger.valueOf(cents), BigInteger.valueOf(under));
        }

        Fraction times(Fraction other) {
            return new Fraction(over.multiply(other.over), under.multiply(other.under));
        }

        Fraction plus(Fraction other) {
            return new Fraction(
                    over.multiply(other.under).add(other.over.multiply(under)), under.multiply(other.under));
        }

        /** The whole number next to it: half away from zero, or half to the even one. */
        BigInteger whole(boolean halfEven) {
            BigInteger[] parts = over.abs().divideAndRemainder(under.abs());
            int half = parts[1].shiftLeft(1).compareTo(under.abs());
            boolean up = half > 0 || half == 0 && (!halfEven || parts[0].testBit(0));
            BigInteger size = up ? parts[0].add(BigInteger.ONE) : parts[0];
            return over.signum() * under.signum() < 0 ? size.negate() : size;
        }
    }

    private static String cents(long cents) {
        return BigDecimal.valueOf(cents, 2) + " EUR";
    }

    @Property(tries = 500)
    void moneyIsExactUntilItIsAssigned(
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long price,
            @ForAll @LongRange(min = -1_000_000, max = 1_000_000) long other,
            @ForAll @IntRange(min = 0, max = 40_000) int tenthsOfPercent,
            @ForAll @LongRange(min = -99_999, max = 99_999) long thousandths,
            @ForAll boolean halfEven) {
        String rate = BigDecimal.valueOf(tenthsOfPercent, 1) + "%";
        RuleSet rules = rules((halfEven ? "@rounding(\"half_even\") " : "") + "set result = (price * " + rate
                + " + other) * factor - other");
        Outcome outcome = rules.tryOn(
                Map.of(
                        "price",
                        cents(price),
                        "other",
                        cents(other),
                        "factor",
                        BigDecimal.valueOf(thousandths, 3).toString()),
                Shop.NOW);
        BigInteger expected = Fraction.of(price, 1)
                .times(Fraction.of(tenthsOfPercent, 1_000))
                .plus(Fraction.of(other, 1))
                .times(Fraction.of(thousandths, 1_000))
                .plus(Fraction.of(-other, 1))
                .whole(halfEven);
        Money result = (Money) outcome.value("result").orElseThrow();
        assertThat(result.amount()).isEqualByComparingTo(new BigDecimal(expected, 2));
        assertThat(result.currency()).isEqualTo("EUR");
    }

    // ---- rounding

    @Property(tries = 500)
    void roundingGoesToTheNextStepOfThatManyDigits(
            @ForAll @LongRange(min = -99_999_999, max = 99_999_999) long units,
            @ForAll @IntRange(min = 0, max = 6) int scale,
            @ForAll @IntRange(min = 0, max = 4) int digits,
            @ForAll boolean halfEven) {
        RuleSet rules =
                rules("set rounded = round(factor, " + digits + ", \"" + (halfEven ? "half_even" : "half_up") + "\")");
        Outcome outcome =
                rules.tryOn(Map.of("factor", BigDecimal.valueOf(units, scale).toPlainString()), Shop.NOW);
        BigInteger steps = new Fraction(
                        BigInteger.valueOf(units).multiply(BigInteger.TEN.pow(digits)), BigInteger.TEN.pow(scale))
                .whole(halfEven);
        assertThat((BigDecimal) outcome.value("rounded").orElseThrow())
                .isEqualByComparingTo(new BigDecimal(steps, digits));
    }

    @Property(tries = 300)
    void amountsAreRoundedToTheNextMultiple(
            @ForAll @LongRange(min = -100_000, max = 100_000) long price,
            @ForAll @IntRange(min = 1, max = 500) int step) {
        RuleSet rules = rules("set result = price.round_to(" + BigDecimal.valueOf(step, 2) + ")");
        Outcome outcome = rules.tryOn(Map.of("price", cents(price)), Shop.NOW);
        BigInteger steps = Fraction.of(price, step).whole(false);
        Money result = (Money) outcome.value("result").orElseThrow();
        assertThat(result.amount()).isEqualByComparingTo(new BigDecimal(steps.multiply(BigInteger.valueOf(step)), 2));
    }

    // ---- allocation: whole pieces first, then one by one to whom most is due; caps send the rest back

    private static final List<String> CHANNELS = List.of("amazon", "ebay", "shop", "rest");

    private static long[] dealt(long stock, long reserve, int[] tenths, long[] caps) {
        long left = Math.max(0, Math.max(0, stock) - reserve);
        long[] pieces = new long[4];
        long[] due = new long[3];
        long whole = 0;
        for (int i = 0; i < 3; i++) {
            pieces[i] = left * tenths[i] / 1_000;
            due[i] = left * tenths[i] % 1_000;
            whole += due[i];
        }
        for (long more = whole / 1_000; more > 0; more--) {
            int most = 0;
            for (int i = 1; i < 3; i++) {
                most = due[i] > due[most] ? i : most;
            }
            pieces[most]++;
            due[most] = -1;
        }
        for (int i = 0; i < 3; i++) {
            pieces[i] = caps[i] < 0 ? pieces[i] : Math.min(pieces[i], caps[i]);
        }
        pieces[3] = left - pieces[0] - pieces[1] - pieces[2];
        return pieces;
    }

    @Property(tries = 300)
    void stockIsDealtPieceByPiece(@ForAll long seed, @ForAll @LongRange(min = -5, max = 100_000) long stock) {
        Random random = new Random(seed);
        long reserve = random.nextInt(6);
        int[] tenths = {random.nextInt(500), random.nextInt(300), random.nextInt(200)};
        long[] caps = {random.nextBoolean() ? random.nextInt(50) : -1, -1, random.nextBoolean() ? 0 : -1};
        StringBuilder text = new StringBuilder("allocate quantity { reserve " + reserve);
        List<Member> members = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            text.append("; ")
                    .append(CHANNELS.get(i))
                    .append(' ')
                    .append(BigDecimal.valueOf(tenths[i], 1))
                    .append('%');
            text.append(caps[i] < 0 ? "" : " max " + caps[i]);
        }
        CHANNELS.forEach(channel -> members.add(Shop.member(channel, "marketplace", "FR", "fr")));
        CatalogRunner runner = new CatalogRunner(
                RuleSet.compile(
                        RuleEnvironment.of(Shop.SCHEMA),
                        SourceText.of(
                                "model.fk", text.append("; rest to `rest` }").toString())),
                1,
                1);
        long[] expected = dealt(stock, reserve, tenths, caps);
        for (int m = 0; m < 4; m++) {
            String part = runner.run(List.of(Map.of("id", "a", "quantity", stock)), members, m)
                    .get(0)
                    .get("quantity");
            assertThat(part).as(text + " of " + stock + ", " + CHANNELS.get(m)).isEqualTo("" + expected[m]);
        }
    }
}
