package io.feedkit.cli;

import io.feedkit.catalog.Catalog;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.Extent;
import io.feedkit.export.FaultLimits;
import io.feedkit.export.FeedReport;
import io.feedkit.location.Location;
import io.feedkit.problem.Severity;
import io.feedkit.product.Schema;
import io.feedkit.rules.Coverage;
import io.feedkit.rules.RuleSet;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/** {@code feedkit export}: one catalogue to many feeds. */
@Command(
        name = "export",
        description = "Reads a catalogue once, enriches it with rules and writes the feeds asked for.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Each feed appears whole, or the last good one stays. Beside it stand a ledger (.ledger.ndjson, one line"
                    + " for every product with what became of it and why) and a manifest (.manifest.json, counts and"
                    + " checksum).",
            "",
            "Examples:",
            "  feedkit export shop.csv --to google-shopping:FR=google-fr.xml",
            "  feedkit export shop.csv --rules a.fk --to google-shopping:FR=fr.xml --to google-shopping:BE:nl=be.xml",
            "  feedkit export sftp://files.example/out/shop.csv --credentials user=feed,key=file:~/.ssh/id_ed25519"
                    + " --to google-shopping:FR=fr.xml",
            "  feedkit export shop.csv --to google-shopping:FR=sftp://files.example/in/fr.xml --to-credentials"
                    + " user=feed,password=env:FILES_PASSWORD",
            "  feedkit export stock.json --record products --currency EUR --to generic-csv:DE=out.csv"
        })
class ExportCommand implements Subcommand {
    private static final int MOST_WARNINGS = 20;

    private final Terminal terminal;

    @Parameters(
            paramLabel = "CATALOG",
            description =
                    "A path, a pattern (\"exports/*.csv\") or an address (https, ftp, sftp, jdbc); also gzipped or"
                            + " zipped.")
    private String catalog = "";

    @Option(names = "--rules", paramLabel = "FILE", description = "Rules to apply (.fk).")
    private @Nullable Path rules;

    @Mixin
    private RuleArguments ruleArguments = new RuleArguments();

    @Option(
            names = "--coverage",
            paramLabel = "FILE",
            description =
                    "Write what each statement of the rules did: how many products came to it, and what its condition"
                            + " said.")
    private @Nullable Path coverageFile;

    @Mixin
    private FeedArguments feeds = new FeedArguments();

    @Mixin
    private ReportArguments reports = new ReportArguments();

    @Mixin
    private CatalogArguments source = new CatalogArguments();

    @Option(
            names = "--shop",
            paramLabel = "TITLE",
            defaultValue = "",
            description = "The shop's name, for feeds that carry it.")
    private String shop = "";

    @Option(
            names = "--link",
            paramLabel = "URL",
            defaultValue = "",
            description = "The shop's address, for feeds that carry it.")
    private String link = "";

