package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the lines of {@code amazon-offers} against Amazon's own schemas of a message, with the number that whoever puts them into a feed gives them, and of calls. The schemas do not belong to this project;
 * without them the tests are skipped.
 */
class AmazonMessagesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static Schema message;

    @BeforeAll
    static void findTheSchema() {
        message = schema("listings-feed-message-schema-v2.json", "");
    }

    private static Schema schema(String file, String definition) {
        ObjectNode whole = (ObjectNode) SharedFacts.json("marketplaces/contracts/amazon/" + file);
        if (!definition.isEmpty()) {
            whole.put("$ref", "#/definitions/" + definition);
        }
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(whole);
    }

    @Test
    void writesMessagesThatTheSchemaTakes() {
        for (String feed : List.of("feed.ndjson", "feed-gb.ndjson")) {
            List<String> lines =
                    GoldenFile.text("channels/amazon-offers/" + feed).lines().toList();

            assertThat(lines).isNotEmpty();
            for (int i = 0; i < lines.size(); i++) {
                assertThat(message.validate(numbered(lines.get(i), i + 1)))
                        .as(lines.get(i))
                        .isEmpty();
            }
        }
    }

    /** The feed that such messages go into, with a header as whoever sends them writes it. */
    @Test
    void writesMessagesForAFeedThatTheSchemaTakes() {
        Schema feed = schema("listings-feed-schema-v2.json", "");
        assertThat(feed.validate(
                        SharedFacts.json("marketplaces/contracts/amazon/listings-feed-schema-v2.example.json")))
                .as("the author's own example")
                .isEmpty();
        ObjectNode whole = JSON.createObjectNode();
        whole.putObject("header")
                .put("sellerId", "A1EXAMPLE")
                .put("version", "2.0")
                .put("issueLocale", "fr_FR");
        List<String> lines =
                GoldenFile.text("channels/amazon-offers/feed.ndjson").lines().toList();
        for (int i = 0; i < lines.size(); i++) {
            whole.withArray("messages").add(numbered(lines.get(i), i + 1));
        }

        assertThat(feed.validate(whole)).isEmpty();
        whole.remove("header");
        assertThat(feed.validate(whole)).isNotEmpty();
    }

    /** The same message as a call of the Listings Items API: its attributes whole, or one by one. */
    @Test
    void writesMessagesThatAreBodiesOfCalls() {
        Schema put = schema("listingsItems_2021-08-01.json", "ListingsItemPutRequest");
        Schema patch = schema("listingsItems_2021-08-01.json", "ListingsItemPatchRequest");
        List<String> lines = Stream.of(
                        "channels/amazon-offers/feed.ndjson",
                        "channels/amazon-offers/feed-gb.ndjson",
                        "generate/amazon/feed.ndjson")
                .flatMap(feed -> GoldenFile.text(feed).lines())
                .toList();

        assertThat(lines).hasSizeGreaterThan(10).allSatisfy(line -> {
            ObjectNode body = (ObjectNode) JSON.readTree(line);
            // The number is in the address of the call, and the operation is its method.
            body.remove(List.of("sku", "operationType"));
            assertThat(body.propertyNames()).containsExactlyInAnyOrder("productType", "requirements", "attributes");
            assertThat(put.validate(body)).as(line).isEmpty();
            assertThat(patch.validate(patches(body))).as(line).isEmpty();
        });
        assertThat(put.validate(JSON.readTree("{\"productType\":\"PRODUCT\",\"requirements\":\"ALL\"}")))
                .hasSize(2);
    }

    private static ObjectNode patches(ObjectNode body) {
        ObjectNode patches = JSON.createObjectNode().set("productType", body.path("productType"));
        body.path("attributes")
                .properties()
                .forEach(attribute -> patches.withArray("patches")
                        .addObject()
                        .put("op", "replace")
                        .put("path", "/attributes/" + attribute.getKey())
                        .set("value", attribute.getValue()));
        return patches;
    }

    @Test
    void seesAMessageThatIsNone() {
        assertThat(message.validate(numbered("{\"sku\":\"A\",\"operationType\":\"UPDATE\"}", 1)))
                .isNotEmpty();
    }

    private static ObjectNode numbered(String line, int number) {
        ObjectNode node = (ObjectNode) JSON.readTree(line);
        return node.put("messageId", number);
    }
}
