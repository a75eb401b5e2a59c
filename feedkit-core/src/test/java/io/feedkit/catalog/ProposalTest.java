package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedkit.batch.ProductBatch;
import io.feedkit.location.Location;
import io.feedkit.product.Product;
import io.feedkit.product.Schema;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A mapping that was proposed says what was understood: reading with it gives the same products. */
class ProposalTest {

    private static Location csv(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        return Location.of("shop.csv", () -> new ByteArrayInputStream(bytes));
    }

    static List<Map<String, String>> products(Catalog catalog) {
        List<Map<String, String>> products = new ArrayList<>();
        try (ProductReader reader = catalog.read(catalog.schema(), problem -> {})) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                for (int i = 0; i < batch.live().size; i++) {
                    products.add(values(batch.product(batch.live().rows[i])));
                }
            }
        }
        return products;
    }

    private static Map<String, String> values(Product product) {
        Map<String, String> values = new TreeMap<>();
        Schema schema = product.schema();
        for (int slot = 0; slot < schema.size(); slot++) {
            String name = schema.attribute(slot).name();
            String language = schema.language(slot);
            if (language.isEmpty()) {
                product.value(name).ifPresent(value -> values.put(name, String.valueOf(value)));
            } else {
                product.text(name, language).ifPresent(text -> values.put(name + "@" + language, text));
            }
        }
        return values;
    }

    private static void assertRoundTrip(Location location) {
        CatalogOptions options = CatalogOptions.DEFAULTS.withCurrency("EUR");
        Catalog found = Catalog.open(location, options);
        String proposed = found.proposedMapping();
        Catalog told = Catalog.open(location, options.withMapping(Mapping.load(proposed, "proposed.yaml")));
        assertThat(told.problems()).as(proposed).isEqualTo(found.problems());
        assertThat(products(told)).as(proposed).isEqualTo(products(found));
    }

    @Test
    void namesTheColumnOfTheIdThoughItIsAlsoSomethingElse() {
        Location barcodes = csv("ean,name,price\n4006381333931,Boots,10.00\n4006381333948,Shoes,11.00\n");
        assertThat(Catalog.open(barcodes, CatalogOptions.DEFAULTS).proposedMapping())
                .contains("\n  gtin: ean ", "\n  id: ean ");
        assertRoundTrip(barcodes);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "shopify.csv",
                "shopify-new.csv",
                "woocommerce.csv",
                "woocommerce-sv.csv",
                "magento.csv",
                "prestashop.csv",
                "akeneo.csv",
                "google.tsv",
                "meta.csv",
                "vendure.csv",
                "medusa.csv",
                "bigcommerce.csv",
                "shopware.csv",
                "headers.csv",
                "unknown.csv"
            })
    void readsTheSameProductsAsWithoutIt(String file) {
        byte[] bytes = Baseline.bytes("catalog/" + file);
        assertRoundTrip(Location.of(file, () -> new ByteArrayInputStream(bytes)));
    }

    @Test
    void quotesWhateverNamesAndValuesHold() {
        assertRoundTrip(csv("sku,\"a: b, {c} [d] #e\",yes,'quoted',\"line\nbreak\",\"say \"\"hi\"\"\",~,naïve – name\n"
                + "A,x # y,1,\"two\nlines\",z,\"\u2028\",*,&anchor\nB,\"\u0007\",0,,,,,\n"));
    }

    @Test
    void repeatsWhatWasSaidOfTheSource() {
        Location location = csv("report of today\nid~title~price\nA~x\\~y~1,5\nB~z~2,0\nTotal~~3,5\n");
        CatalogOptions options = CatalogOptions.DEFAULTS
                .withCharset("windows-1250")
                .withCurrency("EUR")
                .withDecimalSeparator(",")
                .withDialect(Dialect.DETECT
                        .withDelimiter("~")
                        .withEscape("\\")
                        .withQuote("none")
                        .withSkippedLines(1)
                        .withFooter("Total")
                        .withHeader(CatalogOptions.Header.PRESENT));
        Catalog found = Catalog.open(location, options);
        String proposed = found.proposedMapping();
        assertThat(MappingFileTest.errors(proposed)).as(proposed).isEmpty();
        Catalog told =
                Catalog.open(location, CatalogOptions.DEFAULTS.withMapping(Mapping.load(proposed, "proposed.yaml")));
        assertThat(products(told)).as(proposed).hasSize(2).isEqualTo(products(found));
    }

    @Test
    void saysHowSureItIsAndWhatIsMissing() {
        Catalog catalog = Catalog.open(
                csv(
                        "Artikelnr;Bezeichnung;Preis (EUR);Ziffern;Wert\n1;Vase, blau, gross;12,50;3760000000017;x\n2;Krug;8,00;4006381333931;y\n"),
                CatalogOptions.DEFAULTS);
        String proposed = catalog.proposedMapping();
        assertThat(proposed)
                .containsPattern("(?m)^  id: Artikelnr +# \\d\\d %: known as id; filled in 2 of 2, such as 1$")
                .contains("  price: {from: Preis (EUR), currency: EUR}")
                .containsPattern("(?m)^  # gtin: Ziffern +# \\? its values look like it")
                .containsPattern("(?m)^  Wert: Wert +# filled in 2 of 2");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "catalog/magento2-simple-bags.csv",
                "catalog/prestashop-products-import.csv",
                "catalog/akeneo-icecat-products.csv",
                "catalog/akeneo-icecat-attributes.csv",
                "catalog/medusa-export-comma.csv"
            })
    void readsRealFilesTheSameWay(String file) {
        Path folder = Path.of("").toAbsolutePath();
        while (folder != null && !Files.exists(folder.resolve("shared/data").resolve(file))) {
            folder = folder.getParent();
        }
        assumeTrue(folder != null, () -> "the real catalogue " + file + " is not on this machine");
        assertRoundTrip(Location.of(folder.resolve("shared/data").resolve(file)));
    }
}