    @Option(
            names = "--at",
            paramLabel = "INSTANT",
            converter = InstantConverter.class,
            description =
                    "What rules take for now, such as 2026-11-27T08:00:00Z; the same instant gives the same bytes.")
    private @Nullable Instant at;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "Threads to work with; as many as the machine has, at most 4, if not given.")
    private @Nullable Integer threads;

    @Option(
            names = "--guard",
            paramLabel = "NAME=BOUND",
            description = {
                "How different from the last feed a new one may be, in per cent, or off: fewer-products, left-out,"
                        + " price-median, stock-sum,",
                "emptied-category, new-problems. CHANNEL:COUNTRY[:LANGUAGE]/NAME=BOUND is for one feed. Beyond, the"
                        + " last good feed stays."
            })
    private List<String> guards = new ArrayList<>();

    @Option(
            names = "--accept",
            description =
                    "Publish this once whatever guards say, also an empty feed in place of one that holds products.")
    private boolean accept;

    @Option(
            names = "--extent",
            paramLabel = "HOW",
            description = {
                "How much of each feed to write: full (the default), delta (only what is new or changed since the run"
                        + " before, into NAME.delta.EXT),",
                "or both. The ledger and the manifest say what changed, and what is gone."
            })
    private Extent extent = Extent.FULL;

    @Option(
            names = "--check-memory",
            paramLabel = "MB",
            description = "Memory to find ids taken twice and the like with; 24 if not given, enough for a million.")
    private @Nullable Integer checkMegabytes;

    @Option(
            names = "--check-disk",
            paramLabel = "MB",
            description = "Room on the disk for what does not fit in that memory; 2000 if not given, 0 for none.")
    private @Nullable Integer checkDiskMegabytes;

    @Option(
            names = "--document-memory",
            paramLabel = "MB",
            description =
                    "Memory for products that wait for others of their record, where a channel takes variants in one; 16 if not given, more goes to disk.")
    private @Nullable Integer documentMegabytes;

    @Option(
            names = "--max-faults",
            paramLabel = "N|N%",
            converter = FaultLimitConverter.class,
            description =
                    "Hold a feed back when more calculations of rules fail in it: a number, or a share of the records.")
    private FaultLimits.@Nullable Limit maxFaults;

    @Option(
            names = "--max-faults-per-rule",
            paramLabel = "N|N%",
            converter = FaultLimitConverter.class,
            description = "The same for each rule by itself.")
    private FaultLimits.@Nullable Limit maxFaultsPerRule;

    @Option(names = "--gzip-ledger", description = "Write ledgers gzipped (.ledger.ndjson.gz).")
    private boolean gzipLedger;

    @Option(names = "--quiet", description = "Say nothing unless a feed could not be published.")
    private boolean quiet;

    @Spec
    private CommandSpec command;

    private final WatchedFiles watched = new WatchedFiles();
    private @Nullable Coverage coverage;

    ExportCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (feeds.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "Say where to: add --to, for example --to google-shopping:FR=google-fr.xml");
        }
        if (threads != null && threads < 1) {
            throw new ParameterException(command.commandLine(), "--threads needs at least 1.");
        }
        refuseNegative(checkMegabytes, "--check-memory");
        refuseNegative(checkDiskMegabytes, "--check-disk");
        refuseNegative(documentMegabytes, "--document-memory");
        reports.check();
        List<FeedArguments.Feed> wanted = feeds.feeds(at == null ? Instant.now() : at);
        Location location = source.location(catalog);
        for (FeedArguments.Feed feed : wanted) {
            refuseInputs(location, feed.file());
        }
        for (Path file : reports.files()) {
            refuseInputs(location, file);
            wanted.forEach(feed -> refuseFilesOfFeed(feed.file(), file));
        }
        if (coverageFile != null) {
            refuseInputs(location, coverageFile);
        }
        Export export = prepared(location, wanted);
        ExportReport report = run(export, terminal, !quiet);
        writeCoverage();
        if (!quiet) {
            terminal.out().print(report.summary(Words.language(command.commandLine())));
        }
        reports.write(report);
        return exitCode(report, terminal, quiet);
    }

    private void refuseNegative(@Nullable Integer megabytes, String option) {
        if (megabytes != null && megabytes < 0) {
            throw new ParameterException(command.commandLine(), option + " needs at least 0.");
        }
    }

    /** The files this export is made from, as far as they are known yet. */
    WatchedFiles watched() {
        return watched;
    }

    /** Watching is for files; an address alone never changes. */
    void refuseUnwatchable() {
        watched.add(catalog);
        feeds.channelFiles().forEach(watched::add);
        if (rules != null) {
            watched.add(rules);
            // Modules that rules import lie beside them.
            Path folder = rules.getParent();
            watched.add((folder == null ? "" : folder + "/") + "*.fk");
        }
        source.mappingFile().ifPresent(watched::add);
        ruleArguments.files().forEach(watched::add);
        source.tellFurtherFiles(watched::add);
        if (watched.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "There is no file to watch: " + catalog + " is an address.");
        }
    }

    private void writeCoverage() {
        if (coverage != null && coverageFile != null) {
            try {
                new CoverageFile(coverage).write(coverageFile, quiet ? null : terminal.out());
            } catch (IOException e) {
                throw new ParameterException(
                        command.commandLine(), "The coverage cannot be written to " + coverageFile + ": " + e, e);
            }
        }
    }

    /** A slip of the hand must not replace the catalogue or the rules by a feed. */
    private void refuseInputs(Location location, Path file) {
        if (location.isFile(file)) {
            throw overInput(location.name());
        }
        List<Path> inputs = new ArrayList<>(feeds.channelFiles());
        if (rules != null) {
            inputs.add(rules);
        }
        source.mappingFile().ifPresent(inputs::add);
        inputs.addAll(ruleArguments.files());
        for (Path input : inputs) {
            if (isSameFile(input, file)) {
                throw overInput(input.toString());
            }
        }
    }

    /** A report has a file of its own, which is not the feed's, its ledger's or its manifest's. */
    private void refuseFilesOfFeed(Path feed, Path report) {
        Path there = feed.toAbsolutePath().normalize();
        Path here = report.toAbsolutePath().normalize();
        if (here.startsWith(there) || here.toString().startsWith(there + ".")) {
            throw new ParameterException(
                    command.commandLine(),
                    "The report " + report + " would be written over the feed " + feed
                            + " or what stands beside it; give it another file.");
        }
    }

    private ParameterException overInput(String input) {
        return new ParameterException(
                command.commandLine(),
                "The feed would be written over " + input + ", which this run reads; give it another file.");
    }

    private static boolean isSameFile(Path input, Path file) {
        // A folder on the way that is not there yet is made when the feed is written.
        if (input.toAbsolutePath().normalize().equals(file.toAbsolutePath().normalize())) {
            return true;
        }
        try {
            return Files.exists(file) && Files.isSameFile(input, file);
        } catch (IOException e) {
            return false; // what cannot be looked at is reported when it is opened
        }
    }

    private Export prepared(Location location, List<FeedArguments.Feed> wanted) {
        Catalog products = source.open(location);
        // A feed is public, so of the catalogue's path only the file's name may get into it.
        Export export = Export.of(products).shop(shop.isEmpty() ? LocationArguments.fileName(location) : shop, link);
        Schema schema = products.schema();
        GuardArguments guardArguments = new GuardArguments(guards, command.commandLine());
        for (FeedArguments.Feed feed : wanted) {
            export = export.to(
                    feed.member(),
                    feed.target().guards(guardArguments.of(feed.member().member())));
            schema = feed.member().extend(schema);
        }
        if (rules != null) {
            RuleSet compiled = RuleSet.compile(rules, ruleArguments.environment(schema, rules, wanted));
            if (!quiet) {
                compiled.warnings().stream()
                        .filter(said -> said.severity() != Severity.INFO)
                        .limit(MOST_WARNINGS)
                        .forEach(terminal.err()::println);
            }
            if (coverageFile != null) {
                coverage = compiled.coverage();
                compiled = coverage.rules();
            }
            export = export.rules(compiled);
        }
        if (checkMegabytes != null) {
            export = export.memoryForChecks(checkMegabytes * 1_000_000L);
        }
        if (documentMegabytes != null) {
            export = export.memoryForDocuments(documentMegabytes * 1_000_000L);
        }
        if (checkDiskMegabytes != null) {
            export = export.diskForChecks(checkDiskMegabytes * 1_000_000L);
        }
        if (accept) {
            export = export.accept();
        }
        if (gzipLedger) {
            export = export.packedLedgers();
        }
        export = export.faultLimits(faultLimits())
                .extent(extent)
                .whenBusy(feeds.deliveries().whenBusy());
        if (at != null) {
            export = export.at(at);
        }
        return threads == null ? export : export.threads(threads);
    }

    private FaultLimits faultLimits() {
        FaultLimits limits = FaultLimits.NONE;
        limits = maxFaults == null ? limits : limits.withOfAllRules(maxFaults);
        return maxFaultsPerRule == null ? limits : limits.withOfOneRule(maxFaultsPerRule);
    }

    /** Runs with a progress bar, if somebody watches. */
    static ExportReport run(Export export, Terminal terminal, boolean showProgress) {
        if (!showProgress || !terminal.interactive()) {
            return export.run();
        }
        try (ProgressBar bar = new ProgressBar(terminal.err(), System::nanoTime)) {
            return export.listener(bar).run();
        }
    }

    private static int exitCode(ExportReport report, Terminal terminal, boolean quiet) {
        for (FeedReport feed : report.feeds()) {
            if (quiet) {
                feed.failures().forEach(problem -> Words.print(problem, terminal.err()));
            }
        }
        if (report.feeds().stream().noneMatch(feed -> feed.published() || feed.heldBack())) {
            return ExitCode.COULD_NOT_RUN;
        }
        return report.clean() ? ExitCode.FINE : ExitCode.PROBLEMS;
    }

    /** Reads {@code 2026-11-27T08:00:00Z} and the same with an offset. */
    static final class InstantConverter implements ITypeConverter<Instant> {
        @Override
        public Instant convert(String text) {
            try {
                return OffsetDateTime.parse(text).toInstant();
            } catch (DateTimeException e) {
                throw new TypeConversionException("\"" + text
                        + "\" is no instant. Write it as 2026-11-27T08:00:00Z or 2026-11-27T09:00:00+01:00");
            }
        }
    }

    /** Reads {@code 100} and {@code 0.5%}. */
    static final class FaultLimitConverter implements ITypeConverter<FaultLimits.Limit> {
        @Override
        public FaultLimits.Limit convert(String text) {
            try {
                return text.endsWith("%")
                        ? FaultLimits.Limit.ofPercent(new BigDecimal(text.substring(0, text.length() - 1)))
                        : FaultLimits.Limit.of(Long.parseLong(text));
            } catch (IllegalArgumentException e) {
                throw new TypeConversionException(
                        "\"" + text + "\" is no number of faults. Write it as 100 or as 0.5%");
            }
        }
    }
}
