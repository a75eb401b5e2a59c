package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Holds the bodies of {@code google-product-input} against an extract of the definitions of Google's interface: names, lists, types and words. The extract does not belong to this project; without it the test
 * is skipped.
 */
class GoogleProductInputTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static ProtoFields products;

    @BeforeAll
    static void findTheExtracts() {
        products = ProtoFields.of(
                "products_common.fields.json",
                "ProductAttributes",
                "ProductAttributes.RelatedProduct",
                "ProductMinimumOrderValue");
    }

    @Test
    void writesAttributesThatTheInterfaceKnows() {
        List<String> lines = GoldenFile.text("channels/google-product-input/feed.ndjson")
                .lines()
                .toList();

        assertThat(lines).hasSize(8);
        for (String line : lines) {
            JsonNode input = JSON.readTree(line);
            assertThat(input.propertyNames())
                    .containsExactlyInAnyOrder("offerId", "productAttributes", "contentLanguage", "feedLabel");
            assertThat(products.complaints("ProductAttributes", input.path("productAttributes")))
                    .as(line)
                    .isEmpty();
        }
    }

    /** Else the test above would prove nothing. */
    @Test
    void noticesWhatTheInterfaceDoesNotKnow() {
        assertThat(
                        products.complaints(
                                "ProductAttributes",
                                JSON.readTree(
                                        "{\"gtin\":\"1\",\"gtins\":\"1\",\"price\":{\"value\":1},\"availability\":\"in stock\",\"adult\":\"no\"}")))
                .hasSize(5);
    }
}
