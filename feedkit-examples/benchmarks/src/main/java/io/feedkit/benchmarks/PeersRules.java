package io.feedkit.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;

/**
 * The twenty rules of a yardstick that lies beside the project, as rules of feedkit: {@code --peers DIR [FORKS]}. Each engine of the yardstick (ENGINES in the
 * environment) and feedkit run in processes of their own, in turn, on the same products; the table shows them by their ratio to the one written by hand with longs.
 *
 * <p>The processes compile in the foreground, since on a busy machine the optimising compiler is otherwise still at work when the measurement begins.
 */
final class PeersRules {
    private static final String LIMIT = "handLong";
    private static final String ENGINES = "handLong janino aviator jexl mvel spelCompiled celPlannerVars";
    private static final List<String> JAVA = List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-Xbatch",
            "-XX:+UseSerialGC",
            "-Xmx1g",
            "-cp");
    private static final String WARM_SECONDS = "20";
    private static final String SECONDS = "5";

    private final Path classes;
    private final Map<String, List<Long>> nanos = new LinkedHashMap<>();

    private PeersRules(Path peers) {
        classes = peers.resolve("peers/target/classes");
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Path peers = Path.of(arguments[0]).toAbsolutePath().normalize();
        int forks = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 3;
        PeersRules rules = new PeersRules(peers);
        if (!Files.isDirectory(rules.classes)) {
            System.err.println(rules.classes + " is missing: run run-peers.sh once, which compiles the engines");
            System.exit(2);
        }
        String engines = Objects.requireNonNullElse(System.getenv("ENGINES"), ENGINES);
        for (int fork = 0; fork < forks; fork++) {
            for (String engine : engines.split(" ")) {
                rules.peer(engine);
            }
            rules.feedkit();
        }
        rules.print();
    }

    private void peer(String engine) throws IOException, InterruptedException {
        String path = classes + ":" + classes.resolveSibling("lib") + "/*";
        run(path, "peers.RuleMain", engine, "all", WARM_SECONDS, SECONDS);
    }

    private void feedkit() throws IOException, InterruptedException {
        run(
                System.getProperty("java.class.path"),
                PeersRulesRun.class.getName(),
                classes.toString(),
                WARM_SECONDS,
                SECONDS);
    }

    /** Both kinds of process end with a line {@code name set best median bytes}. */
    private void run(String classPath, String... command) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(JAVA);
        all.add(classPath);
        Collections.addAll(all, command);
        Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
        List<String> lines;
        try (InputStream output = process.getInputStream()) {
            lines = new String(output.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        }
        if (process.waitFor() != 0) {
            throw new UncheckedIOException(new IOException(String.join("\n", lines)));
        }
        String[] words = lines.get(lines.size() - 1).split(" ");
        nanos.computeIfAbsent(words[0], name -> new ArrayList<>()).add(Long.parseLong(words[2]));
        System.err.println(lines.get(lines.size() - 1));
    }

    private void print() {
        long limit = Collections.min(nanos.get(LIMIT));
        System.out.println("| engine | x " + LIMIT + " | ns per product, each process |");
        System.out.println("|---|---|---|");
        nanos.entrySet().stream()
                .sorted((a, b) -> Long.compare(Collections.min(a.getValue()), Collections.min(b.getValue())))
                .forEach(entry -> System.out.printf(
                        Locale.ROOT,
                        "| %s | %.2f | %s |%n",
                        entry.getKey(),
                        (double) Collections.min(entry.getValue()) / limit,
                        entry.getValue()));
    }
}
