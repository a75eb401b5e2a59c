package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.location.Location;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the XML or JSON of each system becomes: {@code catalog/nested/heureka.xml} beside {@code catalog/nested/heureka.expected}. */
class NestedSystemsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "yandex.xml",
                "heureka.xml",
                "zbozi.xml",
                "ceneo.xml",
                "skroutz.xml",
                "awin.xml",
                "bmecat-1.2.xml",
                "bmecat-2005.xml",
                "openai.jsonl",
                "nested.json",
                "amounts.json",
                "by-key.json",
                "graphql.json",
                "skus.json",
                "one-product.json",
                "wrapped.jsonl",
                "priced.json",
                "product-group.json",
                "options.json",
                "google-atom.xml",
                "languages.xml"
            })
    void readsTheFeedOfASystemIntoTheExpectedProducts(String file) {
        Catalog catalog = CatalogSystemsTest.open("nested/" + file, CatalogOptions.DEFAULTS);
        String expected = "catalog/nested/" + file.replaceFirst("\\.[a-z]+$", ".expected");
        Baseline.assertMatches(expected, CatalogSystemsTest.described(catalog));
    }

    /** The same documents with a prefix on every element, as other programs write them. */
    @ParameterizedTest
    @ValueSource(strings = {"bmecat-2005.xml", "zbozi.xml", "google-atom.xml"})
    void readsTheSameUnderAnyPrefix(String file) {
        String plain = Baseline.text("catalog/nested/" + file);
        assertThat(plain).contains(" xmlns=\"");
        String prefixed = plain.replace(" xmlns=\"", " xmlns:p=\"").replaceAll("<(/?)(\\w+)(?=[\\s/>])", "<$1p:$2");
        String expected = "catalog/nested/" + file.replaceFirst("\\.[a-z]+$", ".expected");
        Location location = Location.of(
                "nested/" + file, () -> new ByteArrayInputStream(prefixed.getBytes(StandardCharsets.UTF_8)));
        Baseline.assertMatches(expected, CatalogSystemsTest.described(Catalog.open(location, CatalogOptions.DEFAULTS)));
    }
}
