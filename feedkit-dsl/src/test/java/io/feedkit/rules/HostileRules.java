package io.feedkit.rules;

import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Rule texts that mean harm, and a program that compiles and runs each of them; {@link HostileRulesTest} starts it in a small heap.
 *
 * <p>Arguments: the file for the outcomes, then names of texts, or none for all. Each text gives a line: its name, then {@code ran} with the faults there were, {@code
 * refused} with the code of the first problem, or {@code failed} with an exception.
 */
final class HostileRules {
    /** Behind an outcome, before the one it should have been. */
    static final String UNEXPECTED = ", and not: ";

    private static final String TOO_MANY_ITEMS = "ran, the list would have more than 10 000 items";
    private static final String TEXT_TOO_LONG = "ran, the text would be longer than 256 KiB";

    private static final Map<String, Object> PRODUCT =
            Shop.product("id", "1", "brand", "a", "title", "a".repeat(40), "quantity", "3", "score", "1.23456");

    /** What a text is for shows in what becomes of it: the limit it meets, the fault it causes, or nothing at all. */
    private record Attack(String expected, Supplier<String> text) {}

    private final Map<String, Attack> attacks = new LinkedHashMap<>();

    private HostileRules() {
        tooMuchOfOneThing();
        asMuchAsIsAllowed();
        nothingButMistakes();
        unfolding();
        regexes();
        growing();
        largeThings();
        likeNames();
    }

