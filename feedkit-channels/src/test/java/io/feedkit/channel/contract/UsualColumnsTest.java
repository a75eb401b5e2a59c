package io.feedkit.channel.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.acceptance.Feeds;
import io.feedkit.catalog.Catalog;
import io.feedkit.channel.ChannelMember;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.rules.RuleEnvironment;
import io.feedkit.rules.RuleSet;
import io.feedkit.rules.SourceText;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Columns that half of all catalogues have, and that mean something else than a channel's field of that name. */
class UsualColumnsTest {
    private static final String CATALOGUE = """
            id,title,description,price,shipping_cost,currency,type,unit,format,status,link,image_link,brand,gtin,mpn,category,quantity,condition
            A-1,Lamp,A lamp for desks,12.50,4.90,EUR,simple,pcs,paperback,publish,https://shop.example/a,https://shop.example/a.jpg,Nordlicht,4006381333931,NL1,Lamps,4,new
            """;

    @TempDir
    private Path folder;

    private String feed(String channel, String rules) throws IOException {
        Catalog catalog = Catalog.open(Feeds.written(folder, "shop.csv", CATALOGUE));
        ChannelMember contract = Channels.get(channel).member("IE", "en");
        RuleEnvironment environment =
                RuleEnvironment.of(contract.extend(catalog.schema())).withContracts(List.of(contract));
        Path out = folder.resolve("feed");
        Export.of(catalog)
                .rules(RuleSet.compile(environment, SourceText.of("shop.fk", rules)))
                .to(contract, out)
                .run();
        return Files.readString(out);
    }

    @ParameterizedTest
    @CsvSource({"kelkoo", "tradedoubler", "effiliation", "schema-org", "adtraction", "webgains"})
    void aColumnForTheCurrencyIsThatOfThePrice(String channel) throws IOException {
        assertThat(feed(channel, "")).contains("12.50", "EUR");
    }

    @ParameterizedTest
    @CsvSource({"kelkoo", "tradedoubler", "effiliation", "schema-org"})
    void theCurrencyIsThatOfThePriceARuleConverted(String channel) throws IOException {
        assertThat(feed(channel, "set price = price.convert(\"USD\", 1.1)\n")).contains("13.75", "USD");
    }

    @Test
    void aKindOfProductIsNoKindOfThingForSearchEngines() throws IOException {
        for (String channel : List.of("schema-org", "schema-org-groups")) {
            assertThat(feed(channel, "")).contains("\"@type\":\"Product\"").doesNotContain("simple");
        }
    }

    @Test
    void theFormOfABookIsNoFormOfSale() throws IOException {
        assertThat(feed("ebay-offers", """
                channel ebay_offers {
                  set categoryId = "1"
                  set merchantLocationKey = "1"
                  set fulfillmentPolicyId = "1"
                  set paymentPolicyId = "1"
                  set returnPolicyId = "1"
                }
                """)).contains("FIXED_PRICE").doesNotContain("paperback");
    }

    @Test
    void theStateOfAPageOfTheShopIsNoAvailability() throws IOException {
        assertThat(feed("acp", "")).contains("\"in_stock\"").doesNotContain("publish");
    }

    @Test
    void whatADescriptorTakesForWantOfAColumnIsWritten() throws IOException {
        Catalog catalog = Catalog.open(Feeds.written(folder, "shop.csv", CATALOGUE.replace(",condition", ",state")));
        Path out = folder.resolve("feed");
        Export.of(catalog)
                .to(Channels.get("schema-org").member("IE", "en"), out)
                .run();
        assertThat(out).content().contains("https://schema.org/NewCondition");
    }
}
