package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.location.Location;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Two letters at the end of a column's name may be a language, a word for a number, or a country. What stands in the column tells. */
class ColumnLanguagesTest {

    private static List<String> attributes(String header, String row) {
        byte[] bytes = (header + "\n" + row + "\n" + row.replace("A1", "A2") + "\n").getBytes(StandardCharsets.UTF_8);
        Catalog catalog =
                Catalog.open(Location.of("shop.csv", () -> new ByteArrayInputStream(bytes)), CatalogOptions.DEFAULTS);
        return catalog.mapping().stream().map(MappedColumn::attribute).toList();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sku;title;brand_id|A1;Mug;12|id title brand_id",
                "sku;title;category_id;category_fr|A1;Mug;5;Tasses|id title category_id category@fr",
                "sku;title;maker no|A1;Mug;K77|id title maker no",
                "sku;title;size_uk;size_it|A1;Mug;8;40|id title size_uk size_it",
                "sku;title;size_uk;size_it|A1;Mug;M;XL|id title size_uk size_it"
            })
    void numbersAndSizesOfCountriesAreNoTexts(String header, String row, String expected) {
        assertThat(String.join(" ", attributes(header, row))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "sku;title_en;title_id|A1;mug;gelas|id title@en title@id",
                "sku;title_no|A1;Rød lampe|id title@no",
                "sku;title;color_fr|A1;Mug;bleu|id title color@fr",
                "sku;title;size_fr|A1;Mug;taille unique|id title size@fr",
                "sku;title;description_ja|A1;Mug;杯|id title description@ja"
            })
    void textsInALanguageAre(String header, String row, String expected) {
        assertThat(String.join(" ", attributes(header, row))).isEqualTo(expected);
    }
}
