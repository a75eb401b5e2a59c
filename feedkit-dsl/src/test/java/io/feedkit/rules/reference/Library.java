package io.feedkit.rules.reference;

import io.feedkit.product.Money;
import io.feedkit.product.Percent;
import io.feedkit.product.VatBasis;
import io.feedkit.rules.syntax.Expr.Arithmetic.Operator;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Functions as the page of functions describes them, in the shortest Java there is. */
final class Library {
    static final Set<String> TOTALS =
            Set.of("sum", "avg", "min", "max", "count", "collect", "rank", "share", "cumulative_share");

    private interface Body {
        /** Null is missing; {@link #FAULT} is a fault. */
        Object apply(List<Object> arguments);
    }

    private static final Object FAULT = new Object();
    private static final Map<String, Body> STRICT = new HashMap<>();
    private static final Map<String, Body> SEES_MISSING = new HashMap<>();

    private Library() {}

    /** An empty list is missing, and an empty text is no item. */
    static Optional<Object> list(List<?> values) {
        List<Object> kept = values.stream()
                .filter(value -> !value.equals(""))
                .map(Object.class::cast)
                .toList();
        return kept.isEmpty() ? Optional.empty() : Optional.of(kept);
    }

    static List<Object> elements(Object list) {
        return new ArrayList<>((List<?>) list);
    }

    static String words(String text, Function<Object, Optional<Object>> function) {
        Matcher matcher = Pattern.compile("[\\p{L}\\p{N}\\p{M}_]+").matcher(text);
        return matcher.replaceAll(found -> Matcher.quoteReplacement(
                function.apply(found.group()).map(Object::toString).orElse(found.group())));
    }

    static boolean seesMissing(String name) {
        return SEES_MISSING.containsKey(name);
    }

    static Optional<Object> call(String name, List<Optional<Object>> arguments, Formula there) {
        List<Object> values = new ArrayList<>();
        arguments.forEach(argument -> values.add(argument.orElse(null)));
        Body seeing = SEES_MISSING.get(name);
        Body strict = STRICT.get(name);
        if (seeing == null && strict == null) {
            throw new AssertionError("no model of " + name);
        }
        if (seeing == null && values.contains(null)) {
            return Optional.empty();
        }
        Object result = (seeing == null ? strict : seeing).apply(values);
        return result == FAULT ? there.checked(Optional.empty()) : Optional.ofNullable(result);
    }

    private static <A> void one(String name, Function<A, Object> body) {
        STRICT.put(name, a -> body.apply(Library.<A>cast(a.get(0))));
    }

    private static <A, B> void two(String name, BiFunction<A, B, Object> body) {
        STRICT.put(name, a -> body.apply(Library.<A>cast(a.get(0)), Library.<B>cast(a.get(1))));
    }

    @SuppressWarnings("unchecked") // each model knows what its function is called with
    private static <A> A cast(Object value) {
        return (A) value;
    }

    private static Object orNull(List<?> values) {
        return list(values).orElse(null);
    }

    private static String cut(String t, long n) {
        return t.substring(0, (int) Math.max(0, Math.min(n, t.length())));
    }

