package io.feedkit.cli;

import static io.feedkit.cli.Shell.feedkit;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Coming from another tool: its feed is the catalogue. */
class ReadAsTest {
    private static final String HEUREKA = """
            <?xml version="1.0" encoding="utf-8"?>
            <SHOP><SHOPITEM>
              <ITEM_ID>A1</ITEM_ID><PRODUCTNAME>Kiln vase</PRODUCTNAME><DESCRIPTION>Burnt twice.</DESCRIPTION><URL>https://shop.example/a1</URL>
              <IMGURL>https://img.example/a1.jpg</IMGURL><PRICE_VAT>249,90</PRICE_VAT><CATEGORYTEXT>Home | Vases</CATEGORYTEXT>
              <MANUFACTURER>Kiln</MANUFACTURER><EAN>4006381333931</EAN><DELIVERY_DATE>0</DELIVERY_DATE>
              <PARAM><PARAM_NAME>Material</PARAM_NAME><VAL>clay: burnt</VAL></PARAM>
            </SHOPITEM></SHOP>
            """;

    @TempDir
    Path folder;

    private Path heureka() throws IOException {
        return Files.writeString(folder.resolve("heureka.xml"), HEUREKA);
    }

    @Test
    void makesACatalogueOfAFeed() throws IOException {
        Path csv = folder.resolve("catalogue.csv");

        Outcome outcome = feedkit("export", heureka(), "--read-as", "heureka:CZ", "--to", "generic-csv:CZ=" + csv);

        assertThat(outcome.err()).isEmpty();
        String[] lines = Files.readString(csv).split("\n");
        assertThat(lines[0]).contains("id", "title", "price", "gtin", "brand", "product_type", "product_detail");
        assertThat(lines[1]).contains("A1", "Kiln vase", "249.90 CZK", "4006381333931", "Home > Vases");
    }

    @Test
    void makesFeedsOfOtherChannelsAtOnce() throws IOException {
        Path google = folder.resolve("google.xml");

        Outcome outcome =
                feedkit("export", heureka(), "--read-as", "heureka:CZ", "--to", "google-shopping:CZ=" + google);

        assertThat(outcome.exitCode()).isZero();
        assertThat(Files.readString(google))
                .contains(
                        "<g:id>A1</g:id>",
                        "<g:price>249.90 CZK</g:price>",
                        "<g:availability>in_stock</g:availability>");
    }

    @Test
    void readsFeedsOfAChannelOfOnesOwn() throws IOException {
        Path channel = Files.writeString(folder.resolve("corner.yaml"), """
                channel: corner
                kind: comparator
                version: 1
                sources: { letter: { document: Their letter, read: 2026-11 } }
                formats: { price: { pattern: "{amount}", decimal-mark: "," } }
                layouts: { csv: { format: delimited, delimiter: semicolon } }
                fields:
                  sku: { from: id, required: true }
                  name: { from: title, required: true }
                  cost: { type: price, from: price }
                """);
        Path feed = Files.writeString(folder.resolve("feed.csv"), "sku;name;cost\n1;Jug;9,50\n");
        Path csv = folder.resolve("catalogue.csv");

        Outcome outcome = feedkit("export", feed, "--read-as", channel + ":AT", "--to", "generic-csv:AT=" + csv);

        assertThat(outcome.err()).isEmpty();
        assertThat(Files.readString(csv)).contains("9.50 EUR", "Jug");
    }

    @Test
    void inspectsAFeedAsItsChannelMeansIt() throws IOException {
        Outcome outcome = feedkit("inspect", heureka(), "--read-as", "heureka:CZ");

        assertThat(outcome.out()).containsPattern("(?m)^  PRICE_VAT +-> price +money");
        assertThat(outcome.out()).doesNotContain("no column");
    }

    @Test
    void saysHowItIsWritten() throws IOException {
        assertThat(feedkit("inspect", heureka(), "--read-as", "heureka").err())
                .contains("CHANNEL:COUNTRY[:LANGUAGE][/LAYOUT]", "google-shopping:FR");
        assertThat(feedkit("inspect", heureka(), "--read-as", "heureka:CZ/csv").err())
                .contains("no layout");
        assertThat(feedkit("inspect", heureka(), "--read-as", "bol:NL").err()).contains("no layout that is xml");
        assertThat(feedkit("inspect", heureka(), "--read-as", "heureka:CZ", "--mapping", "x.yaml")
                        .err())
                .contains("--mapping");
    }
}
