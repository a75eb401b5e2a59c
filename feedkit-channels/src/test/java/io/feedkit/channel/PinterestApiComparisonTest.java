package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares our Pinterest descriptor with an extract of Pinterest's API description, field by field: names, types, repetition, lengths, and the words its sentences list. The extract does not
 * belong to this project; without it the test is skipped.
 */
class PinterestApiComparisonTest {
    private static final Pattern LENGTH = Pattern.compile("<= ([0-9,]+) characters");
    private static final Pattern WORD = Pattern.compile("‘([^’]+)’");
    /** Each difference with its reason. */
    private static final Map<String, String> EXPLAINED =
            Map.of("checkout_enabled: only in the API", "it is not supported any more");

    private static JsonNode schemas;

    @BeforeAll
    static void findTheExtract() throws IOException {
        Path file = null;
        for (Path at = Path.of("").toAbsolutePath(); at != null && file == null; at = at.getParent()) {
            Path wanted = at.resolve("shared/channel-facts/ads/schemas/pinterest/item-attributes.json");
            file = Files.isRegularFile(wanted) ? wanted : null;
        }
        assumeTrue(file != null, "no folder ../shared with the API extract: comparison with Pinterest's API skipped");
        schemas = new JsonMapper().readTree(Files.readString(file));
    }

    @Test
    void differsFromTheApiOnlyWhereExplained() {
        Map<String, JsonNode> api = new TreeMap<>();
        properties("ItemAttributesRequest", api);
        Set<String> differences = new TreeSet<>();
        Channels.get("pinterest", PinterestApiComparisonTest.class.getClassLoader())
                .descriptor()
                .fields()
                .forEach(field -> {
                    JsonNode there = api.remove(field.name());
                    if (there == null) {
                        differences.add(field.name() + ": only in the descriptor");
                    } else {
                        compare(field, there, differences);
                    }
                });
        api.keySet().forEach(name -> differences.add(name + ": only in the API"));

        assertThat(differences).isEqualTo(EXPLAINED.keySet());
    }

    private static void properties(String schema, Map<String, JsonNode> found) {
        JsonNode node = schemas.path(schema);
        gather(node, found);
        node.path("allOf").forEach(part -> gather(part, found));
    }

    private static void gather(JsonNode node, Map<String, JsonNode> found) {
        String other = node.path("$ref").asString("");
        if (!other.isEmpty()) {
            properties(other.substring(other.lastIndexOf('/') + 1), found);
        }
        node.path("properties").properties().forEach(entry -> found.put(entry.getKey(), entry.getValue()));
    }

    private static void compare(FieldSpec field, JsonNode there, Set<String> differences) {
        String type = there.path("type").asString("string");
        if (type.equals("array") && !field.repeat().isRepeated()) {
            differences.add(field.name() + ": a list there");
        }
        boolean fits = switch (type) {
            case "boolean" -> field.type() == FieldType.BOOLEAN;
            case "integer" -> field.type() == FieldType.INTEGER;
            case "number" -> field.type() == FieldType.DECIMAL;
            default -> field.type() != FieldType.BOOLEAN && field.type() != FieldType.INTEGER;
        };
        if (!fits) {
            differences.add(field.name() + ": " + type + " there, " + Section.spelled(field.type()) + " here");
        }
        String sentences = there.path("description").asString("");
        int length = there.path("maxLength").asInt(length(sentences));
        if (length
                != (field.text().maxLength() == Integer.MAX_VALUE
                        ? 0
                        : field.text().maxLength())) {
            differences.add(field.name() + ": length " + length + " there, "
                    + field.text().maxLength() + " here");
        }
        compareWords(field, sentences, differences);
    }

    private static int length(String sentences) {
        Matcher found = LENGTH.matcher(sentences);
        return found.find() ? Integer.parseInt(found.group(1).replace(",", "")) : 0;
    }

    private static void compareWords(FieldSpec field, String sentences, Set<String> differences) {
        if (field.type() != FieldType.ENUM) {
            return;
        }
        Set<String> words = new TreeSet<>();
        WORD.matcher(sentences)
                .results()
                .forEach(word -> words.add(word.group(1).toLowerCase(Locale.ROOT)));
        Set<String> ours = new TreeSet<>();
        field.values().values().forEach(value -> ours.add(value.value().toLowerCase(Locale.ROOT)));
        if (!ours.equals(words)) {
            differences.add(field.name() + ": " + words + " there, " + ours + " here");
        }
    }
}
