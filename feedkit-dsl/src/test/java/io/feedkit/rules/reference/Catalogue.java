package io.feedkit.rules.reference;

import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import io.feedkit.product.VatBasis;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Questions about a group of products, answered by looking at every one of them each time. */
final class Catalogue {

    /** A product of the group that is asked about, and its value for the question if it has one. */
    record Entry(Product product, Optional<Object> value) {}

    private final List<Entry> group;
    private final List<Entry> valued;

    Catalogue(List<Entry> group) {
        this.group = group;
        valued = group.stream().filter(entry -> entry.value().isPresent()).toList();
    }

    private static Object value(Entry entry) {
        return entry.value().orElseThrow();
    }

    private boolean isMixed() {
        return valued.stream().anyMatch(entry -> Numbers.otherCurrencies(value(valued.get(0)), value(entry)));
    }

    private static final Comparator<Entry> BY_VALUE =
            (a, b) -> Numbers.order(value(a), value(b)).orElseThrow();
    private static final Comparator<Entry> BY_ID = Comparator.<Entry, String>comparing(
                    entry -> (String) entry.product().source.getOrDefault("id", ""))
            .thenComparing(entry -> entry.product().number);

    /** Whether a product is among the first of its group. */
    boolean ranks(Product product, boolean highest, BigDecimal amount, boolean percent) {
        if (valued.isEmpty() || isMixed()) {
            return false;
        }
        List<Entry> order = new ArrayList<>(valued);
        order.sort((highest ? BY_VALUE.reversed() : BY_VALUE).thenComparing(BY_ID));
        BigDecimal places = percent
                ? BigDecimal.valueOf(order.size())
                        .multiply(amount)
                        .divide(BigDecimal.valueOf(100), 0, RoundingMode.CEILING)
                : amount;
        int last = places.min(BigDecimal.valueOf(order.size())).intValueExact();
        return order.subList(0, last).stream().anyMatch(entry -> entry.product() == product);
    }

    /** What a total says to a product with this value of its own. */
    Optional<Object> total(String name, Optional<Object> own) {
        if (name.equals("count")) {
            return Optional.of((long) group.size());
        }
        if (name.equals("collect")) {
            return collected();
        }
        if (valued.isEmpty() || isMixed()) {
            return Optional.empty();
        }
        Object any = value(valued.get(0));
        return switch (name) {
            case "min" -> Optional.of(value(valued.stream().min(BY_VALUE).orElseThrow()));
            case "max" -> Optional.of(value(valued.stream().max(BY_VALUE).orElseThrow()));
            case "rank" -> own.map(mine -> 1 + above(mine, 1).count());
            case "share" -> own.flatMap(mine -> share(Numbers.number(mine)));
            case "cumulative_share" ->
                own.flatMap(mine -> share(sum(above(mine, 0).toList())));
            case "avg" -> {
                BigDecimal average = sum(valued).divide(BigDecimal.valueOf(valued.size()), MathContext.DECIMAL128);
                yield Optional.of(any instanceof Long ? average : Numbers.like(any, average));
            }
            case "sum" -> summed(any, sum(valued));
            default -> throw new AssertionError(name);
        };
    }

    private static Optional<Object> summed(Object any, BigDecimal sum) {
        if (any instanceof Long) {
            BigInteger exact = sum.toBigIntegerExact();
            return exact.toString().replace("-", "").length() <= 18
                    ? Optional.of(exact.longValueExact())
                    : Optional.empty();
        }
        return Optional.of(
                any instanceof Money money
                        ? new Money(sum, money.currency(), VatBasis.UNKNOWN)
                        : Numbers.like(any, sum));
    }

    private Stream<Entry> above(Object mine, int least) {
        return valued.stream().filter(entry -> Numbers.order(value(entry), mine).orElseThrow() >= least);
    }

    private Optional<Object> share(BigDecimal part) {
        BigDecimal all = sum(valued);
        return all.signum() == 0
                ? Optional.empty()
                : Optional.of(new Percent(part.divide(all, MathContext.DECIMAL128)));
    }

    private static BigDecimal sum(List<Entry> entries) {
        return entries.stream().map(entry -> Numbers.number(value(entry))).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private Optional<Object> collected() {
        Set<String> seen = new LinkedHashSet<>();
        List<Object> values = new ArrayList<>();
        valued.stream().sorted(BY_ID).forEach(entry -> {
            if (seen.add(Numbers.shown(value(entry)))) {
                values.add(value(entry));
            }
        });
        return Library.list(values);
    }
}
