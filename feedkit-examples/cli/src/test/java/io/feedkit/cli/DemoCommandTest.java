package io.feedkit.cli;

import static io.feedkit.cli.Shell.feedkit;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.cli.Shell.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoCommandTest {

    @TempDir
    Path folder;

    private Outcome outcome;

    @BeforeEach
    void run() {
        outcome = feedkit("demo", folder);
    }

    private String feed() throws IOException {
        return Files.readString(folder.resolve("google-ie.xml"));
    }

    @Test
    void showsWhatBecameOfTheProducts() {
        assertThat(outcome.err()).isEmpty();
        assertThat(outcome.exitCode()).isZero();
        assertThat(outcome.out())
                .contains(
                        "15 records read",
                        "excluded by rules",
                        "too_cheap",
                        "refused by the channel's contract",
                        "values converted",
                        "<item>",
                        "</item>",
                        "feedkit export ");
    }

    @Test
    void isShownInFrenchToo() {
        Outcome french = feedkit("demo", folder, "--lang", "fr");
        assertThat(french.err()).isEmpty();
        assertThat(french.out())
                .contains(
                        "gardé ", "exclus par des règles", "Le premier produit de ", "Changez maintenant quelque chose")
                .doesNotContain("excluded by rules", "The first product", "Now change");
    }

    @Test
    void fewerThanThreeInStockAreNone() throws IOException {
        assertThat(Files.readString(folder.resolve("shop.fk"))).contains("quantity<3 → 0");
        assertThat(item("TEE-1-M")).contains("<g:availability>out_of_stock</g:availability>");
        assertThat(item("TEE-1-S")).contains("<g:availability>in_stock</g:availability>");
    }

    @Test
    void aChangedRuleChangesTheFeed() throws IOException {
        Path rules = folder.resolve("shop.fk");
        Files.writeString(rules, Files.readString(rules).replace("quantity<3", "quantity<50"));

        assertThat(feedkit("demo", folder).out()).contains("kept  " + rules);
        assertThat(item("TEE-1-S")).contains("<g:availability>out_of_stock</g:availability>");
    }

    @Test
    void startsAfreshWhenAsked() throws IOException {
        String before = feed();
        Files.writeString(folder.resolve("shop.fk"), "quantity<50 → 0");

        feedkit("demo", folder, "--fresh");

        assertThat(feed()).isEqualTo(before);
    }

    @Test
    void aMistakeInTheRulesIsShownWithACaret() throws IOException {
        Path rules = folder.resolve("shop.fk");
        Files.writeString(rules, Files.readString(rules).replace("quantity<3", "quantitty<3"));
        String before = feed();

        Outcome broken = feedkit("demo", folder);

        assertThat(broken.exitCode()).isEqualTo(2);
        assertThat(broken.err()).contains("error[FK1101]", "quantitty<3 → 0", "^^^^^^^^^", "`quantity`");
        assertThat(feed()).isEqualTo(before);
    }

    @Test
    void variantsCarryTheirGroup() throws IOException {
        assertThat(item("TEE-1-S")).contains("<g:item_group_id>TEE-1</g:item_group_id>");
    }

    @Test
    void noMarkupIsLeftInTexts() throws IOException {
        assertThat(item("LMP-3"))
                .contains("<title>Desk lamp Beacon &amp; bulb</title>")
                .doesNotContain("&lt;", "track()", "dimmable</em>");
    }

    @Test
    void decimalCommasAndThousandsAreUnderstood() throws IOException {
        assertThat(item("CAM-2")).contains("<g:price>1299.00 EUR</g:price>");
    }

    @Test
    void aPreOrderIsSentWithItsDay() throws IOException {
        assertThat(item("GAM-5"))
                .contains(
                        "<g:availability>preorder</g:availability>",
                        "<g:availability_date>2027-03-12T00:00+0000</g:availability_date>");
    }

    @Test
    void clothingAccessoriesNeedNoSize() throws IOException {
        assertThat(Files.readString(folder.resolve("google-fr.tsv"))).contains("SCF-2\t");
    }

    @Test
    void foodShowsItsUnitPrice() throws IOException {
        assertThat(item("OIL-500"))
                .contains(
                        "<g:unit_pricing_measure>500 ml</g:unit_pricing_measure>",
                        "<g:unit_pricing_base_measure>1 l</g:unit_pricing_base_measure>");
    }

    @Test
    void aNumberThatFailsItsCheckDigitIsNotSent() throws IOException {
        assertThat(item("CUP-4")).doesNotContain("<g:gtin>");
        assertThat(outcome.out()).contains("GTIN 9520000000106 fails its check digit");
    }

    @Test
    void aCountryAsksForMoreThanAnother() throws IOException {
        assertThat(feed()).contains("<g:id>JKT-7</g:id>");
        assertThat(Files.readString(folder.resolve("google-fr.tsv"))).doesNotContain("JKT-7");
        assertThat(Files.readString(folder.resolve("google-fr.tsv.ledger.ndjson")))
                .contains("{\"id\":\"JKT-7\",\"status\":\"invalid\"");
    }

    @Test
    void everyProductIsInTheLedgerOnce() throws IOException {
        assertThat(Files.readAllLines(folder.resolve("google-ie.xml.ledger.ndjson")))
                .hasSize(15)
                .anyMatch(line -> line.startsWith("{\"id\":\"MUG-9\",\"status\":\"invalid\""))
                .anyMatch(line -> line.startsWith("{\"id\":\"PIN-1\",\"status\":\"excluded\""));
    }

    private String item(String id) throws IOException {
        String feed = feed();
        int at = feed.indexOf("<g:id>" + id + "</g:id>");
        assertThat(at).as("product " + id + " in the feed").isPositive();
        return feed.substring(feed.lastIndexOf("<item>", at), feed.indexOf("</item>", at));
    }
}
