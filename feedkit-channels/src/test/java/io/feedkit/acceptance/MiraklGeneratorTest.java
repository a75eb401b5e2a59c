package io.feedkit.acceptance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.feedkit.catalog.Catalog;
import io.feedkit.channel.Channel;
import io.feedkit.channel.ChannelDescriptor;
import io.feedkit.channel.Channels;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.generate.Description;
import io.feedkit.channel.generate.DescriptorGenerator;
import io.feedkit.channel.generate.GenerateLimits;
import io.feedkit.channel.generate.GenerateOptions;
import io.feedkit.channel.generate.GeneratedDescriptor;
import io.feedkit.export.Export;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** An invented operator, in the shape in which Mirakl's API describes one: {@code generate/mirakl}. */
class MiraklGeneratorTest {
    private static final String FOLDER = "generate/mirakl/";
    private static final GenerateOptions OPTIONS = GenerateOptions.of("jardin-products", "2026-11-20")
            .withLabel("Jardin Bleu")
            .withCountries(List.of("FR"))
            .withLanguage("fr");
    private static final String NONE = "{\"hierarchies\":[],\"values_lists\":[]}";

    @TempDir
    private Path folder;

    @Test
    void writesTheDescriptorThatTheGoldenFileShows() {
        GeneratedDescriptor generated = generated(OPTIONS);

        GoldenFile.named(FOLDER + "jardin-products.yaml").mustBe(generated.yaml());
        GoldenFile.named(FOLDER + "left-out")
                .mustBe(generated.leftOut().stream()
                        .map(MiraklGeneratorTest::said)
                        .collect(Collectors.joining()));
    }

    private static String said(Problem problem) {
        return problem + "\n";
    }

    @Test
    void saysInTheFileWhatItSaysInTheResult() {
        String comments = generated(OPTIONS)
                .yaml()
                .lines()
                .filter(line -> line.startsWith("#"))
                .map(line -> line.substring(1).strip())
                .collect(Collectors.joining(" "));

        assertThat(generated(OPTIONS).leftOut())
                .isNotEmpty()
                .allSatisfy(problem -> assertThat(comments).contains(problem.message()));
    }

    @Test
    void writesWhatTheCheckOfDescriptorsHasNothingToSayAbout() {
        assertThat(Feeds.lint(generated(OPTIONS))).isEmpty();
    }

    @Test
    void refusesWhatTheOperatorWouldRefuse() {
        Path out = folder.resolve("products.csv");
        String catalogue = """
                id,title,description,gtin,image_link,additional_image_link,categorie,colour,size,power,item_group_id,eco,since,uses
                R-1,Robot 300,<p>Tond seul.</p>,3760000000017,https://img.example/1.jpg,https://img.example/2.jpg,Jardin > Tondeuses > Robots,rood,,28.25,,true,2026-03-01,Maison
                G-1,Gants,Souples,3760000000024,https://img.example/3.jpg,,Gants,Rouge,M,,GLOVE,,,
                no colour,Gants,Souples,3760000000031,https://img.example/3.jpg,,Gants,,M,,GLOVE,,,
                size of boots,Gants,Souples,3760000000048,https://img.example/3.jpg,,Gants,Rouge,39,,GLOVE,,,
                no category,Gants,Souples,3760000000055,https://img.example/3.jpg,,Chapeaux,Rouge,M,,GLOVE,,,
                no power,Tondeuse,Forte,3760000000062,https://img.example/4.jpg,,MOW-T,,,,,,,
                """;
        Channel channel = load(generated(OPTIONS));
        Export.of(Feeds.catalogue(folder, catalogue))
                .to(channel.member("FR", "fr"), out)
                .at(Feeds.JUNE)
                .run();

        GoldenFile.named(FOLDER + "products.csv.notes").mustBe(Feeds.notes(out));
        GoldenFile.named(FOLDER + "products.csv").mustBe(Feeds.text(out));
    }

    @Test
    void saysTheSameWithOrWithoutTables() {
        GenerateLimits limits = GenerateLimits.DEFAULTS;
        GeneratedDescriptor inside = generated(OPTIONS.withLimits(limits.withMaxInlineValues(1_000)));
        GeneratedDescriptor beside = generated(OPTIONS.withLimits(limits.withMaxInlineValues(0)));

        assertThat(inside.tables()).isEmpty();
        assertThat(beside.tables()).containsOnlyKeys("jardin-products.values.tsv");
        ChannelDescriptor one = load(inside).descriptor();
        ChannelDescriptor other = load(beside).descriptor();
        assertThat(one.lists()).isEqualTo(other.lists());
        assertThat(one.fields())
                .extracting(FieldSpec::values)
                .isEqualTo(other.fields().stream().map(FieldSpec::values).toList());
    }

    @Test
    void keepsThousandsOfValuesOutOfTheDescriptor() {
        String brands = IntStream.range(0, 20_000)
                .mapToObj(i -> "{\"code\":\"B" + i + "\",\"label\":\"Brand " + i + "\"}")
                .collect(Collectors.joining(",", "{\"values_lists\":[{\"code\":\"brands\",\"values\":[", "]}]}"));
        GeneratedDescriptor generated = DescriptorGenerator.mirakl(
                json("h", NONE),
                json("a", "{\"attributes\":[{\"code\":\"brand\",\"type\":\"LIST\",\"values_list\":\"brands\"}]}"),
                json("v", brands),
                OPTIONS);

        assertThat(generated.yaml().lines()).hasSizeLessThan(50);
        ChannelDescriptor read = load(generated).descriptor();
        assertThat(read.field("brand").orElseThrow().values().finder().apply("brand 19999"))
                .get()
                .extracting(value -> value.value())
                .isEqualTo("B19999");
    }

