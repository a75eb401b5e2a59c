package io.feedkit.rules.function;

import static io.feedkit.product.AttributeType.DECIMAL;
import static io.feedkit.rules.function.Definition.texts;

import io.feedkit.batch.Column;
import io.feedkit.batch.TextBuffer;
import io.feedkit.product.AttributeType;
import io.feedkit.product.AttributeType.Kind;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** One value made of all elements of a list. Over groups of products, the same names work in formulas with {@code per}. */
final class ListTotals {
    private static final Set<Kind> SUMMABLE =
            EnumSet.of(Kind.INTEGER, Kind.DECIMAL, Kind.PERCENT, Kind.MONEY, Kind.MEASURE);
    private static final Set<Kind> ORDERED = EnumSet.of(
            Kind.INTEGER, Kind.DECIMAL, Kind.PERCENT, Kind.MONEY, Kind.MEASURE, Kind.DATE, Kind.INSTANT, Kind.TEXT);

    static final List<Function> ALL = List.of(
            Definition.of("sum")
                    .takes(texts("l"))
                    .gives(arguments -> element(arguments.get(0), SUMMABLE, "summed"))
                    .saying("Adds up the items; 0 for a list without items, where the unit is known without them.")
                    .example("sum([1, 2, 3])", "6")
                    .example("sum([1.50 EUR, 2 EUR])", "3.5 EUR")
                    .example("sum([1 EUR, 1 CHF])", "fault")
                    .seeingMissing()
                    .boundBy(ListTotals::summing),
            Definition.of("avg")
                    .takes(texts("l"))
                    .gives(arguments -> averaged(element(arguments.get(0), SUMMABLE, "averaged")))
                    .saying("The sum of the items divided by their number; missing for a list without items.")
                    .example("avg([1, 2])", "1.5")
                    .example("avg([5%, 8%])", "6.5%")
                    .boundBy(ListTotals::averaging),
            Definition.of("min")
                    .takes(texts("l"))
                    .gives(arguments -> element(arguments.get(0), ORDERED, "ordered"))
                    .saying("The least item; missing for a list without items.")
                    .example("min([10, 9])", "9")
                    .example("min([\"b\", \"a\"])", "\"a\"")
                    .boundBy(site -> extreme(site, -1)),
            Definition.of("max")
                    .takes(texts("l"))
                    .gives(arguments -> element(arguments.get(0), ORDERED, "ordered"))
                    .saying("The greatest item; missing for a list without items.")
                    .example("max([10, 9])", "10")
                    .example("max([2026-01-31, 2026-02-01])", "2026-02-01")
                    .boundBy(site -> extreme(site, 1)));

    private ListTotals() {}

    private static AttributeType element(AttributeType list, Set<Kind> accepted, String verb) {
        AttributeType element = Elements.of(list);
        if (!accepted.contains(element.kind())) {
            throw Objection.of("items", "The items of a {0} cannot be {1}.", list, verb);
        }
        return element;
    }

    private static AttributeType averaged(AttributeType element) {
        return element.kind() == Kind.INTEGER ? DECIMAL : element;
    }

    private static List<Elements.Value> values(TextBuffer text, long list, AttributeType type) {
        List<Elements.Value> values = new ArrayList<>();
        if (!TextList.isEmpty(list)) {
            int to = TextBuffer.end(list);
            for (int at = TextBuffer.start(list); at <= to; ) {
                int end = TextList.elementEnd(text.bytes(), at, to);
                values.add(Elements.read(text.string(TextBuffer.slice(at, end)), type));
                at = end + 1;
            }
        }
        return values;
    }

    private static Elements.@Nullable Value total(List<Elements.Value> values, AttributeType type) {
        Elements.Value total = null;
        for (Elements.Value value : values) {
            total = total == null ? value : Elements.sum(total, value, type);
        }
        return total;
    }

    private static Kernel summing(CallSite site) {
        AttributeType type = Elements.of(site.types().get(0));
        return Kernels.rows((text, row, in, out) -> {
            Elements.Value total = total(values(text, in[0].bits[row], type), type);
            if (total != null) {
                Elements.put(out, row, total, type);
            } else {
                out.bits[row] = type.hasUnit() ? Column.MISSING : 0;
            }
        });
    }

    private static Kernel averaging(CallSite site) {
        AttributeType type = Elements.of(site.types().get(0));
        return Kernels.rows((text, row, in, out) -> {
            List<Elements.Value> values = values(text, in[0].bits[row], type);
            Elements.Value total = total(values, type);
            if (total == null) {
                out.bits[row] = Column.MISSING;
                return;
            }
            BigDecimal average = Amounts.quotient(total.number(), BigDecimal.valueOf(values.size()));
            Elements.put(out, row, new Elements.Value(average, total.unit()), averaged(type));
        });
    }

    private static Kernel extreme(CallSite site, int sign) {
        AttributeType type = Elements.of(site.types().get(0));
        if (type.kind() == Kind.TEXT) {
            return Kernels.rows((text, row, in, out) -> out.bits[row] = extremeText(text, in[0].bits[row], sign));
        }
        return Kernels.rows((text, row, in, out) -> {
            Elements.Value best = null;
            for (Elements.Value value : values(text, in[0].bits[row], type)) {
                best = best == null || Elements.compare(value, best, type) * sign > 0 ? value : best;
            }
            if (best == null) {
                out.bits[row] = Column.MISSING;
            } else {
                Elements.put(out, row, best, type);
            }
        });
    }

    private static int compare(byte[] bytes, long a, long b) {
        return Arrays.compareUnsigned(
                bytes, TextBuffer.start(a), TextBuffer.end(a), bytes, TextBuffer.start(b), TextBuffer.end(b));
    }

    private static long extremeText(TextBuffer text, long list, int sign) {
        long best = Column.MISSING;
        int to = TextBuffer.end(list);
        for (int at = TextBuffer.start(list); at <= to; ) {
            int end = TextList.elementEnd(text.bytes(), at, to);
            long item = TextBuffer.slice(at, end);
            if (best == Column.MISSING || compare(text.bytes(), item, best) * sign > 0) {
                best = item;
            }
            at = end + 1;
        }
        return best;
    }
}
