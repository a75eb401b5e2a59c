package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/**
 * Channels that take files and calls describe the same product twice, and only the calls have a definition that machines read. Here each record of a golden feed is said as the call would say it, value by value, and held
 * against that definition. The definitions do not belong to this project; without them the tests are skipped.
 */
class SameDataInCallsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final BigDecimal MICROS = new BigDecimal(1_000_000);

    @Test
    void pinterestTakesTheAttributesOfEveryItem() {
        JsonNode definitions = SharedFacts.json("ads/schemas/pinterest/item-attributes.json");
        Schema attributes = pinterest(definitions);

        List<Map<String, List<String>>> items = FeedRecords.of(GoldenFile.text("channels/pinterest/feed.xml"), "item");
        assertThat(items)
                .isNotEmpty()
                .allSatisfy(item -> assertThat(attributes.validate(typed(item, definitions)))
                        .as(item.toString())
                        .isEmpty());

        ObjectNode wrong = JSON.createObjectNode().put("custom_number_0", "7").put("colour", "red");
        wrong.putArray("image_link");
        assertThat(attributes.validate(wrong)).hasSizeGreaterThanOrEqualTo(3);
    }

    /** Their schema, with a refusal of names it does not have. */
    private static Schema pinterest(JsonNode definitions) {
        ObjectNode whole = JSON.createObjectNode();
        whole.putObject("components").set("schemas", definitions);
        whole.put("$ref", "#/components/schemas/ItemAttributesRequest").put("unevaluatedProperties", false);
        return SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2019_09)
                .getSchema(whole);
    }

    private static ObjectNode typed(Map<String, List<String>> item, JsonNode definitions) {
        ObjectNode attributes = JSON.createObjectNode();
        item.forEach((name, values) -> {
            String type = definitions.findValues(name).get(0).path("type").asString("string");
            switch (type) {
                case "array" ->
                    values.forEach(value -> attributes.withArray(name).add(value));
                case "integer" -> attributes.put(name, Long.parseLong(one(values)));
                case "number" -> attributes.put(name, new BigDecimal(one(values)));
                case "boolean" -> attributes.put(name, List.of("FALSE", "TRUE").indexOf(one(values)) == 1);
                default -> attributes.put(name, one(values));
            }
        });
        return attributes;
    }

    private static String one(List<String> values) {
        assertThat(values).hasSize(1);
        return values.get(0);
    }

    @ParameterizedTest
    @CsvSource({
        "google-local-inventory, LocalInventoryAttributes",
        "google-regional-inventory, RegionalInventoryAttributes"
    })
    void googleTakesTheAttributesOfEveryInventory(String channel, String message) {
        ProtoFields fields = ProtoFields.of("inventories_common.fields.json", message);

        List<Map<String, List<String>>> items =
                FeedRecords.of(GoldenFile.text("channels/" + channel + "/feed.xml"), "item");
        assertThat(items).isNotEmpty().allSatisfy(item -> {
            // The product and the place are in the address of the call.
            item.keySet().removeAll(List.of("id", "store_code", "region"));
            assertThat(fields.complaints(message, inventory(item, message, fields)))
                    .as(item.toString())
                    .isEmpty();
        });

        assertThat(fields.complaints(message, JSON.readTree("{\"availability\":\"PREORDER\",\"colour\":\"red\"}")))
                .hasSize(2);
    }

    private static ObjectNode inventory(Map<String, List<String>> item, String message, ProtoFields fields) {
        Map<String, JsonNode> known = fields.fields(message);
        ObjectNode attributes = JSON.createObjectNode();
        item.forEach((column, values) -> {
            String name = ProtoFields.camelCase(column);
            String type =
                    known.getOrDefault(name, JSON.missingNode()).path("type").asString();
            String value = one(values);
            if (type.equals("google.shopping.type.Price")) {
                String[] parts = value.split(" ");
                attributes
                        .putObject(name)
                        .put(
                                "amountMicros",
                                new BigDecimal(parts[0])
                                        .multiply(MICROS)
                                        .toBigIntegerExact()
                                        .toString())
                        .put("currencyCode", parts[1]);
            } else if (type.equals("google.type.Interval")) {
                attributes
                        .putObject(name)
                        .put("startTime", instant(value.split("/")[0]))
                        .put("endTime", instant(value.split("/")[1]));
            } else if (type.equals("int64")) {
                attributes.put(name, Long.parseLong(value));
            } else if (!fields.words(type).isMissingNode()) {
                attributes.put(name, value.toUpperCase(Locale.ROOT).replace(' ', '_'));
            } else {
                attributes.put(name, value);
            }
        });
        return attributes;
    }

    /** Files say the minute, calls the second. */
    private static String instant(String written) {
        return written.replaceFirst("\\+(\\d\\d):?(\\d\\d)$", ":00+$1:$2");
    }

    /** Names of files with those of calls; what repeats there ends in brackets. */
    private static final Map<String, String> YANDEX = Map.of(
            "@id", "offerId",
            "name", "name",
            "picture", "pictures[]",
            "vendor", "vendor",
            "vendorCode", "vendorCode",
            "description", "description",
            "barcode", "barcodes[]",
            "country_of_origin", "manufacturerCountries[]");

    @Test
    void yandexTakesEveryOffer() {
        Schema schema =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7).getSchema(yandex("BaseOfferDTO.yaml"));

        List<Map<String, List<String>>> offers =
                FeedRecords.of(GoldenFile.text("channels/yandex-yml/feed.xml"), "offer");
        assertThat(offers)
                .isNotEmpty()
                .allSatisfy(offer -> assertThat(schema.validate(called(offer)))
                        .as(offer.toString())
                        .isEmpty());

        ObjectNode wrong = called(offers.get(0)).put("offerId", " ").put("name", "n".repeat(257));
        wrong.withArray("pictures").removeAll().add("u".repeat(2001));
        assertThat(schema.validate(wrong)).hasSizeGreaterThanOrEqualTo(3);
    }

    private static ObjectNode called(Map<String, List<String>> offer) {
        ObjectNode called = JSON.createObjectNode();
        YANDEX.forEach((column, name) -> offer.getOrDefault(column, List.of()).forEach(value -> {
            if (name.endsWith("[]")) {
                called.withArray(name.replace("[]", "")).add(value);
            } else {
                called.put(name, value);
            }
        }));
        return called;
    }

    /** A definition with those it refers to put in; of some, only the name is there. */
    private static JsonNode yandex(String file) {
        boolean isThere = Stream.of("BaseOfferDTO", "OfferDescription", "OfferName", "ShopSku", "Url")
                .anyMatch(name -> file.equals(name + ".yaml"));
        return isThere
                ? withReferences(
                        JSON.valueToTree(new Load(LoadSettings.builder().build())
                                .loadFromString(SharedFacts.text("ads/schemas/yandex/" + file))))
                : JSON.createObjectNode();
    }

    private static JsonNode withReferences(JsonNode definition) {
        if (!(definition instanceof ObjectNode object)) {
            return definition;
        }
        if (object.path("$ref").asString("").startsWith("./")) {
            return yandex(object.path("$ref").asString().substring(2));
        }
        object.properties().forEach(member -> object.set(member.getKey(), withReferences(member.getValue())));
        return object;
    }
}
