package io.feedkit.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.product.Attribute;
import io.feedkit.product.AttributeType;
import io.feedkit.product.Schema;
import io.feedkit.rules.CatalogRunner;
import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.Shop;
import io.feedkit.rules.SourceText;
import io.feedkit.rules.check.Regions.Box;
import io.feedkit.rules.check.Regions.Rounding;
import io.feedkit.rules.syntax.Parser;
import io.feedkit.rules.syntax.Statement;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;

/** Claims about logic are never wrong: boxes hold what they must and nothing they must not, and each claim is made where it is due. */
class RegionsTest {
    private static final Schema SCHEMA = Schema.of(
            Attribute.of("n", AttributeType.INTEGER),
            Attribute.of("d", AttributeType.DECIMAL),
            Attribute.of("t", AttributeType.TEXT),
            Attribute.of("f", AttributeType.BOOLEAN),
            Attribute.of("note", AttributeType.TEXT));
    private static final RuleEnvironment ENVIRONMENT =
            RuleEnvironment.of(SCHEMA).withStrictness(RuleEnvironment.Strictness.LENIENT);

    private static final List<Map<String, Object>> PRODUCTS = products();

    private static List<Map<String, Object>> products() {
        List<Map<String, Object>> all = new ArrayList<>();
        for (Long n : new Long[] {null, 0L, 1L, 2L, 3L}) {
            for (String d : new String[] {"", "0.5", "1", "2"}) {
                for (String t : new String[] {"", "a", "b", "c"}) {
                    for (Boolean f : new Boolean[] {null, true, false}) {
                        Map<String, Object> product = new HashMap<>();
                        product.put("n", n);
                        product.put("d", d.isEmpty() ? null : new BigDecimal(d));
                        product.put("t", t.isEmpty() ? null : t);
                        product.put("f", f);
                        all.add(product);
                    }
                }
            }
        }
        return all;
    }

    private static Box box(Map<String, Object> product) {
        Map<String, Domain> sides = new TreeMap<>();
        product.forEach((name, value) -> sides.put(name, point(value)));
        return new Box(sides);
    }

    private static Domain point(Object value) {
        if (value instanceof Long whole) {
            return Domain.range(BigDecimal.valueOf(whole), false, BigDecimal.valueOf(whole), false, "", true);
        }
        if (value instanceof BigDecimal number) {
            return Domain.range(number, false, number, false, "", false);
        }
        return value == null ? Domain.MISSING : Domain.among(Set.of(value.toString()));
    }

    @Property(tries = 150)
    void boxesRoundedUpMissNobodyAndRoundedDownHoldNobodyElse(@ForAll long seed) {
        String text = "when " + new Conditions(new Random(seed)).condition(3) + " { set note = \"yes\" }";
        SourceText source = SourceText.of("c.fk", text);
        Statement.When when =
                (Statement.When) Parser.parse(source).program().items().get(0).element();
        Typed condition = Checker.expression(ENVIRONMENT, List.of(), when.condition(), false, new ArrayList<>());
        List<Box> up = Regions.of(condition, Rounding.UP);
        List<Box> down = Regions.of(condition, Rounding.DOWN);
        var results = new CatalogRunner(RuleSet.compile(ENVIRONMENT, source), 256, 1).run(PRODUCTS, List.of(), 0);
        for (int i = 0; i < PRODUCTS.size(); i++) {
            boolean holds = results.get(i).containsKey("note");
            Box product = box(PRODUCTS.get(i));
            assertThat(!holds || up.stream().anyMatch(b -> b.contains(product)))
                    .as("%s is true of %s, but not in %s", text, PRODUCTS.get(i), up)
                    .isTrue();
            assertThat(holds || down.stream().noneMatch(b -> b.contains(product)))
                    .as("%s is not true of %s, but that is in %s", text, PRODUCTS.get(i), down)
                    .isTrue();
        }
    }

    private record Conditions(Random random) {
        private String pick(String... choices) {
            return choices[random.nextInt(choices.length)];
        }

        String condition(int depth) {
            if (depth == 0 || random.nextInt(4) == 0) {
                return "(" + atom() + ")";
            }
            return switch (random.nextInt(4)) {
                case 0 -> "(not " + condition(depth - 1) + ")";
                case 1 -> "(" + condition(depth - 1) + " and " + condition(depth - 1) + ")";
                case 2 -> "(" + condition(depth - 1) + " or " + condition(depth - 1) + ")";
                default -> "(" + condition(depth - 1) + " ?? " + pick("true", "false") + ")";
            };
        }

