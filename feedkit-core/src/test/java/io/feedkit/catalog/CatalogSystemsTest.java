package io.feedkit.catalog;

import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.location.Location;
import io.feedkit.problem.Problem;
import java.io.ByteArrayInputStream;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the export of each system becomes: {@code catalog/shopify.csv} beside {@code catalog/shopify.expected}. */
class CatalogSystemsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shopify.csv",
                "shopify-new.csv",
                "woocommerce.csv",
                "magento.csv",
                "magento-languages.csv",
                "prestashop.csv",
                "akeneo.csv",
                "google.tsv",
                "meta.csv",
                "awin.csv",
                "vendure.csv",
                "medusa.csv",
                "bigcommerce.csv",
                "bigcommerce-former.csv",
                "shopware.csv",
                "woocommerce-fr.csv",
                "woocommerce-sv.csv",
                "headers.csv",
                "camel-case.csv",
                "unknown.csv"
            })
    void readsTheExportOfASystemIntoTheExpectedProducts(String file) {
        Catalog catalog = open(file, CatalogOptions.DEFAULTS.withCurrency("EUR"));
        Baseline.assertMatches("catalog/" + file.replaceFirst("\\..*", ".expected"), described(catalog));
    }

    @ParameterizedTest
    @ValueSource(strings = {"choice", "prefix", "siblings", "order", "currencies", "beside", "mistakes"})
    void readsWhatItsMappingSays(String name) {
        byte[] bytes = Baseline.bytes("mapping/" + name + ".csv");
        Mapping mapping = Mapping.load(Baseline.text("mapping/" + name + ".yaml"), name + ".yaml");
        Location location = Location.of(name + ".csv", () -> new ByteArrayInputStream(bytes));
        Catalog catalog = Catalog.open(location, CatalogOptions.DEFAULTS.withMapping(mapping));
        Baseline.assertMatches("mapping/" + name + ".expected", described(catalog));
    }

    @ParameterizedTest
    @ValueSource(strings = "unknown.csv")
    void becomesProductsAsTheMappingSays(String file) {
        Mapping mapping = Mapping.load(Baseline.text("mapping/unknown.yaml"), "unknown.yaml");
        Catalog catalog = open(file, CatalogOptions.DEFAULTS.withMapping(mapping));
        Baseline.assertMatches("mapping/unknown.expected", described(catalog));
    }

    static Catalog open(String file, CatalogOptions options) {
        byte[] bytes = Baseline.bytes("catalog/" + file);
        return Catalog.open(Location.of(file, () -> new ByteArrayInputStream(bytes)), options);
    }

    static String described(Catalog catalog) {
        StringBuilder text = new StringBuilder();
        catalog.detections().stream()
                .filter(detection -> detection.what().matches("system|(type|language|number style|percentages) of .*"))
                .forEach(found -> text.append("found ")
                        .append(found.what())
                        .append(": ")
                        .append(found.value())
                        .append('\n'));
        text.append("\nnot read:\n");
        catalog.mapping().stream()
                .filter(column -> !column.isRead())
                .forEach(column -> text.append(column.column())
                        .append(": ")
                        .append(column.reason())
                        .append('\n'));
        List<Problem> problems = new ArrayList<>();
        text.append("\nproducts:\n");
        try (ProductReader reader = catalog.read(catalog.schema(), problems::add)) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                for (int i = 0; i < batch.live().size; i++) {
                    text.append(batch.product(batch.live().rows[i])).append('\n');
                }
                text.append("\nno products:\n");
                for (Note note : batch.notes()) {
                    long record = batch.records().recordNumber(note.row());
                    text.append("record ").append(record).append(": ").append(note.by());
                    text.append(": ").append(note.text()).append('\n');
                }
            }
        }
        text.append("\nproblems:\n");
        problems.forEach(problem -> text.append(problem).append('\n'));
        return text.toString();
    }
}
