package io.feedkit.cli;

import static io.feedkit.cli.Shell.feedkit;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Where only a folder is said, the channel names the file. */
class FoldersTest {
    private static final String CHANNEL = """
            channel: corner
            kind: file
            version: 1
            layouts:
              csv: { format: delimited, file-name: "%s" }
            fields: { id: { required: true }, title: }
            """;

    @TempDir
    Path folder;

    private Path shop = Path.of("");

    @BeforeEach
    void writeTheCatalogue() throws IOException {
        shop = Files.writeString(folder.resolve("shop.csv"), "id,title\nA1,Vase\n");
    }

    private Path channel(String fileName) throws IOException {
        return Files.writeString(folder.resolve("corner.yaml"), CHANNEL.formatted(fileName));
    }

    private Shell.Outcome export(Path channel, String to, String... more) {
        List<String> all = Stream.concat(
                        Stream.of(
                                "export",
                                shop.toString(),
                                "--channel-file",
                                channel.toString(),
                                "--to",
                                to,
                                "--home",
                                folder.resolve("home").toString()),
                        Stream.of(more))
                .toList();
        return feedkit(all.toArray());
    }

    private static List<String> feeds(Path in) throws IOException {
        try (Stream<Path> files = Files.list(in)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".csv"))
                    .sorted()
                    .toList();
        }
    }

    @Test
    void callsAFeedAsItsChannelWants() throws IOException {
        Path out = folder.resolve("out");

        assertThat(export(channel("{account}_{country}.csv"), "corner:FR:fr:4711=" + out + "/")
                        .exitCode())
                .isZero();
        assertThat(feeds(out)).containsExactly("4711_FR.csv");
    }

    @Test
    void callsAFeedAsItsMemberWhereTheChannelDoesNotCare() throws IOException {
        Path out = Files.createDirectory(folder.resolve("out"));

        assertThat(export(channel("x.csv"), "google-shopping:FR=" + out, "--accept")
                        .out())
                .contains("google-shopping-FR-fr.xml");
        assertThat(export(channel("x.csv"), "generic-csv:FR:fr:../evil=" + out).exitCode())
                .isZero();
        assertThat(feeds(out)).containsExactly("generic-csv-FR-fr-..-evil.csv");
    }

    @Test
    void theFileThatWasNamedWins() throws IOException {
        Path out = folder.resolve("mine.csv");

        assertThat(export(channel("{country}.csv"), "corner:FR=" + out).exitCode())
                .isZero();
        assertThat(out).exists();
    }

    /** Its ledger, its versions and what it is compared with are found by its name. */
    @Test
    void keepsOneNameHereWhereTheDeliveredOneHasADate() throws IOException {
        Path channel = channel("{channel}-{run_at:uuuuMMdd@Europe/Paris}.csv");
        Path in = Files.createDirectory(folder.resolve("in"));
        for (String day : List.of("2026-11-22T23:30:00Z", "2026-11-23T23:30:00Z")) {
            Files.writeString(shop, "A2," + day + "\n", StandardOpenOption.APPEND);
            Shell.Outcome outcome = export(channel, "corner:FR=" + in.toUri(), "--at", day, "--keep", "3");
            assertThat(outcome.exitCode()).as(outcome.err()).isZero();
        }

        assertThat(feeds(in)).containsExactly("corner-20261123.csv", "corner-20261124.csv");
        assertThat(feeds(folder.resolve("home").resolve("corner-FR-fr"))).containsExactly("corner-FR-fr.csv");
        assertThat(export(channel, "corner:FR=" + folder + "/local/", "--keep", "3")
                        .exitCode())
                .isZero();
        assertThat(feeds(folder.resolve("local"))).containsExactly("corner-FR-fr.csv");
    }

    /** The second would take the place of the first, and nobody would hear of it. */
    @Test
    void refusesFeedsThatAreCalledTheSameInOneFolder() throws IOException {
        Path channel = channel("{account}-{run_at:uuuuMMdd}.csv");
        String in = Files.createDirectory(folder.resolve("in")).toUri().toString();

        Shell.Outcome outcome = export(channel, "corner:FR:fr:4711=" + in, "--to", "corner:DE:de:4711=" + in);

        assertThat(outcome.exitCode()).isEqualTo(ExitCode.COULD_NOT_RUN);
        assertThat(outcome.err()).contains("Two feeds would be sent to " + in + "4711-");
        assertThat(export(channel, "corner:FR:fr:1=" + in, "--to", "corner:DE:de:2=" + in)
                        .exitCode())
                .isZero();
    }

    @Test
    void rollsBackWhatItsChannelNamed() throws IOException {
        Path out = folder.resolve("out");
        for (String title : List.of("Vase", "Jug")) {
            Files.writeString(shop, "id,title\nA1," + title + "\n");
            assertThat(export(channel("x.csv"), "generic-csv:FR=" + out + "/", "--keep", "2")
                            .exitCode())
                    .isZero();
        }

        assertThat(feedkit("rollback", "generic-csv:FR=" + out + "/").out()).contains("Back in place");
        assertThat(Files.readString(out.resolve("generic-csv-FR-fr.csv"))).contains("Vase");
    }
}
