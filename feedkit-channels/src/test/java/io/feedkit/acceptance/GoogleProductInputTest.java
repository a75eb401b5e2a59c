package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
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
    private static JsonNode products;
    private static JsonNode types;

    @BeforeAll
    static void findTheExtracts() {
        products = SharedFacts.json("ads/schemas/google/products_common.fields.json");
        types = SharedFacts.json("ads/schemas/google/types.fields.json");
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
            assertThat(complaints(input.path("productAttributes"))).as(line).isEmpty();
        }
    }

    /** Else the test above would prove nothing. */
    @Test
    void noticesWhatTheInterfaceDoesNotKnow() {
        assertThat(
                        complaints(
                                JSON.readTree(
                                        "{\"gtin\":\"1\",\"gtins\":\"1\",\"price\":{\"value\":1},\"availability\":\"in stock\",\"adult\":\"no\"}")))
                .hasSize(5);
    }

    private static List<String> complaints(JsonNode attributes) {
        List<String> complaints = new ArrayList<>();
        compare("", attributes, products.path("messages").path("ProductAttributes"), complaints);
        return complaints;
    }

    private static void compare(String path, JsonNode object, JsonNode message, List<String> complaints) {
        Map<String, JsonNode> known = new TreeMap<>();
        message.properties().forEach(field -> known.put(camelCase(field.getKey()), field.getValue()));
        object.properties().forEach(member -> {
            String name = path + member.getKey();
            JsonNode field = known.get(member.getKey());
            if (field == null) {
                complaints.add(name + " is unknown");
            } else if (field.path("repeated").asBoolean(false)
                    != member.getValue().isArray()) {
                complaints.add(name + " is a list in one of the two only");
            } else if (member.getValue().isArray()) {
                member.getValue()
                        .forEach(item ->
                                compareValue(name, item, field.path("type").asString(), complaints));
            } else {
                compareValue(name, member.getValue(), field.path("type").asString(), complaints);
            }
        });
    }

    private static void compareValue(String name, JsonNode value, String type, List<String> complaints) {
        JsonNode words = part("enums", type);
        JsonNode message = part("messages", type);
        boolean fits;
        if (!words.isMissingNode()) {
            fits = words.valueStream().anyMatch(word -> word.asString().equals(value.asString("")));
        } else if (type.equals("google.shopping.type.Price")) {
            fits = value.path("amountMicros").asString("").matches("\\d+")
                    && value.path("currencyCode").asString("").matches("[A-Z]{3}");
        } else if (type.equals("google.type.Interval")) {
            fits = isTime(value.path("startTime")) && isTime(value.path("endTime"));
        } else if (!message.isMissingNode()) {
            fits = value.isObject();
            compare(name + ".", value, message, complaints);
        } else {
            fits = switch (type) {
                case "bool" -> value.isBoolean();
                case "int64" -> value.isIntegralNumber();
                case "double", "float" -> value.isNumber();
                case "google.protobuf.Timestamp" -> isTime(value);
                default -> value.isString();
            };
        }
        if (!fits) {
            complaints.add(name + " is no " + type + ": " + value);
        }
    }

    private static boolean isTime(JsonNode value) {
        return value.asString("").matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(Z|[+-]\\d\\d:\\d\\d)");
    }

    /** A message or an enum, which may be inside the message of the attributes. */
    private static JsonNode part(String kind, String type) {
        for (JsonNode file : List.of(products, types)) {
            for (String name : List.of(
                    "ProductAttributes." + type,
                    type,
                    "ProductAttributes.RelatedProduct." + type,
                    "ProductMinimumOrderValue." + type,
                    type.replace("google.shopping.type.", ""))) {
                JsonNode found = file.path(kind).path(name);
                if (!found.isMissingNode() && !type.equals("google.shopping.type.Price")) {
                    return found;
                }
            }
        }
        return JSON.missingNode();
    }

    private static String camelCase(String name) {
        StringBuilder text = new StringBuilder();
        for (String word : name.split("_")) {
            text.append(text.length() == 0 ? word : word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1));
        }
        return text.toString();
    }
}
