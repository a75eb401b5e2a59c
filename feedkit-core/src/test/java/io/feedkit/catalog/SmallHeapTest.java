package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is larger than memory lies on disk, with the same results: each in a JVM of its own with a heap of 64 MB. */
@Tag("slow")
class SmallHeapTest {
    private static final long PATIENCE_SECONDS = 900;

    @TempDir
    private Path folder;

    @Test
    void joinsAMillionKeysAndCountsThem() throws IOException, InterruptedException {
        assertThat(said("supplement"))
                .isEqualTo("1100000 rows, 1000000 keys, 100000 repeated, 100000 found, 200000 missing, 900000 unused,"
                        + " on disk true, 0 wrong");
    }

    @Test
    void findsTheGroupsOfProductsThatStandBehindAllOfThem() throws IOException, InterruptedException {
        assertThat(said("tree")).isEqualTo("200000 products, 200000 with their group, {}");
    }

    @Test
    void givesVariantsWhatParentsAnywhereSay() throws IOException, InterruptedException {
        assertThat(said("parents")).isEqualTo("150000 products, 150000 as their parent says, {}");
    }

    private String said(String which) throws IOException, InterruptedException {
        Path said = folder.resolve("said.txt");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx64m",
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        BigSupplement.class.getName(),
                        which)
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
        return Files.readString(said).strip();
    }

    /** The tests run as a module, the program does not need to. */
    private static String classPath() {
        return String.join(
                File.pathSeparator,
                Stream.of(
                                "target/test-classes",
                                "target/classes",
                                System.getProperty("jdk.module.path", ""),
                                System.getProperty("java.class.path", ""))
                        .filter(part -> !part.isEmpty())
                        .toList());
    }
}
