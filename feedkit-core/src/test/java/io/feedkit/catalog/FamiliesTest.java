package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.location.Location;
import io.feedkit.product.Product;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is whose parent does not depend on how much of it may be in memory. */
class FamiliesTest {

    private static List<String> read(List<String> rows, String header, String mapping, int memoryBytes) {
        byte[] bytes = (header + "\n" + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
        ReadLimits all = ReadLimits.DEFAULTS;
        ReadLimits limits = new ReadLimits(
                all.maxFieldBytes(),
                all.maxRecordBytes(),
                all.maxColumns(),
                all.maxDepth(),
                all.maxSourceBytes(),
                all.maxInflation(),
                memoryBytes);
        List<String> seen = new ArrayList<>();
        Catalog catalog = Catalog.open(
                Location.of("shop.csv", () -> new ByteArrayInputStream(bytes)),
                CatalogOptions.DEFAULTS.withLimits(limits).withMapping(Mapping.load(mapping, "shop.yaml")));
        List<Product> products = catalog.first(10_000, problem -> seen.add(problem.toString()));
        products.forEach(product -> seen.add(product.toString()));
        return seen;
    }

    private static String number(Random random, int below) {
        return random.nextInt(12) == 0 ? "" : Integer.toString(random.nextInt(below));
    }

    @Property(tries = 25)
    void parentsGoByTheSameNamesOnDisk(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> rows = new ArrayList<>();
        int products = 20 + random.nextInt(400);
        for (int i = 0; i < products; i++) {
            String parent = random.nextBoolean() ? "" : number(random, products);
            boolean byId = random.nextBoolean();
            rows.add(i + ",s" + number(random, products) + "," + (parent.isEmpty() ? "" : byId ? parent : "s" + parent)
                    + "," + (random.nextBoolean() ? "" : "T" + i) + "," + number(random, 4));
        }
        Collections.shuffle(rows, random);
        String mapping = """
                attributes: {id: "no", title: name}
                variants: {by: parent-key, key: ["no", sku], parent: parent, own: [size]}
                """;
        assertThat(read(rows, "no,sku,parent,name,size", mapping, 1_000))
                .isEqualTo(read(rows, "no,sku,parent,name,size", mapping, 16 << 20));
    }

    @Property(tries = 25)
    void parentsThatListTheirVariantsGiveTheSameOnDisk(@ForAll long seed) {
        Random random = new Random(seed);
        List<String> rows = new ArrayList<>();
        int products = 20 + random.nextInt(400);
        for (int i = 0; i < products; i++) {
            List<String> listed = new ArrayList<>();
            for (int n = random.nextInt(4); n > 0 && random.nextInt(3) == 0; n--) {
                listed.add("sku=" + number(random, products));
            }
            rows.add(i + ",\"" + String.join("|", listed) + "\"," + (random.nextBoolean() ? "" : "T" + i));
        }
        String mapping = """
                attributes: {id: sku, title: name}
                variants: {by: parent-list, key: sku, list: variants, field: sku}
                """;
        assertThat(read(rows, "sku,variants,name", mapping, 1_000))
                .isEqualTo(read(rows, "sku,variants,name", mapping, 16 << 20));
    }

    /** Whichever column stands first: what a variant says itself is known before anything is inherited. */
    @ParameterizedTest
    @ValueSource(strings = {"id,parent,title,title@fr", "id,parent,title@fr,title"})
    void variantsInheritTheTextsOfLanguagesWithThePlainOne(String header) {
        boolean plainFirst = header.endsWith("@fr");
        String parent = plainFirst ? "Dress,Robe" : "Robe,Dress";
        List<String> rows = List.of("A,," + parent, "A-1,A,,", "A-2,A,,", "A-3,A," + (plainFirst ? "Own," : ",Own"));
        String mapping = """
                attributes: {title: title, title@fr: "title@fr"}
                variants: {by: parent-key, key: id, parent: parent}
                """;
        byte[] bytes = (header + "\n" + String.join("\n", rows) + "\n").getBytes(StandardCharsets.UTF_8);
        Catalog catalog = Catalog.open(
                Location.of("shop.csv", () -> new ByteArrayInputStream(bytes)),
                CatalogOptions.DEFAULTS.withMapping(Mapping.load(mapping, "shop.yaml")));
        assertThat(catalog.first(9, problem -> {}))
                .extracting(product -> product.text("title").orElse("-") + " "
                        + product.value("title@fr").orElse("-"))
                .containsExactly("Dress Robe", "Dress Robe", "Own -");
    }
}
