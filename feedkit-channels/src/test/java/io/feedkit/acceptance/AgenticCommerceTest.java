package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Holds the lines of {@code acp} against the Agentic Commerce Protocol, which takes no key it does not know: the JSON Schema of a product in a file, and the body its interface takes in a call. Neither belongs
 * to this project; without them the tests are skipped.
 */
class AgenticCommerceTest {
    private static final JsonMapper JSON = new JsonMapper();

    @Test
    void writesProductsThatTheSchemaTakes() {
        for (String place : List.of(
                "ads/schemas/acp/schema.feed.json", "marketplaces/contracts/agentic-commerce/schema.feed.json")) {
            Schema product = part(SharedFacts.json(place), "#/$defs/Product");

            // Eight products, of which two are variants of one.
            assertThat(lines()).hasSize(7);
            assertThat(JSON.readTree(lines().get(0)).path("variants").size()).isEqualTo(2);
            lines().forEach(line ->
                    assertThat(product.validate(JSON.readTree(line))).as(line).isEmpty());
        }
    }

    @Test
    void writesProductsThatTheInterfaceTakes() {
        JsonNode examples = SharedFacts.json("marketplaces/contracts/agentic-commerce/examples.feed.json");
        Object yaml = new Load(
                        LoadSettings.builder().setMaxAliasesForCollections(200).build())
                .loadFromString(SharedFacts.text("marketplaces/contracts/agentic-commerce/openapi.feed.yaml"));
        Schema request = part(JSON.valueToTree(yaml), "#/components/schemas/UpsertProductsRequest");
        ObjectNode body = JSON.createObjectNode();
        lines().forEach(line -> body.withArray("products").add(JSON.readTree(line)));

        assertThat(request.validate(body)).isEmpty();
        assertThat(request.validate(examples.path("upsert_products_request_single_product")))
                .as("the authors' own example")
                .isEmpty();
    }

    /** Else the tests above would prove nothing. */
    @Test
    void seesAProductThatIsNone() {
        Schema product = part(SharedFacts.json("ads/schemas/acp/schema.feed.json"), "#/$defs/Product");
        String line = lines().get(0);

        assertThat(product.validate(JSON.readTree(line.replace("\"amount\":3990", "\"amount\":39.90"))))
                .isNotEmpty();
        assertThat(product.validate(JSON.readTree(line.replace("\"condition\"", "\"state\""))))
                .isNotEmpty();
        assertThat(product.validate(JSON.readTree("{\"id\":\"A\"}"))).isNotEmpty();
    }

    private static List<String> lines() {
        return GoldenFile.text("channels/acp/feed.jsonl").lines().toList();
    }

    /** A schema that is one part of a document, with the rest for what it refers to. */
    private static Schema part(JsonNode document, String place) {
        ObjectNode whole = ((ObjectNode) document).deepCopy();
        whole.remove(List.of("$id", "openapi", "info", "servers", "tags", "paths", "security"));
        whole.put("$ref", place);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(whole);
    }
}
