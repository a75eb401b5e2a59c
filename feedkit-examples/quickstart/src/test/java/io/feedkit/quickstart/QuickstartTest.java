package io.feedkit.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class QuickstartTest {

    @TempDir
    Path shop;

    @BeforeEach
    void givenTheShopOfThisModule() throws IOException {
        Files.copy(Path.of("catalogue.csv"), shop.resolve("catalogue.csv"));
        Files.copy(Path.of("shop.fk"), shop.resolve("shop.fk"));
    }

    @Test
    void writesBothFeedsWithTheirLedgers() throws IOException {
        Quickstart.main(new String[] {shop.toString()});

        String google = Files.readString(shop.resolve("out/google-fr.xml"));
        assertThat(google).contains("<g:id>LAMP-1</g:id>", "<title>Beacon Lampe de bureau</title>");
        assertThat(google).doesNotContain("BULB-1");
        assertThat(Files.readString(shop.resolve("out/everything.csv"))).contains("LAMP-1", "LAMP-2", "BULB-1");
        assertThat(shop.resolve("out/google-fr.xml.ledger.ndjson"))
                .content()
                .contains("\"BULB-1\",\"status\":\"invalid\"");
    }

    @Test
    void fewerThanThreeInStockAreNone() throws IOException {
        Quickstart.main(new String[] {shop.toString()});

        String google = Files.readString(shop.resolve("out/google-fr.xml"));
        assertThat(google.substring(google.indexOf("LAMP-2")))
                .contains("<g:availability>out_of_stock</g:availability>");
    }
}
