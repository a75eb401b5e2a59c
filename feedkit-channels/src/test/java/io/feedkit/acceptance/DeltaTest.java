package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.Extent;
import io.feedkit.export.FeedChanges;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A second run knows what the first one sent, and says and sends only what is new. */
class DeltaTest {
    private static final String HEADER = "id,title,price,quantity,description\n";
    private static final String SHOES = HEADER
            + "S-1,Boot,50 EUR,3,Warm\n"
            + "S-2,Shoe,40 EUR,9,Light\n"
            + "S-3,Sandal,30 EUR,1,Airy\n"
            + "S-4,Slipper,20 EUR,5,Soft\n";

    @TempDir
    private Path folder;

    private Path feed;
    private Path delta;

    @BeforeEach
    void nameTheFiles() {
        feed = folder.resolve("shoes.csv");
        delta = folder.resolve("shoes.delta.csv");
    }

    private ExportReport run(String csv, Extent extent, String... rules) {
        return published(export(csv, rules).accept().extent(extent));
    }

    private static ExportReport published(Export export) {
        ExportReport report = export.run();
        assertThat(Feeds.failures(report)).isEmpty();
        return report;
    }

    private Export export(String csv, String... rules) {
        Catalog catalog = Feeds.catalogue(folder, csv);
        RuleSet compiled = RuleSet.compile(
                RuleEnvironment.of(catalog.schema()), SourceText.of("shop.fk", String.join("\n", rules)));
        return Export.of(catalog)
                .rules(compiled)
                .at(Feeds.JUNE)
                .to(Channels.get("generic-csv").member("FR", "fr"), feed);
    }

    private static List<String> ids(Path file) {
        return Feeds.text(file)
                .lines()
                .skip(1)
                .map(line -> line.split("[,;\t]")[0])
                .toList();
    }

    private Map<String, String> ledger() {
        return Feeds.ledger(feed).stream()
                .collect(Collectors.toMap(
                        line -> line.path("id").asString(),
                        line -> line.path("status").asString() + " "
                                + line.path("change").asString("") + line.path("fields")));
    }

    @Test
    void sendsOnlyWhatIsNewOrChangedAndSaysInWhichFields() {
        run(SHOES, Extent.DELTA);

        ExportReport report = run(
                HEADER
                        + "S-4,Slipper,20 EUR,5,Soft\n"
                        + "S-1,Boot,45 EUR,2,Warm\n"
                        + "S-5,Clog,25 EUR,7,Wooden\n"
                        + "S-2,Shoe,40 EUR,9,Light\n",
                Extent.DELTA);

        assertThat(ids(delta)).containsExactly("S-1", "S-5");
        assertThat(ledger())
                .containsOnly(
                        Map.entry("S-1", "sent changed[\"price\",\"quantity\"]"),
                        Map.entry("S-2", "unchanged "),
                        Map.entry("S-3", "removed "),
                        Map.entry("S-4", "unchanged "),
                        Map.entry("S-5", "sent added"));
        assertThat(report.feeds().get(0).changes())
                .isEqualTo(new FeedChanges(Feeds.JUNE.toString(), 1, 1, 2, 1, Map.of("price", 1L, "quantity", 1L)));
        assertThat(report.summary())
                .contains("2 as they were, not sent again")
                .contains("since 2026-06-10T08:00:00Z: 1 added, 1 changed, 1 removed");
        assertThat(Feeds.manifest(feed).path("delta").path("changed").asInt()).isEqualTo(1);
        assertThat(feed).doesNotExist();
    }

    @Test
    void sendsEverythingTheFirstTime() {
        ExportReport report = run(SHOES, Extent.DELTA);

        assertThat(ids(delta)).containsExactly("S-1", "S-2", "S-3", "S-4");
        assertThat(report.feeds().get(0).changes().added()).isEqualTo(4);
        assertThat(report.feeds().get(0).changes().since()).isEmpty();
    }

    @Test
    void writesTheWholeFeedAsAFullRunWouldAndTheDeltaBesideIt() throws IOException {
        run(SHOES, Extent.FULL);
        String full = Feeds.text(feed);
        Files.delete(feed);
        run(SHOES, Extent.BOTH);

        assertThat(Feeds.text(feed)).isEqualTo(full);
        run(SHOES.replace("Airy", "Airy and wide"), Extent.BOTH);
        assertThat(Feeds.text(feed)).isEqualTo(full.replace("Airy", "Airy and wide"));
        assertThat(ids(delta)).containsExactly("S-3");
    }

