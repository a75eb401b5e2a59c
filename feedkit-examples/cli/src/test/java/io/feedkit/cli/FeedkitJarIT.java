package io.feedkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.jar.JarFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The one self-contained jar, started as a user starts it. */
class FeedkitJarIT {

    @TempDir
    Path folder;

    @Test
    void theDemoWorksAndIsQuietInAPipe() throws Exception {
        Outcome outcome = Jar.run(folder, "demo");

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .contains("15 records read", "quantity<3 → 0", "<item>")
                .doesNotContain("\r");
        assertThat(folder.resolve("feedkit-demo/google-ie.xml")).isNotEmptyFile();
        assertThat(folder.resolve("feedkit-demo/google-fr.tsv")).isNotEmptyFile();
    }

    @Test
    void exitCodesTellScriptsHowItWent() throws Exception {
        assertThat(Jar.run(folder, "channels").exitCode()).isZero();

        Path rules = Files.writeString(folder.resolve("broken.fk"), "quantitty<3 → 0\n");
        Jar.run(folder, "demo");
        Outcome checked = Jar.run(folder, "check", rules, "--catalog", "feedkit-demo/catalogue.csv");
        assertThat(checked.exitCode()).isEqualTo(1);
        assertThat(checked.out()).contains("broken.fk:1:1", "quantitty<3 → 0", "^^^^^^^^^");

        Outcome missing = Jar.run(folder, "inspect", "none.csv");
        assertThat(missing.exitCode()).isEqualTo(2);
        assertThat(missing.err()).contains("none.csv").doesNotContain("Exception", "\tat ");
    }

    @Test
    void everyFormatIsFoundInside() throws IOException {
        assertThat(services("io.feedkit.catalog.CatalogFormat")).contains("csv", "json", "xml");
        assertThat(services("io.feedkit.feed.FeedFormat")).contains("csv", "xml");
    }

    private static String services(String name) throws IOException {
        try (JarFile jar = new JarFile(Jar.file().toFile())) {
            return new String(
                    jar.getInputStream(jar.getEntry("META-INF/services/" + name))
                            .readAllBytes(),
                    StandardCharsets.UTF_8);
        }
    }
}
