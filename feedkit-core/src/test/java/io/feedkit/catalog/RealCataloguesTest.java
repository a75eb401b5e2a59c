package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedkit.batch.ProductBatch;
import io.feedkit.problem.ProblemLog;
import io.feedkit.product.Product;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Exports that other people's shops made. They are not part of this project; where they are not there the tests are skipped. */
class RealCataloguesTest {

    /** What a catalogue became. */
    private record Summary(long records, List<Product> products, Set<String> groups, ProblemLog problems) {

        long variants() {
            return products.stream()
                    .filter(product -> product.text("item_group_id").isPresent())
                    .count();
        }
    }

    private static Path find(String file) {
        for (Path folder = Path.of("").toAbsolutePath(); folder != null; folder = folder.getParent()) {
            Path found = folder.resolve("shared/data").resolve(file);
            if (Files.exists(found)) {
                return found;
            }
        }
        return Path.of("shared/data").resolve(file);
    }

    private static Summary read(String file) {
        Path path = find(file);
        assumeTrue(Files.exists(path), () -> "the real catalogue " + file + " is not on this machine");
        Catalog catalog = Catalog.open(path, CatalogOptions.DEFAULTS.withCurrency("EUR"));
        ProblemLog problems = new ProblemLog(10);
        List<Product> products = new ArrayList<>();
        Set<String> groups = new HashSet<>();
        try (ProductReader reader = catalog.read(catalog.schema(), problems)) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                for (int i = 0; i < batch.live().size; i++) {
                    Product product = batch.product(batch.live().rows[i]);
                    products.add(product);
                    product.text("item_group_id").ifPresent(groups::add);
                }
            }
            return new Summary(reader.records(), products, groups, problems);
        }
    }

    private static void assertEachHasIdAndTitle(Summary summary) {
        Set<String> ids = new HashSet<>();
        for (Product product : summary.products) {
            assertThat(ids.add(product.text("id").orElseThrow()))
                    .as("%s once", product.text("id"))
                    .isTrue();
            assertThat(product.text("title")).isPresent();
        }
    }

    @Test
    void readsShopifysExportWithItsVariants() {
        Summary summary = read("catalog/shopify-apparel.csv");
        assertThat(summary.records).isEqualTo(22);
        assertThat(summary.products).hasSize(22).allSatisfy(product -> {
            assertThat(product.money("price")).isPresent();
            assertThat(product.text("image_link")).isPresent();
        });
        // The README counts one product with three sizes.
        assertThat(summary.variants()).isEqualTo(3);
        assertThat(summary.groups).containsExactly("classic-varsity-top");
        assertThat(summary.problems.counts()).isEmpty();
        assertEachHasIdAndTitle(summary);
    }

    @Test
    void readsWooCommercesExportWithParentsApart() {
        Summary summary = read("catalog/woocommerce-sample-products.csv");
        assertThat(summary.records).isEqualTo(24);
        assertThat(summary.products).hasSize(21);
        assertThat(summary.variants()).isEqualTo(9);
        assertThat(summary.groups).containsExactlyInAnyOrder("cc-tee", "cc-hoodie");
        assertThat(summary.problems.counts()).isEmpty();
        assertEachHasIdAndTitle(summary);
    }

    @Test
    void readsMagentosExportWithParentsApart() {
        Summary summary = read("catalog/magento2-products-configurable.csv");
        assertThat(summary.records).isEqualTo(887);
        assertThat(summary.products).hasSize(818).allSatisfy(product -> {
            assertThat(product.text("size")).isPresent();
            assertThat(product.text("color")).isPresent();
            assertThat(product.money("price")).isPresent();
        });
        assertThat(summary.variants()).isEqualTo(818);
        assertThat(summary.groups).hasSize(69);
        assertThat(summary.problems.counts()).containsOnlyKeys("value.no-unit");
        assertEachHasIdAndTitle(summary);
    }

    @Test
    void readsAkeneosExportInThreeLanguages() {
        Summary summary = read("catalog/akeneo-icecat-products.csv");
        assertThat(summary.records).isEqualTo(533);
        assertThat(summary.products).hasSize(533);
        assertThat(summary.groups).containsExactlyInAnyOrder("akeneo_long_sleeve_tshirt", "oro_mug");
        assertThat(summary.variants()).isEqualTo(36);
        assertThat(summary.products.stream()
                        .filter(product -> product.text("description", "fr").isPresent()))
                .hasSizeGreaterThan(200);
        assertThat(summary.products.stream()
                        .flatMap(product -> product.money("price").stream())
                        .map(price -> price.currency()))
                .hasSize(37)
                .containsOnly("EUR");
        assertThat(summary.problems.counts()).isEmpty();
        assertEachHasIdAndTitle(summary);
    }

    @Test
    void readsGooglesRssAndRefusesYandexsDtdQuietly() {
        assertThat(read("feeds/google-rss-dpa.xml").products).hasSize(6);
        assertThat(read("feeds/yandex-yml-goyml.xml").products).hasSize(2);
    }
}
