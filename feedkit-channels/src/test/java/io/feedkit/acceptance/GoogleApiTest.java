package io.feedkit.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.Extent;
import io.feedkit.export.FeedReport;
import io.feedkit.export.FeedTarget;
import io.feedkit.export.FeedVersions;
import io.feedkit.export.api.ApiReport;
import io.feedkit.export.api.ApiTarget;
import io.feedkit.export.api.Lane;
import io.feedkit.location.Credentials;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.Patience;
import io.feedkit.location.Secret;
import io.feedkit.location.WhenBusy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is new gets to Google's Merchant API, in lanes, and the next run goes on with what did not. */
@Tag("slow")
class GoogleApiTest {
    private static final int EVERY_SO_MANY_BYTES = Integer.getInteger("feedkit.journal.step", 23);
    private static final String HEADER =
            "id,title,description,link,image_link,availability,price,brand,gtin,condition\n";

    @TempDir
    private Path folder;

    private final MerchantServer server = new MerchantServer();
    private final VirtualPace pace = new VirtualPace();
    private Path feed;

    @BeforeEach
    void nameTheFeed() {
        feed = folder.resolve("google.ndjson");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String product(String id, String availability, String price, String title) {
        return id + "," + title + ",Very good,https://shop.example/" + id + ",https://shop.example/" + id + ".jpg,"
                + availability + "," + price + ",Acme,,new\n";
    }

    private static LocationOptions options(String secret) {
        return LocationOptions.DEFAULTS
                .withCredentials(Credentials.bearer("env:TOKEN"))
                .withStore(reference -> Optional.of(Secret.of(secret)))
                .withPatience(Patience.DEFAULTS.withAttempts(3).withChance(bound -> bound - 1));
    }

    private ApiTarget target() {
        return ApiTarget.of(server.address() + MerchantServer.QUERY, options("s3cret"))
                .pace(pace)
                .connections(1);
    }

    private ExportReport run(String csv, UnaryOperator<ApiTarget> wishes) {
        return run(csv, FeedTarget.at(feed).calling(wishes.apply(target())), Extent.FULL);
    }

    private ExportReport run(String csv, FeedTarget place, Extent extent) {
        Catalog catalog = Feeds.catalogue(folder, HEADER + csv);
        server.calls.clear();
        return Export.of(catalog)
                .at(Feeds.JUNE)
                .accept()
                .extent(extent)
                .to(Channels.get("google-product-input").member("FR", "fr"), place)
                .run();
    }

    private FeedReport published(String csv) {
        ExportReport report = run(csv, target -> target);
        assertThat(Feeds.failures(report)).isEmpty();
        return report.feeds().get(0);
    }

    private static String four() {
        return product("A", "in_stock", "10.00 EUR", "Boot")
                + product("B", "in_stock", "20.00 EUR", "Shoe")
                + product("C", "in_stock", "30.00 EUR", "Sandal")
                + product("D", "in_stock", "40.00 EUR", "Clog");
    }

    @Test
    void sendsEachProductOnceAndThenOnlyWhatChanged() {
        FeedReport first = published(four());

        assertThat(server.products).containsOnlyKeys("A", "B", "C", "D");
        assertThat(server.price("A")).isEqualTo("10000000");
        assertThat(first.calls().lanes().get(Lane.CONTENT)).isEqualTo(new ApiReport.Products(4, 4, 0));

        FeedReport second = published(four());

        assertThat(server.calls).isEmpty();
        assertThat(second.calls().queued()).isZero();
        assertThat(folder.resolve("google.ndjson.queue")).doesNotExist();
    }

    @Test
    void sendsWhatCannotBeSoldBeforePricesAndPricesBeforeTexts() {
        published(four());

        published(product("E", "in_stock", "5.00 EUR", "New")
                + product("A", "in_stock", "10.00 EUR", "Better boot")
                + product("B", "in_stock", "19.00 EUR", "Shoe")
                + product("C", "out_of_stock", "30.00 EUR", "Sandal"));

        assertThat(server.calls.stream().map(this::about).toList()).containsExactly("C", "delete D", "B", "E", "A");
        assertThat(server.availability("C")).isEqualTo("OUT_OF_STOCK");
        assertThat(server.products).containsOnlyKeys("A", "B", "C", "E");
    }

    private String about(ApiServer.Call call) {
        if (call.line().startsWith("DELETE")) {
            return call.line().replaceFirst("DELETE .*fr~FR~([A-Z]+).*", "delete $1");
        }
        return call.body().replaceFirst("(?s).*\"offerId\":\"([A-Z]+)\".*", "$1");
    }

    @Test
    void namesAProductAsGoogleWantsItInAPath() {
        published(product("A/1", "in_stock", "10.00 EUR", "Boot") + four());

        published(four());

        assertThat(server.lines())
                .containsExactly(
                        "DELETE /products/v1/accounts/123/productInputs/ZnJ-RlJ-QS8x?dataSource=accounts/123/dataSources/456");
        assertThat(server.products).doesNotContainKey("A/1");
    }

    @Test
    void saysWhichProductTheChannelRefusedAndTriesItAgain() {
        server.refused.add("B");

        ExportReport report = run(four(), target -> target);

        assertThat(server.products).containsOnlyKeys("A", "C", "D");
        assertThat(report.problems()).singleElement().satisfies(problem -> {
            assertThat(problem.code().id()).isEqualTo("api.refused");
            assertThat(problem.at().record()).hasValue(2);
            assertThat(problem.message()).contains("\"B\"", "[price] is not plausible");
        });
        assertThat(Feeds.text(folder.resolve("google.ndjson.rejected.ndjson")))
                .contains(
                        "{\"id\":\"B\",\"status\":\"rejected\",\"lane\":\"content\",\"call\":\"insert\",\"record\":2");

        server.refused.clear();
        published(four());

        assertThat(server.calls).hasSize(1);
        assertThat(server.products).containsKey("B");
    }

    @Test
    void comesBackWhenTheChannelSays() {
        server.misfortunes.add(ApiServer.retryAfter(429, 30));
        server.misfortunes.add(ApiServer.retryAfter(429, 7));

        published(four());

        assertThat(server.products).hasSize(4);
        assertThat(pace.waited()).isEqualTo(Duration.ofSeconds(37));
    }

    @Test
    void triesAgainAfterFailuresWithGrowingPauses() {
        server.misfortunes.add(ApiServer.status(500));
        server.misfortunes.add(ApiServer.status(503));

        FeedReport feedReport = published(four());

        assertThat(server.products).hasSize(4);
        assertThat(feedReport.calls().again()).isEqualTo(2);
        assertThat(pace.waits).containsExactly(Duration.ofMillis(999), Duration.ofMillis(1999));
    }

    @Test
    void leavesTheRestToTheNextRunWhenTheChannelIsDown() {
        server.misfortunes.addAll(
                List.of(exchange -> false, ApiServer.status(502), ApiServer.status(502), ApiServer.status(502)));

        ExportReport report = run(four(), target -> target);

        assertThat(Feeds.failures(report)).singleElement().asString().contains("status 502", "3 attempts");
        assertThat(server.products).containsOnlyKeys("A");

        published(four());

        assertThat(server.calls.stream().map(this::about).toList()).containsExactly("B", "C", "D");
    }

    @Test
    void sendsAgainWhatNobodyAnswered() {
        server.misfortunes.add(server.cutAfterwards());

        published(four());

        assertThat(server.products).hasSize(4);
        assertThat(server.calls).hasSize(5);
    }

    /** It was taken, and nobody said so; then the product changes back to what was confirmed before. */
    @Test
    void doesNotTakeAProductForWhatItWasWhenACallWasCut() {
        published(four());
        server.misfortunes.addAll(List.of(server.cutAfterwards(), ApiServer.status(500), ApiServer.status(500)));
        run(four().replace("10.00", "11.00"), target -> target);
        assertThat(server.price("A")).isEqualTo("11000000");

        published(four());

        assertThat(server.price("A")).isEqualTo("10000000");
    }

    @Test
    void doesNotForgetAProductWhoseCreationNobodyConfirmed() {
        published(four());
        server.misfortunes.addAll(List.of(server.cutAfterwards(), ApiServer.status(500), ApiServer.status(500)));
        run(four() + product("E", "in_stock", "5.00 EUR", "New"), target -> target);
        assertThat(server.products).containsKey("E");

        published(four());

        assertThat(server.products).containsOnlyKeys("A", "B", "C", "D");
    }

    /** The catalogue has it still, with a price that is none: the log says so, and that it is to be taken away. */
    @Test
    void takesAwayWhatIsLeftOutNowWhateverBecameOfTheFirstCall() {
        String leftOut = four().replace("20.00 EUR", "");
        for (ApiServer.Misfortune first : List.of(ApiServer.status(500), server.cutAfterwards())) {
            published(four());
            server.misfortunes.addAll(List.of(first, ApiServer.status(500), ApiServer.status(500)));
            run(leftOut, target -> target);

            published(leftOut);

            assertThat(server.lines())
                    .singleElement()
                    .asString()
                    .startsWith("DELETE")
                    .contains("~B");
            assertThat(server.products).containsOnlyKeys("A", "C", "D");
            published(leftOut);
            assertThat(server.calls).isEmpty();
        }
    }

    @Test
    void sendsWhatWasLeftOutBeforeAndARefusalDoesNotBringItBack() {
        server.refused.add("A");
        run(four().replace("20.00 EUR", ""), target -> target);
        assertThat(server.products).containsOnlyKeys("C", "D");

        run(four().replace("20.00 EUR", ""), target -> target);
        assertThat(server.calls.stream().map(this::about).toList()).containsExactly("A");

        server.refused.clear();
        published(four());
        assertThat(server.products).containsOnlyKeys("A", "B", "C", "D");
        assertThat(server.calls).hasSize(2);
    }

    @Test
    void stopsWhenItIsNotLetInAndShowsNoSecret() {
        Catalog catalog = Feeds.catalogue(folder, HEADER + four());

        ExportReport report = Export.of(catalog)
                .at(Feeds.JUNE)
                .to(
                        Channels.get("google-product-input").member("FR", "fr"),
                        FeedTarget.at(feed)
                                .calling(ApiTarget.of(server.address() + MerchantServer.QUERY, options("wr0ng"))
                                        .pace(pace)
                                        .connections(1)))
                .run();

        assertThat(server.calls).hasSize(1);
        assertThat(Feeds.failures(report)).singleElement().asString().contains("401", "no token");
        assertThat(report.json() + report.summary()).doesNotContain("wr0ng");
    }

    @Test
    void saysWhichNameThePathsNeed() {
        Catalog catalog = Feeds.catalogue(folder, HEADER + four());

        ExportReport report = Export.of(catalog)
                .to(
                        Channels.get("google-product-input").member("FR", "fr"),
                        FeedTarget.at(feed).calling(ApiTarget.of(server.address() + "?account=1", options("s3cret"))))
                .run();

        assertThat(Feeds.failures(report)).singleElement().asString().contains("\"data_source\"");
        assertThat(server.calls).isEmpty();
    }

    /** What stands on the disk is copied while the last call is under way; then its journal ends at one of its bytes after another, as if somebody had pulled the plug there. */
    @Test
    void goesOnWhereverTheJournalBreaksOff() throws IOException {
        published(four());
        Path plugged = folder.resolve("plugged");
        String next = product("E", "in_stock", "5.00 EUR", "New")
                + product("A", "in_stock", "11.00 EUR", "Boot")
                + product("B", "in_stock", "20.00 EUR", "Better shoe")
                + product("C", "out_of_stock", "30.00 EUR", "Sandal");
        server.misfortunes.addAll(List.of(nothing(), nothing(), nothing(), nothing(), exchange -> {
            copy(folder, plugged);
            return false;
        }));
        published(next);
        byte[] journal = Files.readAllBytes(plugged.resolve("google.ndjson.calls"));
        assertThat(new String(journal, UTF_8).lines()).hasSize(9);
        Map<String, String> expected = Map.copyOf(server.products);

        for (int bytes = 0; bytes <= journal.length; bytes += EVERY_SO_MANY_BYTES) {
            Path again = folder.resolve("again-" + bytes);
            copy(plugged, again);
            Files.write(again.resolve("google.ndjson.calls"), Arrays.copyOf(journal, bytes));
            feed = again.resolve("google.ndjson");
            long done = new String(journal, 0, bytes, UTF_8)
                    .lines()
                    .filter(line -> line.matches("done .* [0-9a-f]{8}"))
                    .count();

            published(next);

            assertThat(server.products).isEqualTo(expected);
            assertThat(server.calls).as("after %d bytes", bytes).hasSize(5 - (int) done);
            published(next);
            assertThat(server.calls).isEmpty();
        }
    }

    private static ApiServer.Misfortune nothing() {
        return exchange -> false;
    }

    private static void copy(Path from, Path to) throws IOException {
        Files.createDirectories(to);
        try (Stream<Path> files = Files.list(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Files.copy(file, to.resolve(file.getFileName()), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    @Test
    void makesUpForWhatTheChannelLost() {
        published(four());
        server.products.remove("B");
        server.products.put("STRAY", "{}");
        server.products.put("OTHER-1", "{}");

        ExportReport report = run(four(), ApiTarget::reconciling);

        assertThat(server.products).containsOnlyKeys("A", "B", "C", "D", "STRAY", "OTHER-1");
        assertThat(server.calls.stream().filter(call -> call.line().startsWith("GET")))
                .hasSize(3);
        assertThat(server.calls).hasSize(4);
        assertThat(report.problems())
                .extracting(problem -> problem.code().id())
                .containsExactlyInAnyOrder("api.differed", "api.unknown-listed");
    }

    @Test
    void removesStrangersOnlyIfThatIsWanted() {
        published(four());
        server.products.put("STRAY", "{}");
        server.products.put("OTHER-1", "{}");

        run(four(), ApiTarget::removingUnknown);

        assertThat(server.products).containsOnlyKeys("A", "B", "C", "D", "OTHER-1");
    }

    @Test
    void sendsTheSameOnSeveralConnections() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 700; i++) {
            many.append(product("P" + i, "in_stock", (i + 1) + ".00 EUR", "Thing " + i));
        }

        ExportReport report = run(many.toString(), target -> target.connections(8));

        assertThat(Feeds.failures(report)).isEmpty();
        assertThat(server.products).hasSize(700);
        assertThat(server.calls).hasSize(700);
        assertThat(report.feeds().get(0).calls().confirmed()).isEqualTo(700);
        assertThat(Files.exists(folder.resolve("google.ndjson.sent"))).isTrue();
    }

    /** What the channel holds does not go back with the files, and the next run knows what that is. */
    @Test
    void goesOnFromWhatTheChannelHoldsWhenTheFilesWerePutBack() {
        FeedTarget kept = FeedTarget.at(feed).calling(target()).keep(3);
        String dearer = four().replace("10.00", "11.00");
        run(four(), kept, Extent.BOTH);
        run(dearer, kept, Extent.BOTH);

        FeedVersions.of(feed).rollback(List.of(), WhenBusy.REFUSE);

        assertThat(Feeds.text(feed)).contains("10000000").doesNotContain("11000000");
        assertThat(server.price("A")).isEqualTo("11000000");

        run(dearer, kept, Extent.BOTH);
        assertThat(server.calls).isEmpty();

        run(four(), kept, Extent.BOTH);
        assertThat(server.calls.stream().map(this::about).toList()).containsExactly("A");
        assertThat(server.price("A")).isEqualTo("10000000");
    }

    @Test
    void stopsWhenTheChannelRefusesWhateverItGets() {
        StringBuilder many = new StringBuilder();
        for (int i = 0; i < 400; i++) {
            many.append(product("P" + i, "in_stock", (i + 1) + ".00 EUR", "Thing " + i));
            server.refused.add("P" + i);
        }

        ExportReport report = run(many.toString(), target -> target);

        assertThat(server.calls).hasSize(200);
        assertThat(Feeds.failures(report)).singleElement().asString().contains("first 200");
    }
}
