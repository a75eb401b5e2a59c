package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/**
 * Compares our Google descriptor with extracts of the Merchant API definitions, field by field: names, repetition, types, parts, required parts, closed sets.
 * Every difference must stand with its reason in {@code channels/google-shopping.differences}. The extracts do not belong to this project; without them the
 * test is skipped.
 */
class GoogleApiComparisonTest {
    private static final Map<String, Set<FieldType>> TYPES = Map.of(
            "bool", Set.of(FieldType.BOOLEAN),
            "int64", Set.of(FieldType.INTEGER),
            "double", Set.of(FieldType.DECIMAL),
            "float", Set.of(FieldType.DECIMAL),
            "google.shopping.type.Price", Set.of(FieldType.PRICE),
            "google.protobuf.Timestamp", Set.of(FieldType.DATETIME),
            "google.type.Interval", Set.of(FieldType.DATETIME_RANGE),
            "string",
                    Set.of(
                            FieldType.TEXT,
                            FieldType.URL,
                            FieldType.GTIN,
                            FieldType.TAXONOMY,
                            FieldType.PATH,
                            FieldType.COUNTRY));
    private static final Pattern VALUE_WORD = Pattern.compile("[A-Za-z0-9]+");

    private static JsonNode products;
    private static JsonNode types;
    private final Set<String> differences = new TreeSet<>();

    @BeforeAll
    static void findTheExtracts() throws IOException {
        Optional<Path> folder = shared("channel-facts/ads/schemas/google");
        assumeTrue(
                folder.isPresent(),
                "no folder ../shared with the API extracts: comparison with the Merchant API skipped");
        products = read(folder.get().resolve("products_common.fields.json"));
        types = read(folder.get().resolve("types.fields.json"));
    }

    @Test
    void differsFromTheApiOnlyWhereExplained() {
        compare("", products.path("messages").path("ProductAttributes"), google().fields());

        assertThat(differences).isEqualTo(explained());
    }

    private static ChannelDescriptor google() {
        return Channels.get("google-shopping", GoogleApiComparisonTest.class.getClassLoader())
                .descriptor();
    }

    private void compare(String path, JsonNode message, List<FieldSpec> fields) {
        Map<String, FieldSpec> ours = fields.stream()
                .collect(Collectors.toMap(
                        field -> singular(field.name()), Function.identity(), (a, b) -> a, TreeMap::new));
        message.properties().forEach(entry -> {
            FieldSpec field = ours.remove(singular(entry.getKey()));
            String name = path + entry.getKey();
            if (field == null) {
                differences.add(name + ": only in the API");
            } else {
                compare(name, entry.getValue(), field);
            }
        });
        ours.values().forEach(field -> differences.add(path + field.name() + ": only in the descriptor"));
    }

    private void compare(String name, JsonNode api, FieldSpec field) {
        if (api.path("repeated").asBoolean(false) != field.repeat().isRepeated()) {
            differences.add(name + ": repeats in one of the two only");
        }
        if (api.path("required").asBoolean(false) && !field.needs().required().isAlways()) {
            differences.add(name + ": required in the API");
        }
        String type = api.path("type").asString();
        JsonNode message = message(type);
        JsonNode words = words(type);
        if (!words.isMissingNode()) {
            compareWords(name, words, field);
        } else if (!message.isMissingNode() && field.type() == FieldType.GROUP) {
            compare(name + ".", message, field.parts().fields());
        } else if (!message.isMissingNode()
                ? field.type() != FieldType.MEASURE
                : !TYPES.get(type).contains(field.type())) {
            differences.add(name + ": " + type + " there, " + Section.spelled(field.type()) + " here");
        }
    }

    private void compareWords(String name, JsonNode words, FieldSpec field) {
        Map<String, String> ours = new TreeMap<>();
        field.values().values().forEach(value -> {
            ours.put(word(value.value()), value.value());
        });
        words.forEach(word -> {
            if (ours.remove(word(word.asString())) == null) {
                differences.add(name + " = " + word.asString() + ": only in the API");
            }
        });
        ours.values().forEach(word -> differences.add(name + " = " + word + ": only in the descriptor"));
    }

    private static JsonNode message(String type) {
        JsonNode messages = products.path("messages");
        JsonNode inner = messages.path("ProductAttributes." + type);
        return inner.isMissingNode() ? messages.path(type) : inner;
    }

    private static JsonNode words(String type) {
        for (String name : List.of(
                type,
                "ProductAttributes." + type,
                "ProductAttributes.RelatedProduct." + type,
                type.replace("google.shopping.type.", ""))) {
            for (JsonNode file : List.of(products, types)) {
                if (file.path("enums").has(name)) {
                    return file.path("enums").path(name);
                }
            }
        }
        return products.path("enums").path("ProductMinimumOrderValue." + type);
    }

    /** The API names repeated fields in the plural, files in the singular. */
    private static String singular(String name) {
        return Stream.of(name.split("_"))
                .map(word -> word.endsWith("ies") ? word.substring(0, word.length() - 3) + "y" : word)
                .map(word -> word.endsWith("s") && !word.endsWith("ss") ? word.substring(0, word.length() - 1) : word)
                .collect(Collectors.joining("_"));
    }

    /** {@code In_stock} and {@code IN_STOCK} are one word, and so are {@code A+++} and {@code APPP}. */
    private static String word(String written) {
        return VALUE_WORD
                .matcher(written.replace("+", "P"))
                .results()
                .map(part -> part.group().toUpperCase(Locale.ROOT))
                .collect(Collectors.joining("_"));
    }

    private static Set<String> explained() {
        Set<String> explained = new TreeSet<>();
        for (String line : DescriptorCheck.resource("/channels/google-shopping.differences")
                .lines()
                .toList()) {
            if (!line.isBlank() && !line.startsWith("#")) {
                int reason = line.indexOf(" because ");
                assertThat(reason).as("a reason in: " + line).isPositive();
                explained.add(line.substring(0, reason).strip());
            }
        }
        return explained;
    }

    private static Optional<Path> shared(String path) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path wanted = at.resolve("shared").resolve(path);
            if (Files.isDirectory(wanted)) {
                return Optional.of(wanted);
            }
        }
        return Optional.empty();
    }

    private static JsonNode read(Path file) throws IOException {
        return new JsonMapper().readTree(Files.readString(file));
    }
}
