package io.feedkit.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.ProductBatch;
import io.feedkit.export.Enrichment;
import io.feedkit.product.Attribute;
import io.feedkit.product.Product;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class HandWrittenRulesTest {
    @Test
    void givesEveryProductTheValuesThatTheTwentyRulesGive() throws IOException {
        HeldProducts products = HeldProducts.read();
        Enrichment.Session session = products.session();
        HandWrittenRules byHand = new HandWrittenRules(products.schema());

        List<Map<String, String>> expected = values(products, session::trunk);
        assertThat(expected).hasSizeBetween(HeldProducts.PRODUCTS / 2, HeldProducts.PRODUCTS - 1);
        assertThat(values(products, byHand::run)).isEqualTo(expected);
    }

    @Test
    void leavesTheHeldProductsAsTheyAre() throws IOException {
        HeldProducts products = HeldProducts.read();
        Enrichment.Session session = products.session();

        assertThat(values(products, session::trunk)).isEqualTo(values(products, session::trunk));
    }

    private static List<Map<String, String>> values(HeldProducts products, Consumer<ProductBatch> enrichment) {
        List<Map<String, String>> all = new ArrayList<>();
        products.enrich(batch -> {
            enrichment.accept(batch);
            for (int i = 0; i < batch.live().size; i++) {
                all.add(values(batch.product(batch.live().rows[i])));
            }
        });
        return all;
    }

    private static Map<String, String> values(Product product) {
        Map<String, String> values = new TreeMap<>();
        for (Attribute attribute : product.schema().attributes()) {
            product.value(attribute.name()).ifPresent(value -> values.put(attribute.name(), value.toString()));
        }
        return values;
    }
}
