package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.FeedReport;
import io.feedkit.export.FeedTarget;
import io.feedkit.feed.FeedLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What only shows when products are held against each other: ids taken twice, variants that do not differ, labels with too many values. */
class AcrossCatalogueTest {
    private static final String HEAD =
            "id,title,description,link,image_link,price,availability,condition,brand,item_group_id,color,custom_label_0\n";

    @TempDir
    private Path folder;

    private static String product(String id, String group, String color, String label) {
        return id + ",Lamp,A lamp,https://shop.example/" + id + ",https://shop.example/" + id
                + ".jpg,10 EUR,in_stock,new,Lux," + group + "," + color + "," + label + "\n";
    }

    private Export export(String csv, String file) {
        return Export.of(Feeds.catalogue(folder, csv))
                .to(Channels.get("google-shopping").member("FR", "en"), folder.resolve(file))
                .at(Feeds.JUNE);
    }

    private static long count(FeedReport feed, String by) {
        return feed.reasons().stream()
                .filter(reason -> reason.by().equals(by))
                .mapToLong(FeedReport.Reason::count)
                .sum();
    }

    @Test
    void keepsTheFirstOfTwoProductsWithOneIdAndSaysWhereItStands() throws IOException {
        String csv = HEAD + product("A", "", "", "") + product("B", "", "", "") + product("A", "", "", "");
        FeedReport feed = export(csv, "a.xml").run().feeds().get(0);
        assertThat(feed.sent()).isEqualTo(2);
        assertThat(feed.invalid()).isEqualTo(1);
        assertThat(Files.readString(folder.resolve("a.xml.ledger.ndjson")).lines())
                .hasSize(3)
                .last()
                .asString()
                .contains("invalid", "google-shopping/id/unique", "record 1");
        assertThat(Feeds.text(folder.resolve("a.xml.manifest.json"))).contains("\"notChecked\":[]");
    }

    @Test
    void keepsRefusedProductsOutOfAFeedThatIsCutIntoSeveralFiles() {
        String csv = HEAD
                + product("A", "", "", "")
                + product("A", "", "", "")
                + product("B", "", "", "")
                + product("A", "", "", "")
                + product("C", "", "", "");
        FeedReport feed = Export.of(Feeds.catalogue(folder, csv))
                .to(
                        Channels.get("google-shopping").member("FR", "en"),
                        FeedTarget.at(folder.resolve("a.xml")).split(FeedLimits.NONE.withProducts(2)))
                .at(Feeds.JUNE)
                .run()
                .feeds()
                .get(0);
        assertThat(feed.sent()).isEqualTo(3);
        assertThat(feed.invalid()).isEqualTo(2);
        assertThat(Feeds.text(folder.resolve("a.xml")).split("<item>", -1)).hasSize(3);
        assertThat(Feeds.text(folder.resolve("a-2.xml")).split("<item>", -1)).hasSize(2);
        assertThat(folder.resolve("a-3.xml")).doesNotExist();
    }

    @Test
    void lendsTheIdOfARefusedProductToTheNext() {
        String refused = "A,,,,,,,,,,,\n";
        FeedReport feed = export(HEAD + refused + product("A", "", "", ""), "a.xml")
                .run()
                .feeds()
                .get(0);
        assertThat(feed.sent()).isEqualTo(1);
        assertThat(count(feed, "google-shopping/id/unique")).isZero();
    }

    @Test
    void warnsOfVariantsThatDoNotDiffer() {
        String csv = HEAD
                + product("A", "G", "red", "")
                + product("B", "G", "blue", "")
                + product("C", "G", "red", "")
                + product("D", "H", "red", "");
        FeedReport feed = export(csv, "a.xml").run().feeds().get(0);
        assertThat(feed.sent()).isEqualTo(4);
        assertThat(count(feed, "google-shopping/variants-differ")).isEqualTo(1);
    }

