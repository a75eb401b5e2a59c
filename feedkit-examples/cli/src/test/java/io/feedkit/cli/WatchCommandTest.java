package io.feedkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WatchCommandTest {
    private static final String CATALOGUE = "id,title,price,link,image_link,availability\n";

    @TempDir
    Path folder;

    private Path feed() {
        return folder.resolve("feed.csv");
    }

    private Path catalogue(String... ids) throws IOException {
        StringBuilder text = new StringBuilder(CATALOGUE);
        for (String id : ids) {
            text.append(id).append(",Hat,5.00 EUR,https://shop.example/h,https://shop.example/h.jpg,in_stock\n");
        }
        return Files.writeString(folder.resolve("shop.csv"), text);
    }

    private static void await(BooleanSupplier what) throws InterruptedException {
        while (!what.getAsBoolean()) {
            Thread.sleep(50);
        }
    }

    private String text(Path file) {
        try {
            return Files.exists(file) ? Files.readString(file) : "";
        } catch (IOException e) {
            return "";
        }
    }

    @Test
    void exportsAgainWhenCatalogueOrRulesChangeAndStopsWhenTold() throws Exception {
        Path catalogue = catalogue("A1");
        Path rules = Files.writeString(folder.resolve("shop.fk"), "set title = \"first\"\n");
        StringWriter err = new StringWriter();
        Terminal terminal = new Terminal(new PrintWriter(new StringWriter()), new PrintWriter(err), false);
        AtomicInteger exitCode = new AtomicInteger(-1);
        String[] words = {
            "watch",
            catalogue.toString(),
            "--rules",
            rules.toString(),
            "--every",
            "100ms",
            "--settle",
            "50ms",
            "--accept",
            "--to",
            "generic-csv:IE:en=" + feed()
        };
        Thread watching = new Thread(() -> exitCode.set(Feedkit.run(terminal, words)));
        watching.start();
        await(() -> text(feed()).contains("first"));

        catalogue("A1", "A2");
        await(() -> text(feed()).contains("A2"));
        Files.writeString(rules, "this is no rule\n");
        await(() -> err.toString().contains("error["));
        assertThat(text(feed())).contains("A2");
        Files.writeString(rules, "set title = \"second\"\n");
        await(() -> text(feed()).contains("second"));

        watching.interrupt();
        watching.join(30_000);
        assertThat(watching.isAlive()).isFalse();
        assertThat(exitCode.get()).isZero();
        assertThat(err.toString()).contains("changed: ", "shop.csv", "watching");
    }

    @Test
    void hasNothingToWatchInAnAddress() {
        Shell.Outcome outcome =
                Shell.feedkit("watch", "https://shop.example/shop.csv", "--to", "generic-csv:IE:en=" + feed());
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("no file to watch");
    }

    @Test
    void refusesATimeThatIsNone() {
        Shell.Outcome outcome =
                Shell.feedkit("watch", "shop.csv", "--every", "soon", "--to", "generic-csv:IE:en=" + feed());
        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("\"soon\" is no time");
    }

    @Test
    void runsAtMostOnceInTheIntervalHoweverOftenFilesChange() throws Exception {
        Path file = Files.writeString(folder.resolve("a"), "0");
        WatchedFiles files = new WatchedFiles();
        files.add(file);
        List<Long> starts = new CopyOnWriteArrayList<>();
        WatchLoop loop = new WatchLoop(files::look, Duration.ofMillis(800), Duration.ofMillis(50));
        Thread thread = new Thread(() -> loop.run(changed -> starts.add(System.nanoTime())));
        thread.start();
        for (int i = 1; i < 30; i++) {
            Files.writeString(file, "x".repeat(i));
            Thread.sleep(60);
        }
        await(() -> starts.size() >= 2);
        thread.interrupt();
        thread.join();
        for (int i = 1; i < starts.size(); i++) {
            assertThat(starts.get(i) - starts.get(i - 1)).isGreaterThanOrEqualTo(799_000_000L);
        }
    }

    @Test
    void seesFilesOfAPatternComeAndGo() throws IOException {
        WatchedFiles files = new WatchedFiles();
        files.add(folder + "/*.csv");
        assertThat(files.look()).isEmpty();
        Path a = Files.writeString(folder.resolve("a.csv"), "1");
        Files.writeString(folder.resolve("b.txt"), "1");
        assertThat(files.look().keySet()).isEqualTo(Set.of(a));
        Files.delete(a);
        assertThat(files.look()).isEqualTo(Map.of());
        files.add("/no/such/folder/*.csv");
        files.add(folder + "/[.csv");
        assertThat(files.look()).isEmpty();
    }

    /** The same program in a process of its own, ended by the signal that a service manager sends. */
    @Test
    void aSignalStopsItAndLeavesTheFeed() throws Exception {
        Path catalogue = catalogue("A1");
        Process process = new ProcessBuilder(Stream.of(
                                Path.of(System.getProperty("java.home"), "bin", "java")
                                        .toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                Feedkit.class.getName(),
                                "watch",
                                catalogue.toString(),
                                "--quiet",
                                "--to",
                                "generic-csv:IE:en=" + feed())
                        .toList())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            await(() -> text(feed()).contains("A1") || !process.isAlive());
            assertThat(process.isAlive()).as(text(folder.resolve("log"))).isTrue();
            process.destroy();
            assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(text(feed())).contains("A1");
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(Path::toString)).noneMatch(name -> name.endsWith(".part"));
        }
    }
}
