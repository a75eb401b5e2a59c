package io.feedkit.rules.check;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.check.SmallShop.Conditions;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;

/** What the checker says about conditions is compared with all products of a small world: nothing it says is wrong, and of what can be decided it says all. */
@Tag("slow")
class WorldTest {

    private static List<Map<String, String>> truths(String condition) {
        return SmallShop.run("set x = \"none\"\nset y = 0\nwhen " + condition + " { set x = \"yes\" }\nwhen not ("
                + condition + ") { set y = 1 }");
    }

    private static boolean holdsSomewhere(String condition) {
        return truths(condition).stream().anyMatch(result -> result.get("x").equals("yes"));
    }

    private static boolean failsSomewhere(String condition) {
        return truths(condition).stream().anyMatch(result -> result.get("y").equals("1"));
    }

    private static boolean says(String rules, RuleProblem code) {
        return !SmallShop.check(rules, code).isEmpty();
    }

    /** The products a witness may be: what it does not name may be anything. */
    private static List<Integer> witnesses(String witness) {
        return IntStream.range(0, SmallShop.PRODUCTS.size())
                .filter(i -> fits(SmallShop.PRODUCTS.get(i), witness))
                .boxed()
                .toList();
    }

    static boolean fits(Map<String, Object> product, String witness) {
        for (String part : witness.isEmpty() ? new String[0] : witness.split(", ")) {
            String[] sides = part.split(" = ");
            String value = sides[1].replace("\"", "").replace("other", "z").replace("missing", "");
            if (!product.getOrDefault(sides[0], "").equals(value)) {
                return false;
            }
        }
        return true;
    }

    @Property(tries = 120)
    void ofWhatCanBeDecidedEveryConditionNobodyMeetsIsSaid(@ForAll long seed) {
        String condition = new Conditions(new Random(seed), true).condition(3);
        String rules = "when " + condition + " { set x = \"yes\" }";
        boolean never = !holdsSomewhere(condition);
        assertThat(says(rules, RuleProblem.NEVER_TRUE)).as(condition).isEqualTo(never);
        boolean always = !never && !failsSomewhere(condition);
        assertThat(says(rules, RuleProblem.ALWAYS_TRUE)).as(condition).isEqualTo(always);
    }

    @Property(tries = 50)
    void nothingThatIsSaidAboutAConditionIsWrong(@ForAll long seed) {
        String condition = new Conditions(new Random(seed), false).condition(3);
        String rules = "when " + condition + " { set x = \"yes\" }";
        for (Diagnostic said : SmallShop.check(rules)) {
            if (said.code() == RuleProblem.NEVER_TRUE) {
                assertThat(holdsSomewhere(condition)).as(condition).isFalse();
            } else if (said.code() == RuleProblem.ALWAYS_TRUE) {
                assertThat(failsSomewhere(condition)).as(condition).isFalse();
            }
        }
    }

    @Property(tries = 80)
    void aBranchIsCalledUnreachedExactlyWhenNobodyGetsThere(@ForAll long seed) {
        Conditions conditions = new Conditions(new Random(seed), true);
        String first = conditions.condition(1);
        String second = conditions.condition(1);
        String rules = "when " + first + " { set x = \"1\" } else when " + second
                + " { set x = \"2\" } else { set x = \"3\" }";
        List<String> reached = SmallShop.run(rules).stream()
                .map(result -> result.get("x"))
                .distinct()
                .toList();
        boolean told = says(rules, RuleProblem.UNREACHED)
                || says(rules, RuleProblem.NEVER_TRUE)
                || says(rules, RuleProblem.ALWAYS_TRUE);
        if (!reached.containsAll(List.of("1", "2", "3"))) {
            assertThat(told).as(rules).isTrue();
        }
        for (Diagnostic said : SmallShop.check(rules, RuleProblem.UNREACHED)) {
            boolean otherwise = said.span().text().equals("set x = \"3\"");
            assertThat(reached).as(rules).doesNotContain(otherwise ? "3" : "2");
        }
    }