    static {
        one("length", (String t) -> (long) t.length());
        one("upper", (String t) -> t.toUpperCase(Locale.ROOT));
        one("lower", (String t) -> t.toLowerCase(Locale.ROOT));
        one("trim", String::strip);
        one("squeeze", (String t) -> t.strip().replaceAll(" +", " "));
        two("left", (String t, Long n) -> cut(t, n));
        two("right", (String t, Long n) -> t.substring((int) Math.max(0, t.length() - Math.max(0, n))));
        two("truncate", (String t, Long n) -> t.length() <= n ? t : cut(t, n).stripTrailing());
        two("before", (String t, String s) -> t.contains(s) ? t.substring(0, t.indexOf(s)) : null);
        two("after", (String t, String s) -> t.contains(s) ? t.substring(t.indexOf(s) + s.length()) : null);
        STRICT.put("replace", a -> ((String) a.get(0)).replace((String) a.get(1), (String) a.get(2)));
        one(
                "words",
                (String t) -> orNull(Arrays.stream(t.split(" +"))
                        .filter(word -> !word.isEmpty())
                        .toList()));
        one(
                "word_count",
                (String t) -> Arrays.stream(t.split(" +"))
                        .filter(word -> !word.isEmpty())
                        .count());
        two(
                "split",
                (String t, String s) -> orNull(Arrays.stream(t.split(Pattern.quote(s)))
                        .map(String::strip)
                        .filter(part -> !part.isEmpty())
                        .toList()));
        one("blank_to_missing", (String t) -> t.isBlank() ? null : t);
        two("missing_if", (Object x, Object y) -> Numbers.order(x, y).equals(Optional.of(0)) ? null : x);
        SEES_MISSING.put("join", a -> {
            if (a.get(0) == null) {
                return null;
            }
            boolean listed = a.get(0) instanceof List;
            List<Object> parts = listed ? elements(a.get(0)) : new ArrayList<>(a.subList(1, a.size()));
            Object separator = listed ? a.get(1) : a.get(0);
            String joined = parts.stream()
                    .filter(part -> part != null && !Numbers.shown(part).isBlank())
                    .map(Numbers::shown)
                    .collect(Collectors.joining((String) separator));
            return joined.isEmpty() ? null : joined;
        });
    }

    static {
        one(
                "abs",
                (Object x) -> x instanceof Long n
                        ? Math.abs(n)
                        : Numbers.like(x, Numbers.number(x).abs()));
        one("sign", (Object x) -> (long) Numbers.number(x).signum());
        one("floor", (Object x) -> whole(Numbers.number(x).setScale(0, RoundingMode.FLOOR)));
        one("ceil", (Object x) -> whole(Numbers.number(x).setScale(0, RoundingMode.CEILING)));
        STRICT.put("round", a -> {
            BigDecimal x = (BigDecimal) a.get(0);
            return a.size() == 1
                    ? whole(x.setScale(0, RoundingMode.HALF_UP))
                    : x.setScale(((Long) a.get(1)).intValue(), RoundingMode.HALF_UP);
        });
        two("mod", (Long a, Long b) -> b == 0 ? FAULT : (Object) Math.floorMod(a, b));
        two("ratio", (Object a, Object b) -> Numbers.otherCurrencies(a, b) ? FAULT : ratio(a, b));
        SEES_MISSING.put("least", a -> extreme(a, Comparator.reverseOrder()));
        SEES_MISSING.put("greatest", a -> extreme(a, Comparator.naturalOrder()));
        two("at_least", (Object x, Object lo) -> bounded(x, lo, -1));
        two("at_most", (Object x, Object hi) -> bounded(x, hi, 1));
        SEES_MISSING.put(
                "coalesce", a -> a.stream().filter(x -> x != null).findFirst().orElse(null));
        SEES_MISSING.put("known", a -> a.get(0) != null);
        two("with_vat", (Money m, Percent r) -> times(m, BigDecimal.ONE.add(r.fraction())));
        two("without_vat", (Money m, Percent r) -> over(m, BigDecimal.ONE.add(r.fraction())));
        two("discount", (Money m, Percent r) -> times(m, BigDecimal.ONE.subtract(r.fraction())));
        two("gross_up", (Money m, Percent r) -> over(m, BigDecimal.ONE.subtract(r.fraction())));
        one("round_money", (Money m) -> Numbers.like(m, m.amount().setScale(2, RoundingMode.HALF_UP)));
        one("amount", (Money m) -> m.amount());
        one("currency", Money::currency);
        one("year", (LocalDate d) -> (long) d.getYear());
        one("month", (LocalDate d) -> (long) d.getMonthValue());
        one("day", (LocalDate d) -> (long) d.getDayOfMonth());
        one("weekday", (LocalDate d) -> (long) d.getDayOfWeek().getValue());
        two("days_between", (LocalDate a, LocalDate b) -> ChronoUnit.DAYS.between(a, b));
    }

