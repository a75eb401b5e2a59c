package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.Extent;
import io.feedkit.location.Location;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.IntFunction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left of many reads is worked on at once, whatever the reads were like. */
class DeltaOfManyReadsTest {
    private static final int PRODUCTS = 3000;

    @TempDir
    private Path folder;

    @Test
    void filesWithOtherColumnsAreNotMixed() throws IOException {
        catalogue(
                1,
                "id,title,price,quantity,link",
                i -> "P" + i + ",Boot " + i + "," + i + ".50 EUR,4,https://x.example/" + i);
        catalogue(2, "quantity,id,brand,price,title", i -> "7,Q" + i + ",Acme," + i + ".20 EUR,Shoe " + i);
        run("delta", Extent.BOTH, 1);
        run("full", Extent.BOTH, 1);
        catalogue(
                1,
                "id,title,price,quantity,link",
                i -> "P" + i + ",Boot " + i + "," + i + (i % 211 == 0 ? ".60" : ".50") + " EUR,4,https://x.example/"
                        + i);
        catalogue(
                2,
                "quantity,id,brand,price,title",
                i -> (i % 97 == 0 ? 8 : 7) + ",Q" + i + ",Acme," + i + ".20 EUR,Shoe " + i);

        sameAsFull(1);
        assertThat(ids()).hasSize((PRODUCTS + 210) / 211 + (PRODUCTS + 96) / 97).contains("P211", "Q97");
    }

    @Test
    void columnsThatComeLateChangeNothingBefore() throws IOException {
        IntFunction<String> old =
                i -> "{\"id\":\"P" + i + "\",\"title\":\"Boot\",\"price\":\"10.50 EUR\",\"quantity\":3"
                        + (i > 1500 ? ",\"brand\":\"Acme\",\"colour_" + i / 500 + "\":\"red\"" : "") + "}";
        lines(old);
        run("delta", Extent.BOTH, 1);
        run("full", Extent.BOTH, 1);
        lines(i -> i % 150 == 0 ? old.apply(i).replace("10.50", "11.50") : old.apply(i));

        sameAsFull(1);
        assertThat(ids()).hasSize(20).contains("P150", "P2850");
    }

    @Test
    void aCatalogueThatShrankToNothingButChangesIsWorkedOnOnThreeThreads() throws IOException {
        catalogue(1, "id,title,price,quantity", i -> "P" + i + ",Boot " + i + "," + i + ".50 EUR,4");
        run("delta", Extent.BOTH, 1);
        run("full", Extent.BOTH, 1);
        catalogue(1, "id,title,price,quantity", i -> "P" + (i + 1500) + ",Boot " + i + "," + i + ".50 EUR,4");

        sameAsFull(3);
    }

    private void catalogue(int file, String header, IntFunction<String> line) throws IOException {
        StringBuilder text = new StringBuilder(header).append('\n');
        for (int i = 0; i < PRODUCTS; i++) {
            text.append(line.apply(i)).append('\n');
        }
        Files.writeString(folder.resolve("catalogue-" + file + ".csv"), text);
    }

    private void lines(IntFunction<String> line) throws IOException {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < PRODUCTS; i++) {
            text.append(line.apply(i)).append('\n');
        }
        Files.writeString(folder.resolve("catalogue-1.ndjson"), text);
    }

    private void sameAsFull(int threads) {
        ExportReport delta = run("delta", Extent.DELTA, threads);
        ExportReport full = run("full", Extent.BOTH, 1);

        assertThat(delta.feeds().get(0).changes()).isEqualTo(full.feeds().get(0).changes());
        assertThat(delta.feeds().get(0).figures()).isEqualTo(full.feeds().get(0).figures());
        assertThat(delta.problemCounts()).isEqualTo(full.problemCounts());
        for (String name : List.of("shop.delta.csv", "shop.csv.sent")) {
            assertThat(folder.resolve("delta").resolve(name))
                    .hasSameBinaryContentAs(folder.resolve("full").resolve(name));
        }
    }

    private List<String> ids() {
        return Feeds.text(folder.resolve("delta/shop.delta.csv"))
                .lines()
                .skip(1)
                .map(line -> line.split("[,;\t]")[0])
                .toList();
    }

    private ExportReport run(String name, Extent extent, int threads) {
        Catalog catalog = Catalog.open(Location.of(folder + "/catalogue-*"), CatalogOptions.DEFAULTS);
        Path out = folder.resolve(name);
        try {
            Files.createDirectories(out);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        ExportReport report = Export.of(catalog)
                .at(Feeds.JUNE)
                .accept()
                .threads(threads)
                .extent(extent)
                .to(Channels.get("generic-csv").member("FR", "fr"), out.resolve("shop.csv"))
                .run();
        assertThat(Feeds.failures(report)).isEmpty();
        return report;
    }
}
