package io.feedkit.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * The whole job: a generated catalogue of 30 columns goes through twenty rules into an RSS feed and a CSV feed at once.
 *
 * <p>{@code [rows] [seed] [runs]}, 1 000 000 products, seed 1 and 3 runs if not given. feedkit and {@link HandWrittenJob} take turns, each run in a process of its own with
 * {@code -Xmx64m}, and the best CPU time of each counts; only the ratio means anything on a busy machine. {@code check [rows] [seed]} runs both once and fails when their
 * feeds differ. The catalogue is kept in the temporary folder and made again only when it is not there.
 */
final class WholeJob {
    private static final String HEAP = "-Xmx64m";

    private final Path folder;
    private final Path catalogue;
    private final long rows;
    private final long seed;

    WholeJob(Path folder, long rows, long seed) {
        this.folder = folder;
        this.rows = rows;
        this.seed = seed;
        catalogue = folder.resolve("catalogue-" + seed + "-" + rows + ".csv");
    }

    /** One kind of run. */
    enum Kind {
        BY_HAND,
        FEEDKIT,
        FEEDKIT_TWO_THREADS
    }

    /** What one process used. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        String first = arguments.length > 0 ? arguments[0] : "";
        if (first.equals("run")) {
            runOne(Kind.valueOf(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]));
            return;
        }
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "feedkit-benchmarks");
        if (first.equals("check")) {
            WholeJob job = new WholeJob(folder, number(arguments, 1, 20_000), number(arguments, 2, 1));
            Optional<String> difference = job.check();
            System.out.println(difference.orElse("the feeds are the same, product by product"));
            System.exit(difference.isPresent() ? 1 : 0);
        }
        WholeJob job = new WholeJob(folder, number(arguments, 0, 1_000_000), number(arguments, 1, 1));
        job.print(job.compare((int) number(arguments, 2, 3)), System.out);
    }

    private static long number(String[] arguments, int place, long otherwise) {
        return arguments.length > place ? Long.parseLong(arguments[place]) : otherwise;
    }

    /** Runs feedkit and the code by hand over the same products; the first difference of their feeds, if there is one. */
    Optional<String> check() throws IOException {
        Path out = prepare();
        long byHand = runKind(Kind.BY_HAND, catalogue, out);
        long byFeedkit = runKind(Kind.FEEDKIT, catalogue, out);
        if (byHand != byFeedkit) {
            return Optional.of(byHand + " products by hand, " + byFeedkit + " by feedkit");
        }
        Optional<String> inRss = FeedComparison.ofRss(out.resolve("hand.xml"), out.resolve("feedkit.xml"));
        return inRss.isPresent() ? inRss : FeedComparison.ofCsv(out.resolve("hand.csv"), out.resolve("feedkit.csv"));
    }

    /** The catalogue of the job, made unless an equal one is there. */
    Path catalogue() throws IOException {
        prepare();
        return catalogue;
    }

    /** Makes the catalogue unless an equal one is there, and the folder for the feeds. */
    private Path prepare() throws IOException {
        Path out = Files.createDirectories(folder.resolve("out"));
        if (!isMade()) {
            Path part = folder.resolve(catalogue.getFileName() + ".part");
            new CatalogueGenerator(seed).write(part, rows);
            Files.deleteIfExists(catalogue);
            Files.move(part, catalogue);
        }
        return out;
    }

    /** A catalogue of an older generator shows by its header. */
    private boolean isMade() throws IOException {
        if (!Files.exists(catalogue)) {
            return false;
        }
        try (BufferedReader reader = Files.newBufferedReader(catalogue, UTF_8)) {
            return CatalogueGenerator.header().equals(reader.readLine());
        }
    }

    private Map<Kind, Measured> compare(int runs) throws IOException, InterruptedException {
        Path out = prepare();
        Map<Kind, Measured> best = new TreeMap<>();
        for (int run = 0; run < runs; run++) {
            for (Kind kind : Kind.values()) {
                best.merge(kind, fork(kind, out), (a, b) -> a.cpuSeconds() <= b.cpuSeconds() ? a : b);
            }
        }
        return best;
    }

    private void print(Map<Kind, Measured> best, PrintStream out) {
        double limit = best.get(Kind.BY_HAND).cpuSeconds();
        out.println("| job | CPU x by hand | CPU s | wall s | products | peak MB |");
        out.println("|---|---|---|---|---|---|");
        best.forEach((kind, measured) -> out.println(String.format(
                Locale.ROOT,
                "| %s | %.2f | %.1f | %.1f | %d of %d | %d |",
                kind.name().toLowerCase(Locale.ROOT).replace('_', ' '),
                measured.cpuSeconds() / limit,
                measured.cpuSeconds(),
                measured.wallSeconds(),
                measured.sent(),
                rows,
                measured.peakMegabytes())));
    }

    private Measured fork(Kind kind, Path out) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                HEAP,
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                WholeJob.class.getName(),
                "run",
                kind.name(),
                catalogue.toString(),
                out.toString()));
        return Measured.of(command, kind.name());
    }

    /** Runs one job in this process and prints CPU seconds, wall seconds, products sent and the greatest resident memory in MB. */
    private static void runOne(Kind kind, Path catalogue, Path out) throws IOException {
        long start = System.nanoTime();
        long sent = runKind(kind, catalogue, out);
        double wall = (System.nanoTime() - start) / 1e9;
        Measured.print(wall, sent);
    }

    private static long runKind(Kind kind, Path catalogue, Path out) throws IOException {
        return switch (kind) {
            case BY_HAND -> HandWrittenJob.run(catalogue, out.resolve("hand.xml"), out.resolve("hand.csv"));
            case FEEDKIT -> FeedkitJob.run(catalogue, out, 1);
            case FEEDKIT_TWO_THREADS -> FeedkitJob.run(catalogue, out, 2);
        };
    }
}
