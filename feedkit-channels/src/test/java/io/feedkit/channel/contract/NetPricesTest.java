package io.feedkit.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.acceptance.Feeds;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.export.ExportReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A price without VAT is never sent as one with it. */
class NetPricesTest {

    @TempDir
    private Path folder;

    private String feed(String country, String language) throws IOException {
        Path file = Feeds.written(folder, "shop.csv", """
                id;title;description;link;image_link;Prix HT;Taux TVA;brand;availability
                A;Lampe;Une lampe;https://shop.example/a;https://img.example/a.jpg;10,00;20 %;Acme;in_stock
                B;Vase;Un vase;https://shop.example/b;https://img.example/b.jpg;8,00;;Acme;in_stock
                """);
        Catalog catalog = Catalog.open(file, CatalogOptions.DEFAULTS.withCurrency("EUR"));
        Path out = folder.resolve("out.xml");
        ExportReport report = Export.of(catalog)
                .to(Channels.get("google-shopping").member(country, language), out)
                .run();
        assertThat(report).isNotNull();
        return Files.readString(out);
    }

    @Test
    void vatIsAddedWhereTheProductSaysItsRateAndRefusedWhereItDoesNot() throws IOException {
        String feed = feed("FR", "fr");
        assertThat(feed).contains("<g:id>A</g:id>", "12.00 EUR").doesNotContain("<g:id>B</g:id>", "10.00 EUR");
    }

    @Test
    void staysWithoutVatWherePricesGoThatWay() throws IOException {
        assertThat(feed("US", "en")).contains("10.00 EUR", "8.00 EUR");
    }
}
