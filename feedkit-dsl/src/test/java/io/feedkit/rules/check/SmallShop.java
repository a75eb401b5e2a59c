package io.feedkit.rules.check;

import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import io.feedkit.rules.CatalogRunner;
import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A world so small that all its products can be asked: four attributes, each with one value of every kind that random conditions tell apart. What the checker claims is compared with what
 * really happens to all of them.
 */
final class SmallShop {
    private static final Schema SCHEMA = Schema.of(
            Attribute.of("n", AttributeType.INTEGER),
            Attribute.of("d", AttributeType.PERCENT),
            Attribute.of("t", AttributeType.TEXT),
            Attribute.of("f", AttributeType.BOOLEAN),
            Attribute.of("x", AttributeType.TEXT),
            Attribute.of("y", AttributeType.INTEGER));

    static final RuleEnvironment ENVIRONMENT =
            RuleEnvironment.of(SCHEMA).withStrictness(RuleEnvironment.Strictness.LENIENT);

    private static final Map<String, List<String>> VALUES = new LinkedHashMap<>();

    static {
        VALUES.put("n", List.of("", "-1", "0", "1", "2", "3", "4"));
        VALUES.put("d", List.of("", "1%", "3%", "5%", "6%", "8%", "10%", "11%", "13%", "15%", "16%"));
        VALUES.put("t", List.of("", "a", "b", "c", "z"));
        VALUES.put("f", List.of("", "true", "false"));
        VALUES.put("x", List.of("", "a"));
        VALUES.put("y", List.of(""));
    }

    /** Every product there is, as far as conditions can tell. */
    static final List<Map<String, Object>> PRODUCTS = products();

    private SmallShop() {}

    private static List<Map<String, Object>> products() {
        List<Map<String, Object>> all = new ArrayList<>(List.of(Map.of()));
        VALUES.forEach((name, values) -> {
            List<Map<String, Object>> more = new ArrayList<>();
            for (Map<String, Object> product : all) {
                for (String value : values) {
                    Map<String, Object> with = new LinkedHashMap<>(product);
                    if (!value.isEmpty()) {
                        with.put(name, value);
                    }
                    more.add(with);
                }
            }
            all.clear();
            all.addAll(more);
        });
        return List.copyOf(all);
    }

    /** What rules make of all products. */
    static List<Map<String, String>> run(String rules) {
        RuleSet compiled = RuleSet.compile(ENVIRONMENT, SourceText.of("small.fk", rules));
        return new CatalogRunner(compiled, 256, 1).run(PRODUCTS, List.of(), 0);
    }

    static List<Diagnostic> check(String rules) {
        return RuleSet.check(ENVIRONMENT, SourceText.of("small.fk", rules));
    }

    static List<Diagnostic> check(String rules, RuleProblem code) {
        return check(rules).stream()
                .filter(diagnostic -> diagnostic.code() == code)
                .toList();
    }

    /** Random conditions; those that are {@code decidable} compare attributes with constants only. */
    record Conditions(Random random, boolean decidable) {
        String pick(String... choices) {
            return choices[random.nextInt(choices.length)];
        }

        String condition(int depth) {
            if (depth == 0 || random.nextInt(4) == 0) {
                return "(" + atom() + ")";
            }
            return switch (random.nextInt(5)) {
                case 0 -> "(not " + condition(depth - 1) + ")";
                case 1, 2 -> "(" + condition(depth - 1) + " and " + condition(depth - 1) + ")";
                case 3 -> "(" + condition(depth - 1) + " or " + condition(depth - 1) + ")";
                default -> "(" + condition(depth - 1) + " ?? " + pick("true", "false") + ")";
            };
        }

        String atom() {
            String operator = pick(" = ", " != ", " < ", " <= ", " > ", " >= ");
            return switch (random.nextInt(decidable ? 9 : 12)) {
                case 0 -> "n" + operator + random.nextInt(4);
                case 1 -> "d" + operator + pick("5%", "10%", "15%");
                case 2 -> "n in " + random.nextInt(3) + pick("..", "..<") + random.nextInt(4);
                case 3 -> "t" + pick(" = ", " != ") + pick("\"a\"", "\"b\"");
                case 4 -> "t " + pick("in", "not in") + " [\"a\", \"c\"]";
                case 5 -> pick("n", "t", "f", "d") + pick(" is missing", " is present");
                case 6 -> "f";
                case 7 -> "(n ?? " + random.nextInt(3) + ")" + operator + random.nextInt(4);
                case 8 -> "n in [0, 2]";
                case 9 -> "n + 1" + operator + "2";
                case 10 -> "t " + pick("contains", "starts with") + pick(" \"a\"", " \"z\"");
                default -> "t" + pick(" = ", " != ", " < ") + "x";
            };
        }
    }
}
