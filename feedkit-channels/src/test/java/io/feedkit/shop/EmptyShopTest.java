package io.feedkit.shop;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import io.feedkit.problem.Problem;
import io.feedkit.problem.Severity;
import io.feedkit.shop.MockShop.Said;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A shop without products, and one in which nothing changed, are no mistakes of anybody. */
class EmptyShopTest {
    private static final String API = "/wp-json/wc/v3/";

    @TempDir
    private Path folder;

    private final MockShop shop = new MockShop()
            .on("GET " + API + "products/categories", "[]")
            .on("GET " + API + "products", any -> Said.json("[]").with("X-WP-Total", "0"));

    @AfterEach
    void stop() {
        shop.close();
    }

    private Shop woo() {
        return shop.as("woocommerce")
                .setting("auth", "basic")
                .user("ck_1")
                .secret("password", "the-secret")
                .currency("EUR");
    }

    private ExportReport exported(Shop from) {
        return Export.of(Catalog.open(from.catalogue(), CatalogOptions.DEFAULTS))
                .to(Channels.get("generic-csv").member("FR", "fr"), folder.resolve("out.csv"))
                .at(Instant.parse("2026-06-01T00:00:00Z"))
                .run();
    }

    private static void isReadAsEmpty(Shop empty, String told) {
        List<Problem> problems = new ArrayList<>();
        Catalog catalog = Catalog.open(empty.catalogue(), CatalogOptions.DEFAULTS);
        assertThat(catalog.first(10, problems::add)).isEmpty();
        assertThat(catalog.schema().attribute("price")).isPresent();
        assertThat(problems).singleElement().satisfies(problem -> {
            assertThat(problem.code().id()).isEqualTo("catalog.empty");
            assertThat(problem.severity()).isEqualTo(Severity.WARNING);
            assertThat(problem.message()).isEqualTo("there are no products. " + told);
        });
    }

    @Test
    void aShopWithoutProductsIsAnEmptyCatalogue() {
        isReadAsEmpty(woo(), "The shop has nothing for sale that this account may read.");
        ExportReport report = exported(woo());
        assertThat(report.feeds().get(0).failures()).isEmpty();
        assertThat(report.summary()).contains("catalog.empty");
    }

    @Test
    void aShopInWhichNothingChangedIsAnEmptyCatalogue() {
        isReadAsEmpty(
                woo().updatedSince(Instant.parse("2026-02-01T10:00:00Z")),
                "Nothing that this account may read and that is for sale changed in the shop since"
                        + " 2026-02-01T09:50:00Z.");
    }

    /** The first good feed stays, whatever the shop says the next day. */
    @Test
    void anEmptyShopDoesNotEmptyAFeed() throws IOException {
        Shop full = woo();
        shop.on(
                "GET " + API + "products",
                any -> Said.json("[{\"id\":1,\"type\":\"simple\",\"name\":\"Cup\",\"sku\":\"CUP\",\"price\":\"5\"}]")
                        .with("X-WP-Total", "1"));
        exported(full);
        String good = Files.readString(folder.resolve("out.csv"));
        assertThat(good).contains("CUP");
        shop.on("GET " + API + "products", any -> Said.json("[]").with("X-WP-Total", "0"));
        assertThat(exported(woo()).feeds().get(0).failures()).isNotEmpty();
        assertThat(Files.readString(folder.resolve("out.csv"))).isEqualTo(good);
    }

    /** Between opening and reading the last product may go. */
    @Test
    void whatIsSoldOutMeanwhileIsNoMistakeEither() {
        shop.on(
                "GET " + API + "products",
                any -> Said.json("[{\"id\":1,\"type\":\"simple\",\"name\":\"Cup\",\"sku\":\"CUP\",\"price\":\"5\"}]")
                        .with("X-WP-Total", "1"));
        Catalog catalog = Catalog.open(woo().catalogue(), CatalogOptions.DEFAULTS);
        shop.on("GET " + API + "products", any -> Said.json("[]").with("X-WP-Total", "0"));
        List<Problem> problems = new ArrayList<>();
        assertThat(catalog.first(10, problems::add)).isEmpty();
        assertThat(problems).isEmpty();
    }
}
