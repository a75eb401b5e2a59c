package io.feedkit.cli;

import io.feedkit.export.ExportReport;
import io.feedkit.export.FeedParts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code feedkit merge}: one account of a run that was divided. */
@Command(
        name = "merge",
        description =
                "Puts the reports, or the ledgers and manifests, of parts of one run together: what a single run would have said.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Examples:",
            "  feedkit merge part1/report.json part2/report.json --report whole.html",
            "  feedkit merge part1/google.csv part2/google.csv --into whole/google.csv",
            "",
            "The second writes whole/google.csv.ledger.ndjson and whole/google.csv.manifest.json; the feeds themselves stay as they are."
        })
final class MergeCommand implements Subcommand {
    private final Terminal terminal;

    @Parameters(
            paramLabel = "PART",
            arity = "1..*",
            description = "Reports (.json), or feeds whose ledgers and manifests stand beside them.")
    private List<Path> parts = new ArrayList<>();

    @Mixin
    private ReportArguments reports = new ReportArguments();

    @Option(
            names = "--into",
            paramLabel = "FEED",
            description = "Write the ledger and the manifest of all parts as if they belonged to this feed.")
    private @Nullable Path into;

    @Spec
    private CommandSpec command;

    MergeCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        reports.check();
        if (into == null && reports.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "Say what to make: --report FILE of reports, --into FEED of feeds.");
        }
        if (into != null && !reports.isEmpty()) {
            throw new ParameterException(
                    command.commandLine(), "Reports and feeds are merged one after the other: --report or --into.");
        }
        if (into != null) {
            FeedParts.of(parts).writeBeside(into);
            return ExitCode.FINE;
        }
        ExportReport merged =
                ExportReport.merged(parts.stream().map(this::report).toList());
        reports.write(merged);
        terminal.out().print(merged.summary(Words.language(command.commandLine())));
        return merged.clean() ? ExitCode.FINE : ExitCode.PROBLEMS;
    }

    private ExportReport report(Path file) {
        if (!String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT).endsWith(".json")) {
            throw new ParameterException(
                    command.commandLine(), file + " is no .json; only that form of a report can be read back.");
        }
        try {
            return ExportReport.read(Files.readAllBytes(file), file.toString());
        } catch (IOException e) {
            throw new ParameterException(
                    command.commandLine(), "The report " + file + " cannot be read (" + e.getMessage() + ").", e);
        }
    }
}
