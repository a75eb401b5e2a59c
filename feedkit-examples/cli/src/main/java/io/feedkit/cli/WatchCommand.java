package io.feedkit.cli;

import io.feedkit.problem.FeedException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** {@code feedkit watch}: an export, and again whenever a file it is made from changes. */
@Command(
        name = "watch",
        description =
                "Exports, and exports again whenever the catalogue, the rules or another file it is made from changes. Stop it with Ctrl+C.",
        sortOptions = false,
        footer = {
            "",
            "What comes over the network is read anew with every export, but not watched.",
            "",
            "Example:",
            "  feedkit watch shop.csv --rules shop.fk --to google-shopping:FR=fr.xml --report report.html --every 1m"
        })
final class WatchCommand extends ExportCommand {
    private static final long LONGEST_STOP_SECONDS = 20;

    private final Terminal terminal;

    @Option(
            names = "--every",
            paramLabel = "TIME",
            defaultValue = "10s",
            converter = TimeConverter.class,
            description = "Export at most once in this time: 500ms, 10s (if not given), 5m, 1h.")
    private Duration every = Duration.ofSeconds(10);

    @Option(
            names = "--settle",
            paramLabel = "TIME",
            defaultValue = "1s",
            converter = TimeConverter.class,
            description = "Wait until the files have been quiet for this time, 1s if not given.")
    private Duration settle = Duration.ofSeconds(1);

    WatchCommand(Terminal terminal) {
        super(terminal);
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        Thread watcher = Thread.currentThread();
        CountDownLatch stopped = new CountDownLatch(1);
        Thread stop = new Thread(() -> stop(watcher, stopped), "feedkit-stop");
        Runtime.getRuntime().addShutdownHook(stop);
        try {
            refuseUnwatchable();
            new WatchLoop(watched()::look, every, settle).run(this::export);
        } finally {
            stopped.countDown();
            unhook(stop);
        }
        // Whoever stopped it wanted it stopped; the interrupt has been heard.
        Thread.interrupted();
        return ExitCode.FINE;
    }

    /** A signal ends a run that is at work within moments, and nothing half-done is left; the last good feeds stay. */
    private static void stop(Thread watcher, CountDownLatch stopped) {
        watcher.interrupt();
        try {
            stopped.await(LONGEST_STOP_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static void unhook(Thread stop) {
        try {
            Runtime.getRuntime().removeShutdownHook(stop);
        } catch (IllegalStateException alreadyStopping) {
            return; // the hook is what woke us
        }
    }

    /** One export; what is wrong with the files now may be mended in a moment, so it is said, and watching goes on. */
    private void export(Set<Path> changed) {
        if (!changed.isEmpty()) {
            terminal.err()
                    .println("changed: " + changed.stream().map(Path::toString).collect(Collectors.joining(", ")));
        }
        try {
            super.call();
        } catch (FeedException e) {
            Words.print(e, terminal.err());
        }
        terminal.out().flush();
        terminal.err().println(watching());
        terminal.err().flush();
    }

    private String watching() {
        int files = watched().look().size();
        return "watching " + Words.count(files, "file") + "; Ctrl+C stops";
    }

    /** Reads {@code 500ms}, {@code 10s}, {@code 5m}, {@code 1h}. */
    static final class TimeConverter implements ITypeConverter<Duration> {
        private static final Pattern TIME = Pattern.compile("(\\d{1,9})(ms|s|m|h)");

        @Override
        public Duration convert(String text) {
            Matcher time = TIME.matcher(text);
            if (!time.matches()) {
                throw new TypeConversionException("\"" + text + "\" is no time. Write it as 500ms, 10s, 5m or 1h");
            }
            long number = Long.parseLong(time.group(1));
            return switch (time.group(2)) {
                case "ms" -> Duration.ofMillis(number);
                case "s" -> Duration.ofSeconds(number);
                case "m" -> Duration.ofMinutes(number);
                default -> Duration.ofHours(number);
            };
        }
    }
}
