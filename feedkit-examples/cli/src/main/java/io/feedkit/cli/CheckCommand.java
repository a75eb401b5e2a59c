package io.feedkit.cli;

import io.feedkit.catalog.Catalog;
import io.feedkit.problem.Severity;
import io.feedkit.problem.Wording;
import io.feedkit.product.Schema;
import io.feedkit.rules.CatalogCounts;
import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.DiagnosticFormat;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleProblem;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.RuleTest;
import io.feedkit.rules.SourceText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.TypeConversionException;

/** {@code feedkit check}: is this rule file right for this catalogue? */
@Command(
        name = "check",
        description = "Checks rules against the attributes of a catalogue, and runs the tests that stand in them.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Ends with 1 when there is an error or a test fails; warnings alone end with 0.",
            "",
            "Examples:",
            "  feedkit check shop.fk --catalog shop.csv",
            "  feedkit check shop.fk --catalog shop.csv --to google-shopping:FR=google-fr.xml --style short",
            "  feedkit check shop.fk --catalog shop.csv --style sarif --lang fr > shop.sarif"
        })
final class CheckCommand implements Subcommand {
    private final Terminal terminal;

    @Parameters(paramLabel = "RULES", description = "The rule file (.fk).")
    private Path rules = Path.of("");

    @Option(
            names = "--catalog",
            paramLabel = "FILE",
            required = true,
            description = "The catalogue the rules are for: a path, a pattern or an address.")
    private String catalog = "";

    @Mixin
    private RuleArguments ruleArguments = new RuleArguments();

    @Mixin
    private FeedArguments feeds = new FeedArguments();

    @Mixin
    private CatalogArguments source = new CatalogArguments();

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            defaultValue = "normal",
            description =
                    "short: a line for each mistake; normal: with the line itself, carets and a fix; teach: with what"
                            + " the language has to do with it; json; sarif.")
    private DiagnosticFormat style = DiagnosticFormat.NORMAL;

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            converter = LanguageConverter.class,
            description = "The language of messages: en or fr.")
    private Locale language = Locale.ENGLISH;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Catalog products = source.open(source.location(catalog));
        Schema schema = products.schema();
        List<FeedArguments.Feed> wanted = feeds.feeds(Instant.now());
        for (FeedArguments.Feed feed : wanted) {
            schema = feed.member().extend(schema);
        }
        RuleEnvironment environment = ruleArguments
                .environment(schema, rules, wanted)
                .withLanguage(language)
                .withMembers(wanted.stream().map(feed -> feed.member().member()).toList());
        SourceText text = RuleSet.read(rules, language);
        List<Diagnostic> diagnostics = new ArrayList<>(RuleSet.check(environment, text));
        if (diagnostics.stream().anyMatch(found -> found.code() == RuleProblem.UNDECIDED)) {
            // Only now are the numbers worth a pass over the catalogue.
            environment = environment.withCounts(CatalogCounts.of(products));
            diagnostics = new ArrayList<>(RuleSet.check(environment, text));
        }
        long errors = Words.errors(diagnostics);
        List<RuleTest> tests =
                errors > 0 ? List.of() : RuleSet.compile(environment, text).test(Instant.now());
        boolean forPeople = style != DiagnosticFormat.JSON && style != DiagnosticFormat.SARIF;
        if (forPeople) {
            print(diagnostics);
            say(diagnostics, products.name());
            tests.forEach(this::print);
        } else {
            // A program reads one document, so what tests found stands in it too.
            for (RuleTest test : tests) {
                diagnostics.addAll(test.failures());
            }
            print(diagnostics);
        }
        boolean passed = errors == 0 && tests.stream().allMatch(RuleTest::isPassed);
        return passed ? ExitCode.FINE : ExitCode.PROBLEMS;
    }

    private void print(List<Diagnostic> diagnostics) {
        terminal.out().print(style.write(diagnostics, language));
    }

    private void print(RuleTest test) {
        terminal.out().println(test);
        print(test.failures());
    }

    private void say(List<Diagnostic> diagnostics, String catalogue) {
        long errors = Words.errors(diagnostics);
        long notes = diagnostics.stream()
                .filter(found -> found.severity() == Severity.INFO)
                .count();
        long others = diagnostics.size() - errors - notes;
        Wording words = Words.in(language);
        String counted = (errors == 0 ? words.say("check.fine") : Words.count(errors, "error", words))
                + (others == 0 ? "" : ", " + Words.count(others, "warning", words))
                + (notes == 0 ? "" : ", " + Words.count(notes, "note", words));
        terminal.out().println(words.say("check.said", rules, counted, catalogue));
    }

    /** Reads {@code fr}. */
    static final class LanguageConverter implements ITypeConverter<Locale> {
        @Override
        public Locale convert(String text) {
            if (!text.equals("en") && !text.equals("fr")) {
                throw new TypeConversionException("there are no messages in \"" + text + "\". Write en or fr");
            }
            return Locale.forLanguageTag(text);
        }
    }
}
