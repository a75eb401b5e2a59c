package io.feedkit.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.catalog.Catalog;
import io.feedkit.feed.FeedLimits;
import io.feedkit.location.Destination;
import io.feedkit.location.Publication;
import io.feedkit.location.WhenBusy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipInputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What files a feed comes in, and how earlier ones come back. */
class FeedFilesTest {
    private static final Instant NOON = Instant.parse("2026-06-01T12:00:00Z");

    @TempDir
    private Path folder;

    private Export export(int products, String title) throws IOException {
        StringBuilder csv = new StringBuilder("id,title\n");
        for (int i = 0; i < products; i++) {
            csv.append("A").append(i).append(',').append(title).append(i).append('\n');
        }
        Path file = Files.writeString(folder.resolve("catalogue-" + title + ".csv"), csv.toString());
        return Export.of(Catalog.open(file)).at(NOON).guards(Guards.NONE);
    }

    private static FeedReport run(Export export, FeedTarget target, FeedLimits limits) {
        FeedReport report = export.to(PlainContract.csv().limits(limits), target)
                .run()
                .feeds()
                .get(0);
        assertThat(report.failures()).isEmpty();
        return report;
    }

    private Path feed() {
        return folder.resolve("out/feed.csv");
    }

    private List<String> lines(Path file) throws IOException {
        return Files.readAllLines(file);
    }

    private List<String> products(int parts, int most) throws IOException {
        List<String> all = new ArrayList<>();
        for (int part = 1; part <= parts; part++) {
            List<String> lines = lines(folder.resolve("out/" + (part == 1 ? "feed.csv" : "feed-" + part + ".csv")));
            assertThat(lines.get(0)).isEqualTo("id,title");
            assertThat(lines.size() - 1).isBetween(1, most);
            all.addAll(lines.subList(1, lines.size()));
        }
        return all;
    }

    @Test
    void splitsAtEachLimitWithoutLosingOrMovingAProduct() throws IOException {
        for (int most : new int[] {1, 7, 100, 256, 300, 1000}) {
            run(export(700, "x"), FeedTarget.at(feed()), FeedLimits.NONE.withProducts(most));
            int parts = (700 + most - 1) / most;
            List<String> products = products(parts, most);
            assertThat(products).hasSize(700).startsWith("A0,x0").endsWith("A699,x699");
            assertThat(folder.resolve("out/feed-" + (parts + 1) + ".csv")).doesNotExist();
        }
    }

    @Test
    void splitsBySizeAndGivesAProductThatIsTooLargeAFileOfItsOwn() throws IOException {
        run(export(700, "x"), FeedTarget.at(feed()), FeedLimits.NONE.withFileBytes(1000));
        int parts = 1;
        while (Files.exists(folder.resolve("out/feed-" + (parts + 1) + ".csv"))) {
            parts++;
            assertThat(Files.size(folder.resolve("out/feed-" + parts + ".csv"))).isLessThanOrEqualTo(1000);
        }
        assertThat(products(parts, 700)).hasSize(700);
        run(export(5, "x"), FeedTarget.at(feed()), FeedLimits.NONE.withFileBytes(3));
        assertThat(products(5, 1)).hasSize(5);
        assertThat(folder.resolve("out/feed-6.csv")).doesNotExist();
        run(export(5, "x"), FeedTarget.at(feed()), FeedLimits.NONE);
        assertThat(products(1, 5)).hasSize(5);
        assertThat(folder.resolve("out/feed-2.csv")).doesNotExist();
    }

