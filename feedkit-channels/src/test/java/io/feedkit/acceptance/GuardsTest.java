package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.export.Guard;
import io.feedkit.export.Guards;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A catalogue that broke on its way to us must not replace a good feed. */
class GuardsTest {
    @TempDir
    private Path folder;

    private Path feed;

    /** So many shoes for so much. */
    private Export export(int products, String price) {
        StringBuilder csv = new StringBuilder("id,title,price,quantity,category\n");
        for (int i = 0; i < products; i++) {
            csv.append("S-").append(i).append(",Shoe,").append(price).append(",3,Shoes > Boots\n");
        }
        return Export.of(Feeds.catalogue(folder, csv.toString())).at(Feeds.JUNE);
    }

    private Export toFeed(Export export) {
        return export.to(Channels.get("generic-csv").member("FR", "fr"), feed);
    }

    @BeforeEach
    void publishAGoodFeed() {
        feed = folder.resolve("feed.csv");
        assertThat(toFeed(export(400, "50 EUR")).run().feeds().get(0).published())
                .isTrue();
    }

    @Test
    void keepsTheLastGoodFeedWhenHalfTheProductsAreGoneAndGivesTheNumbers() {
        String good = Feeds.text(feed);

        ExportReport report = toFeed(export(160, "50 EUR")).run();

        assertThat(Feeds.text(feed)).isEqualTo(good);
        assertThat(report.clean()).isFalse();
        assertThat(report.feeds().get(0).heldBack()).isTrue();
        assertThat(Feeds.failures(report))
                .singleElement()
                .asString()
                .contains("export.guard-tripped")
                .contains("160 products instead of 400, 60.0 % fewer (fewer-products: at most 20 %)")
                .contains("480 pieces in stock instead of 1200")
                .contains("--accept");
        assertThat(report.summary()).contains("guard-tripped");
        assertThat(report.summary(Locale.FRENCH))
                .contains("NON PUBLIÉ", "160 produits au lieu de 400", "(fewer-products\u00A0: au plus 20 %)")
                .doesNotContain("instead", "NOT PUBLISHED");
    }

    @Test
    void comparesWithTheFeedThatStandsThereHoweverOftenOneWasHeldBack() {
        toFeed(export(200, "50 EUR")).run();

        assertThat(toFeed(export(200, "50 EUR")).run().feeds().get(0).published())
                .isFalse();
    }

    @Test
    void publishesWhatIsAcceptedOnceAndComparesWithThatAfterwards() {
        assertThat(toFeed(export(200, "50 EUR")).accept().run().feeds().get(0).published())
                .isTrue();
        assertThat(toFeed(export(190, "50 EUR")).run().feeds().get(0).published())
                .isTrue();
    }

    @Test
    void seesThatAllPricesBecameAHundredthAndFollowsGuardsOfTheFeedItself() {
        Export cheap = export(400, "0.50 EUR");
        Guards guards = Guards.DEFAULTS.without(Guard.PRICE_MEDIAN);

        assertThat(Feeds.failures(toFeed(cheap).run()))
                .singleElement()
                .asString()
                .contains("price-median");
        ExportReport allowed = cheap.guards(Guards.DEFAULTS)
                .to(Channels.get("generic-csv").member("FR", "fr"), feed, guards)
                .run();
        assertThat(Feeds.failures(allowed)).isEmpty();
    }

    @Test
    void comparesNothingWhenTheFeedWasChangedBySomebodyElse() {
        Feeds.written(folder, "feed.csv", "id\nwritten by hand\n");

        assertThat(toFeed(export(10, "1 EUR")).run().feeds().get(0).published()).isTrue();
    }
}
