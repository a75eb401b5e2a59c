package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Every schema and contract that others published and that lies beside this project: the test that holds what we write against it, or the reason why there is none. A new one that nobody uses and nobody
 * excused fails here.
 */
class SchemasOfOthersTest {
    private static final Path TESTS = Path.of("src/test/java/io/feedkit");
    private static final Set<String> NO_SCHEMAS = Set.of("README.md", "LICENSE", "NOTICE");

    private static final Map<String, String> TEST = Map.ofEntries(
            Map.entry("ads/schemas/acp/schema.feed.json", "acceptance/AgenticCommerceTest"),
            Map.entry("ads/schemas/bmecat/bmecat_2005_1.xsd", "acceptance/BmecatSchemaTest"),
            Map.entry("ads/schemas/google/inventories_common.fields.json", "acceptance/SameDataInCallsTest"),
            Map.entry("ads/schemas/google/products_common.fields.json", "acceptance/GoogleProductInputTest"),
            Map.entry("ads/schemas/google/types.fields.json", "acceptance/ProtoFields"),
            Map.entry("ads/schemas/pinterest/item-attributes.json", "acceptance/SameDataInCallsTest"),
            Map.entry("ads/schemas/skroutz/skroutz-simple.xsd", "acceptance/SkroutzSchemaTest"),
            Map.entry("ads/schemas/skroutz/skroutz-variations.xsd", "acceptance/SkroutzSchemaTest"),
            Map.entry("ads/schemas/yandex/BaseOfferDTO.yaml", "acceptance/SameDataInCallsTest"),
            Map.entry("ads/schemas/yandex/OfferDescription.yaml", "acceptance/SameDataInCallsTest"),
            Map.entry("ads/schemas/yandex/OfferName.yaml", "acceptance/SameDataInCallsTest"),
            Map.entry("ads/schemas/yandex/ShopSku.yaml", "acceptance/SameDataInCallsTest"),
            Map.entry("ads/schemas/yandex/Url.yaml", "acceptance/SameDataInCallsTest"),
            Map.entry("marketplaces/contracts/adobe-commerce/admin-schema-2.4.9-reduced.json", "shop/MagentoTest"),
            Map.entry("marketplaces/contracts/agentic-commerce/examples.feed.json", "acceptance/AgenticCommerceTest"),
            Map.entry("marketplaces/contracts/agentic-commerce/openapi.feed.yaml", "acceptance/AgenticCommerceTest"),
            Map.entry("marketplaces/contracts/agentic-commerce/schema.feed.json", "acceptance/AgenticCommerceTest"),
            Map.entry(
                    "marketplaces/contracts/amazon/listings-feed-message-schema-v2.json",
                    "acceptance/AmazonMessagesTest"),
            Map.entry(
                    "marketplaces/contracts/amazon/listings-feed-schema-v2.example.json",
                    "acceptance/AmazonMessagesTest"),
            Map.entry("marketplaces/contracts/amazon/listings-feed-schema-v2.json", "acceptance/AmazonMessagesTest"),
            Map.entry("marketplaces/contracts/amazon/listingsItems_2021-08-01.json", "acceptance/AmazonMessagesTest"));

    private static final Map<String, String> NOTHING_WRITTEN = Map.of(
            "marketplaces/contracts/amazon/definitionsProductTypes_2020-09-01.json",
            "An answer that links to the schema of a product type. The generator takes that schema, of which no vendor's copy is here; AmazonGeneratorTest has one of the same shape.",
            "marketplaces/contracts/amazon/feeds_2021-06-30.json",
            "How a finished file is handed over and asked after. feedkit writes the file; the program around it hands it over.",
            "marketplaces/contracts/amazon/listings-feed-processing-report-schema-v2.json",
            "What Amazon answers about a file that somebody else handed over.",
            "marketplaces/contracts/amazon/listings-feed-processing-report-schema-v2.example.json",
            "An example of that answer.",
            "marketplaces/contracts/amazon/ordersV0.json",
            "Orders, which are no feed.",
            "marketplaces/contracts/amazon/orders_2026-01-01.json",
            "Orders, which are no feed.");

    @Test
    void everySchemaIsHeldAgainstWhatWeWriteOrSaysWhyNot() throws IOException {
        Path facts = SharedFacts.folder();
        assumeTrue(facts != null, "no ../shared/channel-facts");
        Set<String> known = new TreeSet<>(TEST.keySet());
        known.addAll(NOTHING_WRITTEN.keySet());

        assertThat(schemas(facts)).as("schemas and contracts").isEqualTo(known);
    }

    @Test
    void everyTestNamedHereReadsItsSchema() throws IOException {
        List<String> unread = new ArrayList<>();
        for (Map.Entry<String, String> one : TEST.entrySet()) {
            String source = Files.readString(TESTS.resolve(one.getValue() + ".java"));
            String file = one.getKey().substring(one.getKey().lastIndexOf('/') + 1);
            if (!source.contains(file) && !source.contains('"' + file.replace(".yaml", "") + '"')) {
                unread.add(one.getValue() + " does not read " + file);
            }
        }

        assertThat(unread).isEmpty();
    }

    private static Set<String> schemas(Path facts) throws IOException {
        try (Stream<Path> files = Files.walk(facts)) {
            Set<String> found = new TreeSet<>();
            files.filter(Files::isRegularFile)
                    .filter(file -> !NO_SCHEMAS.contains(file.getFileName().toString()))
                    .map(file -> facts.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> name.contains("/schemas/") || name.contains("/contracts/"))
                    .forEach(found::add);
            return found;
        }
    }
}