    @Test
    void readsTheDescriptorAgainThatItWroteWhateverTheCodesAre() {
        String codes = IntStream.range(0, 0x250)
                .filter(c -> !Character.isISOControl(c) && c != '"' && c != '\\')
                .mapToObj(c ->
                        "{\"code\":\"" + (char) c + "x: #" + (char) c + "\",\"type\":\"LIST\",\"label\":\"" + (char) c
                                + "{yes}\",\"values\":[{\"code\":\"" + (char) c + "v\"},{\"code\":\"yes\"}],"
                                + "\"requirement_level\":\"REQUIRED\",\"hierarchy_code\":\"'" + (char) c + "{'\"},")
                .collect(Collectors.joining());
        GeneratedDescriptor generated = DescriptorGenerator.mirakl(
                json("h", "[{\"code\":\"'a{'\"},{\"code\":\"' {'\",\"parent_code\":\"'a{'\"}]"),
                json("a", "[" + codes + "{\"code\":\"set\",\"type\":\"TEXT\",\"roles\":[{\"type\":\"CATEGORY\"}]}]"),
                json("v", "[]"),
                OPTIONS);

        ChannelDescriptor read = load(generated).descriptor();
        assertThat(read.fields()).extracting(field -> field.spelling().column()).contains("ax: #a", "\u00e9x: #\u00e9");
        Catalog catalog = Feeds.catalogue(folder, "id,set_value,ax_a\nA,'a{',yes\nB,other,\n");
        assertThat(Feeds.failures(Export.of(catalog)
                        .to(load(generated).member("FR", "fr"), folder.resolve("out.csv"))
                        .at(Feeds.JUNE)
                        .run()))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "{",
                "[1,2",
                "<html>",
                "null",
                "7",
                "\"attributes\"",
                "{}",
                "{\"attributes\":{}}",
                "{\"attributes\":[1]}",
                "{\"attributes\":[{}]}",
                "{\"attributes\":[{\"code\":\"\\u0000\"}]}",
                "{\"attributes\":[]}",
                "{\"attributes\":[{\"code\":\"a\",\"values\":[7]}]}",
                "{\"attributes\":[]} []"
            })
    void refusesWhatIsNoAnswerWithItsPlace(String answer) {
        assertThatThrownBy(() -> DescriptorGenerator.mirakl(
                        json("h.json", "{\"hierarchies\":[]}"),
                        json("a.json", answer),
                        json("v.json", "{\"values_lists\":[]}"),
                        OPTIONS))
                .isInstanceOfSatisfying(FeedException.class, e -> {
                    assertThat(e.problem().code().id()).startsWith("generate.");
                    assertThat(e.problem().at().source()).isEqualTo("a.json");
                });
    }

    @Test
    void takesNoHierarchyThatIsAmongItsOwnParents() {
        assertThatThrownBy(() -> DescriptorGenerator.mirakl(
                        json(
                                "h.json",
                                "[{\"code\":\"A\",\"parent_code\":\"B\"},\n{\"code\":\"B\",\"parent_code\":\"A\"}]"),
                        json("a", "[{\"code\":\"x\",\"type\":\"TEXT\"}]"),
                        json("v", "[]"),
                        OPTIONS))
                .hasMessageContaining("generate.circle h.json:1:2: The hierarchy \"A\" is among its own parents.");
    }

    @Test
    void readsNoMoreThanTheLimitsAllow() {
        GenerateLimits limits = GenerateLimits.DEFAULTS;
        assertThatThrownBy(() -> generated(OPTIONS.withLimits(limits.withMaxBytes(100))))
                .hasMessageContaining("generate.too-large");
        assertThatThrownBy(() -> generated(OPTIONS.withLimits(limits.withMaxDepth(2))))
                .hasMessageContaining("generate.too-large");
        assertThatThrownBy(() -> generated(OPTIONS.withLimits(limits.withMaxValues(20))))
                .hasMessageContaining("generate.too-large");
        assertThatThrownBy(() -> generated(OPTIONS.withLimits(limits.withMaxFields(3))))
                .hasMessageContaining("generate.too-large");
        assertThatThrownBy(() -> DescriptorGenerator.mirakl(
                        json("h", "[".repeat(100_000)), json("a", "[]"), json("v", "[]"), OPTIONS))
                .hasMessageContaining("generate.too-large");
    }

    @Test
    void takesNoNameOrDateThatIsNone() {
        assertThatThrownBy(() -> GenerateOptions.of("../up", "2026-11")).hasMessageContaining("\"../up\" is no name");
        assertThatThrownBy(() -> GenerateOptions.of("up", "soon")).hasMessageContaining("\"soon\" is no date");
        assertThatThrownBy(() -> OPTIONS.withCountries(List.of("fr"))).hasMessageContaining("\"fr\" is no country");
    }

    private static GeneratedDescriptor generated(GenerateOptions options) {
        return DescriptorGenerator.mirakl(
                json("hierarchies.json", GoldenFile.text(FOLDER + "hierarchies.json")),
                json("attributes.json", GoldenFile.text(FOLDER + "attributes.json")),
                json("values.json", GoldenFile.text(FOLDER + "values.json")),
                options);
    }

    private static Description json(String source, String text) {
        return new Description(source, text.getBytes(UTF_8));
    }

    private Channel load(GeneratedDescriptor generated) {
        List<Path> files = generated.writeTo(folder.resolve("channels"));
        return Channels.load(files.get(files.size() - 1));
    }
}
