package io.feedkit.rules;

import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rule texts that mean harm, and a program that compiles and runs each of them; {@link HostileRulesTest} starts it in a small heap.
 *
 * <p>Arguments: the file for the outcomes, then names of texts, or none for all. Each text gives a line: its name, then {@code ran}, {@code refused} with the code
 * of the first problem, or {@code failed} with an exception.
 */
final class HostileRules {
    private static final Map<String, Object> PRODUCT =
            Shop.product("id", "1", "brand", "a", "title", "a".repeat(40), "quantity", "3", "score", "1.23456");

    private final Map<String, Supplier<String>> texts = new LinkedHashMap<>();

    private HostileRules() {
        tooMuchOfOneThing();
        asMuchAsIsAllowed();
        nothingButMistakes();
        unfolding();
        regexes();
        growing();
    }

    public static void main(String[] arguments) throws IOException {
        List<String> wanted = List.of(arguments).subList(1, arguments.length);
        for (Map.Entry<String, Supplier<String>> text : new HostileRules().texts.entrySet()) {
            if (wanted.isEmpty() || wanted.contains(text.getKey())) {
                String line = text.getKey() + ": " + outcome(text.getValue().get()) + "\n";
                Files.writeString(Path.of(arguments[0]), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
    }

    private static String outcome(String text) {
        try {
            RuleSet rules = RuleSet.compile(environment(text), SourceText.of("shop.fk", text));
            rules.tryOn(PRODUCT, Shop.NOW);
            rules.tryOn(PRODUCT, Shop.GOOGLE_FR, Shop.NOW);
            return "ran";
        } catch (RuleException e) {
            String picture = String.valueOf(e.getMessage());
            return picture.length() > 300_000
                    ? "failed with a message of " + picture.length() + " characters"
                    : "refused " + e.diagnostics().get(0).code().id();
        } catch (FeedException e) {
            return "refused " + e.problem().code().id();
        } catch (RuntimeException | Error e) {
            return "failed " + e;
        }
    }

    /** Only who asks for the long table pays for it. */
    private static RuleEnvironment environment(String text) {
        if (!text.contains("from 'long'")) {
            return Shop.ENVIRONMENT;
        }
        Map<String, String> rows = new LinkedHashMap<>();
        IntStream.range(0, 3_000).forEach(i -> rows.put("key " + i, "value " + i));
        return Shop.ENVIRONMENT.withTable("long", HostTable.ofPairs(rows));
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private void tooMuchOfOneThing() {
        texts.put("ten megabytes", () -> "set brand = \"a\"\n".repeat(700_000));
        texts.put("ands", () -> "when brand = \"a\"" + " and brand = \"a\"".repeat(20_000) + " then clear brand");
        texts.put("statements", () -> "set brand = \"a\"\n".repeat(40_000));
        texts.put(
                "rules",
                () -> lines(
                        9_999, i -> "rule r" + i + " { when quantity < " + i + " { set brand = \"x" + i + "\" } }"));
        texts.put("list of texts", () -> "brand in [\"a\"" + ", \"a\"".repeat(60_000) + "] -> clear brand");
        texts.put("list of numbers", () -> "quantity in [1" + ",1".repeat(500_000) + "] -> clear brand");
        texts.put("opening braces", () -> "{".repeat(1_000_000));
        texts.put("opening parentheses", () -> "set brand = " + "(".repeat(1_000_000));
        texts.put("closing braces", () -> "}".repeat(1_000_000));
        texts.put("semicolons", () -> ";".repeat(1_000_000));
        texts.put("line ends", () -> "\n".repeat(1_000_000));
        texts.put("annotations", () -> "@a ".repeat(300_000));
        texts.put("holes", () -> "set brand = \"" + "{brand}".repeat(140_000) + "\"");
        texts.put("arguments", () -> "set brand = concat(" + "brand, ".repeat(140_000) + "brand)");
        texts.put("dots", () -> "set brand = brand" + ".brand".repeat(170_000));
        texts.put("else", () -> "when a { clear b }" + " else when a { clear b }".repeat(20_000));
        texts.put("types", () -> "fn f(x: " + "list<".repeat(180_000) + ") = x");
        texts.put("channels", () -> "channel a" + ",a".repeat(400_000) + " { clear brand }");
        texts.put("disabled", () -> "disable x\n".repeat(100_000));
        texts.put("digits", () -> "set price = " + "9".repeat(1_000_000));
        texts.put("rows", () -> "table t(a: text) -> (b: text) {\n" + "| \"a\" | \"b\" |\n".repeat(60_000) + "}");
        texts.put("comments", () -> "## x\n".repeat(200_000) + "clear brand");
    }

    /** What passes one limit by a hair must not break another. */
    private void asMuchAsIsAllowed() {
        texts.put(
                "questions of a long table",
                () -> "table t(k: text) -> (v: text) from 'long'\n"
                        + "set title = t(brand) ?? t(title)\n".repeat(2_000));
        texts.put("long text", () -> "set brand = \"" + "a".repeat(1_000_000) + "\"");
        texts.put("most statements", () -> "set brand = \"a\"\n".repeat(9_999));
        texts.put("most guards", () -> lines(9_999, i -> "quantity < " + i + " -> set brand = \"{brand?} x\""));
        texts.put(
                "most in a scope",
                () -> "channel google {\n" + "when quantity < 3 then set brand = \"a\"\n".repeat(9_990) + "}");
        texts.put("most warnings", () -> "quantity < 30 -> warn \"few {quantity}\"\n".repeat(9_999));
        texts.put("most documentation", () -> ("## " + "x".repeat(80) + "\nclear brand\n").repeat(9_999));
        texts.put("most ands", () -> "when brand = \"a\"" + " and brand = \"a\"".repeat(8_000) + " then clear brand");
        texts.put("most of a list", () -> "brand in [\"a\"" + ", \"a\"".repeat(12_000) + "] -> clear brand");
        texts.put("most of a computed list", () -> "set labels = [brand" + ", brand".repeat(20_000) + "]");
        texts.put("most holes", () -> "set brand = \"" + "{quantity} ".repeat(10_000) + "\"");
        texts.put("most arguments", () -> "set brand = concat(" + "\"{brand}x\", ".repeat(7_000) + "brand)");
        texts.put(
                "most cases",
                () -> "set brand = case {" + " title = \"{brand}a\" -> \"{brand}b\",".repeat(3_500)
                        + " else -> \"c\" }");
        texts.put(
                "most arms", () -> "set brand = case brand {" + " \"a\" -> \"b\",".repeat(5_000) + " else -> \"c\" }");
        texts.put(
                "most rows",
                () -> "table t(a: text) -> (b: text) first {\n" + "| \"a\" | \"b\" |\n".repeat(4_500)
                        + "}\nset brand = t(brand)");
        texts.put("most sums", () -> lines(1_500, i -> "set score = score" + " + 1.1".repeat(60)));
        texts.put("most scopes", () -> "channel google {".repeat(60) + "clear brand" + "}".repeat(60));
        texts.put("undecided", () -> "exclude when " + "brand = \"a\" and ".repeat(5_000) + "title = \"x\"");
        texts.put("joined letters", () -> "set brand = \"" + "\uD83D\uDC68\u200D".repeat(100_000) + "\"");
    }

    private void nothingButMistakes() {
        texts.put("bad lines", () -> "set brand brand\n".repeat(45_000));
        texts.put("bad names", () -> lines(9_999, i -> "set brnd = titel" + i));
        texts.put("bad signs", () -> "\uD800".repeat(300_000));
        texts.put("bad quotes", () -> "set brand = \u201Ca\u201D\n".repeat(30_000));
        texts.put("unclosed", () -> "set brand = \"{a\n".repeat(30_000));
        texts.put("undecided exclusions", () -> "exclude when brand = \"x\"\n".repeat(9_999));
    }

    private void unfolding() {
        texts.put(
                "functions calling twice",
                () -> "fn f0(x: integer) = x\n"
                        + lines(60, i -> "fn f" + (i + 1) + "(x: integer) = f" + i + "(x) + f" + i + "(x)")
                        + "\nset quantity = f60(quantity)");
        texts.put(
                "formulas read twice",
                () -> "let f0 = quantity\n"
                        + lines(60, i -> "let f" + (i + 1) + " = f" + i + " + f" + i)
                        + "\nset quantity = f60\nexclude when f60 > 1");
        texts.put(
                "formulas of formulas",
                () -> "let f0 = quantity\n" + lines(9_000, i -> "let f" + (i + 1) + " = f" + i + " + 1")
                        + "\nset quantity = f9000");
        texts.put(
                "formulas backwards",
                () -> lines(9_000, i -> "let f" + i + " = f" + (i + 1) + " + 1")
                        + "\nlet f9000 = quantity\nset quantity = f0");
        texts.put(
                "deep formulas backwards",
                () -> lines(400, i -> "let f" + i + " = " + "(1 + ".repeat(40) + "f" + (i + 1) + ")".repeat(40))
                        + "\nlet f400 = quantity\nset quantity = f0");
        texts.put(
                "functions of functions",
                () -> "fn f0(x: integer) = x\n"
                        + lines(9_000, i -> "fn f" + (i + 1) + "(x: integer) = f" + i + "(x + 1)")
                        + "\nset quantity = f9000(quantity)");
        texts.put(
                "table called often",
                () -> "table t(a: text) -> (b: text) first {\n" + "| \"a\" | \"b\" |\n".repeat(3_000) + "}\n"
                        + "set brand = t(brand)\n".repeat(3_000));
    }

    private void regexes() {
        texts.put("repeated repeats", () -> "title matches r\"((a{1,100}){1,100}){1,100}\" -> clear brand");
        texts.put("optional repeats", () -> "title matches r\"((((a?){1,30}b?){1,30}c?){1,30})\" -> clear brand");
        texts.put("backtracking", () -> "title matches r\"(a+)+(a|aa)*(a*)*b\" -> clear brand");
        texts.put("unicode classes", () -> "title matches r\"(?i)(\\pL|\\PL){1,900}\" -> clear brand");
        texts.put("many states", () -> "title matches r\".*a" + ".".repeat(900) + "x\" -> clear brand");
        texts.put(
                "many regexes",
                () -> lines(9_000, i -> "title matches r\"(a|b|ab)*" + i + "(x+x+)+y{1,500}\" -> clear brand"));
        texts.put(
                "many tables",
                () -> lines(700, i -> "title matches r\"[a-m].{7}[^x]" + i + "[\\w-]{3}\" -> clear brand"));
        texts.put(
                "nested groups",
                () -> "title matches r\"" + "(".repeat(450) + "a" + ")".repeat(450) + "\" -> clear brand");
    }

    private void growing() {
        texts.put("doubling", () -> "set brand = \"xxxxxxxxxx\"\n" + "set brand = \"{brand}{brand}\"\n".repeat(200));
        texts.put(
                "doubling more",
                () -> "set brand = \"{title}\"\n" + ("set brand = \"" + "{brand}".repeat(200) + "\"\n").repeat(40));
        texts.put(
                "replacing",
                () -> "set brand = \"xxxxxxxxxx\"\n"
                        + "set brand = brand.replace(\"x\", \"xxxxxxxxxx\")\n".repeat(100));
        texts.put("adding", () -> lines(9_999, i -> "add \"" + i + "\" to labels"));
        texts.put(
                "long warnings",
                () -> "set brand = \"xxxxxxxxxx\"\n" + "set brand = \"{brand}{brand}\"\n".repeat(14)
                        + "warn \"{brand}\"\n".repeat(5_000));
        texts.put("squaring", () -> "set score = score * score\n".repeat(9_000));
        texts.put("dividing by zero", () -> "set score = score / (quantity - 3)\n".repeat(9_000));
    }
}
