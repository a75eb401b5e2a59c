package io.feedkit.cli;

import io.feedkit.catalog.Catalog;
import io.feedkit.product.Schema;
import io.feedkit.rules.Diagnostic;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.RuleTest;
import io.feedkit.rules.SourceText;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

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
            "  feedkit check shop.fk --catalog shop.csv --to google-shopping:FR=google-fr.xml --style short"
        })
final class CheckCommand implements Subcommand {
    private final Terminal terminal;

    /** How much is said about each mistake. */
    enum Style {
        SHORT,
        NORMAL
    }

    @Parameters(paramLabel = "RULES", description = "The rule file (.fk).")
    private Path rules = Path.of("");

    @Option(
            names = "--catalog",
            paramLabel = "FILE",
            required = true,
            description = "The catalogue the rules are for: a path, a pattern or an address.")
    private String catalog = "";

    @Mixin
    private FeedArguments feeds = new FeedArguments();

    @Mixin
    private CatalogArguments source = new CatalogArguments();

    @Option(
            names = "--style",
            paramLabel = "STYLE",
            defaultValue = "normal",
            description = "short: one line for each mistake; normal: with the line itself, carets and a fix.")
    private Style style = Style.NORMAL;

    CheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Catalog products = source.open(source.location(catalog));
        Schema schema = products.schema();
        List<FeedArguments.Feed> wanted = feeds.feeds();
        for (FeedArguments.Feed feed : wanted) {
            schema = feed.member().extend(schema);
        }
        RuleEnvironment environment = RuleEnvironment.of(schema)
                .withChannels(FeedArguments.channelNames(wanted))
                .withMembers(wanted.stream().map(feed -> feed.member().member()).toList());
        SourceText text = RuleSet.read(rules);
        List<Diagnostic> diagnostics = RuleSet.check(environment, text);
        for (Diagnostic diagnostic : diagnostics) {
            terminal.out().println(style == Style.SHORT ? diagnostic.toString() : diagnostic.render() + "\n");
        }
        long errors = Words.errors(diagnostics);
        long others = diagnostics.size() - errors;
        terminal.out()
                .println(rules + ": "
                        + (errors == 0 ? "fine" : Words.count(errors, "error"))
                        + (others == 0 ? "" : ", " + Words.count(others, "warning"))
                        + ", checked against " + products.name());
        boolean passed = errors == 0 && test(RuleSet.compile(environment, text));
        return passed ? ExitCode.FINE : ExitCode.PROBLEMS;
    }

    /** Runs the tests that stand in the file; says whether all passed. */
    private boolean test(RuleSet compiled) {
        List<RuleTest> results = compiled.test(Instant.now());
        for (RuleTest result : results) {
            terminal.out().println(result);
            for (Diagnostic failure : result.failures()) {
                terminal.out().println(style == Style.SHORT ? failure.toString() : failure.render() + "\n");
            }
        }
        return results.stream().allMatch(RuleTest::isPassed);
    }
}