    @Test
    void leavesTheWholeFeedAndItsChecksumInPlaceWhenOnlyADeltaIsWritten() {
        run(SHOES, Extent.BOTH);
        String full = Feeds.text(feed);
        String sum = Feeds.manifest(feed).path("sha256").asString();

        run(SHOES.replace("Warm", "Cosy"), Extent.DELTA);

        assertThat(Feeds.text(feed)).isEqualTo(full);
        assertThat(Feeds.manifest(feed).path("sha256").asString()).isEqualTo(sum);
    }

    @Test
    void followsARuleThatChangedThoughTheCatalogueDidNot() {
        run(SHOES, Extent.DELTA, "quantity<2 → 0");

        run(SHOES, Extent.DELTA, "quantity<4 → 0");

        assertThat(ids(delta)).containsExactly("S-1");
    }

    @Test
    void worksOnEveryProductAgainWhenRulesLookAtTheClock() {
        String rule = "when quantity > 8 then set title = \"{title} on {today}\"";
        run(SHOES, Extent.DELTA, rule);

        published(export(SHOES, rule).at(Feeds.JUNE.plusSeconds(86_400)).extent(Extent.DELTA));

        assertThat(ids(delta)).containsExactly("S-2");
    }

    @Test
    void startsARuleOnItsDayThoughNothingElseChanged() {
        String rule = "@from(2026-06-11)\nrule sale: set title = \"{title} (sale)\"";
        run(SHOES, Extent.DELTA, rule);
        assertThat(ids(delta)).hasSize(4);

        published(export(SHOES, rule).at(Feeds.JUNE.plusSeconds(86_400)).extent(Extent.DELTA));

        assertThat(ids(delta)).containsExactly("S-1", "S-2", "S-3", "S-4");
    }

    @Test
    void saysThatAProductWhichIsNowExcludedIsGoneFromTheFeed() {
        run(SHOES, Extent.DELTA);

        run(SHOES, Extent.DELTA, "exclude when (quantity ?? 0) < 2 because \"nearly gone\"");

        assertThat(ledger().get("S-3")).startsWith("excluded removed");
        assertThat(Feeds.manifest(feed).path("delta").path("removed").asInt()).isEqualTo(1);
        run(SHOES, Extent.DELTA, "exclude when (quantity ?? 0) < 2 because \"nearly gone\"");
        assertThat(Feeds.manifest(feed).path("delta").path("removed").asInt()).isZero();
    }

    @Test
    void countsProductsThatWerePassedOverInTheFiguresThatGuardsCompare() {
        run(SHOES, Extent.BOTH);
        String figures = Feeds.manifest(feed).path("figures").toString();

        run(SHOES, Extent.DELTA);

        assertThat(ids(delta)).isEmpty();
        assertThat(Feeds.manifest(feed).path("figures")).hasToString(figures);
    }

    @Test
    void takesALogThatWasCutShortForNone() throws IOException {
        run(SHOES, Extent.DELTA);
        Path log = Feeds.beside(feed, ".sent");
        byte[] whole = Files.readAllBytes(log);

        for (int length = 0; length < whole.length; length += 41) {
            Files.write(log, Arrays.copyOf(whole, length));
            run(SHOES, Extent.DELTA);
            assertThat(ids(delta)).as("cut to %d bytes", length).hasSize(4);
        }
    }

    @Test
    void keepsTheLogOfTheLastFeedWhenOneIsHeldBack() {
        run(SHOES, Extent.DELTA);

        ExportReport held = export(SHOES, "exclude when (quantity ?? 0) < 99 because \"all gone\"")
                .extent(Extent.DELTA)
                .run();

        assertThat(held.feeds().get(0).heldBack()).isTrue();
        run(SHOES, Extent.DELTA);
        assertThat(ids(delta)).isEmpty();
    }

    @Test
    void refusesTheSecondOfTwoProductsWithOneIdEvenWhenItIsAnOldOne() {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            lines.add("G-" + i + ",Boot " + i + ",50 EUR,3,Warm boots number " + i);
        }
        Path google = folder.resolve("google.tsv");
        google(lines, google, Extent.DELTA);
        lines.add(3, "G-600,Boot again,50 EUR,3,Another boot");

        google(lines, google, Extent.DELTA);

        assertThat(Feeds.statuses(google)).containsEntry("unchanged", 699L).containsEntry("sent", 1L);
        assertThat(Feeds.statuses(google)).containsEntry("invalid", 1L);
    }

    private void google(List<String> lines, Path file, Extent extent) {
        String csv = "id,title,price,quantity,description,link,image_link,availability,brand,mpn\n"
                + lines.stream()
                        .map(line -> line + ",https://shop.example/p,https://shop.example/p.jpg,in_stock,Brand,M1\n")
                        .collect(Collectors.joining());
        published(Export.of(Feeds.catalogue(folder, csv))
                .at(Feeds.JUNE)
                .threads(3)
                .extent(extent)
                .to(Channels.get("google-shopping").member("FR", "fr"), file));
    }
}
