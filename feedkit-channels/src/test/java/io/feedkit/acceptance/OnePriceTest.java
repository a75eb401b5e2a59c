package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.channel.Channels;
import io.feedkit.channel.Expression;
import io.feedkit.export.Export;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A channel with one column for the price gets what a buyer pays at that moment, however carelessly a shop keeps its reductions. */
class OnePriceTest {
    @TempDir
    private Path folder;

    @Test
    void sendsAReductionOnlyWhereItIsOneAndItsTimeIsNow() {
        Map<String, String> prices = prices("""
                id,price,sale_price,sale_starts_on,sale_ends_on,sale_price_effective_date
                lower,10 EUR,8 EUR,,,
                higher,10 EUR,12 EUR,,,
                nothing,10 EUR,0 EUR,,,
                alone,,8 EUR,,,
                in dollars,10 EUR,8 USD,,,
                to come,10 EUR,8 EUR,2026-06-11,,
                first day,10 EUR,8 EUR,2026-06-10,,
                over,10 EUR,8 EUR,,2026-06-09,
                last day,10 EUR,8 EUR,2026-06-01,2026-06-10,
                in the range,10 EUR,8 EUR,,,2026-06-01T00:00+02:00/2026-06-30T23:59+02:00
                before the range,10 EUR,8 EUR,,,2026-07-01T00:00+02:00/2026-07-31T23:59+02:00
                after the range,10 EUR,8 EUR,,,2026-05-01T00:00+02:00/2026-05-31T23:59+02:00
                unreadable range,10 EUR,8 EUR,,,until Sunday
                """);

        assertThat(prices)
                .containsExactly(
                        Map.entry("lower", "8.00 instead of 10.00"),
                        Map.entry("higher", "10.00"),
                        Map.entry("nothing", "10.00"),
                        Map.entry("alone", "8.00"),
                        Map.entry("in dollars", "10.00"),
                        Map.entry("to come", "10.00"),
                        Map.entry("first day", "8.00 instead of 10.00"),
                        Map.entry("over", "10.00"),
                        Map.entry("last day", "8.00 instead of 10.00"),
                        Map.entry("in the range", "8.00 instead of 10.00"),
                        Map.entry("before the range", "10.00"),
                        Map.entry("after the range", "10.00"),
                        Map.entry("unreadable range", "8.00 instead of 10.00"));
    }

    @Test
    void noChannelDecidesForItselfWhichPriceIsPaid() {
        List<String> own = new ArrayList<>();
        for (String name : Channels.names(OnePriceTest.class.getClassLoader())) {
            Channels.get(name)
                    .descriptor()
                    .fields()
                    .forEach(field -> field.source()
                            .map(Expression::text)
                            .filter(from -> from.matches(".*sale_price \\?\\? .*|.*sale_price is present.*"))
                            .ifPresent(from -> own.add(name + "/" + field.name() + ": " + from)));
        }

        assertThat(own).isEmpty();
    }

    /** The price that Daisycon would show, and the one before it. */
    private Map<String, String> prices(String csv) {
        List<String> lines = csv.lines().toList();
        StringBuilder whole = new StringBuilder(lines.get(0) + ",title,description,link\n");
        lines.stream().skip(1).forEach(line -> whole.append(line).append(",Lamp,A lamp.,https://shop.example/lamp\n"));
        Catalog catalog = Catalog.open(
                Feeds.written(folder, "catalogue.csv", whole.toString()), CatalogOptions.DEFAULTS.withCurrency("EUR"));
        Path feed = folder.resolve("feed.csv");
        var report = Export.of(catalog)
                .at(Feeds.JUNE)
                .to(Channels.get("daisycon").member("FR", "fr"), feed)
                .run();
        assertThat(Feeds.failures(report)).isEmpty();
        List<String> rows = Feeds.text(feed).lines().toList();
        List<String> header = List.of(rows.get(0).split(";", -1));
        Map<String, String> prices = new LinkedHashMap<>();
        for (String row : rows.subList(1, rows.size())) {
            String[] cells = row.split(";", -1);
            String before = cells[header.indexOf("old_price")];
            prices.put(
                    cells[header.indexOf("id")],
                    cells[header.indexOf("price")] + (before.isEmpty() ? "" : " instead of " + before));
        }
        return prices;
    }
}
