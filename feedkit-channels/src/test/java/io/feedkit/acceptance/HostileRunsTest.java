package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.batch.ProductBatch;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Mapping;
import io.feedkit.channel.Channels;
import io.feedkit.export.Enrichment;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.FeedReport;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.Member;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.ProblemSink;
import io.feedkit.product.Schema;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleException;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs whose files, rules or plugins mean harm, or whose host made a mistake that would cost data. */
class HostileRunsTest {
    private static final String CSV = "id,title,price\nA1,Lamp,10 EUR\nA2,Chair,20 EUR\n";

    @TempDir
    private Path folder;

    private static FeedContract csv(String country) {
        return Channels.get("generic-csv").member(country, "en");
    }

    private static List<String> codes(FeedReport feed) {
        return feed.failures().stream().map(problem -> problem.code().id()).toList();
    }

    @Test
    void neverWritesAFeedOverTheCatalogueItReads() throws IOException {
        Catalog catalog = Feeds.catalogue(folder, CSV);
        Path other = Files.createDirectories(folder.resolve("sub")).resolve("../catalogue.csv");
        ExportReport report =
                Export.of(catalog).to(csv("FR"), other).at(Feeds.JUNE).run();
        assertThat(codes(report.feeds().get(0))).containsExactly("export.overwrites-catalogue");
        assertThat(Feeds.text(folder.resolve("catalogue.csv"))).isEqualTo(CSV);
    }

    @Test
    void neverWritesAFeedOverAFileThatItsMappingNames() throws IOException {
        Feeds.catalogue(folder, "id,title,price,group,maker\nA,Cup,5 EUR,7,9\n");
        Files.writeString(folder.resolve("groups.csv"), "no,word\n7,Cups\n");
        Files.writeString(folder.resolve("words.csv"), "no,word\n7,Tasses\n");
        Files.writeString(folder.resolve("makers.csv"), "no,name\n9,Kiln\n");
        Files.writeString(folder.resolve("stock.csv"), "id,stock,code\nA,7,x\n");
        Files.writeString(folder.resolve("codes.csv"), "no,word\nx,Known\n");
        Mapping mapping = Mapping.load("""
                tables: {groups: {file: groups.csv, key: "no", label: word, words: {fr: words.csv}}}
                linked: {maker: {file: makers.csv, key: "no", of: maker}}
                supplements:
                  - {file: stock.csv, key: id, fill: {stock: quantity, code: note}, mapping: {tables: {codes: {file: codes.csv, key: "no", label: word}}}}
                attributes: {category: {from: group, labels: groups}, brand: maker.name}
                """, "shop.yaml").in(folder);
        Catalog catalog = Catalog.open(folder.resolve("catalogue.csv"), CatalogOptions.DEFAULTS.withMapping(mapping));
        for (String input : List.of("groups", "words", "makers", "stock", "codes")) {
            Path file = folder.resolve(input + ".csv");
            String before = Files.readString(file);
            ExportReport report = Export.of(catalog)
                    .to(csv("FR"), folder.resolve("sub/../" + input + ".csv"))
                    .at(Feeds.JUNE)
                    .run();
            assertThat(codes(report.feeds().get(0))).as(input).containsExactly("export.overwrites-catalogue");
            assertThat(Files.readString(file)).isEqualTo(before);
        }
    }

    @Test
    void refusesTwoFeedsThatWouldShareAFileAndWritesTheThird() {
        Path shared = folder.resolve("feed.csv");
        ExportReport report = Export.of(Feeds.catalogue(folder, CSV))
                .to(csv("FR"), shared)
                .to(csv("DE"), folder.resolve("x/../feed.csv"))
                .to(csv("IE"), folder.resolve("other.csv"))
                .at(Feeds.JUNE)
                .run();
        assertThat(codes(report.feeds().get(0))).containsExactly("export.shared-file");
        assertThat(codes(report.feeds().get(1))).containsExactly("export.shared-file");
        assertThat(report.feeds().get(2).published()).isTrue();
        assertThat(shared).doesNotExist();
    }

    @Test
    void keepsTheOtherFeedsWhenAPluginOverflowsTheStackForOne() {
        Enrichment overflowing = new Broken() {
            @Override
            public void layer(int member, ProductBatch layer) {
                if (member == 0) {
                    throw new StackOverflowError();
                }
            }
        };
        ExportReport report = Export.of(Feeds.catalogue(folder, CSV))
                .rules(overflowing)
                .to(csv("FR"), folder.resolve("a.csv"))
                .to(csv("DE"), folder.resolve("b.csv"))
                .at(Feeds.JUNE)
                .run();
        assertThat(codes(report.feeds().get(0))).contains("export.internal");
        assertThat(report.feeds().get(1).published()).isTrue();
        assertThat(report.feeds().get(1).sent()).isEqualTo(2);
    }

    @Test
    void endsWithAProblemWhenAPluginFailsForAllFeeds() {
        Enrichment overflowing = new Broken() {
            @Override
            public void trunk(ProductBatch batch) {
                throw new StackOverflowError();
            }
        };
        Export export = Export.of(Feeds.catalogue(folder, CSV))
                .rules(overflowing)
                .to(csv("FR"), folder.resolve("a.csv"))
                .at(Feeds.JUNE);
        assertThatThrownBy(export::run).isInstanceOf(FeedException.class).hasMessageContaining("export.internal");
        assertThat(folder.resolve("a.csv")).doesNotExist();
    }

