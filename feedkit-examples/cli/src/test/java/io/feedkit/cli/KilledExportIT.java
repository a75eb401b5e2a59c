package io.feedkit.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills exports at random moments: the old feed or the new one is there, never a part. */
@Tag("slow")
class KilledExportIT {
    private static final int PRODUCTS = 20_000;
    private static final int KILLS = Integer.getInteger("feedkit.kills", 5);
    /** Where in a run, as a share of its time, the first kills come; later ones come anywhere. */
    private static final double[] FIRST_MOMENTS = {0.5, 0.95, 0.7, 0.9, 1.0};

    @TempDir
    Path folder;

    private Path feed;

    @BeforeEach
    void givenALargeCatalogue() throws IOException {
        feed = folder.resolve("google.xml");
        try (Writer out = Files.newBufferedWriter(folder.resolve("large.csv"))) {
            out.write("id,title,description,link,image_link,price,quantity,brand,gtin\n");
            for (int i = 0; i < PRODUCTS; i++) {
                out.write("P" + i + ",Vase no. " + i + ",\"Blue glass, blown by hand, number " + i
                        + " of many.\",https://shop.example/p/"
                        + i + ",https://img.shop.example/" + i + ".jpg," + (5 + i % 90) + ".50 EUR," + i % 40
                        + ",Kiln,9520000000257\n");
            }
        }
        Files.writeString(folder.resolve("old.fk"), "set title = \"Old {title}\"\n");
        Files.writeString(folder.resolve("new.fk"), "set title = \"New {title}\"\nquantity<3 → 0\n");
    }

    private Object[] export(String rules) {
        return new Object[] {
            "export",
            "large.csv",
            "--rules",
            rules,
            "--at",
            "2026-11-27T08:00:00Z",
            "--to",
            "google-shopping:IE=" + feed
        };
    }

    private byte[] published(String rules) throws IOException, InterruptedException {
        Shell.Outcome outcome = Jar.run(folder, export(rules));
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        return Files.readAllBytes(feed);
    }

    @Test
    void leavesTheOldFeedOrTheNewOneWhole() throws Exception {
        long seed = Long.getLong("feedkit.seed", 1);
        Random random = new Random(seed);
        byte[] old = published("old.fk");
        long started = System.nanoTime();
        byte[] renewed = published("new.fk");
        long fullRun = System.nanoTime() - started;

        List<String> found = new ArrayList<>();
        for (int kill = 0; kill < KILLS; kill++) {
            Files.write(feed, old);
            double moment = kill < FIRST_MOMENTS.length
                    ? FIRST_MOMENTS[kill] + 0.1 * (random.nextDouble() - 0.5)
                    : 1.1 * random.nextDouble();
            Process process = Jar.start(folder, export("new.fk"));
            TimeUnit.NANOSECONDS.sleep((long) (fullRun * moment));
            process.destroyForcibly().waitFor();
            found.add(nameOf(Files.readAllBytes(feed), old, renewed));
        }

        assertThat(found)
                .as("feeds after each kill, with -Dfeedkit.seed=" + seed)
                .doesNotContain("a part");
        assertThat(found).as("kills came before the end").contains("old");
        assertThat(published("new.fk")).isEqualTo(renewed);
        assertThat(leftOvers()).isEmpty();
    }

    private static String nameOf(byte[] feed, byte[] old, byte[] renewed) {
        if (Arrays.equals(feed, old)) {
            return "old";
        }
        return Arrays.equals(feed, renewed) ? "new" : "a part";
    }

    private List<String> leftOvers() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".part"))
                    .toList();
        }
    }
}
