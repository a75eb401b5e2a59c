package io.feedkit.rules;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tenants write rules: whatever a text says, it is refused or it runs, in a heap of 64 MB. */
@Tag("slow")
class HostileRulesTest {
    private static final long PATIENCE_SECONDS = 400;

    @TempDir
    private Path folder;

    @Test
    void refusesOrRunsEveryHostileTextInASmallHeap() throws IOException, InterruptedException {
        Path outcomes = folder.resolve("outcomes.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        HostileRules.class.getName(),
                        outcomes.toString())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("said.txt").toFile())
                .start();
        try {
            assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS))
                    .as(() -> "still at the one after " + lines(outcomes))
                    .isTrue();
        } finally {
            process.destroyForcibly();
        }
        assertThat(process.exitValue())
                .as(Files.readString(folder.resolve("said.txt")))
                .isZero();
        assertThat(lines(outcomes))
                .hasSizeGreaterThan(95)
                .noneMatch(line -> line.contains(": failed") || line.contains(HostileRules.UNEXPECTED));
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            return List.of(e.toString());
        }
    }

    /** The tests run as a module, the program does not need to. */
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                "target/test-classes",
                System.getProperty("java.class.path", ""),
                System.getProperty("jdk.module.path", ""));
    }
}
