package io.feedkit.catalog;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.location.Location;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class PresetsTest {
    /** What is asked of a preset before anybody knows that a catalogue is the system's. */
    private static final List<String> RECOGNITION =
            List.of("name", "recognise", "evidence", "order", "also", "nesting");

    @Test
    void saysAboveTheAttributesWhichCataloguesAreASystems() throws IOException {
        for (String name : Presets.NAMES) {
            String text = text(name);
            int attributes = text.indexOf("\nattributes:");
            assertThat(attributes).as(name).isPositive();
            for (String key : RECOGNITION) {
                assertThat(text.indexOf("\n" + key + ":", attributes))
                        .as("%s has %s below its attributes", name, key)
                        .isNegative();
            }
        }
    }

    @Test
    void takesTheNumberOfABrandForNoName() {
        byte[] bytes = ("Item,ID,Name,SKU,Price,Inventory Tracking,Brand ID\nProduct,7,Mug,M-1,8.00,none,35\n")
                .getBytes(UTF_8);
        Location location = Location.of("products.csv", () -> new ByteArrayInputStream(bytes));
        Catalog catalog = Catalog.open(location, CatalogOptions.DEFAULTS.withCurrency("USD"));
        assertThat(ProposalTest.products(catalog).get(0)).containsKey("title").doesNotContainKey("brand");
    }

    private static String text(String name) throws IOException {
        try (InputStream in = Presets.class.getResourceAsStream("/META-INF/feedkit/presets/" + name + ".yaml")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), UTF_8);
        }
    }
}
