package io.feedkit.rules.function;

import static io.feedkit.rules.function.Definition.texts;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import io.feedkit.product.Currencies;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Splits an amount without losing a cent.
 *
 * <p>Every part gets its share rounded down to the smallest coin; the coins that are left go one each to the parts that lost most by that, the first of equals first (largest
 * remainder).
 */
final class MoneySplit {
    static final Function FUNCTION = Definition.of("split_money")
            .takes(Parameter.of("m", Kind.MONEY), texts("weights"))
            .gives(arguments -> AttributeType.list(arguments.get(0)))
            .saying("Splits an amount by weights; the parts together are the amount, to the smallest coin.")
            .example("split_money(10 EUR, [1, 1, 1])", "[3.34 EUR, 3.33 EUR, 3.33 EUR]")
            .example("split_money(1 JPY, [2, 3])", "[0 JPY, 1 JPY]")
            .example("split_money(1 EUR, [0, 0])", "fault")
            .boundBy(MoneySplit::splitting);

    private MoneySplit() {}

    private static Kernel splitting(CallSite site) {
        AttributeType weight = Elements.of(site.types().get(1));
        if (weight.kind() != Kind.INTEGER && weight.kind() != Kind.DECIMAL && weight.kind() != Kind.PERCENT) {
            throw Objection.of("weights", "Weights are numbers or percentages, not {0}.", weight);
        }
        return Kernels.rows((text, row, in, out) -> {
            int currency = Currencies.laneIndex(in[0].units[row]);
            int digits = Math.max(0, Currencies.minorDigits(currency));
            List<BigDecimal> weights = weights(text, in[1].bits[row], weight);
            BigDecimal amount = Amounts.decimal(in[0], row).setScale(digits, RoundingMode.HALF_UP);
            List<String> written = new ArrayList<>();
            for (BigInteger coins : split(amount.unscaledValue(), weights)) {
                written.add(new BigDecimal(coins, digits).toPlainString() + " " + Currencies.code(currency));
            }
            write(text, written, out, row);
        });
    }

    private static void write(TextBuffer text, List<String> parts, Column out, int row) {
        String separator = String.valueOf((char) TextBuffer.LIST_SEPARATOR);
        out.bits[row] = text.append(String.join(separator, parts).getBytes(StandardCharsets.UTF_8));
    }

    private static List<BigDecimal> weights(TextBuffer text, long list, AttributeType type) {
        List<BigDecimal> weights = new ArrayList<>();
        int to = TextBuffer.end(list);
        for (int at = TextBuffer.start(list); at <= to; ) {
            int end = TextList.elementEnd(text.bytes(), at, to);
            BigDecimal weight =
                    Elements.read(text.string(TextBuffer.slice(at, end)), type).number();
            if (weight.signum() < 0) {
                throw new Fault("a weight is negative");
            }
            weights.add(weight);
            at = end + 1;
        }
        return weights;
    }

    /** Whole coins for each weight, together exactly {@code coins}. */
    static List<BigInteger> split(BigInteger coins, List<BigDecimal> weights) {
        BigDecimal total = weights.stream().reduce(BigDecimal.ZERO, BigDecimal::add);
        if (total.signum() == 0) {
            throw new Fault("the weights are all 0");
        }
        BigDecimal all = new BigDecimal(coins.abs());
        List<BigInteger> parts = new ArrayList<>();
        List<BigDecimal> lost = new ArrayList<>();
        BigInteger left = coins.abs();
        for (BigDecimal weight : weights) {
            BigDecimal[] part = all.multiply(weight).divideAndRemainder(total);
            parts.add(part[0].toBigInteger());
            lost.add(part[1]);
            left = left.subtract(part[0].toBigInteger());
        }
        List<Integer> order = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            order.add(i);
        }
        order.sort(Comparator.comparing((Integer i) -> lost.get(i)).reversed());
        for (int i = 0; i < left.intValueExact(); i++) {
            int winner = order.get(i);
            parts.set(winner, parts.get(winner).add(BigInteger.ONE));
        }
        return coins.signum() < 0 ? parts.stream().map(BigInteger::negate).toList() : parts;
    }
}
