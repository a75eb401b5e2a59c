package io.feedkit.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Mapping;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.feed.FeedContract;
import io.feedkit.product.Schema;
import io.feedkit.rules.RuleSet;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The whole job of a yardstick that lies beside the project: a folder with {@code run-peers.sh}, which times hand-written and other pipelines on a file of its own
 * and prints one table.
 *
 * <p>{@code --peers DIR [rows] [runs]}. The script runs feedkit as one more job in the same run, so the ratios in its table are comparable; what it understands besides
 * (JOBS, FORKS, NOBUILD, PEERS_TMP) is taken from the environment. The rules and the descriptors are {@code peers.fk} and two files beside it; the table of categories
 * that the yardstick maps is learnt from what its own job makes of a small catalogue, so nothing of it stands here.
 */
final class PeersJob {
    private static final String FEW_ROWS = "20000";
    private static final String ROWS_OF_TABLE = "  # the rows of the table";
    private static final List<String> RESOURCES =
            List.of("peers-rss.yaml", "peers-csv.yaml", "peers-mapping.yaml", "peers.fk");

    private final Path peers;
    private final Path folder;

    private PeersJob(Path peers, Path folder) {
        this.peers = peers;
        this.folder = folder;
    }

    /** {@code DIR [rows] [runs]}, or {@code run FOLDER CATALOGUE OUT [THREADS]} for the process the script starts. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        if (arguments[0].equals("run")) {
            int threads = arguments.length > 4 ? Integer.parseInt(arguments[4]) : 1;
            run(Path.of(arguments[1]), Path.of(arguments[2]), Path.of(arguments[3]), threads);
            return;
        }
        Path peers = Path.of(arguments[0]).toAbsolutePath().normalize();
        if (!Files.exists(peers.resolve("run-peers.sh"))) {
            System.err.println(peers + " holds no run-peers.sh, so there is nothing to run beside");
            System.exit(2);
        }
        Path folder = Path.of(System.getProperty("java.io.tmpdir"), "feedkit-benchmarks", "peers")
                .toAbsolutePath();
        String rows = arguments.length > 1 ? arguments[1] : "1000000";
        String runs = arguments.length > 2 ? arguments[2] : "2";
        new PeersJob(peers, Files.createDirectories(folder)).compare(rows, runs);
    }

    private void compare(String rows, String runs) throws IOException, InterruptedException {
        writeRules(categoryTable());
        forgetResults();
        String jobs = Objects.requireNonNullElse(System.getenv("JOBS"), "bytes hybrid");
        String feedkit = java() + " " + PeersJob.class.getName() + " run " + folder + " {in} {out}";
        script(rows, jobs, runs, feedkit, ProcessBuilder.Redirect.INHERIT);
    }

    /** What becomes of each category, learnt from the feed that the yardstick's own fastest job writes for a few products. */
    private Map<String, String> categoryTable() throws IOException, InterruptedException {
        Path learnt = Files.createDirectories(folder.resolve("learnt"));
        String classes = peers.resolve("peers/target/classes") + ":" + peers.resolve("peers/target/lib") + "/*";
        String copies = "java -cp '" + classes + "' peers.Job bytes {in} {out} && cp {in} {out}/channel.csv " + learnt;
        script(FEW_ROWS, "bytes", "1", copies, ProcessBuilder.Redirect.DISCARD);
        Map<String, String> categories = new HashMap<>();
        try (CsvReader<NamedCsvRecord> catalogue =
                CsvReader.builder().ofNamedCsvRecord(learnt.resolve("catalogue.csv"))) {
            catalogue.forEach(product -> categories.put(product.getField("id"), product.getField("category")));
        }
        Map<String, String> table = new TreeMap<>();
        try (CsvReader<NamedCsvRecord> feed = CsvReader.builder().ofNamedCsvRecord(learnt.resolve("channel.csv"))) {
            feed.stream()
                    .filter(product -> !product.getField("category").isEmpty())
                    .forEach(
                            product -> table.put(categories.get(product.getField("id")), product.getField("category")));
        }
        return table;
    }

    private void writeRules(Map<String, String> table) throws IOException {
        for (String name : RESOURCES) {
            try (InputStream in = PeersJob.class.getResourceAsStream(name)) {
                Files.write(
                        folder.resolve(name), Objects.requireNonNull(in, name).readAllBytes());
            }
        }
        StringBuilder rows = new StringBuilder();
        table.forEach((path, code) -> rows.append("  | \"")
                .append(path)
                .append("\" | \"")
                .append(code)
                .append("\" |\n"));
        String rules = Files.readString(folder.resolve("peers.fk"), UTF_8);
        Files.writeString(folder.resolve("peers.fk"), rules.replace(ROWS_OF_TABLE + "\n", rows), UTF_8);
    }

    /** Times of an earlier run would count as runs of this one. */
    private void forgetResults() throws IOException {
        Path results = results().resolve("results");
        if (Files.isDirectory(results)) {
            try (Stream<Path> files = Files.list(results)) {
                for (Path file : files.toList()) {
                    Files.delete(file);
                }
            }
        }
    }

    private Path results() {
        String given = System.getenv("PEERS_TMP");
        return given == null ? folder.resolve("data") : Path.of(given);
    }

    private void script(String rows, String jobs, String runs, String feedkit, ProcessBuilder.Redirect output)
            throws IOException, InterruptedException {
        ProcessBuilder script = new ProcessBuilder(
                        "sh", peers.resolve("run-peers.sh").toString(), rows)
                .directory(peers.toFile())
                .redirectOutput(output)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        Map<String, String> environment = script.environment();
        environment.put("SECTIONS", "job");
        environment.put("JOBS", jobs);
        environment.put("FORKS", runs);
        environment.put("PEERS_TMP", results().toString());
        environment.put("FEEDKIT_JOB", feedkit);
        if (script.start().waitFor() != 0) {
            throw new IllegalStateException("run-peers.sh failed; what it said stands above");
        }
    }

    private static String java() {
        return Path.of(System.getProperty("java.home"), "bin", "java") + " -Xmx64m -XX:+UseSerialGC -cp "
                + absolute(System.getProperty("java.class.path"));
    }

    /** The script starts its jobs in a folder of its own. */
    private static String absolute(String classPath) {
        return Stream.of(classPath.split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private static void run(Path folder, Path catalogue, Path out, int threads) throws IOException {
        Files.createDirectories(out);
        FeedContract rss = Channels.load(folder.resolve("peers-rss.yaml")).member("FR", "fr");
        FeedContract csv = Channels.load(folder.resolve("peers-csv.yaml")).member("FR", "fr");
        Catalog catalog = Catalog.open(
                catalogue, CatalogOptions.DEFAULTS.withMapping(Mapping.load(folder.resolve("peers-mapping.yaml"))));
        Schema schema = csv.extend(rss.extend(catalog.schema()));
        Export.of(catalog)
                .rules(RuleSet.compile(folder.resolve("peers.fk"), schema))
                .to(rss, out.resolve("google.xml"))
                .to(csv, out.resolve("channel.csv"))
                .at(FeedkitJob.RUN_AT)
                .threads(threads)
                .run();
    }
}
