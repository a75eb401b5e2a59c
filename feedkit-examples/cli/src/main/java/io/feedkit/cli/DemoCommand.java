package io.feedkit.cli;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.FeedReport;
import io.feedkit.location.FilePublication;
import io.feedkit.problem.Wording;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feedkit demo}: something to play with. */
@Command(
        name = "demo",
        description =
                "Writes a small catalogue and rules, and makes feeds of them. Change both and run it again: files that are there are kept.",
        mixinStandardHelpOptions = true)
final class DemoCommand implements Subcommand {
    static final String CATALOGUE = "catalogue.csv";
    static final String RULES = "shop.fk";
    static final String REPORT = "report.html";
    /** Fixed, so that everybody sees the same feeds. */
    static final Instant RUN_AT = Instant.parse("2026-11-27T08:00:00Z");

    private static final int ITEM_LINES = 30;
    private static final int ITEM_WIDTH = 140;

    private final Terminal terminal;

    @Parameters(
            paramLabel = "DIR",
            defaultValue = "feedkit-demo",
            description = "The folder to work in, ${DEFAULT-VALUE} if not given.")
    private Path folder = Path.of("feedkit-demo");

    @Option(names = "--fresh", description = "Write the catalogue and the rules anew, over your changes.")
    private boolean fresh;

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            converter = CheckCommand.LanguageConverter.class,
            description = "The language of what is said and of the page: en or fr.")
    private Locale language = Locale.ENGLISH;

    @Spec
    private CommandSpec command;

    DemoCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        PrintWriter out = terminal.out();
        Wording words = Words.in(language);
        Path catalogue = supply(CATALOGUE, words);
        Path rules = supply(RULES, words);
        Path ireland = folder.resolve("google-ie.xml");
        Path france = folder.resolve("google-fr.tsv");
        Catalog products = Catalog.open(catalogue);
        Export export = Export.of(products)
                .rules(RuleSet.compile(
                        rules, RuleEnvironment.of(products.schema()).withLanguage(language)))
                .to(Channels.get("google-shopping").member("IE", "en"), ireland)
                .to(Channels.get("google-shopping").member("FR", "fr"), france)
                .shop("Harbour & Hill", "https://shop.example")
                .at(RUN_AT);
        ExportReport report = ExportCommand.run(export, terminal, true);
        out.println();
        out.print(report.summary(language));
        out.println();
        if (!report.feeds().stream().allMatch(FeedReport::published)) {
            return ExitCode.COULD_NOT_RUN;
        }
        reports(report, words);
        out.println(words.say("demo.first", ireland));
        firstItem(ireland).forEach(line -> out.println("  " + line));
        out.println();
        next(catalogue, rules, ireland, france, words);
        return ExitCode.FINE;
    }

    private void reports(ExportReport report, Wording words) {
        Path page = folder.resolve(REPORT);
        byte[] bytes = report.html(language).getBytes(StandardCharsets.UTF_8);
        try (FilePublication publication = FilePublication.open(page)) {
            publication.write(bytes, 0, bytes.length);
            publication.publish();
        }
        terminal.out().println(words.say("demo.page", page));
        terminal.out().println();
    }

    private void next(Path catalogue, Path rules, Path ireland, Path france, Wording words) {
        PrintWriter out = terminal.out();
        out.println(words.say("demo.ledger", ireland + ".ledger.ndjson"));
        out.println();
        out.println(words.say("demo.change"));
        out.println(words.say("demo.rules", rules));
        out.println(words.say("demo.catalogue", catalogue));
        out.println(words.say("demo.own"));
        out.println("  feedkit export " + catalogue + " --rules " + rules + " --to google-shopping:IE=" + ireland
                + " --to google-shopping:FR=" + france);
        Program.command().ifPresent(typed -> out.println(words.say("demo.short-for", typed)));
    }

    private Path supply(String name, Wording words) {
        Path file = folder.resolve(name);
        if (Files.exists(file) && !fresh) {
            terminal.out().println(words.say("demo.kept", file));
            return file;
        }
        try (InputStream in = Objects.requireNonNull(DemoCommand.class.getResourceAsStream("demo/" + name), name)) {
            Files.createDirectories(folder);
            Files.write(file, in.readAllBytes());
        } catch (IOException e) {
            throw new ParameterException(
                    command.commandLine(),
                    "The file " + file + " cannot be written (" + e.getMessage()
                            + "). Name another folder: feedkit demo DIR",
                    e);
        }
        terminal.out().println(words.say("demo.wrote", file));
        return file;
    }

    private static List<String> firstItem(Path rss) {
        List<String> item = new ArrayList<>();
        try {
            for (String line : Files.readAllLines(rss, StandardCharsets.UTF_8)) {
                if (!item.isEmpty() || line.contains("<item>")) {
                    item.add(TextTable.cut(line, ITEM_WIDTH));
                }
                if (line.contains("</item>") || item.size() > ITEM_LINES) {
                    break;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return item;
    }
}
