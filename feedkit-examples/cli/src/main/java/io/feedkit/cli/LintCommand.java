package io.feedkit.cli;

import io.feedkit.channel.ChannelProblem;
import io.feedkit.channel.DescriptorLimits;
import io.feedkit.channel.DescriptorLint;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.Severity;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code feedkit channels lint}: is this descriptor right, and is it what its author means? */
@Command(
        name = "lint",
        description =
                "Says everything that is wrong with channel descriptors, and what their authors may want to know.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Ends with 1 when there is an error, with 2 when a file cannot be read; advice alone ends with 0.",
            "A comment on a line or above it keeps advice back: # lint: channel.unused, kept for a relative",
            "",
            "Examples:",
            "  feedkit channels lint corner-shop.yaml",
            "  feedkit channels lint --lang fr --format json channels/*.yaml"
        })
final class LintCommand implements Subcommand {
    private final Terminal terminal;

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "A channel descriptor (YAML).")
    private List<Path> files = List.of();

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            converter = CheckCommand.LanguageConverter.class,
            description = "The language of messages: en or fr.")
    private Locale language = Locale.ENGLISH;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            defaultValue = "text",
            description = "text for people, json for programs: an array with an object for each problem.")
    private OutputFormat format = OutputFormat.TEXT;

    LintCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        int exitCode = ExitCode.FINE;
        List<Problem> all = new ArrayList<>();
        for (Path file : files) {
            List<Problem> problems = lint(file);
            all.addAll(problems);
            exitCode = Math.max(exitCode, exitCode(problems));
            if (format == OutputFormat.TEXT) {
                print(file, problems);
            }
        }
        if (format == OutputFormat.JSON) {
            terminal.out().println(ProblemJson.of(all));
        }
        return exitCode;
    }

    private List<Problem> lint(Path file) {
        try {
            return DescriptorLint.file(file, DescriptorLimits.DEFAULTS, language);
        } catch (FeedException e) {
            return List.of(e.problem());
        }
    }

    private static int exitCode(List<Problem> problems) {
        if (problems.stream().anyMatch(problem -> problem.code() == ChannelProblem.UNREADABLE)) {
            return ExitCode.COULD_NOT_RUN;
        }
        return errors(problems) > 0 ? ExitCode.PROBLEMS : ExitCode.FINE;
    }

    private static long errors(List<Problem> problems) {
        return problems.stream()
                .filter(problem -> problem.severity() == Severity.ERROR)
                .count();
    }

    private void print(Path file, List<Problem> problems) {
        problems.forEach(problem -> Words.print(problem, language, terminal.out()));
        terminal.out().println(file + ": " + summary(errors(problems), problems.size()));
    }

    private String summary(long errors, long all) {
        boolean french = language.getLanguage().equals("fr");
        String wrong = errors == 0 ? french ? "sans erreur" : "fine" : Words.count(errors, french ? "erreur" : "error");
        long advice = all - errors;
        return advice == 0 ? wrong : wrong + ", " + (french ? Words.count(advice, "conseil") : advice + " advice");
    }
}
