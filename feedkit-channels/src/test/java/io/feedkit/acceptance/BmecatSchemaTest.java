package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.StringReader;
import java.util.List;
import javax.xml.XMLConstants;
import javax.xml.transform.stream.StreamSource;
import javax.xml.validation.Schema;
import javax.xml.validation.SchemaFactory;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.xml.sax.SAXException;

/**
 * Holds BMEcat 2005.1 against the XML Schema of its authors, whole: order, lengths, codes of languages, countries, units and kinds of price. The schema belongs to them; without it the test is skipped.
 */
class BmecatSchemaTest {
    private static Schema schema;

    @BeforeAll
    static void findTheSchema() throws SAXException {
        schema = SchemaFactory.newInstance(XMLConstants.W3C_XML_SCHEMA_NS_URI)
                .newSchema(
                        SharedFacts.file("ads/schemas/bmecat/bmecat_2005_1.xsd").toFile());
    }

    @Test
    void writesCataloguesThatTheSchemaTakes() {
        for (String name : List.of("feed.xml", "feed-de.xml")) {
            String feed = GoldenFile.text("channels/bmecat-2005/" + name);

            assertThat(feed)
                    .contains("<SUPPLIER_PID>SHIRT-BLUE-S</SUPPLIER_PID>", "<LOWER_BOUND>10</LOWER_BOUND>")
                    .contains("<CATALOG_STRUCTURE type=\"root\">", "<PROD_ID>SHIRT-BLUE-S</PROD_ID>");
            assertThatCode(() -> validate(feed)).doesNotThrowAnyException();
        }
    }

    /** Version 1.2 has no schema here, but its elements are those of the later version under their older names. */
    @Test
    void writesTheOlderVersionInTheSameOrder() {
        String feed = GoldenFile.text("channels/bmecat-1-2/feed.xml")
                .replace(
                        "<BMECAT version=\"1.2\">",
                        "<BMECAT xmlns=\"http://www.bmecat.org/bmecat/2005.1\" version=\"2005.1\">")
                .replaceAll("(?s)<SUPPLIER>.*</SUPPLIER>", "<SUPPLIER_IDREF>Demonstration</SUPPLIER_IDREF>")
                .replaceAll("(</?)ARTICLE", "$1PRODUCT")
                .replaceAll("(</?)ART_ID", "$1PROD_ID")
                .replaceAll("(</?(SUPPLIER|MANUFACTURER|SUPPLIER_ALT)_)AID>", "$1PID>");

        assertThat(feed).contains("<PRODUCT_DETAILS>", "<EAN>", "<PRODUCT_TO_CATALOGGROUP_MAP ");
        assertThatCode(() -> validate(feed)).doesNotThrowAnyException();
    }

    /** Else the tests above would prove nothing. */
    @Test
    void noticesWhatTheSchemaDoesNotTake() {
        String feed = GoldenFile.text("channels/bmecat-2005/feed.xml");

        assertThatThrownBy(() -> validate(feed.replaceFirst("<PRICE_AMOUNT>[^<]*<", "<PRICE_AMOUNT>39,90<")))
                .hasMessageContaining("39,90");
        assertThatThrownBy(() -> validate(feed.replace("<LANGUAGE>fra<", "<LANGUAGE>fr<")))
                .hasMessageContaining("fr");
        assertThatThrownBy(() -> validate(feed.replaceFirst("<ORDER_UNIT>C62</ORDER_UNIT>", "")))
                .hasMessageContaining("ORDER_UNIT");
        assertThatThrownBy(() -> validate(feed.replaceFirst("<PARENT_ID>1</PARENT_ID>", "")))
                .hasMessageContaining("CATALOG_STRUCTURE");
    }

    private static void validate(String feed) throws SAXException, IOException {
        schema.newValidator().validate(new StreamSource(new StringReader(feed)));
    }
}
