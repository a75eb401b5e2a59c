package io.feedkit.catalog.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * Everything that strangers write is read in forms nobody has thought of, and what once went wrong is read again.
 *
 * <p>What goes wrong is written to {@code target/fuzz}; it belongs into {@code src/test/resources/fuzz}, in the folder of its format, where it is replayed for ever. Ordinary
 * builds try a hundred forms each; {@code -Dfeedkit.fuzz.minutes=10} goes on for so much CPU time with each format, {@code -Dfeedkit.fuzz.formats=csv,xlsx} names some of them, and
 * {@code -Dfeedkit.fuzz.seed} says where to begin.
 */
@Tag("slow")
class FuzzTest {
    private static final int TRIES = 100;
    private static final int MOST_FINDS = 20;
    private static final long SEED = Long.getLong("feedkit.fuzz.seed", 20_261_122);

    @TestFactory
    Stream<DynamicTest> readsOrRefusesWhateverComes() {
        List<String> wanted =
                List.of(System.getProperty("feedkit.fuzz.formats", "").split(","));
        return Arrays.stream(Target.values())
                .filter(target -> wanted.contains("") || wanted.contains(target.folder()))
                .map(target -> DynamicTest.dynamicTest(
                        target.folder(),
                        () -> assertThat(finds(target))
                                .as("what went wrong; copy these files to src/test/resources/fuzz/" + target.folder())
                                .isEmpty()));
    }

    private static List<String> finds(Target target) {
        Duration end = cpuTime().plusMinutes(Long.getLong("feedkit.fuzz.minutes", 0));
        Random random = new Random(SEED + target.ordinal());
        Seeds seeds = new Seeds(random);
        List<String> finds = new ArrayList<>();
        for (int turn = 0;
                finds.size() < MOST_FINDS && (turn < TRIES || cpuTime().compareTo(end) < 0);
                turn++) {
            byte[] bytes = seeds.next(target);
            try {
                target.check(bytes);
            } catch (RuntimeException | Error wrong) {
                finds.add(kept(target, bytes) + ": " + firstLine(wrong));
            }
        }
        return finds;
    }

    private static Duration cpuTime() {
        return ProcessHandle.current().info().totalCpuDuration().orElseGet(() -> Duration.ofNanos(System.nanoTime()));
    }

    private static String firstLine(Throwable wrong) {
        Throwable cause = wrong.getCause() == null ? wrong : wrong.getCause();
        StackTraceElement[] trace = cause.getStackTrace();
        String text = cause + (trace.length == 0 ? "" : " at " + trace[0]);
        return text.substring(0, Math.min(text.length(), 600));
    }

    private static Path kept(Target target, byte[] bytes) {
        CRC32 sum = new CRC32();
        sum.update(bytes);
        Path file = Path.of("target", "fuzz", target.folder(), Long.toHexString(sum.getValue()) + "-" + target.file());
        try {
            Files.createDirectories(Objects.requireNonNull(file.getParent()));
            return Files.write(file, bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Each find stands in a file as it was, below the folder of its format. */
    @TestFactory
    Stream<DynamicTest> readsWhatOnceWentWrong() throws Exception {
        Path folder = Path.of(
                Objects.requireNonNull(FuzzTest.class.getResource("/fuzz")).toURI());
        return Arrays.stream(Target.values())
                .flatMap(target -> files(folder.resolve(target.folder()))
                        .map(file -> DynamicTest.dynamicTest(
                                target.folder() + " " + file.getFileName(),
                                () -> target.check(Files.readAllBytes(file)))));
    }

    @Test
    void everyFolderOfFindsBelongsToAFormat() throws Exception {
        Path folder = Path.of(
                Objects.requireNonNull(FuzzTest.class.getResource("/fuzz")).toURI());
        try (Stream<Path> folders = Files.list(folder)) {
            assertThat(folders.filter(Files::isDirectory)
                            .map(one -> one.getFileName().toString()))
                    .isSubsetOf(
                            Arrays.stream(Target.values()).map(Target::folder).toList());
        }
    }

    private static Stream<Path> files(Path folder) {
        if (!Files.isDirectory(folder)) {
            return Stream.empty();
        }
        try (Stream<Path> all = Files.list(folder)) {
            return all.sorted().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
