package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the lines of {@code amazon-offers} against Amazon's own schema of a message, with the number that whoever puts them into a feed gives them. The schema does not belong to this project;
 * without it the test is skipped.
 */
class AmazonMessagesTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static Schema message;

    @BeforeAll
    static void findTheSchema() throws IOException {
        String place = "shared/channel-facts/marketplaces/contracts/amazon/listings-feed-message-schema-v2.json";
        Path schema = Stream.iterate(Path.of("").toAbsolutePath(), folder -> folder != null, Path::getParent)
                .map(folder -> folder.resolveSibling(place))
                .filter(Files::exists)
                .findFirst()
                .orElse(null);
        assumeTrue(schema != null, "no folder ../shared with Amazon's schema: its messages are not checked");
        message = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(JSON.readTree(Files.readString(schema)));
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
        Schema feed = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(SharedFacts.json("marketplaces/contracts/amazon/listings-feed-schema-v2.json"));
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
