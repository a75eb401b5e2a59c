package io.feedkit.catalog;

import io.feedkit.batch.ProductBatch;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import java.io.FileInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What {@link TortureTest} starts in a {@link WatchedJvm}: reads the files that a list names, and prints what became of each. */
final class TortureRun {
    /** The name of the outcome that shows that it is watched. */
    static final String TRIAL = "(trial)";

    /** Thrown where the JVM asks for something that it does not get. */
    static final SecurityException REFUSAL = new SecurityException("refused");

    private TortureRun() {}

    /**
     * What became of one file.
     *
     * @param file its path
     * @param millis CPU time of the whole process meanwhile
     * @param trouble what was thrown that is no {@link FeedException}, or empty
     * @param products how many were read
     * @param end the code of the problem that ended the reading, or empty
     * @param codes of the problems that did not end it, each once
     * @param lines where they are, without those that name no line
     */
    record Outcome(String file, long millis, String trouble, long products, String end, String codes, String lines) {
        private static final String SIGN = "outcome\t";

        String line() {
            return SIGN
                    + String.join(
                            "\t",
                            file,
                            Long.toString(millis),
                            clean(trouble),
                            Long.toString(products),
                            end,
                            codes,
                            lines);
        }

        private static String clean(String text) {
            return text.replaceAll("[\\t\\r\\n]+", " ");
        }

        /** The outcome that a line holds, if it does. */
        static Stream<Outcome> parse(String line) {
            if (!line.startsWith(SIGN)) {
                return Stream.empty();
            }
            String[] parts = line.substring(SIGN.length()).split("\t", -1);
            return Stream.of(new Outcome(
                    parts[0],
                    Long.parseLong(parts[1]),
                    parts[2],
                    Long.parseLong(parts[3]),
                    parts[4],
                    parts[5],
                    parts[6]));
        }
    }

    public static void main(String[] arguments) throws IOException {
        List<String> files = Files.readAllLines(Path.of(arguments[0]), StandardCharsets.UTF_8);
        PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
        doing(TRIAL);
        out.println(trial(Path.of(arguments[0])).line());
        for (String file : files) {
            doing(file);
            // What refuses a socket also interrupts whoever asked for it.
            Thread.interrupted();
            out.println(read(Path.of(file)).line());
        }
        doing("");
    }

    /** Where the watcher learns what is done next. */
    private static void doing(String what) {
        if (what.equals(REFUSAL.getMessage())) {
            throw REFUSAL;
        }
    }

    /** Does what no catalogue may make us do, so that the watcher is known to watch. */
    private static Outcome trial(Path other) throws IOException {
        try (InputStream in = new FileInputStream(other + "-1")) {
            in.read();
        } catch (IOException e) {
            // There is no such file; that it was asked for is what counts.
        }
        if (Files.exists(other)) {
            try (InputStream in = Files.newInputStream(Path.of(other + "-2"))) {
                in.read();
            } catch (IOException e) {
                // As above.
            }
        }
        InetSocketAddress nobody = new InetSocketAddress(InetAddress.getLoopbackAddress(), 9);
        List<String> refused = new ArrayList<>();
        try (Socket socket = new Socket()) {
            socket.connect(nobody);
        } catch (SecurityException e) {
            refused.add("socket");
        }
        try (SocketChannel channel = SocketChannel.open()) {
            channel.connect(nobody);
        } catch (SecurityException e) {
            refused.add("channel");
        }
        try {
            InetAddress.getByName("feedkit.invalid");
        } catch (SecurityException e) {
            refused.add("name");
        }
        try {
            new ProcessBuilder("true").start();
        } catch (SecurityException e) {
            refused.add("process");
        }
        return new Outcome(TRIAL, 0, "", 0, "", String.join(" ", refused), "");
    }

    private static Outcome read(Path file) {
        long start = cpuMillis();
        List<Problem> problems = new ArrayList<>();
        long[] products = new long[1];
        Problem end = null;
        String trouble = "";
        try {
            read(file, products, problems);
        } catch (FeedException e) {
            end = e.problem();
        } catch (Exception | LinkageError | StackOverflowError | OutOfMemoryError e) {
            StackTraceElement[] trace = e.getStackTrace();
            trouble = e + (trace.length == 0 ? "" : " at " + trace[0]);
        }
        long millis = cpuMillis() - start;
        return outcome(file, millis, trouble, products[0], problems, end);
    }

    private static Outcome outcome(
            Path file, long millis, String trouble, long products, List<Problem> problems, @Nullable Problem end) {
        String codes = String.join(
                " ",
                problems.stream()
                        .map(one -> one.code().id())
                        .distinct()
                        .sorted()
                        .toList());
        if (end != null) {
            problems.add(end);
        }
        String lines = String.join(
                " ",
                problems.stream()
                        .flatMap(one -> one.at().line().stream().boxed())
                        .map(String::valueOf)
                        .distinct()
                        .toList());
        return new Outcome(
                file.toString(),
                millis,
                trouble,
                products,
                end == null ? "" : end.code().id(),
                codes,
                lines);
    }

    private static void read(Path file, long[] products, List<Problem> problems) {
        // The suite is about JSON, and some of its files are so far from it that nobody could tell.
        boolean suite = file.toString().contains("JSONTestSuite");
        CatalogOptions options = suite ? CatalogOptions.DEFAULTS.withFormat("json") : CatalogOptions.DEFAULTS;
        Catalog catalog = Catalog.open(file, options);
        try (ProductReader reader = catalog.read(catalog.schema(), problems::add)) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                products[0] += batch.live().size;
            }
        }
    }

    private static long cpuMillis() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(Duration::toMillis)
                .orElse(System.nanoTime() / 1_000_000);
    }
}
