package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/**
 * Hostile files that others collected, each read as a user would, in a JVM of its own: 256 MB of heap, no network, and a guard that knows of every file and socket.
 * They are not part of the project, so these tests are skipped where the folder {@code shared/data} is absent.
 */
class TortureTest {
    private static final String DATA = "shared/data";
    private static final long MOST_MILLIS = 5_000;
    private static final long PATIENCE_MINUTES = 5;

    /** A folder below {@code shared/data} and the endings of the files in it that are catalogues. */
    private record Corpus(String folder, String... endings) {}

    private static final List<Corpus> CORPORA = List.of(
            new Corpus("torture-csv", ".csv", ".tsv", ".txt"),
            new Corpus("torture-json", ".json", ".ndjson"),
            new Corpus("torture-xml", ".xml"),
            new Corpus("torture-xlsx", ".xlsx"));

    @TestFactory
    Stream<DynamicNode> readsHostileFilesInASmallHeapAndOpensNothingElse() throws Exception {
        // The guard is the security manager, the only part of Java that sees every attempt; later versions have none.
        assumeTrue(Runtime.version().feature() < 24, "skipped: Java " + Runtime.version() + " has no security manager");
        Path data = data();
        List<DynamicNode> tests = new ArrayList<>();
        for (Corpus corpus : CORPORA) {
            List<Path> files = files(data.resolve(corpus.folder()), corpus.endings());
            if (!files.isEmpty()) {
                run(files)
                        .forEach(outcome -> tests.add(
                                DynamicTest.dynamicTest(corpus.folder() + " " + outcome.file(), () -> judge(outcome))));
                assertThat(tests).hasSizeGreaterThanOrEqualTo(files.size());
            }
        }
        return tests.stream();
    }

    private static void judge(TortureRun.Outcome outcome) {
        assertThat(outcome.trouble()).as("what was thrown").isEmpty();
        assertThat(outcome.opened())
                .as("files and sockets opened besides the source")
                .isEmpty();
        assertThat(outcome.millis()).as("milliseconds of CPU time").isLessThan(MOST_MILLIS);
    }

    private static List<TortureRun.Outcome> run(List<Path> files) throws IOException, InterruptedException {
        Path list = Files.createTempFile("torture", ".list");
        Path out = Files.createTempFile("torture", ".out");
        try {
            Files.write(list, files.stream().map(Path::toString).toList());
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-Djava.security.manager=allow",
                            "-cp",
                            classPath(),
                            TortureRun.class.getName(),
                            list.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            boolean ended = process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES);
            process.destroyForcibly();
            List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
            assertThat(ended).as("ended in time; %s", last(lines)).isTrue();
            List<TortureRun.Outcome> outcomes = new ArrayList<>(
                    lines.stream().flatMap(TortureRun.Outcome::parse).toList());
            TortureRun.Outcome trial = outcomes.remove(0);
            assertThat(trial.end()).isEqualTo("refused");
            assertThat(trial.opened()).contains("read " + list).contains("connect");
            assertThat(outcomes)
                    .as("each file was read to its end; %s", last(lines))
                    .hasSameSizeAs(files);
            return outcomes;
        } finally {
            Files.delete(list);
            Files.delete(out);
        }
    }

    private static List<String> last(List<String> lines) {
        return lines.subList(Math.max(0, lines.size() - 10), lines.size());
    }

    /** Whatever this test runs with, as a class path: modules make no difference to what is measured. */
    private static String classPath() {
        Set<String> entries = new TreeSet<>();
        for (String property : List.of("java.class.path", "jdk.module.path", "surefire.test.class.path")) {
            for (String entry : System.getProperty(property, "").split(File.pathSeparator)) {
                entries.add(entry);
            }
        }
        entries.add(home(TortureTest.class));
        entries.add(home(Catalog.class));
        return entries.stream().filter(entry -> !entry.isEmpty()).collect(Collectors.joining(File.pathSeparator));
    }

    private static String home(Class<?> type) {
        return Path.of(java.net.URI.create(
                        type.getProtectionDomain().getCodeSource().getLocation().toString()))
                .toString();
    }

    private static List<Path> files(Path folder, String... endings) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
        }
    }

    private static Path data() {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            if (Files.isDirectory(at.resolve(DATA))) {
                return at.resolve(DATA);
            }
        }
        assumeTrue(false, "skipped: no folder " + DATA + " beside the project");
        throw new IllegalStateException();
    }
}
