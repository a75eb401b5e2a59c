package io.feedkit.catalog;

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
                "by-key.json",
                "google-atom.xml",
                "languages.xml"
            })
    void readsTheFeedOfASystemIntoTheExpectedProducts(String file) {
        Catalog catalog = CatalogSystemsTest.open("nested/" + file, CatalogOptions.DEFAULTS);
        String expected = "catalog/nested/" + file.replaceFirst("\\.[a-z]+$", ".expected");
        Baseline.assertMatches(expected, CatalogSystemsTest.described(catalog));
    }
}
