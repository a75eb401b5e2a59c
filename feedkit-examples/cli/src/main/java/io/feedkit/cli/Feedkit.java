package io.feedkit.cli;

import io.feedkit.problem.FeedException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;
import picocli.CommandLine.UnmatchedArgumentException;

/** The {@code feedkit} command. Exit codes: 0 fine, 1 problems found, 2 could not run. */
@Command(
        name = "feedkit",
        description = "Turns a catalogue into the product feeds that sales channels accept.",
        subcommands = {
            ExportCommand.class,
            WatchCommand.class,
            MergeCommand.class,
            RollbackCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            InspectCommand.class,
            ChannelsCommand.class,
            DemoCommand.class,
            CommandLine.HelpCommand.class
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 fine, 1 problems found, 2 could not run.",
            "",
            "Start with:",
            "  feedkit demo                     a small catalogue, rules and feeds to play with",
            "  feedkit inspect catalogue.csv    what feedkit understands of your own",
            "  feedkit help export              every option of an export, with examples"
        })
public final class Feedkit implements Callable<Integer> {

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--stacktrace",
            hidden = true,
            scope = ScopeType.INHERIT,
            description = "Show where in feedkit an error comes from.")
    private boolean stackTrace;

    private Feedkit() {}

    public static void main(String[] args) {
        System.exit(run(Terminal.system(), args));
    }

    /** Runs one command and gives its exit code. */
    static int run(Terminal terminal, String... args) {
        Feedkit feedkit = new Feedkit();
        CommandLine commandLine = new CommandLine(feedkit, new Commands(terminal));
        commandLine
                .setOut(terminal.out())
                .setErr(terminal.err())
                .setUsageHelpWidth(100)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Feedkit::misunderstood)
                .setExecutionExceptionHandler(feedkit::failed);
        try {
            return commandLine.execute(args);
        } finally {
            terminal.out().flush();
            terminal.err().flush();
        }
    }

    @Override
    public Integer call() {
        spec.commandLine().usage(spec.commandLine().getOut());
        return ExitCode.COULD_NOT_RUN;
    }

    private static int misunderstood(ParameterException e, String[] args) {
        CommandLine command = e.getCommandLine();
        PrintWriter err = command.getErr();
        if (e.getCause() instanceof FeedException refused) {
            Words.print(refused, Words.language(command), err);
        } else {
            err.println("error: " + message(e));
        }
        if (!UnmatchedArgumentException.printSuggestions(e, err)) {
            err.println("See: " + command.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitCode.COULD_NOT_RUN;
    }

    private static String message(ParameterException e) {
        if (!(e instanceof UnmatchedArgumentException unmatched)) {
            return String.valueOf(e.getMessage());
        }
        String first = unmatched.getUnmatched().get(0);
        if (unmatched.isUnknownOption()) {
            return "There is no option " + first + ".";
        }
        boolean inCommand = e.getCommandLine().getParent() != null;
        return inCommand ? "\"" + first + "\" is one argument too many." : "There is no command \"" + first + "\".";
    }

    private int failed(Exception e, CommandLine command, ParseResult result) {
        PrintWriter err = command.getErr();
        if (stackTrace) {
            e.printStackTrace(err);
        }
        if (e instanceof FeedException refused) {
            Words.print(refused, Words.language(command), err);
        } else {
            err.println("error: Something went wrong inside feedkit: " + e);
            err.println("  Please report it, with what the same command prints when you add --stacktrace.");
        }
        return ExitCode.COULD_NOT_RUN;
    }

    /** Makes subcommands; all of them need the terminal. */
    private record Commands(Terminal terminal) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            if (Subcommand.class.isAssignableFrom(type)) {
                return type.getDeclaredConstructor(Terminal.class).newInstance(terminal);
            }
            return CommandLine.defaultFactory().create(type);
        }
    }
}
