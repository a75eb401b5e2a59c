package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import java.io.IOException;
import java.nio.file.Path;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;

class GoogleLayoutsTest {
    private static final String CSV =
            "id,title,description,link,image_link,price,sale_price,sale_starts_on,sale_ends_on,availability,condition,brand\n"
                    + "A,Lamp,A lamp,https://shop.example/A,https://shop.example/A.jpg,10 EUR,8 EUR,2026-06-01,2026-06-30,in_stock,new,Lux\n";

    @TempDir
    private Path folder;

    private Path export(String layout) {
        Path file = folder.resolve(layout + ".out");
        Export.of(Feeds.catalogue(folder, CSV))
                .to(Channels.get("google-shopping").member("FR", "en").layout(layout), file)
                .at(Feeds.JUNE)
                .run();
        return file;
    }

    @Test
    void writesAtomThatAnotherParserReads() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setNamespaceAware(true);
        Document feed = factory.newDocumentBuilder().parse(export("atom").toFile());
        assertThat(feed.getDocumentElement().getNamespaceURI()).isEqualTo("http://www.w3.org/2005/Atom");
        assertThat(feed.getElementsByTagNameNS("http://base.google.com/ns/1.0", "title")
                        .item(0)
                        .getTextContent())
                .isEqualTo("Lamp");
    }

    @Test
    void makesTheTimeOfASaleFromItsFirstAndLastDay() throws IOException {
        assertThat(Feeds.text(export("rss")))
                .contains("<g:sale_price_effective_date>2026-06-01T00:00")
                .containsPattern("/2026-06-30T23:59[^<]*</g:sale_price_effective_date>");
    }
}
