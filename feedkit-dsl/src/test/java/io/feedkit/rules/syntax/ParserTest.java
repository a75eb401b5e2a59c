package io.feedkit.rules.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.Messages;
import io.feedkit.rules.RuleLimits;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.SourceText;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicReference;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.From;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ParserTest {
    private static final Path RESOURCES = Path.of("src/test/resources/io/feedkit/rules/syntax");

    @Test
    void readsTheGuardExactlyAsItsAuthorWroteIt() {
        Statement.When when = (Statement.When) only("quantity<3 → 0");
        assertThat(when.form()).isEqualTo(Statement.When.Form.ARROW);
        assertThat(Printer.print(when.condition())).isEqualTo("quantity < 3");
        Statement.Set set = (Statement.Set) when.then().items().get(0).element();
        assertThat(set.target().text()).isEqualTo("quantity");
        assertThat(set.target().span()).hasToString("test.fk:1:1");
        assertThat(set.value())
                .isEqualTo(new Expr.Number(BigDecimal.ZERO, set.value().span()));
        assertThat(set.span()).hasToString("test.fk:1:14");
    }

    @Test
    void takesAParenthesisForAnAnnotationsOwnWhereItTouchesItsName() {
        assertThat(Printer.print(parse("""
                @tags("a", "b") @final (price) - cost > 1 EUR -> clear price
                @`tags`(a) -b > 1 -> clear b
                """).program())).isEqualTo("""
                        @tags("a", "b")
                        @final
                        price - cost > 1 EUR -> clear price
                        @tags(a)
                        -b > 1 -> clear b
                        """);
    }

    @Test
    void readsTheThirtyExamples() throws IOException {
        ParseResult result = parse(Files.readString(RESOURCES.resolve("thirty-examples.fk")));
        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.program().items()).hasSize(64);
    }

    @Test
    void takesLineEndsOfAnySystem() throws IOException {
        String unix = Files.readString(RESOURCES.resolve("thirty-examples.fk"));
        String printed = Printer.print(parse(unix).program());
        assertThat(Printer.print(parse(unix.replace("\n", "\r\n")).program())).isEqualTo(printed);
        assertThat(Printer.print(parse(unix.replace("\n", "\r")).program())).isEqualTo(printed);
        assertThat(Printer.print(parse("\uFEFF" + unix).program())).isEqualTo(printed);
    }

    @Test
    void goesOnOverTheLineEndWhereARightSideIsMissingOrALeftSideIsNeeded() {
        assertThat(Printer.print(parse("""
                set price =
                  cost
                    .with_vat(rate)
                    + 2 EUR -
                  1 EUR
                set title = join(
                  brand
                  , name
                )
                when a
                  and b
                then clear c
                else clear d
                title starts with
                  "x"
                  -> clear title
                """).program())).isEqualTo("""
                        set price = cost.with_vat(rate) + 2 EUR - 1 EUR
                        set title = join(brand, name)
                        when a and b then clear c else clear d
                        title starts with "x" -> clear title
                        """);
    }

    @Test
    void aLeadingMinusStartsALine() {
        assertThat(parse("clear a\n-1 < b -> clear b").program().items()).hasSize(2);
    }

    @Test
    void writesSugarOutAsTheKernel() {
        Statement.When keep = (Statement.When) only("keep when price < competitor_price because \"dear\"");
        assertThat(Printer.print(keep.condition())).isEqualTo("not (price < competitor_price) ?? false");
        assertThat(Printer.print(keep.written())).isEqualTo("price < competitor_price");
        Statement.Set add = (Statement.Set) only("add \"new\" to labels");
        assertThat(Printer.print(add.value())).isEqualTo("labels.with(\"new\")");
        assertThat(Printer.print(add.written())).isEqualTo("\"new\"");
    }

    @Test
    void normalisesNamesSoThatTwoSpellingsOfAnAccentMeanOneAttribute() {
        Statement.Clear composed = (Statement.Clear) only("clear d\u00E9tail");
        Statement.Clear combined = (Statement.Clear) only("clear de\u0301tail");
        assertThat(combined.target().text()).isEqualTo(composed.target().text());
    }

    @Test
    void tellsMoneyFromMeasures() {
        assertThat(value("12.50 EUR")).isInstanceOf(Expr.Money.class);
        assertThat(value("30 kg")).isInstanceOf(Expr.Measure.class);
        assertThat(value("2 days")).isInstanceOf(Expr.Measure.class);
        assertThat(((Expr.Percent) value("5.5%")).number()).isEqualTo(new BigDecimal("5.5"));
        assertThat(((Expr.Number) value("1_000")).isInteger()).isTrue();
    }

    @Test
    void keepsWhatDocumentsADeclaration() {
        Item item = parse("# not this\n## Two lines\n## of it.\nlet a = b; let c = d")
                .program()
                .items()
                .get(0);
        assertThat(item.documentation()).isEqualTo("Two lines\nof it.");
    }

    @Test
    void pointsAtColumnsInCodePoints() {
        Diagnostic diagnostic =
                parse("set title = \"😀\" && \"x\"").diagnostics().get(0);
        assertThat(diagnostic.span().column()).isEqualTo(17);
        assertThat(diagnostic.span().text()).isEqualTo("&&");
    }

    @Test
    void speaksFrench() {
        ParseResult result = Parser.parse(
                SourceText.of("prix.fk", "set price = 12,50 EUR"), RuleLimits.DEFAULTS, Messages.in(Locale.FRENCH));
        assertThat(result.diagnostics().get(0).sentence()).isEqualTo("Un nombre décimal s'écrit avec un point.");
    }

    @Test
    void stopsAtEveryLimit() {
        RuleLimits limits =
                RuleLimits.DEFAULTS.withMaxNesting(3).withMaxRegexChars(5).withMaxNumberDigits(4);
        thenStops(limits, "set a = ((((1))))", RuleProblem.TOO_DEEP);
        thenStops(limits, "when a { when b { when c { when d { clear e } } } }", RuleProblem.TOO_DEEP);
        thenStops(limits, "set a = " + "- ".repeat(1000) + "1", RuleProblem.TOO_DEEP);
        thenStops(limits, "set a = 1" + " + 1".repeat(1000), RuleProblem.TOO_DEEP);
        thenStops(limits, "set a = b" + ".f()".repeat(1000), RuleProblem.TOO_DEEP);
        thenStops(limits.withMaxStatements(2), "clear a\nclear b\nclear c\nclear d", RuleProblem.TOO_MANY_STATEMENTS);
        thenStops(limits, "a matches r\"123456\" -> clear a", RuleProblem.REGEX_TOO_LONG);
        thenStops(limits, "set a = 12345", RuleProblem.NUMBER_TOO_LONG);
        thenStops(limits.withMaxSourceBytes(10), "set a = \"ééé\"", RuleProblem.SOURCE_TOO_LARGE);
    }

    private static void thenStops(RuleLimits limits, String text, RuleProblem problem) {
        assertThat(Parser.parse(SourceText.of("test.fk", text), limits, Messages.english())
                        .diagnostics())
                .extracting(Diagnostic::code)
                .containsExactly(problem);
    }

    @Test
    void saysOnceThatATableIsTooLong() {
        String table = "table t(a: text) -> (b: text) first {\n" + "| \"a\" | \"b\" |\n".repeat(9_000) + "}\nclear a\n";
        ParseResult result = parse(table);
        assertThat(result.diagnostics()).singleElement().matches(said -> said.code() == RuleProblem.STATEMENT_TOO_LONG);
        assertThat(result.program().items()).hasSize(1);
    }

    @Test
    void cutsAListOfManyMistakesAndSaysHowManyAreLeft() {
        List<Diagnostic> diagnostics = Parser.parse(
                        SourceText.of("test.fk", "set a b\n".repeat(30)),
                        RuleLimits.DEFAULTS.withMaxDiagnostics(10),
                        Messages.english())
                .diagnostics();
        assertThat(diagnostics).hasSize(11);
        assertThat(diagnostics.get(10).sentence()).isEqualTo("20 more problems are not shown.");
    }

    @Test
    void needsLittleStackForWhateverIsNested() throws InterruptedException {
        String chained = "set a = " + "if b then c else ".repeat(900) + "d\n"
                + "when a { clear b }" + " else when a { clear b }".repeat(900) + "\n"
                + "set a = " + "(".repeat(60) + "1" + ")".repeat(60) + "\n"
                + "set a = " + "not ".repeat(5000) + "b\n"
                + "a -> set b = c" + " or a".repeat(20_000) + "\n";
        AtomicReference<Object> outcome = new AtomicReference<>();
        Thread small = new Thread(
                null,
                () -> {
                    try {
                        outcome.set(Printer.print(parse(chained).program()));
                    } catch (StackOverflowError overflow) {
                        outcome.set(overflow);
                    }
                },
                "small stack",
                512 * 1024);
        small.start();
        small.join();
        assertThat(outcome.get()).isInstanceOf(String.class);
    }

    @Test
    void readsTheSameUnderATurkishLocale() throws IOException {
        String text = Files.readString(RESOURCES.resolve("thirty-examples.fk"));
        String printed = Printer.print(parse(text).program());
        Locale before = Locale.getDefault();
        try {
            Locale.setDefault(Locale.forLanguageTag("tr-TR"));
            assertThat(Printer.print(parse(text).program())).isEqualTo(printed);
            assertThat(parse("set İ i = I").diagnostics().get(0).toString()).startsWith("error[FK1001]");
        } finally {
            Locale.setDefault(before);
        }
    }

    @Property(tries = 2_000)
    void neverThrowsWhateverTheText(@ForAll("ruleLikeText") String text) {
        ParseResult result = parse(text);
        result.diagnostics().forEach(Diagnostic::render);
        Printer.print(result.program());
    }

    @Property(tries = 500)
    void neverThrowsForAnyCharacters(@ForAll String text) {
        parse(text).diagnostics().forEach(Diagnostic::render);
    }

    /** Pieces of rules in any order: nearly right is where parsers break. */
    @Provide
    Arbitrary<String> ruleLikeText() {
        return Arbitraries.of(
                        "set ",
                        "a ",
                        "b.c ",
                        "= ",
                        "3 ",
                        "-> ",
                        "→",
                        "{",
                        "}",
                        "(",
                        ")",
                        "[",
                        "]",
                        "\"",
                        "{x}",
                        "{x?}",
                        "'",
                        "`",
                        "\n",
                        "\r\n",
                        ";",
                        ",",
                        "12,5 ",
                        "€",
                        "%",
                        "when ",
                        "then ",
                        "else ",
                        "if ",
                        "case ",
                        "exclude ",
                        "keep ",
                        "because ",
                        "table ",
                        "| ",
                        "_ ",
                        "r\"",
                        "\\",
                        "rule ",
                        "x: ",
                        "channel ",
                        "let ",
                        "fn ",
                        "in ",
                        "not ",
                        "is ",
                        "missing ",
                        "..",
                        "..<",
                        "?",
                        "??",
                        "@final ",
                        "# c",
                        "## d",
                        "//",
                        "/*",
                        "*/",
                        "“",
                        "”",
                        "«",
                        "😀",
                        "\uD800",
                        "\u0000",
                        "test ",
                        "given ",
                        "2026-02-30 ",
                        "2026-11-26T18:00",
                        "1e9 ",
                        "&&",
                        "!",
                        "per ",
                        "segment ",
                        "top ",
                        "experiment ",
                        "allocate ")
                .list()
                .ofMaxSize(40)
                .map(pieces -> String.join("", pieces));
    }

    @Property(tries = 300)
    void givesOneMessageForEachBadLine(@ForAll @Size(max = 20) List<@From("lines") String> lines) {
        ParseResult result = parse(String.join("\n", lines));
        List<Integer> bad = result.diagnostics().stream()
                .map(diagnostic -> diagnostic.span().line())
                .toList();
        List<Integer> expected = new ArrayList<>();
        for (int i = 0; i < lines.size(); i++) {
            if (BAD_LINES.contains(lines.get(i))) {
                expected.add(i + 1);
            }
        }
        assertThat(bad).isEqualTo(expected);
        assertThat(result.program().items().stream()
                        .filter(item -> item.element() instanceof Statement.Clear)
                        .count())
                .isEqualTo(lines.stream().filter("clear a"::equals).count());
    }

    // Not among them: "set a =", which takes the next line for its value.
    private static final List<String> BAD_LINES = List.of(
            "set a b",
            "clear",
            "set a = (b",
            "set a = b)",
            "set a = [1, 2",
            "set a = \"b",
            "set a = \"{b",
            "when a < then clear b",
            "a < b < c -> 0",
            "whn a { clear b }",
            "set a = b && c",
            "set a = 1,5",
            "set a = 12 €",
            "a -> 5",
            "set a = 2026-02-30",
            "when a { set b }",
            "rule x exclude");

    @Provide
    Arbitrary<String> lines() {
        return Arbitraries.oneOf(
                Arbitraries.of(BAD_LINES),
                Arbitraries.of("clear a", "quantity < 3 -> 0", "when a { set b = \"{c}\" }", "", "# comment"));
    }

    private static ParseResult parse(String text) {
        return Parser.parse(SourceText.of("test.fk", text));
    }

    private static Item.Element only(String text) {
        ParseResult result = parse(text);
        assertThat(result.diagnostics()).isEmpty();
        assertThat(result.program().items()).hasSize(1);
        return result.program().items().get(0).element();
    }

    private static Expr value(String text) {
        return ((Statement.Set) only("set a = " + text)).value();
    }
}
