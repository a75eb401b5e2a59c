package io.feedkit.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.feedkit.export.Extent;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.PrintStream;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * What a delta costs beside a full run: the catalogue and the rules of {@link WholeJob}, in which one product of a hundred has another price.
 *
 * <p>{@code [rows] [seed] [runs]}, 1 000 000 products, seed 1 and 3 runs if not given. A first run makes the log that deltas compare with. Then full runs and deltas over the changed
 * catalogue take turns, each in a process of its own with {@code -Xmx64m}, and each delta finds the log as it was. {@code here [rows] [seed] [runs]} does all of that in one process, as a host that
 * runs for days does; its first runs stand in the table, too. {@code check [rows] [seed]} compares all products of two full runs and fails when the delta is not exactly what differs.
 */
final class DeltaJob {
    /** One product of so many is changed. */
    private static final int CHANGED = 100;

    private static final int FIRST_CHANGED = 37;
    private static final List<String> FEEDS = List.of("feedkit.xml", "feedkit.csv");

    private final Path folder;
    private final Path before;
    private final Path after;
    private final long rows;
    private final long seed;

    DeltaJob(Path folder, long rows, long seed) {
        this.folder = folder;
        this.rows = rows;
        this.seed = seed;
        before = folder.resolve("catalogue-" + seed + "-" + rows + ".csv");
        after = folder.resolve("catalogue-" + seed + "-" + rows + "-changed.csv");
    }

    /** One export and what it took. */
    private interface Run {
        Measured run(Extent extent, Path catalogue, Path out) throws IOException, InterruptedException;
    }

