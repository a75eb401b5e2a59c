package io.feedkit.acceptance;

import static io.feedkit.acceptance.Feeds.bytes;
import static io.feedkit.acceptance.Feeds.catalogue;
import static io.feedkit.acceptance.Feeds.failures;
import static io.feedkit.acceptance.Feeds.manifest;
import static io.feedkit.acceptance.Feeds.text;
import static io.feedkit.acceptance.Feeds.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.Supplement;
import io.feedkit.catalog.Supplement.Way;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.feed.FeedContract;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Prices, stock and performance from other files than the catalogue, on their way to a feed. */
class SupplementExportTest {
    @TempDir
    private Path folder;

    private Catalog shop(int products, long memory) {
        StringBuilder shop = new StringBuilder("id,title,price\n");
        StringBuilder stock = new StringBuilder("Artikel;VK;Lager\n");
        StringBuilder ads = new StringBuilder("sku,spend\n");
        for (int i = 0; i < products; i++) {
            shop.append('P').append(i).append(",Lamp ").append(i).append(",1.00\n");
            if (i % 3 > 0) {
                stock.append('P')
                        .append(i)
                        .append(';')
                        .append(i)
                        .append(",50;")
                        .append(i % 9)
                        .append('\n');
            }
            ads.append('P')
                    .append(i * 7 % products)
                    .append(",0.")
                    .append(1 + i % 9)
                    .append('\n');
            ads.append('P').append(i / 2).append(",1.25\n");
        }
        return catalogue(folder, shop.toString())
                .with(Supplement.of(written(folder, "stock.csv", stock.toString()))
                        .key("Artikel", "id")
                        .take("VK", Way.REPLACE, "price")
                        .replace("Lager")
                        .memory(memory))
                .with(Supplement.of(written(folder, "ads.csv", ads.toString()))
                        .key("sku", "id")
                        .take("spend", Way.SUM, "ad_cost")
                        .memory(memory));
    }

    private static FeedContract table() {
        return Channels.get("generic-csv")
                .withColumns(List.of("id", "price", "quantity", "custom_label_0"))
                .member("FR", "en");
    }

    private ExportReport run(Catalog catalog, int threads, Path feed) {
        RuleSet rules = RuleSet.compile(
                RuleEnvironment.of(catalog.schema()),
                SourceText.of("shop.fk", "when (ad_cost > 3) ?? false { set custom_label_0 = \"dear\" }\n"));
        ExportReport report = Export.of(catalog)
                .rules(rules)
                .to(table(), feed)
                .threads(threads)
                .at(Feeds.JUNE)
                .run();
        assertThat(failures(report)).isEmpty();
        return report;
    }

    @Test
    void rulesReadWhatSupplementsGive() {
        Path feed = folder.resolve("feed.csv");
        ExportReport report = run(shop(4, 1 << 20), 1, feed);
        assertThat(text(feed).lines().skip(1))
                .containsExactly("P0,1.00 EUR,,", "P1,1.50 EUR,1,", "P2,2.50 EUR,2,", "P3,1.00 EUR,,");
        assertThat(report.supplements()).hasSize(2);
        assertThat(report.summary()).contains("with ", "stock.csv (Artikel = id): 2 products found, 2 missing");
        JsonNode supplement = manifest(feed).path("supplements").path(0);
        assertThat(supplement.path("found").asLong()).isEqualTo(2);
        assertThat(supplement.path("missing").asLong()).isEqualTo(2);
        assertThat(supplement.path("key").asString()).isEqualTo("Artikel = id");
    }

    @Test
    void givesTheSameBytesOnAnyThreadsAndWithAnyMemory() {
        Path one = folder.resolve("one.csv");
        Path many = folder.resolve("many.csv");
        Path disk = folder.resolve("disk.csv");
        run(shop(3000, 64 << 20), 1, one);
        run(shop(3000, 64 << 20), 4, many);
        ExportReport spilled = run(shop(3000, 20_000), 3, disk);
        assertThat(spilled.supplements())
                .allSatisfy(supplement -> assertThat(supplement.onDisk()).isTrue());
        assertThat(bytes(many)).isEqualTo(bytes(one));
        assertThat(bytes(disk)).isEqualTo(bytes(one));
        assertThat(text(one)).contains("dear");
    }
}
