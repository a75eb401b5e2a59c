package io.feedkit.acceptance;

import static io.feedkit.acceptance.Feeds.bytes;
import static io.feedkit.acceptance.Feeds.catalogue;
import static io.feedkit.acceptance.Feeds.failures;
import static io.feedkit.acceptance.Feeds.statuses;
import static io.feedkit.acceptance.Feeds.text;
import static io.feedkit.acceptance.Feeds.written;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Column;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportListener;
import io.feedkit.export.ExportReport;
import io.feedkit.export.FeedReport;
import io.feedkit.export.Progress;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.FeedLayout;
import io.feedkit.feed.Member;
import io.feedkit.problem.Problem;
import io.feedkit.product.Schema;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What a run promises whatever goes wrong: whole feeds or the old ones, every product accounted for, the same bytes always. */
class ExportTest {
    private static final String HEADER = "id,title,description,link,image_link,price,quantity,brand,mpn,color\n";

    @TempDir
    private Path folder;

    private static String row(String id, String price, String quantity) {
        return id + ",Lamp " + id + ",A lamp.,https://shop.example/" + id + ",https://img.example/" + id + ".jpg,"
                + price + "," + quantity + ",Acme," + id + ",red\n";
    }

    private static String rows(int count) {
        StringBuilder csv = new StringBuilder(HEADER);
        for (int i = 1; i <= count; i++) {
            csv.append(row("P" + i, i % 7 == 0 ? "" : i + ".5", String.valueOf(i % 11)));
        }
        return csv.toString();
    }

    private static RuleSet rules(Catalog catalog, String text) {
        return RuleSet.compile(RuleEnvironment.of(catalog.schema()), SourceText.of("shop.fk", text));
    }

    private static FeedContract google() {
        return Channels.get("google-shopping").member("FR", "en");
    }

    private static ExportReport run(Export export) {
        ExportReport report = export.at(Feeds.JUNE).run();
        assertThat(failures(report)).isEmpty();
        return report;
    }

    @Test
    void sendsZeroWhenFewerThanThreeAreLeft() {
        // The merchant's own words, character for character: quantity<3 → 0
        Catalog catalog =
                catalogue(folder, HEADER + row("TWO", "10", "2") + row("THREE", "10", "3") + row("NONE", "10", ""));
        RuleSet rules = rules(catalog, "quantity<3 → 0");

        assertThat(rules.tryOn(Map.of("quantity", 2L), Feeds.JUNE).value("quantity"))
                .contains(0L);
        assertThat(rules.tryOn(Map.of("quantity", 3L), Feeds.JUNE).value("quantity"))
                .contains(3L);
        assertThat(rules.tryOn(Map.of(), Feeds.JUNE).value("quantity")).isEmpty();

        Path feed = folder.resolve("all.csv");
        FeedContract table = Channels.get("generic-csv")
                .withColumns(List.of("id", "quantity"))
                .member("FR", "en");
        run(Export.of(catalog).rules(rules).to(table, feed));
        assertThat(text(feed)).isEqualToNormalizingNewlines("id,quantity\nTWO,0\nTHREE,3\nNONE,\n");
    }