    public static void main(String[] arguments) throws IOException {
        List<String> wanted = List.of(arguments).subList(1, arguments.length);
        for (Map.Entry<String, Attack> named : new HostileRules().attacks.entrySet()) {
            if (wanted.isEmpty() || wanted.contains(named.getKey())) {
                Attack attack = named.getValue();
                String outcome = outcome(attack.text().get());
                String line = named.getKey() + ": " + outcome;
                line += outcome.equals(attack.expected()) ? "\n" : UNEXPECTED + attack.expected() + "\n";
                Files.writeString(Path.of(arguments[0]), line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
            }
        }
    }

    private void put(String name, String expected, Supplier<String> text) {
        attacks.put(name, new Attack(expected, text));
    }

    private static String outcome(String text) {
        try {
            RuleSet rules = RuleSet.compile(environment(text), SourceText.of("shop.fk", text));
            String trunk = faults(rules.tryOn(PRODUCT, Shop.NOW));
            String layers = faults(rules.tryOn(PRODUCT, Shop.GOOGLE_FR, Shop.NOW));
            String tests = failures(rules.test(Shop.NOW));
            return "ran" + trunk + (layers.equals(trunk) ? "" : layers) + tests;
        } catch (RuleException e) {
            String picture = String.valueOf(e.getMessage());
            return picture.length() > 300_000
                    ? "failed with a message of " + picture.length() + " characters"
                    : "refused " + e.problem().code().id();
        } catch (FeedException e) {
            return "refused " + e.problem().code().id();
        } catch (RuntimeException | Error e) {
            return "failed " + e;
        }
    }

    /** What failed while it ran, each text once. */
    private static String faults(Outcome outcome) {
        return outcome.faults().stream()
                .map(fault -> ", " + fault.text())
                .distinct()
                .collect(Collectors.joining());
    }

    private static String failures(List<RuleTest> tests) {
        long failed = tests.stream().filter(test -> !test.isPassed()).count();
        return tests.isEmpty() ? "" : ", " + failed + " of " + tests.size() + " tests failed";
    }

    /** Only who asks for the long table or for modules pays for them. */
    private static RuleEnvironment environment(String text) {
        if (text.contains("import ")) {
            return Shop.ENVIRONMENT.withModules(HostileRules::module);
        }
        if (!text.contains("from 'long'")) {
            return Shop.ENVIRONMENT;
        }
        Map<String, String> rows = new LinkedHashMap<>();
        IntStream.range(0, 3_000).forEach(i -> rows.put("key " + i, "value " + i));
        return Shop.ENVIRONMENT.withTable("long", HostTable.ofPairs(rows));
    }

    /** Modules of a chain import the next one and one before them, the last imports the first; {@code own} imports itself. */
    private static Optional<SourceText> module(String name) {
        if (name.equals("own")) {
            return Optional.of(SourceText.of("own.fk", "module own\nimport own\nclear brand"));
        }
        if (!name.startsWith("chain.c")) {
            return Optional.empty();
        }
        int number = Integer.parseInt(name.substring("chain.c".length()));
        String next = number >= 3_000 ? "import chain.c2980" : "import chain.c" + (number + 1);
        return Optional.of(
                SourceText.of(number + ".fk", "module " + name + "\n" + next + "\nset quantity = quantity + 1"));
    }

    private static String lines(int count, IntFunction<String> line) {
        return IntStream.range(0, count).mapToObj(line).collect(Collectors.joining("\n"));
    }

    private void tooMuchOfOneThing() {
        put("ten megabytes", "refused FK1904", () -> "set brand = \"a\"\n".repeat(700_000));
        put(
                "ands",
                "refused FK1911",
                () -> "when brand = \"a\"" + " and brand = \"a\"".repeat(20_000) + " then clear brand");
        put("statements", "refused FK1904", () -> "set brand = \"a\"\n".repeat(40_000));
        put(
                "rules",
                "refused FK1902",
                () -> lines(
                        9_999, i -> "rule r" + i + " { when quantity < " + i + " { set brand = \"x" + i + "\" } }"));
        put("list of texts", "refused FK1904", () -> "brand in [\"a\"" + ", \"a\"".repeat(60_000) + "] -> clear brand");
        put("list of numbers", "refused FK1904", () -> "quantity in [1" + ",1".repeat(500_000) + "] -> clear brand");
        put("opening braces", "refused FK1904", () -> "{".repeat(1_000_000));
        put("opening parentheses", "refused FK1904", () -> "set brand = " + "(".repeat(1_000_000));
        put("closing braces", "refused FK1904", () -> "}".repeat(1_000_000));
        put("semicolons", "refused FK1904", () -> ";".repeat(1_000_000));
        put("line ends", "refused FK1904", () -> "\n".repeat(1_000_000));
        put("annotations", "refused FK1904", () -> "@a ".repeat(300_000));
        put("holes", "refused FK1904", () -> "set brand = \"" + "{brand}".repeat(140_000) + "\"");
        put("arguments", "refused FK1904", () -> "set brand = concat(" + "brand, ".repeat(140_000) + "brand)");
        put("dots", "refused FK1904", () -> "set brand = brand" + ".brand".repeat(170_000));
        put("else", "refused FK1901", () -> "when a { clear b }" + " else when a { clear b }".repeat(20_000));
        put("types", "refused FK1904", () -> "fn f(x: " + "list<".repeat(180_000) + ") = x");
        put("channels", "refused FK1904", () -> "channel a" + ",a".repeat(400_000) + " { clear brand }");
        put("disabled", "refused FK1904", () -> "disable x\n".repeat(100_000));
        put("digits", "refused FK1906", () -> "set price = " + "9".repeat(1_000_000));
        put(
                "rows",
                "refused FK1904",
                () -> "table t(a: text) -> (b: text) {\n" + "| \"a\" | \"b\" |\n".repeat(60_000) + "}");
        put("comments", "refused FK1904", () -> "## x\n".repeat(200_000) + "clear brand");
    }

    /** What passes one limit by a hair must not break another. */
    private void asMuchAsIsAllowed() {
        put(
                "questions of a long table",
                "ran",
                () -> "table t(k: text) -> (v: text) from 'long'\n"
                        + "set title = t(brand) ?? t(title)\n".repeat(2_000));
        put("long text", "ran", () -> "set brand = \"" + "a".repeat(1_000_000) + "\"");
        put("most statements", "ran", () -> "set brand = \"a\"\n".repeat(9_999));
        put(
                "most guards",
                "ran, the text would be longer than 256 KiB, or the texts of its neighbours leave no room",
                () -> lines(9_999, i -> "quantity < " + i + " -> set brand = \"{brand?} x\""));
        put(
                "most in a scope",
                "ran",
                () -> "channel google {\n" + "when quantity < 3 then set brand = \"a\"\n".repeat(9_990) + "}");
        put("most warnings", "ran", () -> "quantity < 30 -> warn \"few {quantity}\"\n".repeat(9_999));
        put("most documentation", "ran", () -> ("## " + "x".repeat(80) + "\nclear brand\n").repeat(9_999));
        put("most ands", "ran", () -> "when brand = \"a\"" + " and brand = \"a\"".repeat(8_000) + " then clear brand");
        put("most of a list", "ran", () -> "brand in [\"a\"" + ", \"a\"".repeat(12_000) + "] -> clear brand");
        put("most of a computed list", "ran", () -> "set labels = [brand" + ", brand".repeat(20_000) + "]");
        put("most holes", "ran", () -> "set brand = \"" + "{quantity} ".repeat(10_000) + "\"");
        put("most arguments", "ran", () -> "set brand = join(\" \", " + "\"{brand}x\", ".repeat(7_000) + "brand)");
        put(
                "most cases",
                "ran",
                () -> "set brand = case {" + " title = \"{brand}a\" -> \"{brand}b\",".repeat(3_000)
                        + " else -> \"c\" }");
        put(
                "most arms",
                "ran",
                () -> "set brand = case brand {" + " \"a\" -> \"b\",".repeat(5_000) + " else -> \"c\" }");
        put(
                "most rows",
                "ran",
                () -> "table t(a: text) -> (b: text) first {\n" + "| \"a\" | \"b\" |\n".repeat(4_500)
                        + "}\nset brand = t(brand)");
        put("most sums", "refused FK1907", () -> lines(1_500, i -> "set score = score" + " + 1.1".repeat(60)));
        put("most scopes", "ran", () -> "channel google {".repeat(60) + "clear brand" + "}".repeat(60));
        put(
                "undecided",
                "refused FK1411",
                () -> "exclude when " + "brand = \"a\" and ".repeat(5_000) + "title = \"x\"");
        put(
                "most in a rule",
                "ran",
                () -> "when quantity < 3 {\n" + "set quantity = -(-quantity + 1) + 1\n".repeat(3_900) + "}");
        put(
                "most formulas",
                "ran",
                () -> lines(4_050, i -> "let a" + i + " = quantity" + " - quantity".repeat(9)) + "\n"
                        + lines(4_050, i -> "set quantity = a" + i + " - a" + i));
        put(
                "most of a changing formula",
                "ran",
                () -> "let a = (quantity - 1) * 2\n" + "set quantity = (a - a) + 3\n".repeat(9_000));
        put("most operands", "ran", () -> "set quantity = least(-quantity" + ", -quantity".repeat(15_900) + ")");
        put(
                "most functions over lists",
                "ran",
                () -> "set labels = [\"a\"]\nfn f(x: text): boolean = x = \"b\"\nwhen labels.any(f)"
                        + " or labels.any(f)".repeat(6_000) + " then clear brand");
        put("joined letters", "ran", () -> "set brand = \"" + "\uD83D\uDC68\u200D".repeat(100_000) + "\"");
    }

    private void nothingButMistakes() {
        put("bad lines", "refused FK1001", () -> "set brand brand\n".repeat(45_000));
        put("bad names", "refused FK1101", () -> lines(9_999, i -> "set brnd = titel" + i));
        put("bad signs", "refused FK1012", () -> "\uD800".repeat(300_000));
        put("bad quotes", "refused FK1003", () -> "set brand = \u201Ca\u201D\n".repeat(30_000));
        put("unclosed", "refused FK1004", () -> "set brand = \"{a\n".repeat(30_000));
        put("undecided exclusions", "refused FK1411", () -> "exclude when brand = \"x\"\n".repeat(9_999));
    }

    private void unfolding() {
        put(
                "functions calling twice",
                "refused FK1907",
                () -> "fn f0(x: integer) = x\n"
                        + lines(60, i -> "fn f" + (i + 1) + "(x: integer) = f" + i + "(x) + f" + i + "(x)")
                        + "\nset quantity = f60(quantity)");
        put(
                "formulas read twice",
                "refused FK1907",
                () -> "let f0 = quantity\n"
                        + lines(60, i -> "let f" + (i + 1) + " = f" + i + " + f" + i)
                        + "\nset quantity = f60\nexclude when f60 > 1");
        put(
                "formulas of formulas",
                "refused FK1907",
                () -> "let f0 = quantity\n" + lines(9_000, i -> "let f" + (i + 1) + " = f" + i + " + 1")
                        + "\nset quantity = f9000");
        put(
                "formulas backwards",
                "refused FK1907",
                () -> lines(9_000, i -> "let f" + i + " = f" + (i + 1) + " + 1")
                        + "\nlet f9000 = quantity\nset quantity = f0");
        put(
                "deep formulas backwards",
                "refused FK1907",
                () -> lines(400, i -> "let f" + i + " = " + "(1 + ".repeat(40) + "f" + (i + 1) + ")".repeat(40))
                        + "\nlet f400 = quantity\nset quantity = f0");
        put(
                "functions of functions",
                "refused FK1907",
                () -> "fn f0(x: integer) = x\n"
                        + lines(9_000, i -> "fn f" + (i + 1) + "(x: integer) = f" + i + "(x + 1)")
                        + "\nset quantity = f9000(quantity)");
        put(
                "table called often",
                "refused FK1907",
                () -> "table t(a: text) -> (b: text) first {\n" + "| \"a\" | \"b\" |\n".repeat(3_000) + "}\n"
                        + "set brand = t(brand)\n".repeat(3_000));
    }

    private void regexes() {
        put("repeated repeats", "refused FK1908", () -> "title matches r\"((a{1,100}){1,100}){1,100}\" -> clear brand");
        put(
                "optional repeats",
                "refused FK1908",
                () -> "title matches r\"((((a?){1,30}b?){1,30}c?){1,30})\" -> clear brand");
        put("backtracking", "ran", () -> "title matches r\"(a+)+(a|aa)*(a*)*b\" -> clear brand");
        put("unicode classes", "refused FK1908", () -> "title matches r\"(?i)(\\pL|\\PL){1,900}\" -> clear brand");
        put("many states", "ran", () -> "title matches r\".*a" + ".".repeat(900) + "x\" -> clear brand");
        put(
                "many regexes",
                "refused FK1907",
                () -> lines(9_000, i -> "title matches r\"(a|b|ab)*" + i + "(x+x+)+y{1,500}\" -> clear brand"));
        put(
                "many tables",
                "ran",
                () -> lines(700, i -> "title matches r\"[a-m].{7}[^x]" + i + "[\\w-]{3}\" -> clear brand"));
        put(
                "nested groups",
                "ran",
                () -> "title matches r\"" + "(".repeat(450) + "a" + ")".repeat(450) + "\" -> clear brand");
    }

    private void growing() {
        put(
                "doubling",
                "ran, the text would be longer than 256 KiB, or the texts of its neighbours leave no room",
                () -> "set brand = \"xxxxxxxxxx\"\n" + "set brand = \"{brand}{brand}\"\n".repeat(200));
        put(
                "doubling more",
                "ran, the text would be longer than 256 KiB, or the texts of its neighbours leave no room",
                () -> "set brand = \"{title}\"\n" + ("set brand = \"" + "{brand}".repeat(200) + "\"\n").repeat(40));
        put(
                "replacing",
                "ran, the text would be longer than 256 KiB",
                () -> "set brand = \"xxxxxxxxxx\"\n"
                        + "set brand = brand.replace(\"x\", \"xxxxxxxxxx\")\n".repeat(100));
        put(
                "adding",
                "ran, the texts of its neighbours leave no room",
                () -> lines(9_999, i -> "add \"" + i + "\" to labels"));
        put(
                "long warnings",
                "ran, the text would be longer than 256 KiB, or the texts of its neighbours leave no room",
                () -> "set brand = \"xxxxxxxxxx\"\n" + "set brand = \"{brand}{brand}\"\n".repeat(14)
                        + "warn \"{brand}\"\n".repeat(5_000));
        put("squaring", "ran, the number has more than 1000 digits", () -> "set score = score * score\n".repeat(9_000));
        put("dividing by zero", "ran, division by zero", () -> "set score = score / (quantity - 3)\n".repeat(9_000));
    }

    private void largeThings() {
        put(
                "lists of a hundred thousand",
                TOO_MANY_ITEMS,
                () -> "set labels = \"a,\".repeat(1000).repeat(100).split(\",\")");
        put(
                "lists of lists",
                "ran, the texts of its neighbours leave no room",
                () -> lines(9_000, i -> "add \"" + i + "\" to labels")
                        + "\nset labels = labels.concat(labels)".repeat(40)
                        + "\nset quantity = labels.distinct().sort().count()");
        put(
                "words of a long text",
                TEXT_TOO_LONG,
                () -> "set brand = \"ab\u00e9 \".repeat(1000).repeat(40)\n"
                        + "set labels = brand.left(30_000).words().map(upper)\nset quantity = brand.word_count()\n"
                        + "set title = brand.replace(r\"(a)(b)?\", \"$1$2$1$2$1$2\").truncate_words(100)");
        put(
                "repeating repeats",
                TEXT_TOO_LONG,
                () -> "set brand = title.repeat(1000)\n" + "set brand = brand.repeat(1000)\n".repeat(300));
        put(
                "padding",
                TEXT_TOO_LONG,
                () -> "set brand = brand.pad_left(2_000_000_000, \"x\")\n".repeat(300)
                        + "set brand = brand.pad_right(9_223_372_036_854_775_807, \"x\")");
        put(
                "replacing nothing",
                TEXT_TOO_LONG,
                () -> "set brand = brand.replace(\"\", \"xxxxxxxxxxxx\")\n".repeat(100)
                        + "set title = title.replace(r\"x*\", \"$0$0$0$0yyyyyyyy\")\n".repeat(300));
        put(
                "similar texts",
                "ran",
                () -> "set brand = \"ab\".repeat(500)\nset title = \"ba\".repeat(500)\n"
                        + "when brand.similarity(title) < 1% { clear title }\n".repeat(100));
        put(
                "texts too long to be similar",
                "ran, texts of more than 1000 characters are not compared",
                () -> "set brand = title.repeat(26)\n"
                        + "when brand.similarity(title) > 1% { clear brand }\n".repeat(2_000));
        put(
                "powers",
                "ran, the number would have more than 1000 digits, the whole number is too large",
                () -> "set score = 9.999999.pow(16).pow(16).pow(16).pow(16).pow(16)\n"
                        + "set quantity = 9.pow(16).pow(16)");
        put(
                "patterns of numbers",
                "refused FK1211",
                () -> "set brand = format_number(score, \"" + "#".repeat(100_000) + "0.00\", \"fr\")");
        put(
                "patterns of dates",
                "ran",
                () -> "set title = format_date(today, \"" + "yyyy ".repeat(20_000) + "\", \"fr\")");
        put(
                "asking for many rows",
                "ran",
                () -> "table t(k: text) -> (v: text) from 'long'\nset brand = t(\"key 7\")\n"
                        + "set title = t(brand) ?? t(title)\n".repeat(1_000));
        put(
                "splitting",
                TEXT_TOO_LONG,
                () -> "set labels = title.repeat(249).split(\"a\")\n".repeat(100)
                        + "set labels = \"a,\".repeat(900).split(\",\").concat(\"b,\".repeat(900).split(\",\"))\n"
                        + "set brand = labels.join(\"" + "-".repeat(2_000) + "\")");
        put(
                "tags",
                "ran",
                () -> "set brand = \"<\".repeat(1000).repeat(200)\nset brand = brand.strip_html()\n"
                        + "set brand = \"<b>\".repeat(1000).repeat(80).keep_tags([\"b\"])\n"
                        + "set brand = \"&amp;\".repeat(1000).repeat(40).decode_entities().decode_entities()");
        put("a chain of modules", "refused FK1914", () -> "import chain.c0\nclear brand");
        put("modules in a circle", "refused FK1117", () -> "import chain.c2950\nclear brand");
        put("modules of nobody", "refused FK1116", () -> lines(9_999, i -> "import nobody.m" + i));
        put("a module that imports itself", "refused FK1117", () -> "import own\nclear brand");
        put(
                "tests",
                "ran, 0 of 4000 tests failed",
                () -> lines(4_000, i -> "test \"t" + i + "\" { given { id: \"a\" }; expect quantity is missing }"));
        put(
                "segments",
                "ran",
                () -> lines(3_000, i -> "segment s" + i + " = top " + (i + 1) + " by quantity + " + i) + "\n"
                        + lines(3_000, i -> "s" + i + " -> set brand = \"b\""));
        put(
                "arms",
                "ran",
                () -> "experiment e on id {\n" + lines(10_000, i -> "arm a" + i + " 0.01%") + "\n}\nset brand = e");
    }

    private void likeNames() {
        put(
                "names in another form",
                "refused FK1107",
                () -> "let caf\u00e9 = 1\nlet cafe\u0301 = 2\nset quantity = caf\u00e9");
        put(
                "names by case",
                "ran",
                () -> "let a = 1\nlet A = 2\nset quantity = a + A\nrule r: clear brand\nrule R: clear brand");
        put("names of many scripts", "ran", () -> "let \u0430\u0061 = 1\nlet a\u0430 = 2\nset quantity = \u0430a");
        put("names with marks", "ran", () -> "let a" + "\u0301".repeat(100_000) + " = 1\nclear brand");
        put(
                "names of one million letters",
                "refused FK1101",
                () -> "let " + "a".repeat(900_000) + " = 1\nset quantity = " + "a".repeat(100_000));
        put(
                "a long name and itself",
                "ran",
                () -> "let " + "a".repeat(500_000) + " = 1\nset quantity = " + "a".repeat(500_000));
        put("quoted names", "refused FK1101", () -> "set `" + "x ".repeat(400_000) + "` = 1");
        put("bidi", "refused FK1012", () -> "let a\u202eb\u2066 = 1\nset brand = \"\u202e\u2066{brand}\"\n# \u202e");
        put("bidi between quotes", "ran", () -> "set brand = \"\u202e\u2066{brand}\"\n# \u202e");
        put("zero bytes", "refused FK1101", () -> "set brand = \"a\u0000b\"\nset `\u0000` = 1\n\u0000");
        put(
                "nearly a name",
                "refused FK1101",
                () -> lines(2_000, i -> "set quantit" + "y".repeat(2 + i % 9) + i + " = 1"));
    }
}
