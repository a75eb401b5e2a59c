package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.FeedTarget;
import io.feedkit.export.api.ApiTarget;
import io.feedkit.export.api.Lane;
import io.feedkit.location.Credentials;
import io.feedkit.location.LocationOptions;
import io.feedkit.location.Secret;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Offers get to a marketplace that takes them in large calls, works on them afterwards, and lets itself be called once a minute. */
class MiraklApiTest {
    @TempDir
    private Path folder;

    private final MiraklServer server = new MiraklServer();
    private final VirtualPace pace = new VirtualPace();

    @AfterEach
    void stop() {
        server.close();
    }

    private ExportReport run(String csv, UnaryOperator<ApiTarget> wishes) {
        Catalog catalog = Feeds.catalogue(folder, "id,gtin,price,quantity,condition\n" + csv);
        server.calls.clear();
        server.sizes.clear();
        pace.waits.clear();
        ApiTarget target = ApiTarget.of(
                        server.address(),
                        LocationOptions.DEFAULTS
                                .withCredentials(Credentials.header("Authorization", "env:KEY"))
                                .withStore(reference -> Optional.of(Secret.of("k3y"))))
                .pace(pace)
                .connections(1);
        return Export.of(catalog)
                .at(Feeds.JUNE)
                .accept()
                .to(
                        Channels.get("mirakl-api").member("FR", "fr"),
                        FeedTarget.at(folder.resolve("offers.json")).calling(wishes.apply(target)))
                .run();
    }

    private static String offers(int count, String price, int quantity) {
        StringBuilder offers = new StringBuilder();
        for (int i = 0; i < count; i++) {
            offers.append("S")
                    .append(i)
                    .append(",4006381333931,")
                    .append(price)
                    .append(",")
                    .append(quantity);
            offers.append(",new\n");
        }
        return offers.toString();
    }

    @Test
    void sendsAThousandOffersACallAndACallAMinute() {
        ExportReport report = run(offers(2500, "12.95 EUR", 7), target -> target);

        assertThat(Feeds.failures(report)).isEmpty();
        assertThat(server.sizes).containsExactly(1000, 1000, 500);
        assertThat(server.products).hasSize(2500);
        assertThat(server.of("S1", "price")).isEqualTo("12.95");
        assertThat(server.of("S1", "quantity")).isEqualTo("7");
        // Three calls, each with two questions about its state: the questions are a minute apart.
        assertThat(pace.waited()).isBetween(Duration.ofMinutes(5), Duration.ofMinutes(6));
    }

    @Test
    void readsFromTheReportWhichOffersFailed() {
        server.refused.add("S3");

        ExportReport report = run(offers(10, "12.95 EUR", 7), target -> target);

        assertThat(server.products).hasSize(9);
        assertThat(report.problems())
                .singleElement()
                .satisfies(problem -> assertThat(problem.message()).contains("\"S3\"", "The price \"is\"; wrong"));

        server.refused.clear();
        run(offers(10, "12.95 EUR", 7), target -> target);

        assertThat(server.sizes).containsExactly(1);
        assertThat(server.products).hasSize(10);
    }

    @Test
    void sendsWhatIsSoldOutAndGoneFirst() {
        run(offers(5, "12.95 EUR", 7), target -> target);

        ExportReport report = run(
                "S0,4006381333931,12.95 EUR,0,new\nS1,4006381333931,11.90 EUR,7,new\nS2,4006381333931,12.95 EUR,7,new\n"
                        + "S3,4006381333931,12.95 EUR,6,new\nNEW,4006381333931,12.95 EUR,7,new\n",
                target -> target);

        assertThat(report.feeds().get(0).calls().lanes().get(Lane.STOCK).confirmed())
                .isEqualTo(2);
        assertThat(server.calls.stream()
                        .filter(call -> call.line().startsWith("POST"))
                        .map(ApiServer.Call::body))
                .satisfiesExactly(
                        soldOut -> assertThat(soldOut).contains("\"S0\"").doesNotContain("\"S1\""),
                        gone -> assertThat(gone)
                                .isEqualToIgnoringWhitespace(
                                        "{\"offers\":[{\"shop_sku\":\"S4\",\"update_delete\":\"delete\"}]}"),
                        prices ->
                                assertThat(prices).contains("\"S1\"", "\"S3\"").doesNotContain("\"NEW\""),
                        content -> assertThat(content).contains("\"NEW\""));
        assertThat(server.products).containsOnlyKeys("S0", "S1", "S2", "S3", "NEW");
        assertThat(server.of("S0", "quantity")).isEqualTo("0");
    }

    @Test
    void leavesToTheNextRunWhatTheTimeDoesNotSufficeFor() {
        ExportReport report = run(offers(2500, "12.95 EUR", 7), target -> target.within(Duration.ofSeconds(150)));

        assertThat(Feeds.failures(report)).isEmpty();
        assertThat(server.products.size()).isBetween(1000, 2000);
        assertThat(report.problems()).extracting(problem -> problem.code().id()).containsExactly("api.left");
        assertThat(report.feeds().get(0).calls().left()).isPositive();

        run(offers(2500, "12.95 EUR", 7), target -> target);

        assertThat(server.products).hasSize(2500);
    }

    @Test
    void doesNotBeginWithAFullAllowanceAfterAnotherRun() {
        run(offers(1, "12.95 EUR", 7), target -> target);

        run(offers(1, "12.95 EUR", 8), target -> target);

        assertThat(pace.waited()).isGreaterThanOrEqualTo(Duration.ofMinutes(1));
    }

    @Test
    void correctsAStockThatIsAnotherAtTheMarketplace() {
        run(offers(250, "12.95 EUR", 7), target -> target);
        server.products.put("S17", server.products.get("S17").replace("\"quantity\":7", "\"quantity\":3"));

        run(offers(250, "12.95 EUR", 7), ApiTarget::reconciling);

        assertThat(server.of("S17", "quantity")).isEqualTo("7");
        assertThat(server.sizes).containsExactly(1);
    }

    @Test
    void refusesABatchThatTheMarketplaceCannotReadOfferByOffer() {
        server.misfortunes.add(ApiServer.status(400));

        ExportReport report = run(offers(4, "12.95 EUR", 7), target -> target);

        assertThat(report.problems()).isEmpty();
        assertThat(server.products).hasSize(4);
        assertThat(server.sizes).containsExactly(2, 2);
    }
}
