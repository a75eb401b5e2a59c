package io.feedkit.cli;

import static io.feedkit.cli.Shell.feedkit;
import static io.feedkit.cli.Shell.feedkitWatched;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExportCommandTest {
    private static final String HEADER = "id,title,description,link,image_link,price,quantity,brand,gtin\n";

    @TempDir
    Path folder;

    private Path catalogue(String... rows) throws IOException {
        return Files.writeString(folder.resolve("shop.csv"), HEADER + String.join("\n", rows) + "\n");
    }

    private static String product(String id, String price) {
        return id + ",Vase " + id + ",Blue glass.,https://shop.example/" + id + ",https://img.shop.example/" + id
                + ".jpg," + price + ",9,Kiln,9520000000257";
    }

    private String to(String member, String file) {
        return member + "=" + folder.resolve(file);
    }

    @Test
    void endsWithZeroWhenEveryProductWasSent() throws IOException {
        Outcome outcome =
                feedkit("export", catalogue(product("A1", "5.00 EUR")), "--to", to("google-shopping:FR", "g.xml"));

        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.out()).contains("1 record read", "google-shopping:FR:fr", "1 sent");
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void endsWithOneWhenAProductWasRefused() throws IOException {
        Outcome outcome = feedkit(
                "export",
                catalogue(product("A1", "5.00 EUR"), product("A2", "")),
                "--to",
                to("google-shopping:FR", "g.xml"));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).contains("1 sent", "1 refused by the channel's contract", "A2");
    }

    @Test
    void neverWritesAFeedOverAFileItReads() throws IOException {
        Path catalogue = catalogue(product("A1", "5.00 EUR"));
        Path rules = Files.writeString(folder.resolve("shop.fk"), "quantity < 3 -> 0\n");

        for (Path input : new Path[] {catalogue, rules}) {
            String before = Files.readString(input);
            Outcome outcome = feedkit(
                    "export",
                    catalogue,
                    "--rules",
                    rules,
                    "--to",
                    "generic-csv:FR=" + input.resolveSibling("../" + folder.getFileName() + "/" + input.getFileName()));

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).contains("would be written over", input.toString(), "another file");
            assertThat(input).hasContent(before);
        }
    }

    @Test
    void neverWritesAFeedOverAFileThroughAFolderThatIsNotThereYet() throws IOException {
        Path catalogue = catalogue(product("A1", "5.00 EUR"));
        Path rules = Files.writeString(folder.resolve("shop.fk"), "quantity < 3 -> 0\n");

        for (Path input : new Path[] {catalogue, rules}) {
            Outcome outcome = feedkit(
                    "export",
                    catalogue,
                    "--rules",
                    rules,
                    "--to",
                    "generic-csv:FR=" + folder + "/none/../" + input.getFileName());

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).contains("would be written over");
        }
    }

    @Test
    void neverWritesAFeedOverAFileThatTheMappingNames() throws IOException {
        Path catalogue = catalogue(product("A1", "5.00 EUR"));
        Path words = Files.writeString(folder.resolve("words.csv"), "no,word\nKiln,Ofen\n");
        Path mapping = Files.writeString(
                folder.resolve("shop.yaml"),
                "tables: {makers: {file: words.csv, key: \"no\", label: word}}\n"
                        + "attributes: {brand: {from: brand, labels: makers}}\n");

        Outcome outcome = feedkit("export", catalogue, "--mapping", mapping, "--to", "generic-csv:FR=" + words);

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.out() + outcome.err()).contains("would be written over");
        assertThat(words).hasContent("no,word\nKiln,Ofen\n");
    }

    @Test
    void refusesACurrencyOrDecimalSeparatorThatIsNone() throws IOException {
        Path catalogue = catalogue(product("A1", "5.00"));
        for (String command : new String[] {"export", "inspect"}) {
            String[] to =
                    command.equals("export") ? new String[] {"--to", to("google-shopping:FR", "g.xml")} : new String[0];
            Outcome currency = feedkit(join(command, catalogue, to, "--currency", "EER"));
            assertThat(currency.exitCode()).isEqualTo(2);
            assertThat(currency.err()).contains("EER", "ISO 4217").doesNotContain("at io.feedkit");
            Outcome decimal = feedkit(join(command, catalogue, to, "--decimal", ";"));
            assertThat(decimal.exitCode()).isEqualTo(2);
            assertThat(decimal.err()).contains("--decimal").doesNotContain("at io.feedkit");
        }
    }

    private static Object[] join(String command, Path catalogue, String[] to, String... more) {
        return Stream.of(Stream.of(command, catalogue), Stream.of(to), Stream.of(more))
                .flatMap(part -> part)
                .toArray();
    }

    @Test
    void keepsTheLastFeedWhenTheCatalogueIsTheWrongFile() throws IOException {
        Path feed = Files.writeString(folder.resolve("g.xml"), "the last good feed");
        for (String wrong : new String[] {"", "Bezeichnung;Farbe\nVase;blau\nKrug;rot\n", "%PDF-1.4\n1 0 obj\n"}) {
            Path catalogue = Files.writeString(folder.resolve("shop.csv"), wrong);

            Outcome outcome = feedkit("export", catalogue, "--to", "google-shopping:FR=" + feed);

            assertThat(outcome.exitCode()).isEqualTo(2);
            assertThat(outcome.err()).startsWith("error[catalog.").contains("fix: ");
            assertThat(feed).hasContent("the last good feed");
        }
    }

    @Test
    void tellsThePublicOnlyTheNameOfTheCataloguesFile() throws IOException {
        feedkit("export", catalogue(product("A1", "5.00 EUR")), "--to", to("google-shopping:FR", "g.xml"));

        assertThat(folder.resolve("g.xml"))
                .content()
                .contains("<title>shop.csv</title>")
                .doesNotContain(folder.toString());
    }

    @Test
    void endsWithTwoWhenTheRulesAreBroken() throws IOException {
        Path rules = Files.writeString(folder.resolve("shop.fk"), "quantitty < 3 -> 0\n");

        Outcome outcome = feedkit(
                "export",
                catalogue(product("A1", "5.00 EUR")),
                "--rules",
                rules,
                "--to",
                to("google-shopping:FR", "g.xml"));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("FK1101", "shop.fk:1:1", "^^^^^^^^^");
        assertThat(folder.resolve("g.xml")).doesNotExist();
    }

    @Test
    void theFilesExtensionPicksTheLayout() throws IOException {
        feedkit(
                "export",
                catalogue(product("A1", "5.00 EUR")),
                "--to",
                to("google-shopping:FR", "g.xml"),
                "--to",
                to("google-shopping:FR", "g.tsv"));

        assertThat(folder.resolve("g.xml")).content().startsWith("<?xml");
        assertThat(folder.resolve("g.tsv")).content().startsWith("id\ttitle\t");
    }

    @Test
    void theShopsOwnCurrencyAndDelimiterCanBeTold() throws IOException {
        Path odd = Files.writeString(
                folder.resolve("odd.txt"),
                HEADER.replace(',', '|')
                        + product("A1", "1.299,00")
                                .replaceFirst("1.299,00", "@")
                                .replace(',', '|')
                                .replace("@", "1.299,00")
                        + "\n");

        Outcome outcome = feedkit(
                "export",
                odd,
                "--format",
                "csv",
                "--delimiter",
                "pipe",
                "--currency",
                "EUR",
                "--decimal",
                ",",
                "--to",
                to("google-shopping:FR", "g.xml"));

        assertThat(outcome.err()).isEmpty();
        assertThat(folder.resolve("g.xml")).content().contains("<g:price>1299.00 EUR</g:price>");
    }

    @Test
    void quietSaysNothing() throws IOException {
        Outcome outcome = feedkitWatched(
                "export", catalogue(product("A1", "5.00 EUR")), "--quiet", "--to", to("google-shopping:FR", "g.xml"));

        assertThat(outcome.out()).isEmpty();
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
    }

    @Test
    void drawsNoProgressIntoAPipe() throws IOException {
        Outcome outcome =
                feedkit("export", catalogue(product("A1", "5.00 EUR")), "--to", to("google-shopping:FR", "g.xml"));

        assertThat(outcome.out() + outcome.err()).doesNotContain("\r");
    }

    @Test
    void drawsProgressOnATerminalAndTakesItAway() throws IOException {
        Outcome outcome = feedkitWatched(
                "export", catalogue(product("A1", "5.00 EUR")), "--to", to("google-shopping:FR", "g.xml"));

        assertThat(outcome.err()).startsWith("\r").endsWith("\r").doesNotContain("\n");
        assertThat(outcome.out()).doesNotContain("\r");
    }

    @Test
    void theSameInstantGivesTheSameBytesOnAnyNumberOfThreads() throws IOException {
        Path catalogue = catalogue(product("A1", "5.00 EUR"), product("A2", "6.00 EUR"));
        String[] at = {"--at", "2026-11-27T09:00:00+01:00", "--threads"};

        feedkit("export", catalogue, at[0], at[1], at[2], 1, "--to", to("google-shopping:FR", "one.xml"));
        feedkit("export", catalogue, at[0], at[1], at[2], 3, "--to", to("google-shopping:FR", "three.xml"));

        assertThat(folder.resolve("one.xml")).hasSameBinaryContentAs(folder.resolve("three.xml"));
    }

    @Test
    void anUnwritableFeedLeavesTheOthersAlone() throws IOException {
        Files.createFile(folder.resolve("taken"));

        Outcome outcome = feedkit(
                "export",
                catalogue(product("A1", "5.00 EUR")),
                "--to",
                to("google-shopping:FR", "taken/fr.xml"),
                "--to",
                to("google-shopping:DE", "de.xml"));

        assertThat(outcome.exitCode()).isEqualTo(1);
        assertThat(outcome.out()).contains("NOT PUBLISHED", "publish.cannot-write");
        assertThat(folder.resolve("de.xml")).isNotEmptyFile();
    }

    @Test
    void couldNotRunWhenNoFeedCouldBeWritten() throws IOException {
        Files.createFile(folder.resolve("taken"));

        Outcome outcome = feedkit(
                "export",
                catalogue(product("A1", "5.00 EUR")),
                "--quiet",
                "--to",
                to("google-shopping:FR", "taken/fr.xml"));

        assertThat(outcome.exitCode()).isEqualTo(2);
        assertThat(outcome.err()).contains("publish.cannot-write");
    }

    @Test
    void aDescriptorOfOnesOwnIsAChannelLikeAnyOther() throws IOException {
        Path own = Files.writeString(folder.resolve("corner-shop.yaml"), """
                channel: corner-shop
                label: The shop on the corner
                kind: comparator
                version: 1
                sources:
                  letter: { document: Their letter of May, read: 2026-11 }
                default-source: letter
                layouts:
                  csv: { format: delimited, delimiter: semicolon }
                fields:
                  id: { required: true }
                  price: { type: price, required: true }
                """);

        Outcome outcome = feedkit(
                "export",
                catalogue(product("A1", "5.00 EUR")),
                "--channel-file",
                own,
                "--to",
                to("corner-shop:FR", "corner.csv"));

        assertThat(outcome.err()).isEmpty();
        assertThat(folder.resolve("corner.csv")).content().isEqualTo("id;price\nA1;5.00 EUR\n");
    }
}
