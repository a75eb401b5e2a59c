package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.product.Attribute;
import io.feedkit.product.Attributes;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Mistakes in mapping files: {@code mapping/errors/bad-values.yaml} beside {@code mapping/errors/bad-values.expected}. */
class MappingFileTest {

    @ParameterizedTest
    @ValueSource(strings = {"unknown-keys", "bad-values", "not-yaml", "not-a-map", "twice"})
    void tellsEveryMistakeWithItsPlace(String name) {
        List<Problem> problems = new ArrayList<>();
        Mapping.parse(Baseline.text("mapping/errors/" + name + ".yaml"), name + ".yaml", problems::add);
        StringBuilder text = new StringBuilder();
        problems.forEach(problem -> text.append(problem).append('\n'));
        Baseline.assertMatches("mapping/errors/" + name + ".expected", text.toString());
    }

    @Test
    void refusesMappingsThatAreBombs() {
        StringBuilder laughs = new StringBuilder("a0: &a0 [x]\n");
        for (int i = 1; i < 200; i++) {
            laughs.append("a" + i + ": &a" + i + " [*a" + (i - 1) + ",*a" + (i - 1) + ",*a" + (i - 1) + ",*a" + (i - 1)
                    + ",*a" + (i - 1) + ",*a" + (i - 1) + "]\n");
        }
        for (String bomb : List.of(
                laughs.toString(),
                "attributes: " + "[".repeat(200_000),
                "attributes: " + "{a: ".repeat(100_000),
                "- ".repeat(100_000))) {
            assertThatThrownBy(() -> Mapping.load(bomb, "bomb.yaml")).isInstanceOf(FeedException.class);
        }
    }

    @Test
    void refusesAFileWithMistakesAndNamesThemAll() {
        assertThatThrownBy(() -> Mapping.load("curency: EUR\nnumbers: dot\n", "shop.yaml"))
                .isInstanceOfSatisfying(
                        FeedException.class,
                        e -> assertThat(e.problem().message())
                                .contains("curency", "Did you mean \"currency\"?", "shop.yaml:2:10"));
    }

    @ParameterizedTest
    @MethodSource("files")
    void agreesWithItsJsonSchema(String file) {
        assertThat(errors(Baseline.text(file))).isEmpty();
    }

    static List<String> files() {
        List<String> files = new ArrayList<>(List.of(
                "mapping/unknown.yaml",
                "mapping/choice.yaml",
                "mapping/prefix.yaml",
                "mapping/siblings.yaml",
                "mapping/order.yaml",
                "mapping/currencies.yaml",
                "mapping/beside.yaml",
                "mapping/mistakes.yaml"));
        Presets.NAMES.forEach(name -> files.add("META-INF/feedkit/presets/" + name + ".yaml"));
        return files;
    }

    @ParameterizedTest
    @ValueSource(strings = {"unknown-keys", "bad-values", "not-a-map"})
    void refusesWithItsJsonSchemaWhatReadingRefuses(String name) {
        assertThat(errors(Baseline.text("mapping/errors/" + name + ".yaml"))).isNotEmpty();
    }

    static List<String> errors(String yaml) {
        JsonMapper json = new JsonMapper();
        Schema schema = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(json.readTree(Baseline.text("META-INF/feedkit/mapping.schema.json")));
        Object tree = new Load(LoadSettings.builder().build()).loadFromString(yaml);
        return schema.validate(json.valueToTree(tree)).stream()
                .map(Object::toString)
                .toList();
    }

    @Test
    void itsJsonSchemaCompletesTheNamesOfAllStandardAttributes() {
        JsonMapper json = new JsonMapper();
        List<String> named = new ArrayList<>();
        json.readTree(Mapping.schema())
                .path("properties")
                .path("attributes")
                .path("properties")
                .propertyNames()
                .forEach(named::add);
        assertThat(named)
                .containsExactlyElementsOf(Attributes.standard().all().stream()
                        .map(Attribute::name)
                        .toList());
    }

    @Test
    void itsJsonSchemaDescribesEveryKey() {
        List<String> silent = new ArrayList<>();
        JsonNode schema = new JsonMapper().readTree(Mapping.schema());
        describe(schema, schema, "", silent);
        assertThat(silent).isEmpty();
    }

    private static void describe(JsonNode schema, JsonNode at, String path, List<String> silent) {
        for (var member : at.properties()) {
            JsonNode value = member.getValue();
            // What only narrows a key down is described where the key is.
            boolean narrows = path.contains("/anyOf") && !value.has("type");
            if (path.endsWith("/properties") && !narrows && value.isObject()) {
                String reference = value.path("$ref").asString("").replace("#", "");
                JsonNode meant = reference.isEmpty() ? value : schema.at(reference);
                if (!value.has("description") && !meant.has("description")) {
                    silent.add(path + "/" + member.getKey());
                }
            }
            describe(schema, value, path + "/" + member.getKey(), silent);
        }
        for (int i = 0; at.isArray() && i < at.size(); i++) {
            describe(schema, at.get(i), path + "/" + i, silent);
        }
    }

    /** What reading knows and what the schema knows are written in two places. */
    @Test
    void itsJsonSchemaKnowsTheKeysThatReadingKnows() throws IllegalAccessException {
        List<Set<String>> known = new ArrayList<>();
        gather(new JsonMapper().readTree(Mapping.schema()), known);
        for (Class<?> section : List.of(
                MappingFile.class,
                AttributeSection.class,
                DialectSection.class,
                NestingFile.class,
                SupplementSection.class)) {
            for (Field field : section.getDeclaredFields()) {
                if (field.getName().endsWith("KEYS")) {
                    field.setAccessible(true);
                    Set<String> keys = new TreeSet<>();
                    ((List<?>) field.get(null)).forEach(key -> keys.add(key.toString()));
                    assertThat(known)
                            .as(section.getSimpleName() + "." + field.getName())
                            .contains(keys);
                }
            }
        }
    }

    private static void gather(JsonNode at, List<Set<String>> known) {
        if (at.path("properties").isObject()) {
            known.add(new TreeSet<>(at.path("properties").propertyNames()));
        }
        at.forEach(child -> gather(child, known));
    }

    @Test
    void itsJsonSchemaKnowsAllPresets() {
        JsonMapper json = new JsonMapper();
        List<String> known = new ArrayList<>();
        json.readTree(Mapping.schema())
                .path("properties")
                .path("base")
                .path("enum")
                .forEach(name -> known.add(name.asString()));
        assertThat(known).containsAll(Presets.NAMES).contains("automatic", "none");
    }

    @Test
    void everyPresetIsReadWithoutAComplaint() {
        for (String name : Presets.NAMES) {
            MappingSpec preset = Presets.named(name, List.of());
            Nesting nesting = preset.nesting();
            assertThat(preset.recognise().size()
                            + nesting.recognise().size()
                            + nesting.signs().size())
                    .as(name)
                    .isPositive();
        }
    }
}
