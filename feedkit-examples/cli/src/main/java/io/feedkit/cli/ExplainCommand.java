package io.feedkit.cli;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.ChannelMember;
import io.feedkit.product.Schema;
import io.feedkit.rules.Explainer;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feedkit explain}: why does this product have these values, or why is it not sent? */
@Command(
        name = "explain",
        description = {
            "Shows what each rule saw of one product and did to it, what overwrote what, where each value is from,",
            "and what a channel makes of it. Nothing is written."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Ends with 1 when the catalogue has no product with that id.",
            "",
            "Examples:",
            "  feedkit explain shop.csv --rules shop.fk --product SKU-42",
            "  feedkit explain shop.csv --rules shop.fk --product SKU-42 --channel google-shopping:FR",
            "  feedkit explain shop.csv --rules shop.fk --product SKU-42 --channel meta:DE --lang fr",
            "  feedkit explain shop.csv --rules shop.fk --product SKU-42 --as-test >> shop.fk"
        })
final class ExplainCommand implements Subcommand {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "CATALOG",
            description =
                    "A path, a pattern (\"exports/*.csv\") or an address (https, ftp, sftp, jdbc); also gzipped or zipped.")
    private String catalog = "";

    @Option(names = "--product", paramLabel = "ID", required = true, description = "The id of the product.")
    private String product = "";

    @Option(names = "--rules", paramLabel = "FILE", required = true, description = "The rule file (.fk).")
    private Path rules = Path.of("");

    @Option(
            names = "--channel",
            paramLabel = "CHANNEL:COUNTRY[:LANGUAGE[:ACCOUNT]]",
            converter = Target.MemberConverter.class,
            description = {
                "For whom: the rules of that channel run too, and its contract is asked. May be given several times;",
                "without it only what happens for all feeds is shown."
            })
    private List<Target> channels = List.of();

    @Option(
            names = "--channel-file",
            paramLabel = "FILE",
            description =
                    "A channel descriptor of your own (YAML), which --channel may then name. May be given several times.")
    private List<Path> channelFiles = List.of();

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            description = "As if it were another time, such as 2026-11-27T09:00:00Z: rules may begin and end.")
    private Instant at = Instant.now();

    @Option(
            names = "--as-test",
            description = {
                "Writes a test for the rule file instead: the product as the catalogue has it, and what the rules make",
                "of it now."
            })
    private boolean asTest;

    @Mixin
    private RuleArguments ruleArguments = new RuleArguments();

    @Mixin
    private CatalogArguments source = new CatalogArguments();

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            converter = CheckCommand.LanguageConverter.class,
            description = "The language of the explanation: en or fr.")
    private Locale language = Locale.ENGLISH;

    @Spec
    private CommandSpec command;

    ExplainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Catalog products = source.open(source.location(catalog));
        List<FeedArguments.Feed> feeds = FeedArguments.of(channels, channelFiles, command.commandLine());
        Schema schema = products.schema();
        for (FeedArguments.Feed feed : feeds) {
            schema = feed.member().extend(schema);
        }
        RuleEnvironment environment =
                ruleArguments.environment(schema, rules, feeds).withLanguage(language);
        RuleSet compiled = RuleSet.compile(environment, RuleSet.read(rules, language));
        List<ChannelMember> members =
                feeds.stream().map(FeedArguments.Feed::member).toList();
        Explainer explainer = Explainer.of(compiled, products).with(members);
        Optional<String> why = asTest
                ? explainer.test(product, at.truncatedTo(ChronoUnit.SECONDS))
                : explainer.explain(product, at).map(explained -> explained.text(language));
        if (why.isEmpty()) {
            terminal.err().println(products.name() + " has no product with the id " + product + ".");
            return ExitCode.PROBLEMS;
        }
        terminal.out().print(why.get());
        return ExitCode.FINE;
    }
}