    @Test
    void leavesOutLabelsBeyondTheNumberAFeedMayHave() throws IOException {
        StringBuilder csv = new StringBuilder(HEAD);
        for (int i = 0; i < 1_003; i++) {
            csv.append(product("P" + i, "", "", "label " + i));
        }
        csv.append(product("LAST", "", "", "label 7"));
        FeedReport feed = export(csv.toString(), "a.xml").run().feeds().get(0);
        assertThat(feed.sent()).isEqualTo(1_004);
        assertThat(count(feed, "google-shopping/custom_label_0/max-distinct")).isEqualTo(3);
        assertThat(Feeds.text(folder.resolve("a.xml"))).contains("label 999<").doesNotContain("label 1001<");
    }

    @Test
    void saysTheSameOnAnyNumberOfThreads() throws IOException {
        StringBuilder csv = new StringBuilder(HEAD);
        for (int i = 0; i < 6_000; i++) {
            csv.append(product("P" + i * 7 % 4_001, "G" + i % 50, "red", "l" + i));
        }
        for (int threads : new int[] {1, 2, 5}) {
            export(csv.toString(), threads + ".xml").threads(threads).run();
        }
        String ledger = Feeds.text(folder.resolve("1.xml.ledger.ndjson"));
        String feed = Feeds.text(folder.resolve("1.xml"));
        assertThat(ledger).contains("/unique");
        for (int threads : new int[] {2, 5}) {
            assertThat(Feeds.text(folder.resolve(threads + ".xml.ledger.ndjson")))
                    .isEqualTo(ledger);
            assertThat(Feeds.text(folder.resolve(threads + ".xml"))).isEqualTo(feed);
        }
    }

    @Test
    void findsTheSameOnDisk() throws IOException {
        StringBuilder csv = new StringBuilder(HEAD);
        for (int i = 0; i < 9_000; i++) {
            csv.append(product("P" + i * 7 % 8_001, "G" + i % 1_000, "c" + i % 7, "l" + i % 1_200));
        }
        FeedReport inMemory = export(csv.toString(), "memory.xml").run().feeds().get(0);
        assertThat(inMemory.checkDiskBytes()).isZero();
        for (int threads : new int[] {1, 3}) {
            String file = threads + ".xml";
            ExportReport report = export(csv.toString(), file)
                    .memoryForChecks(10_000)
                    .threads(threads)
                    .run();
            FeedReport onDisk = report.feeds().get(0);
            assertThat(onDisk.checkDiskBytes()).isPositive();
            assertThat(onDisk.reasons()).isEqualTo(inMemory.reasons());
            assertThat(onDisk.notChecked()).isEmpty();
            assertThat(report.problemCounts()).doesNotContainKey("channel.memory-full");
            assertThat(report.summary()).contains("checks across the catalogue took ", " on disk");
            for (String end : new String[] {"", ".ledger.ndjson"}) {
                assertThat(Feeds.text(folder.resolve(file + end)))
                        .isEqualTo(Feeds.text(folder.resolve("memory.xml" + end)));
            }
            assertThat(Feeds.text(folder.resolve(file + ".manifest.json")))
                    .contains("\"checkDiskBytes\":" + onDisk.checkDiskBytes() + ",");
        }
        String ledger = Feeds.text(folder.resolve("memory.xml.ledger.ndjson"));
        assertThat(ledger).contains("id/unique", "variants-differ", "custom_label_0/max-distinct");
    }

    @Test
    void saysWhatItCouldNotCompareForLackOfRoom() throws IOException {
        StringBuilder csv = new StringBuilder(HEAD);
        for (int i = 0; i < 3_000; i++) {
            csv.append(product("P" + i, "", "", ""));
        }
        csv.append(product("P1", "", "", ""));
        ExportReport report = export(csv.toString(), "a.xml")
                .memoryForChecks(20_000)
                .diskForChecks(0)
                .run();
        assertThat(report.problemCounts()).containsKey("channel.memory-full");
        // What is remembered is still compared.
        assertThat(report.feeds().get(0).invalid()).isEqualTo(1);
        assertThat(Feeds.text(folder.resolve("a.xml.manifest.json")))
                .contains("\"notChecked\":[\"google-shopping/id/unique\"]");
    }
}
