package io.feedkit.channel;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.net.URISyntaxException;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Holds descriptors against the JSON Schema, with a validator that is not ours. */
final class DescriptorCheck {
    private static final String FOLDER = "/META-INF/feedkit/channels/";

    private static final Schema VALIDATOR = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
            .getSchema(schema());

    private DescriptorCheck() {}

    static JsonNode schema() {
        return new JsonMapper().readTree(resource(FOLDER + "channel.schema.json"));
    }

    /** What the schema has against a descriptor; empty when it is valid, or when the text is not YAML at all. */
    static List<String> schemaErrors(String yaml) {
        Optional<YamlNode> tree = tree(yaml);
        if (tree.isEmpty()) {
            return List.of("not a YAML document");
        }
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(schema());
        return schema.validate(json(tree.get())).stream().map(Object::toString).toList();
    }

    static Optional<YamlNode> tree(String yaml) {
        return YamlTree.read("test", yaml, DescriptorLimits.DEFAULTS, new Findings(1));
    }

    static String channel(String name) {
        return resource(FOLDER + name + ".yaml");
    }

    static String resource(String path) {
        try (InputStream in = Objects.requireNonNull(DescriptorCheck.class.getResourceAsStream(path), path)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static Path folder(String path) {
        URL url = Objects.requireNonNull(DescriptorCheck.class.getResource(path), path);
        try {
            return Path.of(url.toURI());
        } catch (URISyntaxException e) {
            throw new IllegalStateException(e);
        }
    }

    private static JsonNode json(YamlNode node) {
        JsonNodeFactory factory = JsonNodeFactory.instance;
        if (node instanceof YamlNode.Mapping mapping) {
            ObjectNode object = factory.objectNode();
            mapping.entries().forEach(entry -> object.set(entry.name(), json(entry.value())));
            return object;
        }
        if (node instanceof YamlNode.Sequence sequence) {
            ArrayNode array = factory.arrayNode();
            sequence.items().forEach(item -> array.add(json(item)));
            return array;
        }
        YamlNode.Scalar scalar = (YamlNode.Scalar) node;
        return switch (scalar.resolved()) {
            case TEXT -> factory.stringNode(scalar.text());
            case NULL -> factory.nullNode();
            case BOOLEAN ->
                factory.booleanNode(scalar.text().toLowerCase(Locale.ROOT).equals("true"));
            case NUMBER -> number(factory, scalar.text());
        };
    }

    private static JsonNode number(JsonNodeFactory factory, String text) {
        try {
            BigDecimal number = new BigDecimal(text);
            return number.scale() <= 0 ? factory.numberNode(number.toBigInteger()) : factory.numberNode(number);
        } catch (NumberFormatException e) {
            // infinity and hexadecimal numbers have no JSON form
            return factory.numberNode(BigDecimal.ZERO);
        }
    }
}
