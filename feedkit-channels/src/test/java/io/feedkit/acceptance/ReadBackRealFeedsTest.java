package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channels;
import io.feedkit.problem.Problem;
import io.feedkit.product.Product;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Feeds that others wrote, read through the descriptor of their channel. They are no part of this project: where they are missing the test says so. */
class ReadBackRealFeedsTest {

    @ParameterizedTest(name = "{0} as {1}")
    @CsvSource({
        // file, channel, country, language, products, attributes of the first product
        "feeds/google-rss-dpa.xml, google-shopping, BR, pt, 6, id=ID_1;title=Dog Bowl In Blue;price=9.99 BRL;availability=in_stock;condition=new;brand=Example",
        "feeds/google-rss-dpa.xml, meta, BR, pt, 6, id=ID_1;price=9.99 BRL;availability=in_stock",
        "feeds/heureka-sample.xml, heureka, CZ, cs, 0, title=Nokia 5800 XpressMusic;price=6000.00 CZK;brand=NOKIA;gtin=6417182041488",
        "feeds/yandex-yml-goyml.xml, yandex-yml, RU, ru, 0, id=123;price=800.00 USD;sale_price=600.00 USD;availability=in_stock;mpn=A1234567B",
        "catalog/bmecat-1.2-tools-dtd.xml.gz, bmecat-1-2, DE, de, 0, ''",
        "catalog/bmecat-strict.xml, bmecat-1-2, DE, de, 0, ''",
    })
    void readsWhatOthersWrote(
            String file, String channel, String country, String language, int products, String expected) {
        Catalog catalog = Channels.get(channel).member(country, language).catalogue(real(file));
        List<Problem> problems = new ArrayList<>();
        List<Product> read = catalog.first(10_000, problems::add);

        assertThat(read).isNotEmpty();
        if (products > 0) {
            assertThat(read).hasSize(products);
        }
        Product first = read.get(0);
        for (String pair : expected.isEmpty() ? new String[0] : expected.split(";")) {
            String[] parts = pair.split("=", 2);
            assertThat(first.value(parts[0]).map(Object::toString).orElse("nothing"))
                    .as(parts[0])
                    .isEqualTo(parts[1]);
        }
        // Offers of Yandex may have type, maker and model instead of a name.
        assertThat(read)
                .allMatch(product -> product.text("title").isPresent()
                        || product.text("model").isPresent());
        assertThat(problems.stream().map(problem -> problem.code().id()))
                .doesNotContain("catalog.mapping-column", "catalog.no-id");
    }

    private static Path real(String place) {
        Path found = Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolveSibling("shared/data/" + place))
                .filter(Files::isRegularFile)
                .findFirst()
                .orElse(null);
        assumeTrue(found != null, "no ../shared/data/" + place + ": a feed that others wrote is not read");
        return found;
    }
}