    @Test
    void packsAsTheNameSays() throws IOException {
        run(export(500, "x"), FeedTarget.at(feed()), FeedLimits.NONE);
        Path gzip = folder.resolve("out/feed.csv.gz");
        run(export(500, "x"), FeedTarget.at(gzip), FeedLimits.NONE);
        try (InputStream in = new GZIPInputStream(Files.newInputStream(gzip))) {
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(feed()));
        }
        Path zip = folder.resolve("out/all.zip");
        run(export(500, "x"), FeedTarget.at(zip), FeedLimits.NONE);
        try (ZipInputStream in = new ZipInputStream(Files.newInputStream(zip))) {
            assertThat(in.getNextEntry().getName()).isEqualTo("all.csv");
            assertThat(in.readAllBytes()).isEqualTo(Files.readAllBytes(feed()));
            assertThat(in.getNextEntry()).isNull();
        }
        run(export(5000, "x"), FeedTarget.at(gzip).split(FeedLimits.NONE.withUnpackedBytes(20_000)), FeedLimits.NONE);
        assertThat(folder.resolve("out/feed-2.csv.gz")).exists();
    }

    @Test
    void theSameFeedPacksToTheSameBytes() throws IOException {
        for (String name : List.of("a.csv.gz", "a.zip")) {
            Path file = folder.resolve("out").resolve(name);
            String first =
                    run(export(500, "x"), FeedTarget.at(file), FeedLimits.NONE).sha256();
            assertThat(run(export(500, "x"), FeedTarget.at(file), FeedLimits.NONE)
                            .sha256())
                    .isEqualTo(first);
        }
    }

    @Test
    void keepsTheLastVersionsAndPutsThemBack() throws IOException {
        FeedTarget target = FeedTarget.at(feed()).keep(2);
        FeedVersions versions = FeedVersions.of(feed());
        for (String title : List.of("one", "two", "three", "four")) {
            run(export(3, title), target, FeedLimits.NONE.withProducts(2));
        }
        assertThat(versions.list()).extracting(FeedVersion::number).containsExactly(3, 2);
        assertThat(versions.list().get(0).parts()).isEqualTo(2);
        assertThat(versions.list().get(0).products()).isEqualTo(3);

        assertThat(versions.rollback(List.of(), WhenBusy.REFUSE).number()).isEqualTo(3);
        assertThat(lines(feed())).contains("A0,three0");
        assertThat(lines(folder.resolve("out/feed-2.csv"))).contains("A2,three2");
        assertThat(versions.rollback(List.of(), WhenBusy.REFUSE).number()).isEqualTo(2);
        assertThat(lines(feed())).contains("A0,two0");
        assertThatThrownBy(() -> versions.rollback(List.of(), WhenBusy.REFUSE))
                .hasMessageContaining("export.no-version");
        assertThat(versions.rollback(4, List.of(), WhenBusy.REFUSE).number()).isEqualTo(4);
        assertThat(lines(feed())).contains("A0,four0");

        run(export(1, "five"), target, FeedLimits.NONE.withProducts(2));
        assertThat(folder.resolve("out/feed-2.csv")).doesNotExist();
        assertThat(versions.list()).extracting(FeedVersion::number).containsExactly(4, 3);
        Files.writeString(versions.list().get(0).folder().resolve("feed.csv"), "changed");
        assertThatThrownBy(() -> versions.rollback(List.of(), WhenBusy.REFUSE))
                .hasMessageContaining("export.damaged-version");
        assertThat(lines(feed())).contains("A0,five0");
    }

    @Test
    void deliversWhatIsPutBack() throws IOException {
        Path elsewhere = folder.resolve("elsewhere/f.csv");
        FeedTarget target = FeedTarget.at(feed()).keep(1).deliveredTo(Destination.of(elsewhere));
        run(export(3, "one"), target, FeedLimits.NONE.withProducts(1));
        FeedReport second = run(export(1, "two"), target, FeedLimits.NONE.withProducts(1));
        assertThat(second.destinations()).containsExactly(elsewhere.toString());
        assertThat(lines(elsewhere)).contains("A0,two0");
        assertThat(folder.resolve("elsewhere/f-2.csv")).doesNotExist();
        FeedVersions.of(feed()).rollback(List.of(Destination.of(elsewhere)), WhenBusy.REFUSE);
        assertThat(lines(elsewhere)).contains("A0,one0");
        assertThat(lines(folder.resolve("elsewhere/f-3.csv"))).contains("A2,one2");
    }

    @Test
    void leavesAFeedToTheRunThatIsAtItAndPublishesTheOthers() throws IOException {
        try (Publication other = Publication.open(feed())) {
            ExportReport report = export(3, "x")
                    .to(PlainContract.csv(), feed())
                    .to(PlainContract.csv(), folder.resolve("out/second.csv"))
                    .run();
            assertThat(report.feeds().get(0).failures())
                    .singleElement()
                    .asString()
                    .contains("publish.busy");
            assertThat(report.feeds().get(1).published()).isTrue();
            assertThat(other.main()).isEqualTo(feed().toAbsolutePath());
        }
        assertThat(feed()).doesNotExist();
    }

    @Test
    void publishesNowhereWhenOneDestinationCannotBeReached() throws IOException {
        Path elsewhere = folder.resolve("elsewhere/f.csv");
        Path inTheWay = Files.writeString(folder.resolve("a-file"), "x");
        FeedTarget target = FeedTarget.at(feed())
                .deliveredTo(Destination.of(elsewhere))
                .deliveredTo(Destination.of(inTheWay.resolve("f.csv")));
        FeedReport report =
                export(3, "x").to(PlainContract.csv(), target).run().feeds().get(0);
        assertThat(report.failures()).singleElement().asString().contains("publish.cannot-write");
        assertThat(elsewhere).doesNotExist();
        assertThat(feed()).doesNotExist();
        assertThat(new String(Files.readAllBytes(inTheWay), StandardCharsets.UTF_8))
                .isEqualTo("x");
    }
}
