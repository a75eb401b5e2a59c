package io.feedkit.channel;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.problem.Problem;
import io.feedkit.problem.Severity;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;

/** The reader and the JSON Schema must say the same, or an editor would praise what we refuse. */
class DescriptorSchemaTest {
    private static final String COMPLETE = DescriptorCheck.resource("/channels/complete.yaml");

    @ParameterizedTest
    @MethodSource("shippedChannels")
    void acceptsTheDescriptorsWeShip(String name) {
        assertThat(DescriptorCheck.schemaErrors(DescriptorCheck.channel(name))).isEmpty();
    }

    static List<String> shippedChannels() {
        return Channels.names(DescriptorSchemaTest.class.getClassLoader());
    }

    @Test
    void acceptsADescriptorWithOneOfEverything() {
        List<Problem> problems = new ArrayList<>();

        assertThat(ChannelDescriptor.parse("complete", COMPLETE, DescriptorLimits.DEFAULTS, problems::add))
                .isPresent();
        assertThat(problems).isEmpty();
        assertThat(DescriptorCheck.schemaErrors(COMPLETE)).isEmpty();
    }

    @Test
    void knowsTheSameKeysAsTheReader() {
        Findings findings = new Findings(1);
        DescriptorReader.read("complete", COMPLETE, DescriptorLimits.DEFAULTS, BaseDescriptors.NONE, findings);

        String relative = "channel: relative\nextends: complete\nversion: 1\nwithout: { fields: [offer] }\n";
        DescriptorReader.read(
                "relative",
                relative,
                DescriptorLimits.DEFAULTS,
                name -> Optional.of(new BaseDescriptors.Text(name, COMPLETE)),
                findings);

        assertThat(findings.isEmpty()).isTrue();
        assertThat(DescriptorCheck.schemaErrors(relative)).isEmpty();
        assertThat(findings.knownKeys()).isEqualTo(keysOfTheSchema());
    }

    @Test
    void usesEveryKeyInTheDescriptorWithOneOfEverything() {
        Set<String> used = new HashSet<>();
        collectKeys(DescriptorCheck.tree(COMPLETE).orElseThrow(), used);
        Set<String> known = new TreeSet<>();
        keysOfTheSchema().values().forEach(known::addAll);
        // What another descriptor is needed for.
        known.removeAll(Set.of("extends", "without"));
        known.removeAll(keysOfTheSchema().get("formats"));
        known.removeAll(keysOfTheSchema().get("limits"));

        assertThat(used).containsAll(known);
    }

    @Test
    void knowsTheSameWordsAsTheReader() {
        assertThat(words("/$defs/field/properties/type")).isEqualTo(spelled(FieldType.values()));
        assertThat(words("/$defs/field/properties/status")).isEqualTo(spelled(FieldSpec.FieldStatus.values()));
        assertThat(words("/$defs/field/properties/convert/items")).isEqualTo(spelled(Conversion.values()));
        assertThat(words("/$defs/field/properties/length-unit")).isEqualTo(spelled(LengthUnit.values()));
        assertThat(words("/properties/length-unit")).isEqualTo(spelled(LengthUnit.values()));
        assertThat(words("/properties/kind")).isEqualTo(spelled(ChannelKind.values()));
        assertThat(words("/properties/other-attributes"))
                .isEqualTo(spelled(ChannelDescriptor.OtherAttributes.values()));
        assertThat(words("/$defs/members/properties/tax")).isEqualTo(spelled(Members.Tax.values()));
        assertThat(words("/$defs/country-terms/properties/tax")).isEqualTo(spelled(Members.Tax.values()));
        assertThat(words("/$defs/layout/properties/format")).isEqualTo(spelled(LayoutReader.Form.values()));
        assertThat(words("/$defs/layout/properties/delimiter")).isEqualTo(spelled(LayoutReader.Delimiter.values()));
        assertThat(words("/$defs/layout/properties/quote")).isEqualTo(spelled(LayoutReader.Quote.values()));
        assertThat(words("/$defs/layout/properties/quoting")).isEqualTo(spelled(Layout.Quoting.values()));
        assertThat(words("/$defs/layout/properties/line-end")).isEqualTo(spelled(LayoutReader.LineEnd.values()));
        assertThat(words("/$defs/format/properties/amount")).isEqualTo(spelled(Format.AmountUnit.values()));
        assertThat(words("/$defs/taxonomy/properties/write")).isEqualTo(spelled(TaxonomyUse.Spelling.values()));
        assertThat(words("/$defs/rule/properties/severity")).isEqualTo(spelled(Severity.values()));
    }

    @Test
    void describesEveryKey() {
        List<String> silent = new ArrayList<>();
        DescriptorCheck.schema().path("$defs").properties().forEach(definition -> {
            JsonNode section = definition.getValue();
            section.path("properties").properties().forEach(key -> {
                String target = key.getValue().path("$ref").asString("").replace("#/$defs/", "");
                boolean said = key.getValue().has("description")
                        || DescriptorCheck.schema().path("$defs").path(target).has("description");
                if (!said) {
                    silent.add(definition.getKey() + "." + key.getKey());
                }
            });
        });

        assertThat(silent).isEmpty();
    }

    private static Map<String, Set<String>> keysOfTheSchema() {
        Map<String, Set<String>> keys = new TreeMap<>();
        JsonNode schema = DescriptorCheck.schema();
        keys.put("descriptor", names(schema));
        schema.path("$defs").properties().forEach(definition -> {
            if (definition.getValue().has("properties")) {
                keys.put(definition.getKey(), names(definition.getValue()));
            }
        });
        return keys;
    }

    private static Set<String> names(JsonNode section) {
        Set<String> names = new TreeSet<>();
        section.path("properties").properties().forEach(key -> names.add(key.getKey()));
        return names;
    }

    private static Set<String> words(String pointer) {
        JsonNode at = DescriptorCheck.schema().at(pointer);
        Set<String> words = new TreeSet<>();
        at.path("enum").forEach(word -> words.add(word.asString()));
        at.path("oneOf").forEach(word -> words.add(word.path("const").asString()));
        return words;
    }

    private static Set<String> spelled(Enum<?>[] constants) {
        Set<String> words = new TreeSet<>();
        Stream.of(constants).map(Section::spelled).forEach(words::add);
        return words;
    }

    private static void collectKeys(YamlNode node, Set<String> keys) {
        if (node instanceof YamlNode.Mapping mapping) {
            mapping.entries().forEach(entry -> {
                keys.add(entry.name());
                collectKeys(entry.value(), keys);
            });
        } else if (node instanceof YamlNode.Sequence sequence) {
            sequence.items().forEach(item -> collectKeys(item, keys));
        }
    }
}