    @Test
    void endsWithAProblemWhenAPluginCannotEvenStart() {
        Enrichment broken = new Broken() {
            @Override
            public Session open(Schema schema, List<Member> members, Instant runAt, ProblemSink problems) {
                throw new IllegalStateException("no licence");
            }
        };
        Export export = Export.of(Feeds.catalogue(folder, CSV))
                .rules(broken)
                .to(csv("FR"), folder.resolve("a.csv"))
                .at(Feeds.JUNE);
        assertThatThrownBy(export::run).isInstanceOf(FeedException.class).hasMessageContaining("no licence");
        assertThat(folder.resolve("a.csv")).doesNotExist();
    }

    @Test
    void publishesNothingAndLeavesNoPartWhenTheThreadIsInterrupted() throws IOException {
        for (int threads = 1; threads <= 2; threads++) {
            Export export = Export.of(Feeds.catalogue(folder, CSV))
                    .rules(new Broken() {
                        @Override
                        public void trunk(ProductBatch batch) {
                            Thread.currentThread().interrupt();
                        }
                    })
                    .to(csv("FR"), folder.resolve("a.csv"))
                    .threads(threads)
                    .at(Feeds.JUNE);
            try {
                assertThatThrownBy(export::run).isInstanceOf(FeedException.class);
            } finally {
                Thread.interrupted();
            }
            try (Stream<Path> left = Files.list(folder)) {
                assertThat(left.map(file -> file.getFileName().toString()))
                        .noneMatch(name -> name.endsWith(".part") || name.equals("a.csv"));
            }
        }
    }

    @Test
    void keepsTheLastGoodFeedWhenNothingIsLeftToSend() throws IOException {
        Path file = folder.resolve("a.csv");
        Catalog full = Feeds.catalogue(folder, CSV);
        Export.of(full).to(csv("FR"), file).at(Feeds.JUNE).run();
        String good = Feeds.text(file);
        String manifest = Feeds.text(folder.resolve("a.csv.manifest.json"));

        Export empty = Export.of(Feeds.catalogue(folder, "id,title,price\n"))
                .to(csv("FR"), file)
                .to(csv("DE"), folder.resolve("new.csv"))
                .at(Feeds.JUNE);
        ExportReport report = empty.run();
        FeedReport kept = report.feeds().get(0);
        assertThat(codes(kept)).containsExactly("export.would-empty");
        assertThat(kept.heldBack()).isTrue();
        assertThat(Feeds.text(file)).isEqualTo(good);
        assertThat(Feeds.text(folder.resolve("a.csv.manifest.json"))).isEqualTo(manifest);

        // Where no feed was, nothing is lost: it appears, with a warning.
        assertThat(report.feeds().get(1).published()).isTrue();
        assertThat(report.problemCounts()).containsKey("export.empty-feed");
        assertThat(empty.run().feeds().get(1).published()).isTrue();

        assertThat(empty.accept().run().feeds()).allMatch(FeedReport::published);
        assertThat(Feeds.text(file)).isNotEqualTo(good);
    }

    @Test
    void keepsAFileOfAnotherMakerRatherThanEmptyingIt() throws IOException {
        Path file = Files.writeString(folder.resolve("a.csv"), "id,title\n1,Lamp\n");
        ExportReport report = Export.of(Feeds.catalogue(folder, "id,title,price\n"))
                .to(csv("FR"), file)
                .at(Feeds.JUNE)
                .run();
        assertThat(codes(report.feeds().get(0))).containsExactly("export.would-empty");
        assertThat(Feeds.text(file)).contains("Lamp");
    }

    @Test
    void drawsTheMistakesOfALineAsLongAsTheFileInNoTime() {
        Catalog catalog = Feeds.catalogue(folder, CSV);
        SourceText braces = SourceText.of("shop.fk", "}".repeat(500_000));
        Assertions.assertTimeoutPreemptively(
                Duration.ofSeconds(20),
                () -> assertThatThrownBy(() -> RuleSet.compile(RuleEnvironment.of(catalog.schema()), braces))
                        .isInstanceOf(RuleException.class));
    }

    @Test
    void summarisesAnEndlessIdOnOneScreen() {
        String csv = "id,title,price\n" + "z".repeat(100_000) + ",Lamp,\n";
        ExportReport report = Export.of(Feeds.catalogue(folder, csv))
                .to(Channels.get("google-shopping").member("FR", "en"), folder.resolve("a.xml"))
                .at(Feeds.JUNE)
                .run();
        assertThat(report.summary()).hasSizeLessThan(20_000);
    }

    /** An enrichment of a stranger. */
    private abstract static class Broken implements Enrichment, Enrichment.Session {
        @Override
        public String hash() {
            return "broken";
        }

        @Override
        public Set<String> reads() {
            return Set.of();
        }

        @Override
        public Set<String> writes() {
            return Set.of();
        }

        @Override
        public Session open(Schema schema, List<Member> members, Instant runAt, ProblemSink problems) {
            return this;
        }

        @Override
        public void trunk(ProductBatch batch) {}

        @Override
        public void layer(int member, ProductBatch layer) {}
    }
}
