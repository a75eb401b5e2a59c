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
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/**
 * The golden feed of Skroutz beside the XML Schema of Skroutz's documentation.
 *
 * <p>That schema has other names than the documentation around it, asks for the deprecated {@code instock} and for {@code variations} of every product, and takes one further picture only. The feed is brought into
 * that form first; what is left is the schema's word on order, lengths and types of all other elements.
 */
class SkroutzSchemaTest {
    private static Schema schema;

    @BeforeAll
    static void findTheSchema() throws SAXException {
        Optional<Path> file = shared("channel-facts/ads/schemas/skroutz/skroutz-variations.xsd");
        assumeTrue(
                file.isPresent(),
                "no folder ../shared with the schemas of channels: comparison with that of Skroutz skipped");
        schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(file.get().toFile());
    }

    @Test
    void writesWhatTheSchemaOfSkroutzTakes() {
        String feed = inNamesOfTheSchema(GoldenFile.text("channels/skroutz/feed.xml"));

        assertThat(feed)
                .contains(
                        "<uid>SHIRT-Bleu/Blanc</uid>", "<additional_image>", "<variationid>SHIRT-BLUE-M</variationid>");
        assertThatCode(() -> validate(feed)).doesNotThrowAnyException();
    }

    /** Else the test above would prove nothing. */
    @Test
    void noticesWhatTheSchemaDoesNotTake() {
        String feed = inNamesOfTheSchema(GoldenFile.text("channels/skroutz/feed.xml"));

        assertThatThrownBy(() -> validate(feed.replaceFirst("<price>[^<]*<", "<price>39,90<")))
                .hasMessageContaining("decimal");
        assertThatThrownBy(() -> validate(feed.replaceFirst("<mpn>", "<mpn>" + "x".repeat(100))))
                .hasMessageContaining("maxLength");
    }

    private static String inNamesOfTheSchema(String feed) {
        return feed.replace("mywebstore>", "storedata>")
                .replaceAll("<created_at>.*</created_at>\\n", "")
                .replaceAll("(</?)id>", "$1uid>")
                .replaceAll("(?m)^<price_with_vat>(.*)</price_with_vat>$", "<price>$1</price>")
                .replaceAll("(?<=</link>)<mpn>([^<]*)</mpn>", "<manufacturersku>$1</manufacturersku>")
                .replaceAll("(</?)additionalimage>", "$1additional_image>")
                .replaceAll("(<additional_image>.*\\n)(<additional_image>.*\\n)+", "$1")
                .replaceAll("(?<!</variations>\\n)</product>", "<variations/></product>")
                .replace("</product>", "<instock>Y</instock></product>");
    }

    private static void validate(String feed) throws SAXException, IOException {
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