    @Property(tries = 80)
    void withoutAStatementThatHasNoEffectEverythingIsTheSame(@ForAll long seed) {
        Random random = new Random(seed);
        Conditions conditions = new Conditions(random, random.nextBoolean());
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            String effect =
                    conditions.pick("set x = \"" + i + "\"", "set y = " + i, "clear x", "set n = " + i, "set x = t");
            String other = conditions.pick("", "", "; set y = 7", "; warn \"w\"");
            String condition = conditions.condition(random.nextInt(2));
            statements.add(random.nextInt(4) == 0 ? effect : "when " + condition + " { " + effect + other + " }");
        }
        String rules = String.join("\n", statements);
        for (Diagnostic said : SmallShop.check(rules, RuleProblem.NO_EFFECT)) {
            StringBuilder without = new StringBuilder(rules);
            without.replace(said.span().start(), said.span().end(), "");
            assertThat(SmallShop.run(without.toString()))
                    .as(rules + "\n" + said)
                    .isEqualTo(SmallShop.run(rules));
        }
    }

    @Property(tries = 60)
    void whereTheOrderIsSaidToMatterTheOtherOrderEndsDifferently(@ForAll long seed) {
        Random random = new Random(seed);
        Conditions conditions = new Conditions(random, random.nextInt(4) > 0);
        List<String> statements = new ArrayList<>();
        for (int i = 0; i < 2 + random.nextInt(3); i++) {
            String effect =
                    conditions.pick("set x = \"" + i + "\"", "set y = " + i, "clear x", "set n = " + random.nextInt(4));
            String other = conditions.pick("", "", "", "; set f = true");
            boolean excludes = random.nextInt(8) == 0;
            statements.add("when " + conditions.condition(random.nextInt(2)) + " { "
                    + (excludes ? "exclude because \"e\"" : effect + other) + " }");
        }
        String rules = String.join("\n", statements);
        List<Map<String, String>> results = SmallShop.run(rules);
        for (Diagnostic said : SmallShop.check(rules, RuleProblem.ORDER_MATTERS)) {
            List<String> swapped = new ArrayList<>(statements);
            int other = said.labels().get(1).span().line() - 1;
            Collections.swap(swapped, said.span().line() - 1, other);
            List<Map<String, String>> otherwise = SmallShop.run(String.join("\n", swapped));
            assertThat(witnesses(said.witness()))
                    .as(rules + "\n" + said.render())
                    .isNotEmpty()
                    .anyMatch(p -> !results.get(p).equals(otherwise.get(p)));
        }
    }

    @Property(tries = 60)
    void ofTwoStatementsThatCanBeDecidedNeitherOrderIsOverlooked(@ForAll long seed) {
        Conditions conditions = new Conditions(new Random(seed), true);
        String a = conditions.condition(1);
        String b = conditions.condition(1);
        List<Map<String, String>> results =
                SmallShop.run("when " + a + " { set y = 1 }\nclear x\nwhen " + b + " { set x = \"b\" }");
        boolean both = false;
        boolean onlyA = false;
        boolean onlyB = false;
        for (Map<String, String> result : results) {
            boolean first = result.containsKey("y");
            boolean second = result.containsKey("x");
            both |= first && second;
            onlyA |= first && !second;
            onlyB |= second && !first;
        }
        String rules = "when " + a + " { set y = 1 }\nwhen " + b + " { set y = 2 }";
        assertThat(says(rules, RuleProblem.ORDER_MATTERS)).as(rules).isEqualTo(both && onlyA && onlyB);
    }

    private static final List<String> CELLS_OF_N =
            List.of("_", "0", "1, 2", "< 1", ">= 2", "0..1", "1..<3", "missing", "present", "not 2", "in [0, 3]");
    private static final List<String> CELLS_OF_T =
            List.of("_", "\"a\"", "\"b\", \"c\"", "not \"a\"", "present", "missing", "contains \"a\"");
    private static final List<String> CELLS_OF_F = List.of("_", "true", "false");

    private record Table(List<List<String>> rows, String policy) {
        static Table of(Random random) {
            List<List<String>> rows = new ArrayList<>();
            for (int i = 0; i < 1 + random.nextInt(5); i++) {
                rows.add(List.of(
                        CELLS_OF_N.get(random.nextInt(CELLS_OF_N.size())),
                        CELLS_OF_T.get(random.nextInt(CELLS_OF_T.size())),
                        CELLS_OF_F.get(random.nextInt(CELLS_OF_F.size()))));
            }
            return new Table(rows, random.nextBoolean() ? "unique" : "first");
        }

        String text(List<List<String>> of, String how) {
            StringBuilder text =
                    new StringBuilder("table pick(a: integer, b: text, c: boolean) -> (name: text) " + how + " {\n");
            for (int i = 0; i < of.size(); i++) {
                text.append("| ")
                        .append(String.join(" | ", of.get(i)))
                        .append(" | \"r")
                        .append(i)
                        .append("\" |\n");
            }
            return text + "}\nclear x\nset x = pick(n, t, f)";
        }

        String rules() {
            return text(rows, policy);
        }

        /** For each product whether it is matched by one row alone. */
        List<Boolean> matches(int row) {
            return SmallShop.run(text(rows.subList(row, row + 1), "first")).stream()
                    .map(result -> result.containsKey("x"))
                    .toList();
        }
    }

    @Property(tries = 50)
    void tablesAreSaidToOverlapToRepeatAndToHaveGapsExactlyWhereTheyDo(@ForAll long seed) {
        Table table = Table.of(new Random(seed));
        boolean decidable = table.rows().stream().noneMatch(row -> row.get(1).startsWith("contains"));
        List<List<Boolean>> matches =
                IntStream.range(0, table.rows().size()).mapToObj(table::matches).toList();
        List<Diagnostic> said = SmallShop.check(table.rules());
        for (int j = 0; j < matches.size(); j++) {
            row(table, matches, said, j, decidable);
        }
        gap(table, matches, said, decidable);
    }

    private static Diagnostic about(List<Diagnostic> said, RuleProblem code, int line) {
        return said.stream()
                .filter(d -> d.code() == code && d.span().line() == line)
                .findFirst()
                .orElse(null);
    }

    private static void row(Table table, List<List<Boolean>> matches, List<Diagnostic> said, int j, boolean decidable) {
        List<Integer> mine = products(p -> matches.get(j).get(p));
        boolean overlaps = mine.stream().anyMatch(p -> isMatched(matches.subList(0, j), p));
        boolean covered = !mine.isEmpty() && mine.stream().allMatch(p -> isMatched(matches.subList(0, j), p));
        boolean unique = table.policy().equals("unique");
        RuleProblem code = unique ? RuleProblem.ROWS_OVERLAP : RuleProblem.USELESS_ROW;
        Diagnostic found = about(said, code, j + 2);
        if (found == null) {
            assertThat(decidable && (unique ? overlaps : covered))
                    .as(table.rules() + j)
                    .isFalse();
            return;
        }
        assertThat(unique ? overlaps : covered).as(table.rules() + found).isTrue();
        if (!decidable && found.witness().isEmpty()) {
            return; // a product that a regex or a part of a text is true of is not made up
        }
        String witness =
                found.witness().replace("a = ", "n = ").replace("b = ", "t = ").replace("c = ", "f = ");
        assertThat(witnesses(witness))
                .as(table.rules() + found.render())
                .isNotEmpty()
                .allMatch(p -> matches.get(j).get(p) && isMatched(matches.subList(0, j), p));
    }

    private static void gap(Table table, List<List<Boolean>> matches, List<Diagnostic> said, boolean decidable) {
        List<Integer> open = products(
                p -> SmallShop.PRODUCTS.get(p).keySet().containsAll(List.of("n", "t", "f")) && !isMatched(matches, p));
        Diagnostic found = about(said, RuleProblem.ROWS_GAP, 1);
        if (said.stream().anyMatch(Diagnostic::isError)) {
            return;
        }
        if (found == null) {
            assertThat(decidable && !open.isEmpty()).as(table.rules()).isFalse();
            return;
        }
        String witness =
                found.witness().replace("a = ", "n = ").replace("b = ", "t = ").replace("c = ", "f = ");
        assertThat(witnesses(witness))
                .as(table.rules() + found)
                .isNotEmpty()
                .allMatch(p -> !isMatched(matches, p)
                        || !SmallShop.PRODUCTS.get(p).keySet().containsAll(List.of("n", "t", "f")));
    }

    private static List<Integer> products(IntPredicate which) {
        return IntStream.range(0, SmallShop.PRODUCTS.size())
                .filter(which)
                .boxed()
                .toList();
    }

    private static boolean isMatched(List<List<Boolean>> matches, int product) {
        return matches.stream().anyMatch(row -> row.get(product));
    }
}
