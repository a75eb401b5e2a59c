package io.feedkit.acceptance;

import static io.feedkit.acceptance.Feeds.bytes;
import static io.feedkit.acceptance.Feeds.manifest;
import static io.feedkit.acceptance.Feeds.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportListener;
import io.feedkit.export.ExportReport;
import io.feedkit.export.FeedParts;
import io.feedkit.export.FeedReport;
import io.feedkit.export.Progress;
import io.feedkit.export.StageTime;
import io.feedkit.problem.FeedException;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A run that was divided says the same as one run over everything; and what listeners hear. */
class PartialRunsTest {
    private static final String HEADER =
            "id,title,description,link,image_link,price,quantity,brand,mpn,color,category\n";
    private static final String RULES = """
            rule few: quantity<3 → 0
            rule dear: exclude when (price > 500 EUR) ?? false because "dear"
            """;

    @TempDir
    private Path folder;

    private static String rows(int from, int to) {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = from; i <= to; i++) {
            String price = i % 7 == 0 ? "" : i + ".5";
            csv.append(String.join(
                            ",",
                            "P" + i,
                            "Lamp " + i,
                            "A lamp.",
                            "https://shop.example/" + i,
                            "https://img.example/" + i + ".jpg",
                            price,
                            String.valueOf(i % 11),
                            "Acme",
                            i % 5 == 0 ? "" : "M" + i,
                            "red",
                            "Lamps > L" + i % 3))
                    .append('\n');
        }
        return csv.toString();
    }

    private ExportReport run(String name, int from, int to, boolean packed) {
        Path file = Feeds.written(folder, name + ".csv", rows(from, to));
        Catalog catalog = Catalog.open(file, CatalogOptions.DEFAULTS.withCurrency("EUR"));
        RuleSet rules = RuleSet.compile(RuleEnvironment.of(catalog.schema()), SourceText.of("shop.fk", RULES));
        Export export = Export.of(catalog)
                .rules(rules)
                .at(Feeds.JUNE)
                .to(Channels.get("google-shopping").member("FR", "en"), feed(name))
                .to(Channels.get("google-shopping").member("IE", "en"), folder.resolve(name + "/ie.xml"));
        return (packed ? export.packedLedgers() : export).run();
    }

    private Path feed(String name) {
        return folder.resolve(name + "/fr.xml");
    }

    /** What must not depend on how a run was divided. */
    private static List<Object> account(ExportReport report) {
        List<Object> all = new ArrayList<>(List.of(report.records(), report.problemCounts()));
        for (FeedReport feed : report.feeds()) {
            all.addAll(List.of(feed.sent(), feed.excluded(), feed.invalid(), feed.unreadable(), feed.figures()));
            for (FeedReport.Reason reason : feed.reasons()) {
                all.addAll(List.of(reason.kind(), reason.by(), reason.count()));
                reason.examples().forEach(example -> all.add(example.id() + example.title() + example.found()));
            }
        }
        return all;
    }

    @Test
    void twoHalvesMergedSayWhatOneRunSays() {
        ExportReport whole = run("whole", 1, 700, false);
        ExportReport first = run("half-1", 1, 300, false);
        ExportReport second = run("half-2", 301, 700, true);

        assertThat(account(ExportReport.merged(List.of(second, first))))
                .isEqualTo(account(ExportReport.merged(List.of(whole))));
        FeedParts.of(List.of(feed("half-2"), feed("half-1"))).writeBeside(feed("merged"));
        assertThat(text(Feeds.beside(feed("merged"), ".ledger.ndjson")))
                .isEqualTo(text(Feeds.beside(feed("whole"), ".ledger.ndjson")));
        for (String part : List.of("products", "figures", "member", "rules", "notChecked")) {
            assertThat(manifest(feed("merged")).path(part))
                    .isEqualTo(manifest(feed("whole")).path(part));
        }
        assertThat(manifest(feed("merged")).path("parts")).hasSize(2);
    }

    @Test
    void ledgersAndManifestsOfPartsMergeInAnyOrderAndGrouping() {
        run("p1", 1, 10, false);
        run("p2", 11, 500, true);
        run("p3", 501, 503, false);
        FeedParts.of(List.of(feed("p1"), feed("p2"), feed("p3"))).writeBeside(feed("all"));
        FeedParts.of(List.of(feed("p3"), feed("p1"))).writeBeside(feed("some"));
        FeedParts.of(List.of(feed("p2"), feed("some"))).writeBeside(feed("again"));

        for (String suffix : List.of(".ledger.ndjson", ".manifest.json")) {
            assertThat(bytes(Feeds.beside(feed("again"), suffix))).isEqualTo(bytes(Feeds.beside(feed("all"), suffix)));
        }
    }

    @Test
    void refusesWhatDoesNotBelongTogetherOrIsDamaged() throws Exception {
        run("p1", 1, 10, false);
        run("p2", 11, 20, false);
        assertThatThrownBy(() -> FeedParts.of(List.of(feed("p1"), folder.resolve("p2/ie.xml")))
                        .writeBeside(feed("x")))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("member");
        assertThatThrownBy(() -> FeedParts.of(List.of(feed("none")))).isInstanceOf(FeedException.class);
        Path ledger = Feeds.beside(feed("p2"), ".ledger.ndjson");
        Files.writeString(ledger, "{}\n");
        assertThatThrownBy(() -> FeedParts.of(List.of(feed("p1"), feed("p2"))).writeBeside(feed("x")))
                .isInstanceOf(FeedException.class)
                .hasMessageContaining("fewer lines");
        try (Stream<Path> left = Files.list(feed("x").getParent())) {
            assertThat(left.map(Path::toString)).noneMatch(name -> name.endsWith(".part") || name.endsWith("ndjson"));
        }
    }

    @Test
    void aPackedLedgerHoldsTheSameLinesAndReplacesThePlainOne() throws Exception {
        run("p", 1, 50, false);
        String plain = text(Feeds.beside(feed("p"), ".ledger.ndjson"));
        run("p", 1, 50, true);
        assertThat(Feeds.beside(feed("p"), ".ledger.ndjson")).doesNotExist();
        byte[] packed = bytes(Feeds.beside(feed("p"), ".ledger.ndjson.gz"));
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8)).isEqualTo(plain);
        }
        assertThat(manifest(feed("p")).path("ledger").path("bytes").asLong()).isEqualTo(packed.length);
    }

    @Test
    void aReportKnowsTheFeedBeforeAndWhatGuardsMeasured() {
        run("p", 1, 100, false);
        ExportReport report = run("p", 1, 60, false);
        FeedReport feed = report.feeds().get(0);
        assertThat(feed.before().records()).isEqualTo(100);
        assertThat(feed.heldBack()).isTrue();
        assertThat(feed.guards())
                .anyMatch(reading -> reading.tripped()
                        && reading.numbers().contains(feed.figures().sent() + " products instead of "));
        assertThat(report.html()).contains("Held back", "Tripped");
    }

    @Test
    void listenersHearStagesInOrderAndOneThatFailsIsHeardNoMore() {
        List<String> heard = new ArrayList<>();
        Path file = Feeds.written(folder, "c.csv", rows(1, 600));
        Catalog catalog = Catalog.open(file, CatalogOptions.DEFAULTS.withCurrency("EUR"));
        ExportReport report = Export.of(catalog)
                .at(Feeds.JUNE)
                .listener(new ExportListener() {
                    @Override
                    public void progressed(Progress progress) {
                        throw new IllegalStateException("no more");
                    }
                })
                .listener(new ExportListener() {
                    @Override
                    public void started(Start start) {
                        heard.add("started " + start.feeds());
                    }

                    @Override
                    public void stageEnded(StageTime time) {
                        heard.add(time.stage().word());
                    }

                    @Override
                    public void feedEnded(FeedReport feed) {
                        heard.add("feed");
                    }

                    @Override
                    public void ended(ExportReport ended) {
                        heard.add("ended " + ended.records());
                    }
                })
                .to(Channels.get("google-shopping").member("FR", "en"), feed("c"))
                .run();

        assertThat(report.feeds().get(0).published()).isTrue();
        assertThat(report.problemCounts()).containsEntry("export.listener-failed", 1L);
        assertThat(heard)
                .containsSubsequence(
                        "started [google-shopping:FR:en]",
                        "read",
                        "check",
                        "encode",
                        "write",
                        "publish",
                        "feed",
                        "ended 600");
        assertThat(report.times().stages())
                .filteredOn(time -> time.stage().word().equals("read"))
                .singleElement()
                .extracting(StageTime::products)
                .isEqualTo(600L);
    }
}
