package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The same input gives the same bytes, in every file a run leaves: on any number of threads, in any locale and zone, on any Java. */
class DeterminismTest {
    private static final long PATIENCE_SECONDS = 600;
    private static final int FILES = 4 * 5 + 1;

    @TempDir
    private static Path folder;

    private static String usual = "";

    @BeforeAll
    static void runOnOneThreadInEnglish() {
        usual = left(Path.of(System.getProperty("java.home")), 1, "-Duser.language=en", "-Duser.timezone=UTC");
        assertThat(usual.lines()).hasSize(FILES);
    }

    @Test
    void leavesTheSameBytesOnTwoThreadsInTurkishInKathmandu() {
        assertThat(left(
                        Path.of(System.getProperty("java.home")),
                        2,
                        "-Duser.language=tr",
                        "-Duser.country=TR",
                        "-Duser.timezone=Asia/Kathmandu",
                        "-Dfile.encoding=ISO-8859-9"))
                .isEqualTo(usual);
    }

    @Test
    void leavesTheSameBytesOnEightThreadsInArabicInNewfoundland() {
        assertThat(left(
                        Path.of(System.getProperty("java.home")),
                        8,
                        "-Duser.language=ar",
                        "-Duser.country=EG",
                        "-Duser.timezone=America/St_Johns",
                        "-Dline.separator=\r\n"))
                .isEqualTo(usual);
    }

    @Test
    void leavesTheSameBytesOnAnotherJava() throws IOException {
        Optional<Path> other = otherJava();
        assumeTrue(other.isPresent(), "there is no second JDK beside the one that runs the tests");
        assertThat(left(other.orElseThrow(), 2)).isEqualTo(usual);
    }

    /** Another Java of at least the same version, where a system keeps its own. */
    private static Optional<Path> otherJava() throws IOException {
        Path all = Path.of("/usr/lib/jvm");
        if (!Files.isDirectory(all)) {
            return Optional.empty();
        }
        Path own = Path.of(System.getProperty("java.home")).toRealPath();
        try (Stream<Path> homes = Files.list(all)) {
            return homes.filter(home -> Files.isExecutable(home.resolve("bin/java")) && isNoOlder(home))
                    .filter(home -> !own.equals(real(home)))
                    .findFirst();
        }
    }

    private static Path real(Path home) {
        try {
            return home.toRealPath();
        } catch (IOException e) {
            return home;
        }
    }

    private static boolean isNoOlder(Path home) {
        try {
            return Files.readString(home.resolve("release"))
                    .lines()
                    .filter(line -> line.startsWith("JAVA_VERSION="))
                    .map(line -> line.replaceAll("\\D*(\\d+).*", "$1"))
                    .anyMatch(version ->
                            Integer.parseInt(version) >= Runtime.version().feature());
        } catch (IOException notToBeRead) {
            return false;
        }
    }

    /** Names and checksums of all that the program leaves behind. */
    private static String left(Path java, int threads, String... options) {
        try {
            Path own = Files.createTempDirectory(folder, "run");
            Path said = Files.createTempFile(folder, "said", ".txt");
            List<String> command = new ArrayList<>(List.of(
                    java.resolve("bin/java").toString(), "-Xmx256m", "-XX:+UseSerialGC", "-cp", OtherJvm.classPath()));
            command.addAll(List.of(options));
            command.addAll(List.of(EveryByte.class.getName(), ".", String.valueOf(threads)));
            Process process = new ProcessBuilder(command)
                    .directory(own.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(said.toFile())
                    .start();
            try {
                assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                        .as("ends in time")
                        .isTrue();
            } finally {
                process.destroyForcibly();
            }
            return String.join("\n", Files.readString(said).lines().toList());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
