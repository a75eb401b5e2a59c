package io.feedkit.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Mapping;
import io.feedkit.channel.Channel;
import io.feedkit.channel.Channels;
import io.feedkit.channel.generate.Description;
import io.feedkit.channel.generate.DescriptorGenerator;
import io.feedkit.channel.generate.GenerateOptions;
import io.feedkit.channel.generate.GeneratedDescriptor;
import io.feedkit.export.Export;
import io.feedkit.problem.FeedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** An invented product type, in the shape in which Amazon describes one; what is written is held against that very schema by a validator that is not ours. */
class AmazonGeneratorTest {
    private static final String FOLDER = "generate/amazon/";
    private static final JsonMapper JSON = new JsonMapper();
    private static final SchemaRegistry VALIDATORS = SchemaRegistry.withDefaultDialect(
            SpecificationVersion.DRAFT_2019_09,
            registry -> registry.schemaRegistryConfig(
                    SchemaRegistryConfig.builder().formatAssertionsEnabled(true).build()));
    private static final GenerateOptions OPTIONS = GenerateOptions.of("amazon-lunch-box", "2026-11-20");
    private static final Mapping LISTS = Mapping.load("""
            attributes:
              bullet_point: { from: bullet_point, split: "|" }
              rules_that_apply: { from: rules_that_apply, split: "|" }
              transport_facts_substances: { from: transport_facts_substances, split: "|" }
            """, "lists.yaml");
    private static final String HEAD =
            "id,title,brand,material,capacity,capacity_unit,lid_is_tight,lid_closure,color,bullet_point,item_dimensions_length,item_dimensions_length_unit,"
                    + "item_dimensions_width,item_dimensions_width_unit,parentage_level,child_parent_sku_relationship_parent_sku,batteries_included,"
                    + "batteries_count,batteries_kind,launch,price,"
                    + "condition,gtin,weight,quantity,list_price,rules_that_apply,transport_facts_aspect,transport_facts_value,transport_facts_substances,"
                    + "fulfillment_channel\n";

    @Test
    void writesTheDescriptorThatTheGoldenFileShows() {
        GoldenFile.named(FOLDER + "amazon-lunch-box.yaml").mustBe(generated().yaml());
    }

    @Test
    void writesMessagesThatTheSchemaTakes() {
        String catalogue = HEAD
                + "A-1,Boîte à repas,Corner,Acier inoxydable,800,ml,true,,Bleu ciel,Légère,,,,,,,,,,,12.90 EUR,new,3760000000017,800 g,3,15.90 EUR,,,,,\n"
                + "A-2,Boîte en verre,Corner,glass,1,Litres,,clip,rose,,20,cm,12.5,cm,,,true,2,AA,2026-07-01,9 EUR,used_good,036000291452,1.2 kg,,,transport|label,number,1950,,\n"
                + "glass without length,Boîte,Corner,glass,1,Litres,,clip,,,,,,,,,,,,,,,,,,,,,,,\n"
                + "no lid,Boîte,Corner,steel,1,Litres,,,,,,,,,,,,,,,,,,,,,,,,,\n"
                + "no unit,Boîte,Corner,steel,1,,true,,,,,,,,,,,,,,,,,,,,,,,,\n"
                + "child without parent,Boîte,Corner,steel,1,l,true,,,,,,,,child,,,,,,,,,,,,,,,,\n"
                + "parent of nothing,Boîte,Corner,steel,1,l,true,,,,,,,,,P-1,,,,,,,,,,,,,,,\n"
                + "too many batteries,Boîte,Corner,steel,1,l,true,,,,,,,,,,true,5,AA,,,,,,,,,,,,\n"
                + "odd material,Boîte,Corner,paper,1,l,true,,,,,,,,,,,,,,,,,,,,,,,,\n"
                + "short title,Bo,Corner,steel,1,l,true,,,,,,,,,,,,,,,,,,,,,,,,\n"
                + "none and one,Boîte,Corner,steel,1,l,true,,,,,,,,,,,,,,,,,,,,none_applies|label,,,,\n"
                + "transport without number,Boîte,Corner,steel,1,l,true,,,,,,,,,,,,,,,,,,,,transport,class,3,tin,\n"
                + "too many substances,Boîte,Corner,steel,1,l,true,,,,,,,,,,,,,,,,,,,,,class,3,tin|lead,\n"
                + "at Amazon without weight,Boîte,Corner,steel,1,l,true,,,,,,,,,,,,,,,,,,,,,,,,AMAZON_EU\n";
        Path out = exported(catalogue);

        GoldenFile.named(FOLDER + "feed.ndjson.notes").mustBe(Feeds.notes(out));
        GoldenFile.named(FOLDER + "feed.ndjson").mustBe(Feeds.text(out));
        assertThat(Feeds.text(out).lines()).hasSize(2).allSatisfy(AmazonGeneratorTest::assertValid);
    }

