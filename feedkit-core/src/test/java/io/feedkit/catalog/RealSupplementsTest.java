package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.NamedCsvRecord;
import io.feedkit.batch.ProductBatch;
import io.feedkit.catalog.Supplement.Way;
import io.feedkit.location.Location;
import io.feedkit.product.Product;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Orders and clicks of real shops, added up by us and by a map. They are not part of this project; where they are not there the tests are skipped. */
class RealSupplementsTest {

    private static Path find(String file) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path found = folder.resolve("shared/data/performance").resolve(file);
            if (Files.exists(found)) {
                return found;
            }
        }
        assumeTrue(false, () -> "the file " + file + " is not on this machine");
        return Path.of(file);
    }

    private static Map<String, BigDecimal> sums(Path file, String key, String value) throws IOException {
        Map<String, BigDecimal> sums = new TreeMap<>();
        try (CsvReader<NamedCsvRecord> csv = CsvReader.builder().ofNamedCsvRecord(file)) {
            for (NamedCsvRecord row : csv) {
                if (!row.getField(value).isBlank()) {
                    sums.merge(
                            row.getField(key).strip(),
                            new BigDecimal(row.getField(value).strip()),
                            BigDecimal::add);
                }
            }
        }
        return sums;
    }

    private static Map<String, BigDecimal> joined(
            Map<String, BigDecimal> keys, Supplement supplement, String attribute) {
        StringBuilder shop = new StringBuilder("id,title\n");
        Stream.concat(keys.keySet().stream(), Stream.of("no such product"))
                .forEach(key -> shop.append('"').append(key).append("\",t\n"));
        byte[] bytes = shop.toString().getBytes(StandardCharsets.UTF_8);
        Catalog catalog = Catalog.open(
                        Location.of("shop.csv", () -> new ByteArrayInputStream(bytes)), CatalogOptions.DEFAULTS)
                .with(supplement);
        List<Product> products = new ArrayList<>();
        try (ProductReader reader = catalog.read(catalog.schema(), problem -> {})) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                for (int row = 0; row < batch.rows(); row++) {
                    products.add(batch.product(row));
                }
            }
            SupplementReport report = reader.supplements().get(0);
            assertThat(report.found()).isEqualTo(keys.size());
            assertThat(report.missing()).isEqualTo(1);
            assertThat(report.unused()).isZero();
        }
        Map<String, BigDecimal> found = new TreeMap<>();
        for (Product product : products) {
            product.value(attribute)
                    .ifPresent(value ->
                            found.put(product.text("id").orElseThrow(), new BigDecimal(String.valueOf(value))));
        }
        return found;
    }

    private static void assertSame(Map<String, BigDecimal> found, Map<String, BigDecimal> expected) {
        assertThat(found.keySet()).isEqualTo(expected.keySet());
        expected.forEach((key, sum) -> assertThat(found.get(key)).as(key).isEqualByComparingTo(sum));
    }

    @Test
    void addsUpOrdersWithTheirReturns() throws IOException {
        Path orders = find("orders-online-retail.csv");
        Map<String, BigDecimal> expected = sums(orders, "StockCode", "Quantity");
        assertThat(expected.values()).anyMatch(sum -> sum.signum() < 0);
        for (long memory : new long[] {20_000, 16 << 20}) {
            Supplement supplement = Supplement.of(orders)
                    .key("StockCode", "id")
                    .take("Quantity", Way.SUM, "units_sold")
                    .count("order_lines")
                    .memory(memory);
            assertSame(joined(expected, supplement, "units_sold"), expected);
        }
    }

    @Test
    void addsUpCostsWithAllTheirDigits() throws IOException {
        Path ads = find("ads-conversions.csv");
        Map<String, BigDecimal> expected = sums(ads, "fb_campaign_id", "Spent");
        assertThat(expected.values()).anyMatch(sum -> sum.scale() == 9);
        Supplement supplement = Supplement.of(ads).key("fb_campaign_id", "id").take("Spent", Way.SUM, "ad_cost");
        assertSame(joined(expected, supplement, "ad_cost"), expected);
    }
}