    static {
        SEES_MISSING.put(
                "count", a -> a.get(0) == null ? 0L : (long) elements(a.get(0)).size());
        one("first", (List<?> l) -> l.get(0));
        one("last", (List<?> l) -> l.get(l.size() - 1));
        two("nth", (List<?> l, Long i) -> i < 1 || i > l.size() ? null : l.get((int) (i - 1)));
        two("take", (List<?> l, Long n) -> orNull(l.subList(0, (int) Math.max(0, Math.min(n, l.size())))));
        two("drop", (List<?> l, Long n) -> orNull(l.subList((int) Math.max(0, Math.min(n, l.size())), l.size())));
        one("distinct", (List<?> l) -> List.copyOf(new LinkedHashSet<>(l)));
        one("reverse", (List<?> l) -> {
            List<Object> turned = elements(l);
            Collections.reverse(turned);
            return turned;
        });
        STRICT.put("sort", a -> {
            List<Object> sorted = elements(a.get(0));
            Comparator<Object> order = (x, y) -> Numbers.order(x, y).orElseThrow();
            sorted.sort(a.size() > 1 && (Boolean) a.get(1) ? order.reversed() : order);
            return sorted;
        });
        SEES_MISSING.put("with", a -> {
            List<Object> all = a.get(0) == null ? new ArrayList<>() : elements(a.get(0));
            if (a.get(1) == null) {
                return null;
            }
            if (!all.contains(a.get(1)) && !a.get(1).equals("")) {
                all.add(a.get(1));
            }
            return orNull(all);
        });
        two(
                "without",
                (List<?> l, Object x) ->
                        orNull(l.stream().filter(item -> !item.equals(x)).toList()));
        SEES_MISSING.put("concat", a -> {
            List<Object> all = new ArrayList<>();
            a.stream().filter(x -> x != null).forEach(x -> all.addAll(elements(x)));
            return orNull(all);
        });
        SEES_MISSING.put("sum", a -> a.get(0) == null ? 0L : sum(elements(a.get(0))));
        // A mean lies between its values: whole numbers may have one although their sum is none.
        one(
                "avg",
                (List<?> l) -> elements(l).stream()
                        .map(Numbers::number)
                        .reduce(BigDecimal.ZERO, BigDecimal::add)
                        .divide(BigDecimal.valueOf(l.size()), MathContext.DECIMAL128));
        one("min", (List<?> l) -> extreme(elements(l), Comparator.reverseOrder()));
        one("max", (List<?> l) -> extreme(elements(l), Comparator.naturalOrder()));
    }

    private static Object whole(BigDecimal x) {
        BigInteger exact = x.toBigIntegerExact();
        return Numbers.fitting(exact).orElse(FAULT);
    }

    private static Object ratio(Object a, Object b) {
        return Numbers.number(b).signum() == 0
                ? null
                : new Percent(Numbers.number(a).divide(Numbers.number(b), MathContext.DECIMAL128));
    }

    private static Object times(Money m, BigDecimal factor) {
        return new Money(m.amount().multiply(factor), m.currency(), VatBasis.UNKNOWN);
    }

    private static Object over(Money m, BigDecimal divisor) {
        return divisor.signum() <= 0
                ? FAULT
                : new Money(m.amount().divide(divisor, MathContext.DECIMAL128), m.currency(), VatBasis.UNKNOWN);
    }

    private static Object extreme(List<Object> values, Comparator<Integer> sign) {
        Object best = null;
        for (Object value : values) {
            if (value == null) {
                continue;
            }
            Optional<Integer> order = best == null ? Optional.of(1) : Numbers.order(value, best);
            if (order.isEmpty()) {
                return FAULT;
            }
            best = best == null || sign.compare(order.get(), 0) > 0 ? value : best;
        }
        return best;
    }

    private static Object bounded(Object x, Object bound, int side) {
        Optional<Integer> order = Numbers.order(x, bound);
        return order.isEmpty() ? FAULT : order.get() * side > 0 ? bound : x;
    }

    private static Object sum(List<Object> values) {
        Object sum = values.get(0);
        for (Object value : values.subList(1, values.size())) {
            Optional<Object> next = Numbers.arithmetic(Operator.ADD, sum, value);
            if (next.isEmpty()) {
                return FAULT;
            }
            sum = next.get();
        }
        return sum;
    }
}