    /** Amazon's own schema of a message does not belong to this project; without it the test is skipped. */
    @Test
    void writesMessagesThatAmazonsSchemaOfAMessageTakes() {
        Schema message = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_7)
                .getSchema(SharedFacts.json("marketplaces/contracts/amazon/listings-feed-message-schema-v2.json"));

        assertThat(GoldenFile.text(FOLDER + "feed.ndjson").lines()).isNotEmpty().allSatisfy(line -> {
            ObjectNode numbered = (ObjectNode) JSON.readTree(line);
            assertThat(message.validate(numbered.put("messageId", 1))).as(line).isEmpty();
        });
    }

    /** Whatever a catalogue holds, what goes out is valid. */
    @Property(tries = 12)
    void sendsNothingThatTheSchemaRefuses(@ForAll Random random) {
        StringBuilder catalogue = new StringBuilder(HEAD);
        for (int i = 0; i < 200; i++) {
            catalogue.append("R-").append(i);
            for (String[] choices : CHOICES) {
                catalogue.append(',').append(choices[random.nextInt(choices.length)]);
            }
            catalogue.append('\n');
        }

        assertThat(Feeds.text(exported(catalogue.toString())).lines()).allSatisfy(AmazonGeneratorTest::assertValid);
    }

    private static final String[][] CHOICES = {
        {"Boîte à repas", "Boîte", "ééééééééééééééééééééééééé", "x", "A very long title of more than thirty characters"
        },
        {"Corner", "Corner", "A brand with a name that is too long"},
        {"steel", "Verre", "glass", "bamboo", "paper"},
        {"1", "800.55", "5001", "-1", "0"},
        {"ml", "l", "Litres", "gallons", "liters"},
        {"true", "false", ""},
        {"", "clip", "a closure too long"},
        {"", "bleu", "rose"},
        {"", "Légère", "Cadeau", "A highlight that is much longer than what is allowed here, by far"},
        {"", "", "20", "0"},
        {"", "", "cm", "miles"},
        {"", "", "12.5"},
        {"", "", "mm"},
        {"", "", "", "child", "parent", "uncle"},
        {"", "", "", "P-1", "p 1"},
        {"", "true", "false"},
        {"", "", "2", "5", "12"},
        {"", "", "AA", "far too long"},
        {"", "2026-07-01", "soon"},
        {"", "9 EUR", "-1 EUR", "12.995 EUR"},
        {"", "new", "used_good", "Neuf", "broken"},
        {"", "3760000000017", "036000291452", "12"},
        {"", "800 g", "1.2 kg", "2 miles"},
        {"", "", "3", "-1"},
        {"", "", "12.50 EUR", "99999 EUR"},
        {"", "", "none_applies", "transport", "transport|label", "none_applies|label", "nothing"},
        {"", "", "number", "class"},
        {"", "1950", "a value too long"},
        {"", "", "tin", "tin|lead", "tin|lead|zinc|iron", "a name too long"},
        {"", "", "AMAZON_EU", "Le vendeur", "nobody"}
    };

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "[]",
                "{}",
                "7",
                "{\"properties\":[]}",
                "{\"properties\":{}}",
                "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/x\"}},\"$defs\":{\"x\":{\"$ref\":\"#/$defs/x\"}}}",
                "{\"properties\":{\"a\":{\"$ref\":\"https://other.example/x\"}},\"required\":[\"b\"]} 7"
            })
    void refusesWhatIsNoSchemaWithItsPlace(String schema) {
        assertThatThrownBy(() -> DescriptorGenerator.amazon(new Description("s.json", schema.getBytes(UTF_8)), OPTIONS))
                .isInstanceOfSatisfying(FeedException.class, e -> {
                    assertThat(e.problem().code().id()).startsWith("generate.");
                    assertThat(e.problem().at().source()).isEqualTo("s.json");
                });
    }

    @Test
    void endsWhereASchemaHoldsItself() {
        String schema =
                "{\"properties\":{\"a\":{\"$ref\":\"#/$defs/x\"}},\"$defs\":{\"x\":{\"type\":\"object\",\"properties\":{"
                        + "\"value\":{\"type\":\"string\"},\"x\":{\"$ref\":\"#/$defs/x\"}}}}}";

        GeneratedDescriptor generated =
                DescriptorGenerator.amazon(new Description("s.json", schema.getBytes(UTF_8)), OPTIONS);

        assertThat(generated.leftOut())
                .anySatisfy(problem -> assertThat(problem.message()).contains("is nested too deep"));
    }

    @Test
    void writesWhatTheCheckOfDescriptorsHasNothingToSayAbout() {
        assertThat(Feeds.lint(generated())).isEmpty();
    }

    private static GeneratedDescriptor generated() {
        byte[] schema = GoldenFile.text(FOLDER + "lunch-box.json").getBytes(UTF_8);
        return DescriptorGenerator.amazon(new Description("lunch-box.json", schema), OPTIONS);
    }

    private static Path exported(String catalogue) {
        try {
            Path folder = Files.createTempDirectory("amazon");
            List<Path> files = generated().writeTo(folder);
            Channel channel = Channels.load(files.get(files.size() - 1));
            Path out = folder.resolve("feed.ndjson");
            assertThat(Feeds.failures(Export.of(Catalog.open(
                                    Feeds.written(folder, "catalogue.csv", catalogue),
                                    CatalogOptions.DEFAULTS.withCurrency("EUR").withMapping(LISTS)))
                            .to(channel.member("FR", "fr"), out)
                            .at(Feeds.JUNE)
                            .run()))
                    .isEmpty();
            return out;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void assertValid(String line) {
        assertBytes(line);
        ObjectNode schema = (ObjectNode) JSON.readTree(GoldenFile.text(FOLDER + "lunch-box.json"));
        schema.remove("$schema");
        schema.withArray("required").remove(5);
        JsonNode attributes = JSON.readTree(line).path("attributes");
        Schema validator = VALIDATORS.getSchema(schema);
        // What the generator says it leaves out.
        assertThat(validator.validate(attributes).stream()
                        .map(Object::toString)
                        .filter(error -> !error.contains("required property 'color'")))
                .as(line)
                .isEmpty();
    }

    /** The keywords of Amazon's own, which no other validator knows. */
    private static void assertBytes(String line) {
        JsonNode attributes = JSON.readTree(line).path("attributes");
        for (JsonNode title : attributes.path("item_name")) {
            assertThat(title.path("value").asString().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(36);
        }
        assertThat(attributes.path("bullet_point").size()).isLessThanOrEqualTo(3);
        for (JsonNode point : attributes.path("bullet_point")) {
            assertThat(point.path("value").asString().getBytes(UTF_8)).hasSizeLessThanOrEqualTo(60);
        }
    }
}