    static void main(String[] arguments) throws IOException, InterruptedException {
        String first = arguments.length > 0 ? arguments[0] : "";
        if (first.equals("run")) {
            runOne(Extent.valueOf(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]));
            return;
        }
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "feedkit-benchmarks", "delta");
        if (first.equals("check")) {
            // Feeds of the large comparison would hold back the small ones, which have fewer products.
            Path apart = folder.resolve("check");
            DeltaJob job = new DeltaJob(apart, number(arguments, 1, 20_000), number(arguments, 2, 1));
            Optional<String> difference = job.check();
            System.out.println(
                    difference.orElse("the delta is what differs between two full runs, product by product"));
            System.exit(difference.isPresent() ? 1 : 0);
        }
        int numbers = first.equals("here") ? 1 : 0;
        Run run = first.equals("here") ? DeltaJob::here : DeltaJob::fork;
        DeltaJob job = new DeltaJob(folder, number(arguments, numbers, 1_000_000), number(arguments, numbers + 1, 1));
        job.compare(run, (int) number(arguments, numbers + 2, 3), System.out);
    }

    private static long number(String[] arguments, int place, long otherwise) {
        return arguments.length > place ? Long.parseLong(arguments[place]) : otherwise;
    }

    /** Runs both over the same products; what is wrong with the delta, if anything is. */
    Optional<String> check() throws IOException {
        prepare();
        Path old = Files.createDirectories(folder.resolve("old"));
        Path full = Files.createDirectories(folder.resolve("full"));
        Path delta = Files.createDirectories(folder.resolve("delta"));
        FeedkitJob.run(before, old, 1);
        FeedkitJob.run(after, full, 1);
        FeedkitJob.run(before, delta, 1, Extent.BOTH);
        FeedkitJob.run(after, delta, 1, Extent.DELTA);
        for (String feed : FEEDS) {
            Optional<String> wrong =
                    difference(old.resolve(feed), full.resolve(feed), delta.resolve(feed.replace(".", ".delta.")));
            if (wrong.isPresent()) {
                return wrong;
            }
        }
        return Optional.empty();
    }

    /** What is in the delta and should not be, or the other way round. */
    private static Optional<String> difference(Path old, Path full, Path delta) throws IOException {
        Map<String, Integer> known = new HashMap<>();
        FeedComparison.each(old, products -> {
            while (products.hasNext()) {
                Map<String, String> product = products.next();
                known.put(id(product), product.hashCode());
            }
            return "";
        });
        String wrong = FeedComparison.each(full, all -> FeedComparison.each(delta, news -> wrong(known, all, news)));
        return wrong.isEmpty() ? Optional.empty() : Optional.of(delta.getFileName() + ": " + wrong);
    }

    private static String wrong(
            Map<String, Integer> known, Iterator<Map<String, String>> all, Iterator<Map<String, String>> news) {
        long changed = 0;
        while (all.hasNext()) {
            Map<String, String> product = all.next();
            Integer before = known.get(id(product));
            if (before == null || before != product.hashCode()) {
                changed++;
                if (!news.hasNext() || !news.next().equals(product)) {
                    return "product " + id(product) + " is missing or another";
                }
            }
        }
        return news.hasNext() ? "more than the " + changed + " products that changed" : "";
    }

    private static String id(Map<String, String> product) {
        return product.getOrDefault("id", "");
    }

    /** Makes both catalogues unless equal ones are there. */
    private void prepare() throws IOException {
        Files.createDirectories(folder);
        if (!isMade(before) || !isMade(after)) {
            Path part = folder.resolve("catalogue.part");
            new CatalogueGenerator(seed).write(part, rows);
            Files.move(part, before, StandardCopyOption.REPLACE_EXISTING);
            writeChanged(part);
            Files.move(part, after, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static boolean isMade(Path catalogue) throws IOException {
        if (!Files.exists(catalogue)) {
            return false;
        }
        try (BufferedReader reader = Files.newBufferedReader(catalogue, UTF_8)) {
            return CatalogueGenerator.header().equals(reader.readLine());
        }
    }

    private void writeChanged(Path file) throws IOException {
        CatalogueGenerator generator = new CatalogueGenerator(seed);
        int price = List.of(CatalogueGenerator.COLUMNS).indexOf("price");
        StringBuilder line = new StringBuilder();
        try (BufferedWriter out = Files.newBufferedWriter(file, UTF_8)) {
            out.append(CatalogueGenerator.header()).append('\n');
            for (long i = 0; i < rows; i++) {
                String[] cells = generator.row(i);
                if (i % CHANGED == FIRST_CHANGED) {
                    cells[price] =
                            new BigDecimal(cells[price]).add(BigDecimal.ONE).toPlainString();
                }
                line.setLength(0);
                CatalogueGenerator.append(cells, line);
                out.append(line);
            }
        }
    }

    private void compare(Run each, int runs, PrintStream out) throws IOException, InterruptedException {
        prepare();
        Path full = Files.createDirectories(folder.resolve("full"));
        Path delta = Files.createDirectories(folder.resolve("delta"));
        Path logs = Files.createDirectories(folder.resolve("logs"));
        each.run(Extent.BOTH, before, delta);
        copyLogs(delta, logs);
        out.println("| run | full CPU s | delta CPU s | delta : full | products sent | peak MB |");
        out.println("|---|---|---|---|---|---|");
        List<Double> ratios = new ArrayList<>();
        for (int run = 1; run <= runs; run++) {
            Measured whole = each.run(Extent.FULL, after, full);
            copyLogs(logs, delta);
            Measured news = each.run(Extent.DELTA, after, delta);
            ratios.add(news.cpuSeconds() / whole.cpuSeconds());
            out.println(String.format(
                    Locale.ROOT,
                    "| %d | %.1f | %.1f | %.2f | %d and %d of %d | %d and %d |",
                    run,
                    whole.cpuSeconds(),
                    news.cpuSeconds(),
                    news.cpuSeconds() / whole.cpuSeconds(),
                    whole.sent(),
                    news.sent(),
                    rows,
                    whole.peakMegabytes(),
                    news.peakMegabytes()));
        }
        ratios.sort(null);
        out.println(String.format(Locale.ROOT, "median %.2f", ratios.get(ratios.size() / 2)));
    }

    private static void copyLogs(Path from, Path to) throws IOException {
        for (String feed : FEEDS) {
            Files.copy(from.resolve(feed + ".sent"), to.resolve(feed + ".sent"), StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private static Measured fork(Extent extent, Path catalogue, Path out) throws IOException, InterruptedException {
        List<String> command = List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx64m",
                "-XX:+UseSerialGC",
                "-cp",
                System.getProperty("java.class.path"),
                Benchmarks.class.getName(),
                "delta",
                "run",
                extent.name(),
                catalogue.toString(),
                out.toString());
        return Measured.of(command, extent.name());
    }

    private static Measured here(Extent extent, Path catalogue, Path out) throws IOException {
        double cpu = Measured.cpuOfThisProcess();
        long start = System.nanoTime();
        long sent = FeedkitJob.run(catalogue, out, 1, extent);
        double wall = (System.nanoTime() - start) / 1e9;
        return new Measured(Measured.cpuOfThisProcess() - cpu, wall, sent, Measured.peakOfThisProcess());
    }

    private static void runOne(Extent extent, Path catalogue, Path out) throws IOException {
        long start = System.nanoTime();
        long sent = FeedkitJob.run(catalogue, out, 1, extent);
        double wall = (System.nanoTime() - start) / 1e9;
        Measured.print(wall, sent);
    }
}
