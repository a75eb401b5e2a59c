package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/**
 * The golden feed of Skroutz beside the XML Schemas of Skroutz's documentation: one for shops with variations, and a simpler one for products that have none.
 *
 * <p>Those schemas have other names than the documentation around it, ask for the deprecated {@code instock}, the first for {@code variations} of every product, and take one further picture only. The feed is brought into
 * that form first; what is left is the schemas' word on order, lengths and types of all other elements.
 */
class SkroutzSchemaTest {
    private static Schema schema;
    private static Schema simple;

    @BeforeAll
    static void findTheSchemas() throws SAXException, IOException {
        schema = schema("skroutz-variations.xsd");
        simple = schema("skroutz-simple.xsd");
    }

    private static Schema schema(String name) throws SAXException, IOException {
        Optional<Path> file = shared("channel-facts/ads/schemas/skroutz/" + name);
        assumeTrue(
                file.isPresent(),
                "no folder ../shared with the schemas of channels: comparison with that of Skroutz skipped");
        String text = withoutUndeclared(Files.readString(file.get()));
        return SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(new StreamSource(new StringReader(text)));
    }

    /** The simpler schema names optional elements that it does not declare, for which no parser takes it. */
    private static String withoutUndeclared(String schema) {
        return schema.lines()
                .filter(line -> !line.contains("<xs:element ref=")
                        || schema.contains("<xs:element name=" + line.replaceAll(".*ref=(\"[^\"]*\").*", "$1")))
                .collect(Collectors.joining("\n"));
    }

    @Test
    void writesWhatTheSchemaOfSkroutzTakes() {
        String feed = inNamesOfTheSchema(GoldenFile.text("channels/skroutz/feed.xml"));

        assertThat(feed)
                .contains(
                        "<uid>SHIRT-Bleu/Blanc</uid>", "<additional_image>", "<variationid>SHIRT-BLUE-M</variationid>");
        assertThatCode(() -> validate(schema, feed)).doesNotThrowAnyException();
    }

    @Test
    void writesProductsWithoutVariationsAsTheSimplerSchemaTakesThem() {
        String feed = inNamesOfTheSimplerSchema(GoldenFile.text("channels/skroutz/feed.xml")
                .replaceAll("(?s)<product>\\n<id>SHIRT.*?</product>\\n", ""));

        assertThat(feed).contains("<uid>PHONE-1</uid>", "<mpn>NK-128</mpn>").doesNotContain("<variations>");
        assertThatCode(() -> validate(simple, feed)).doesNotThrowAnyException();
        assertThatThrownBy(() -> validate(simple, feed.replaceFirst("<ean>[^<]*<", "<ean>none<")))
                .hasMessageContaining("integer");
    }

    /** Else the tests above would prove little. */
    @Test
    void noticesWhatTheSchemaDoesNotTake() {
        String feed = inNamesOfTheSchema(GoldenFile.text("channels/skroutz/feed.xml"));

        assertThatThrownBy(() -> validate(schema, feed.replaceFirst("<price>[^<]*<", "<price>39,90<")))
                .hasMessageContaining("decimal");
        assertThatThrownBy(() -> validate(schema, feed.replaceFirst("<mpn>", "<mpn>" + "x".repeat(100))))
                .hasMessageContaining("maxLength");
    }

    private static String inNamesOfTheSchema(String feed) {
        return inNamesOfTheSimplerSchema(feed)
                .replaceAll("(?<=</link>)<mpn>([^<]*)</mpn>", "<manufacturersku>$1</manufacturersku>")
                .replaceAll("(?<!</variations>\\n)<instock>", "<variations/><instock>");
    }

    private static String inNamesOfTheSimplerSchema(String feed) {
        return feed.replace("mywebstore>", "storedata>")
                .replaceAll("<created_at>.*</created_at>\\n", "")
                .replaceAll("(</?)id>", "$1uid>")
                .replaceAll("(?m)^<price_with_vat>(.*)</price_with_vat>$", "<price>$1</price>")
                .replaceAll("(</?)additionalimage>", "$1additional_image>")
                .replaceAll("(<additional_image>.*\\n)(<additional_image>.*\\n)+", "$1")
                .replace("</product>", "<instock>Y</instock></product>");
    }

    private static void validate(Schema schema, String feed) throws SAXException, IOException {
        schema.newValidator().validate(new StreamSource(new StringReader(feed)));
    }

    private static Optional<Path> shared(String path) {
        for (Path at = Path.of("").toAbsolutePath(); at != null; at = at.getParent()) {
            Path wanted = at.resolve("shared").resolve(path);
            if (Files.isRegularFile(wanted)) {
                return Optional.of(wanted);
            }
        }
        return Optional.empty();
    }
}