    @Test
    void givesTheSameBytesOnAnyThreadsInAnyLocaleAndZone() {
        Catalog catalog = catalogue(folder, rows(3000));
        RuleSet rules = rules(catalog, """
                quantity<3 → 0
                when (price > 2000 EUR) ?? false { exclude because "dear" }
                set title = "{title.title_case("en")} {price}"
                """);
        Locale locale = Locale.getDefault();
        TimeZone zone = TimeZone.getDefault();
        List<List<byte[]>> runs = new ArrayList<>();
        try {
            for (int threads : new int[] {1, 2, 8}) {
                Locale.setDefault(threads == 2 ? new Locale("tr", "TR") : Locale.FRANCE);
                TimeZone.setDefault(TimeZone.getTimeZone(threads == 2 ? "Pacific/Chatham" : "America/New_York"));
                Path feed = folder.resolve("threads-" + threads).resolve("feed.xml");
                run(Export.of(catalog).rules(rules).threads(threads).to(google(), feed));
                runs.add(List.of(
                        bytes(feed),
                        bytes(Feeds.beside(feed, ".ledger.ndjson")),
                        bytes(Feeds.beside(feed, ".manifest.json"))));
            }
        } finally {
            Locale.setDefault(locale);
            TimeZone.setDefault(zone);
        }
        for (List<byte[]> other : runs.subList(1, runs.size())) {
            for (int file = 0; file < other.size(); file++) {
                assertThat(other.get(file)).isEqualTo(runs.get(0).get(file));
            }
        }
    }

    @Test
    void accountsForEveryRecordWithItsReasons() {
        String unreadable = "ENDLESS," + "x".repeat(2000) + "\n";
        Path file = written(
                folder,
                "catalogue.csv",
                HEADER
                        + row("SENT", "10", "5")
                        + unreadable
                        + row("OUT", "10", "9")
                        + row("FREE", "", "5")
                        + unreadable);
        Catalog catalog = Catalog.open(
                file,
                CatalogOptions.DEFAULTS
                        .withCurrency("EUR")
                        .withLimits(new ReadLimits(1000, 4000, 100, 8, 1_000_000, 100, 10_000)));
        RuleSet rules = rules(catalog, """
                rule not_lamps: exclude when (quantity = 9) ?? false because "nine"
                rule no_red: exclude when (id = "OUT") ?? false because "out"
                """);
        Path feed = folder.resolve("feed.xml");
        ExportReport report = run(Export.of(catalog).rules(rules).to(google(), feed));

        assertThat(report.records()).isEqualTo(5);
        assertThat(statuses(feed))
                .containsExactlyInAnyOrderEntriesOf(
                        Map.of("sent", 1L, "excluded", 1L, "invalid", 1L, "unreadable", 2L));
        assertThat(report.feeds().get(0).accounted()).isEqualTo(5);
        GoldenFile.named("export/accounts.notes").mustBe(Feeds.notes(feed));
    }

    @Test
    void writesManifestsThatAgreeWithTheFiles() throws Exception {
        Catalog catalog = catalogue(folder, rows(700));
        Path feed = folder.resolve("feed.xml");
        ExportReport report = run(Export.of(catalog).to(google(), feed));
        FeedReport of = report.feeds().get(0);
        JsonNode manifest = Feeds.manifest(feed);

        assertThat(manifest.path("bytes").asLong()).isEqualTo(Files.size(feed)).isEqualTo(of.bytes());
        assertThat(manifest.path("sha256").asString()).isEqualTo(sha256(feed)).isEqualTo(of.sha256());
        Path ledger = Feeds.beside(feed, ".ledger.ndjson");
        assertThat(manifest.path("ledger").path("bytes").asLong()).isEqualTo(Files.size(ledger));
        assertThat(manifest.path("ledger").path("sha256").asString()).isEqualTo(sha256(ledger));
        JsonNode products = manifest.path("products");
        assertThat(products.path("sent").asLong()).isEqualTo(600).isEqualTo(of.sent());
        assertThat(products.path("invalid").asLong()).isEqualTo(100).isEqualTo(of.invalid());
        assertThat(manifest.path("catalog").path("records").asLong()).isEqualTo(700);
        assertThat(manifest.path("runAt").asString()).isEqualTo(Feeds.JUNE.toString());
    }

