package io.feedkit.rules;

import io.feedkit.feed.Member;
import io.feedkit.product.Currencies;
import io.feedkit.product.Money;
import io.feedkit.rules.syntax.Printer;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A test in the rule language, made from a real product: what the rules look at is given, and what they made of it is expected. Writing such a product down by hand is what keeps people
 * from testing their rules.
 */
final class ProductTest {
    private final String id;
    private final Map<String, Object> source;
    private final Instant runAt;

    /** @param source values of the catalogue by attribute, a localized one as {@code title@fr} */
    ProductTest(String id, Map<String, Object> source, Instant runAt) {
        this.id = id;
        this.source = source;
        this.runAt = runAt;
    }

    /**
     * The text of a test.
     *
     * @param member for whom, or null for the trunk
     * @param reads the attributes rules look at, or write to
     * @param writes the attributes rules write to
     * @param outcome what became of the product
     */
    String of(@Nullable Member member, Set<String> reads, Set<String> writes, Outcome outcome) {
        Map<String, String> given = given(member == null ? "" : member.language(), reads);
        StringBuilder test = new StringBuilder();
        String title = member == null ? id : id + " for " + member;
        test.append("test ").append(Printer.quoted(title)).append(" {\n  given {\n");
        given.forEach((name, value) -> test.append("    ")
                .append(Printer.path(name))
                .append(": ")
                .append(value)
                .append('\n'));
        test.append("  }\n");
        if (member != null) {
            test.append("  on ").append(on(member)).append('\n');
        }
        test.append("  at ").append(runAt).append('\n');
        expectations(given, writes, outcome)
                .forEach(expected -> test.append("  expect ").append(expected).append('\n'));
        return test.append("}\n").toString();
    }

    private Map<String, String> given(String language, Set<String> reads) {
        Set<String> names = new TreeSet<>(reads);
        names.add("id");
        Map<String, String> given = new TreeMap<>();
        for (String name : names) {
            Object value = source.getOrDefault(name + "@" + language, source.get(name));
            String literal = value == null ? "" : literal(value);
            if (!literal.isEmpty()) {
                given.put(name, literal);
            }
        }
        return given;
    }

    private static String on(Member member) {
        StringBuilder on = new StringBuilder("channel ").append(raw(member.channel()));
        Map<String, String> others = new TreeMap<>(
                Map.of("country", member.country(), "language", member.language(), "account", member.account()));
        others.forEach((dimension, value) -> {
            if (!value.isEmpty()) {
                on.append(", ").append(dimension).append(' ').append(raw(value));
            }
        });
        return on.toString();
    }

    private static String raw(String value) {
        return value.matches("[A-Za-z]{2}") ? Printer.path(value) : "'" + value.replace("'", "''") + "'";
    }

    /** An export does not go on with a product that is out, so only the reasons count then. */
    private static List<String> expectations(Map<String, String> given, Set<String> writes, Outcome outcome) {
        if (outcome.isExcluded()) {
            return outcome.exclusions().stream()
                    .map(reason -> reason.rule().contains(":")
                            ? "excluded"
                            : "excluded_by(" + Printer.quoted(reason.rule()) + ")")
                    .distinct()
                    .toList();
        }
        List<String> expected = new TreeSet<>(writes)
                .stream()
                        .filter(name -> !now(outcome, name).equals(given.getOrDefault(name, "")))
                        .map(name -> Printer.path(name)
                                + (now(outcome, name).isEmpty() ? " is missing" : " = " + now(outcome, name)))
                        .collect(Collectors.toList());
        expected.add("not excluded");
        return expected;
    }

    private static String now(Outcome outcome, String name) {
        return outcome.value(name).map(ProductTest::literal).orElse("");
    }

    /** A value as rules write it; empty for what they cannot write. */
    private static String literal(Object value) {
        if (value instanceof String text) {
            return Printer.quoted(text);
        }
        if (value instanceof List<?> list) {
            return list.stream().map(ProductTest::literal).collect(Collectors.joining(", ", "[", "]"));
        }
        if (value instanceof Money money && money.currency().equals(Currencies.NOT_STATED)) {
            // Amounts of money are written with their currency.
            return "";
        }
        return value instanceof BigDecimal number ? number.toPlainString() : String.valueOf(value);
    }
}
