package io.feedkit.acceptance;

import static io.feedkit.acceptance.Feeds.failures;
import static io.feedkit.acceptance.Feeds.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertAll;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.rules.RuleSet;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A small shop with one product of every kind, from its catalogue to Google's two file forms; each file is readable without Java. */
class DemonstrationTest {
    @TempDir
    private Path folder;

    @Test
    void becomesTheFeedsUnderDemo() {
        Catalog catalog = Catalog.open(GoldenFile.copied("demo/catalogue.csv", folder));
        RuleSet rules = RuleSet.compile(GoldenFile.copied("demo/rules.fk", folder), catalog.schema());
        Path rss = folder.resolve("google-fr.xml");
        Path tsv = folder.resolve("google-fr.tsv");

        ExportReport report = Export.of(catalog)
                .rules(rules)
                .shop("Demonstration", "https://shop.example")
                .to(Channels.get("google-shopping").member("FR", "fr"), rss)
                .to(Channels.get("google-shopping").member("FR", "fr"), tsv)
                .at(Feeds.JUNE)
                .run();

        assertThat(failures(report)).isEmpty();
        assertAll(
                () -> GoldenFile.named("demo/google-fr.xml").mustBe(text(rss)),
                () -> GoldenFile.named("demo/google-fr.tsv").mustBe(text(tsv)),
                () -> GoldenFile.named("demo/google-fr.notes").mustBe(Feeds.notes(rss)));
        assertThat(Feeds.notes(tsv)).isEqualTo(Feeds.notes(rss));
    }
}