    private static String sha256(Path file) throws Exception {
        return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes(file)));
    }

    @Test
    void tellsItsProgressInOrder() {
        Catalog catalog = catalogue(folder, rows(2000));
        List<Progress> told = new ArrayList<>();
        run(Export.of(catalog)
                .threads(4)
                .listener(ExportListener.ofProgress(told::add))
                .to(google(), folder.resolve("feed.xml")));

        assertThat(told).hasSizeGreaterThan(3);
        for (int i = 1; i < told.size(); i++) {
            assertThat(told.get(i).records())
                    .isGreaterThanOrEqualTo(told.get(i - 1).records());
            assertThat(told.get(i).bytes())
                    .isGreaterThanOrEqualTo(told.get(i - 1).bytes());
        }
        Progress last = told.get(told.size() - 1);
        assertThat(last.records()).isEqualTo(2000);
        assertThat(last.bytes()).isEqualTo(last.totalBytes());
    }

    @Test
    void publishesAnEmptyFeedOfAnEmptyCatalogue() {
        Catalog catalog = catalogue(folder, HEADER);
        Path feed = folder.resolve("feed.xml");
        ExportReport report = run(Export.of(catalog).to(google(), feed));

        assertThat(report.records()).isZero();
        assertThat(text(feed)).contains("</channel>").doesNotContain("<item>");
        assertThat(text(Feeds.beside(feed, ".ledger.ndjson"))).isEmpty();
        assertThat(text(feed)).contains("<title>catalogue.csv</title>");
    }

    @Test
    void keepsFaultsOfRulesInTheLedger() {
        Catalog catalog = catalogue(folder, HEADER + row("A", "10", "0"));
        RuleSet rules = rules(catalog, "rule share: set custom_label_0 = \"{100 / quantity}\"");
        Path feed = folder.resolve("feed.xml");
        run(Export.of(catalog).rules(rules).to(google(), feed));
        assertThat(Feeds.notes(feed)).contains("A: sent").contains("fault share");
    }

    @Test
    void refusesASecondWriterOfTheSameFile() throws Exception {
        Catalog catalog = catalogue(folder, rows(10));
        Path feed = folder.resolve("feed.xml");
        CountDownLatch writing = new CountDownLatch(1);
        CountDownLatch tried = new CountDownLatch(1);
        AtomicReference<ExportReport> first = new AtomicReference<>();
        Thread holder = new Thread(() -> first.set(Export.of(catalog)
                .at(Feeds.JUNE)
                .listener(ExportListener.ofProgress(progress -> {
                    writing.countDown();
                    await(tried);
                }))
                .to(google(), feed)
                .run()));
        holder.start();
        await(writing);
        FeedReport second = Export.of(catalog)
                .at(Feeds.JUNE)
                .to(google(), feed)
                .run()
                .feeds()
                .get(0);
        tried.countDown();
        holder.join();

        assertThat(second.published()).isFalse();
        assertThat(second.failures()).extracting(problem -> problem.code().id()).containsExactly("publish.busy");
        assertThat(first.get().feeds().get(0).published()).isTrue();
        assertThat(Feeds.manifest(feed).path("bytes").asLong()).isEqualTo(Files.size(feed));
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void keepsTheOldFeedWhenAContractFailsAndGoesOnWithTheOthers() {
        Catalog catalog = catalogue(folder, rows(1000));
        for (Failing.Where where : Failing.Where.values()) {
            Path bad = written(folder.resolve(where.name()), "bad.csv", "the last good feed");
            Path good = folder.resolve(where.name()).resolve("good.xml");
            ExportReport report = Export.of(catalog)
                    .at(Feeds.JUNE)
                    .threads(2)
                    .to(new Failing(where), bad)
                    .to(google(), good)
                    .run();

            assertThat(report.feeds().get(0).failures())
                    .as("%s", where)
                    .extracting(Problem::toString)
                    .singleElement()
                    .asString()
                    .contains("export.internal")
                    .contains("out of order");
            assertThat(report.feeds().get(0).published()).isFalse();
            assertThat(report.clean()).isFalse();
            assertThat(text(bad)).isEqualTo("the last good feed");
            assertThat(Feeds.beside(bad, ".manifest.json")).doesNotExist();
            assertThat(failures(report)).hasSize(1);
            assertThat(report.feeds().get(1).published()).isTrue();
            assertThat(statuses(good).values().stream().mapToLong(n -> n).sum()).isEqualTo(1000);
            assertThat(report.summary()).contains("NOT PUBLISHED");
        }
    }

    @Test
    void saysWhatLedToAProductInEveryFeed() {
        Catalog catalog = catalogue(folder, HEADER + row("A", "10", "5"));
        RuleSet rules =
                rules(catalog, "country DE { exclude when (quantity < 6) ?? false because \"kept for {country}\" }");
        Path fr = folder.resolve("fr.xml");
        Path de = folder.resolve("de.xml");
        run(Export.of(catalog)
                .rules(rules)
                .to(google(), fr)
                .to(Channels.get("google-shopping").member("DE", "de"), de));
        assertThat(statuses(fr)).isEqualTo(Map.of("sent", 1L));
        assertThat(statuses(de)).isEqualTo(Map.of("excluded", 1L));
        assertThat(Feeds.notes(de)).contains("kept for DE");
    }

    /** A contract with a defect. */
    private record Failing(Where where) implements FeedContract {
        enum Where {
            PREPARE,
            OPEN,
            APPLY,
            LATER,
            ENCODE
        }

        @Override
        public Member member() {
            return new Member("failing", "failing", "ads", "FR", "fr", "EUR", "", Map.of());
        }

        @Override
        public Schema extend(Schema schema) {
            return schema;
        }

        @Override
        public Prepared prepare(Schema schema, Set<String> supplied, Instant runAt) {
            failAt(Where.PREPARE);
            return new Prepared() {
                @Override
                public Set<String> reads() {
                    return Set.of("id");
                }

                @Override
                public FeedLayout layout() {
                    return new FeedLayout("delimited", "csv", List.of(FeedField.of("id")), Map.of());
                }

                @Override
                public Session open() {
                    failAt(Where.OPEN);
                    return Failing.this::apply;
                }
            };
        }

        private void apply(ProductBatch layer, FeedBatch out) {
            failAt(Where.APPLY);
            int id = layer.schema().slot("id").orElseThrow();
            out.rows().copy(layer.live());
            out.set(0, layer.column(id).bits);
            layer.note(new Note(0, Note.Kind.WARNING, "failing", "", ""));
            if (where == Where.ENCODE) {
                out.set(0, new long[] {Column.MISSING + 7});
                failAt(Where.ENCODE);
            }
            if (layer.records().recordNumber(0) > 256) {
                failAt(Where.LATER);
            }
        }

        private void failAt(Where place) {
            if (place == where) {
                throw new IllegalStateException("out of order");
            }
        }
    }

    @Test
    void segmentsSeeTheWholeCatalogueOnAnyNumberOfThreads() throws Exception {
        Catalog catalog = catalogue(folder, rows(1_000));
        RuleSet rules = rules(
                catalog,
                "segment dear = top 30 by price\nsegment rare = bottom 5% by quantity per color\n"
                        + "let sold = sum(quantity) per color\nkeep when dear or rare\n"
                        + "set title = \"{title} of {sold}\"");
        byte[] first = {};
        for (int threads = 1; threads <= 3; threads++) {
            Path out = folder.resolve("google-" + threads + ".xml");
            ExportReport report = Export.of(catalog)
                    .rules(rules)
                    .threads(threads)
                    .at(Instant.parse("2026-11-27T10:00:00Z"))
                    .to(google(), out)
                    .run();
            assertThat(report.feeds().get(0).sent()).isGreaterThan(60);
            byte[] bytes = Files.readAllBytes(out);
            first = threads == 1 ? bytes : first;
            assertThat(bytes).isEqualTo(first);
        }
        assertThat(new String(first, StandardCharsets.UTF_8)).contains("Lamp P1000 of 5005");
    }
}
