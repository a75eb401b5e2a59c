package io.feedkit.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedkit.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The script that starts the packaged jar, installed as a user would: both files in one folder, a link to it elsewhere. */
class FeedkitScriptIT {
    private static final String FROM_ARCHIVE = "-Xlog:class+load:file=loaded.txt";
    private static final String ARCHIVED = "io.feedkit.export.Export source: shared objects file";

    @TempDir
    Path folder;

    private Path installed;
    private Path command;

    @BeforeEach
    void install() throws IOException {
        assumeTrue(Files.isExecutable(Path.of("/bin/sh")), "no shell here, so no script");
        Path installation = Files.createDirectories(folder.resolve("programs"));
        Files.copy(Jar.file(), installation.resolve("feedkit.jar"));
        installed = Files.copy(Path.of("feedkit").toAbsolutePath(), installation.resolve("feedkit"));
        assertThat(installed.toFile().setExecutable(true)).isTrue();
        command = Files.createSymbolicLink(folder.resolve("feedkit"), installed);
    }

    @Test
    void startsAreReadFromTheArchiveThatIsMadeOnce() throws Exception {
        Outcome before = Jar.runScript(command, folder, FROM_ARCHIVE, "demo", "--fresh");
        assertThat(before.err()).isEmpty();
        assertThat(before.out()).contains("(feedkit is short for: ./feedkit)");
        assertThat(loaded()).doesNotContainPattern(ARCHIVED);

        Outcome made = Jar.runScript(command, folder, "", "archive");
        assertThat(made).isEqualTo(new Outcome(0, "", ""));
        Outcome after = Jar.runScript(command, folder, FROM_ARCHIVE, "demo", "--fresh");

        assertThat(after).isEqualTo(before);
        assertThat(loaded()).containsPattern(ARCHIVED);
    }

    /** Problems of the products are none of the archive; what cannot run makes none. */
    @Test
    void theArchiveIsMadeFromARunOfOnesOwn() throws Exception {
        Files.writeString(folder.resolve("small.csv"), "id,title\nA,A lamp\n");
        String[] own = {"archive", "export", "small.csv", "--to", "google-shopping:FR=out.xml", "--accept", "--quiet"};

        assertThat(Jar.runScript(command, folder, "", "archive", "export", "missing.csv")
                        .exitCode())
                .isEqualTo(2);
        assertThat(archive()).doesNotExist();
        assertThat(Jar.runScript(command, folder, "", own).exitCode()).isEqualTo(1);

        Outcome after = Jar.runScript(command, folder, FROM_ARCHIVE, "demo", "--fresh");
        assertThat(after.exitCode()).isZero();
        assertThat(loaded()).containsPattern(ARCHIVED);
    }

    @Test
    void anArchiveThatDoesNotFitIsPassedOver() throws Exception {
        Files.writeString(archive(), "no archive");
        Outcome broken = Jar.runScript(command, folder, "", "demo", "--fresh");
        assertThat(broken.exitCode()).isZero();
        assertThat(broken.err()).isEmpty();

        Files.setLastModifiedTime(archive(), FileTime.from(Instant.EPOCH));
        assertThat(Jar.runScript(command, folder, "", "demo", "--fresh")).isEqualTo(broken);
    }

    @Test
    void scriptsHearHowItWent() throws Exception {
        Files.writeString(folder.resolve("two words.csv"), "name\nA lamp\n");

        Path elsewhere = Files.createDirectories(folder.resolve("my programs"));
        Files.copy(Jar.file(), elsewhere.resolve("feedkit.jar"));
        Path copied = Files.copy(installed, elsewhere.resolve("feedkit"), StandardCopyOption.COPY_ATTRIBUTES);

        Outcome noId = Jar.runScript(copied, folder, "", "export", "two words.csv", "--to", "generic-csv:FR=out.csv");
        assertThat(noId.exitCode()).isEqualTo(2);
        assertThat(noId.err()).contains("two words.csv").doesNotContain("Exception");
    }

    @Test
    void takesAnotherCollectorWhereOneIsAskedFor() throws Exception {
        for (String asked : List.of("-XX:+UseParallelGC", "-Xmx64m -XX:+UseG1GC", "-Xmx64m")) {
            Outcome outcome = Jar.runScript(command, folder, asked, "--version");

            assertThat(outcome.exitCode()).as(asked + ": " + outcome).isZero();
        }
    }

    private String loaded() throws IOException {
        return Files.readString(folder.resolve("loaded.txt"));
    }

    private Path archive() {
        return installed.resolveSibling("feedkit.jsa");
    }
}
