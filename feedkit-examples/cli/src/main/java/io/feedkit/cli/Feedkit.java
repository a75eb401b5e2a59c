package io.feedkit.cli;

import io.feedkit.problem.FeedException;
import java.io.PrintWriter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
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
    private static final Map<String, Supplier<Class<?>>> COMMANDS = new LinkedHashMap<>();

    static {
        COMMANDS.put("export", () -> ExportCommand.class);
        COMMANDS.put("watch", () -> WatchCommand.class);
        COMMANDS.put("merge", () -> MergeCommand.class);
        COMMANDS.put("rollback", () -> RollbackCommand.class);
        COMMANDS.put("check", () -> CheckCommand.class);
        COMMANDS.put("explain", () -> ExplainCommand.class);
        COMMANDS.put("inspect", () -> InspectCommand.class);
        COMMANDS.put("channels", () -> ChannelsCommand.class);
        COMMANDS.put("demo", () -> DemoCommand.class);
    }

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
        Commands commands = new Commands(terminal);
        CommandLine commandLine = new CommandLine(feedkit, commands);
        addCommands(commandLine, commands, args);
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

    /** The command that is asked for, or all of them: what an option looks like is found out slowly, and before anything else happens. */
    private static void addCommands(CommandLine to, Commands commands, String... args) {
        Supplier<Class<?>> asked = args.length == 0 ? null : COMMANDS.get(args[0]);
        if (asked != null) {
            to.addSubcommand(new CommandLine(asked.get(), commands));
            return;
        }
        COMMANDS.values().forEach(command -> to.addSubcommand(new CommandLine(command.get(), commands)));
        to.addSubcommand(new CommandLine(CommandLine.HelpCommand.class, commands));
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