        private String atom() {
            String operator = pick(" = ", " != ", " < ", " <= ", " > ", " >= ");
            return switch (random.nextInt(9)) {
                case 0 -> "n" + operator + random.nextInt(4);
                case 1 -> "d" + operator + pick("0.5", "1", "1.5");
                case 2 -> "n in " + random.nextInt(3) + pick("..", "..<") + random.nextInt(4);
                case 3 -> "t" + pick(" = ", " != ") + pick("\"a\"", "\"b\"");
                case 4 -> "t " + pick("in", "not in") + " [\"a\", \"c\"]";
                case 5 -> pick("n", "t", "f", "d") + pick(" is missing", " is present");
                case 6 -> "f";
                case 7 -> "n + 1" + operator + "2";
                default -> "n in [0, 2]";
            };
        }
    }

    private static List<Diagnostic> check(String text) {
        return RuleSet.check(Shop.ENVIRONMENT, SourceText.of("logic.fk", text));
    }

    private static List<RuleProblem> codes(String text) {
        return check(text).stream().map(Diagnostic::code).toList();
    }

    @Test
    void aConditionNobodyCanMeetIsSaid() {
        assertThat(codes("let m = (price - sale_price).ratio(price)\nwhen m > 40% and m < 15% { set tier = \"odd\" }"))
                .containsExactly(RuleProblem.NEVER_TRUE);
        assertThat(codes("when quantity > 2 and quantity < 3 { set tier = \"x\" }"))
                .containsExactly(RuleProblem.NEVER_TRUE);
        assertThat(codes("when price > 2 EUR and price < 3 EUR { set tier = \"x\" }"))
                .isEmpty();
        assertThat(codes("when price > 2 EUR and price < 1 CHF { set tier = \"x\" }"))
                .isEmpty();
    }

    @Test
    void aRuleThatIsAlwaysUndoneIsSaidWithAProduct() {
        List<Diagnostic> said = check(
                "price < 20 EUR -> set tier = \"tiny\"\nquantity = 1 -> warn \"one\"\nprice < 50 EUR -> set tier = \"small\"");
        assertThat(said).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo(RuleProblem.NO_EFFECT);
            assertThat(d.witness()).isEqualTo("price = 19.99 EUR");
        });
    }

    @Test
    void aRuleWhoseWorkIsReadOrKeptIsNotCalledUseless() {
        for (String text : List.of(
                "price < 50 EUR -> set tier = \"a\"\nprice < 20 EUR -> set tier = \"b\"",
                "price < 20 EUR -> set tier = \"a\"\nset color = tier\nprice < 50 EUR -> set tier = \"b\"",
                "price < 20 EUR -> set tier = \"a\"\nprice < 50 EUR -> set tier = color",
                "price < 20 EUR -> set tier = \"a\"\nset price = 70 EUR\nprice < 50 EUR -> set tier = \"b\"",
                "price < 20 EUR -> set tier = \"a\"\nchannel google { price < 50 EUR -> set tier = \"b\" }",
                "price < 20 EUR -> set tier = \"a\"\n@until(2026-01-01) rule x: price < 50 EUR -> set tier = \"b\"",
                "price < 20 EUR -> set tier = \"a\"\nwhen (price < 50 EUR) and brand.length() > 2 { set tier = \"b\" }")) {
            assertThat(codes(text)).as(text).isEmpty();
        }
    }

    @Test
    void rowsThatOverlapAreSaidWithAProduct() {
        List<Diagnostic> said = check("table bid(margin: percent, root: text) -> (cpc: money) {\n"
                + "| >= 40% | _ | 0.35 EUR |\n| _ | \"Shoes\" | 0.25 EUR | }");
        assertThat(said).singleElement().satisfies(d -> {
            assertThat(d.code()).isEqualTo(RuleProblem.ROWS_OVERLAP);
            assertThat(d.witness()).isEqualTo("margin = 40%, root = \"Shoes\"");
        });
        assertThat(codes("table bid(margin: percent, root: text) -> (cpc: money) {\n"
                        + "| >= 40% | _ | 0.35 EUR |\n| < 40% | \"Shoes\" | 0.25 EUR | }"))
                .isEmpty();
    }

    @Test
    void aRowBehindAWiderOneIsSaid() {
        assertThat(
                        codes(
                                "table band(x: money) -> (name: text) first {\n| < 50 EUR | \"a\" |\n| < 20 EUR | \"b\" |\n| _ | \"c\" | }"))
                .containsExactly(RuleProblem.USELESS_ROW);
    }
}
