package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.location.Location;
import io.feedkit.problem.Problem;
import io.feedkit.product.Product;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Tag;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Variants are put together whatever the size of their groups and the order of their rows. */
@Tag("slow")
class VariantsTest {

    /** Products by id, and why the other rows are none. */
    private record Read(Map<String, Product> products, List<String> excluded, List<String> problems) {}

    private static Read read(String csv, CatalogOptions options) {
        byte[] bytes = csv.getBytes(StandardCharsets.UTF_8);
        Catalog catalog = Catalog.open(Location.of("shop.csv", () -> new ByteArrayInputStream(bytes)), options);
        Read read = new Read(new TreeMap<>(), new ArrayList<>(), new ArrayList<>());
        List<Problem> problems = new ArrayList<>();
        try (ProductReader reader = catalog.read(catalog.schema(), problems::add)) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                for (int i = 0; i < batch.live().size; i++) {
                    Product product = batch.product(batch.live().rows[i]);
                    read.products.put(product.text("id").orElseThrow(), product);
                }
                batch.notes().stream().map(Note::text).forEach(read.excluded::add);
            }
        }
        problems.forEach(problem -> read.problems.add(problem.code().id()));
        return read;
    }

    private static Read read(String csv) {
        return read(csv, CatalogOptions.DEFAULTS.withCurrency("EUR"));
    }

    @Property(tries = 30)
    void rowsWithoutANameGoOnWithTheProductAboveAcrossBatches(
            @ForAll @Size(min = 40, max = 200) List<@IntRange(min = 1, max = 9) Integer> sizes) {
        StringBuilder csv = new StringBuilder("name,slug,assets,facets,optionGroups,optionValues,sku,price\n");
        for (int group = 0; group < sizes.size(); group++) {
            for (int row = 0; row < sizes.get(group); row++) {
                String product = "Name " + group + ",slug-" + group + "," + group + ".jpg,brand:B" + group + ",size,";
                csv.append(row == 0 ? product : ",,,,,");
                csv.append(row)
                        .append(",sku-")
                        .append(group)
                        .append('-')
                        .append(row)
                        .append(",1.00\n");
            }
        }
        Read read = read(csv.toString());
        assertThat(read.products).hasSize(sizes.stream().mapToInt(size -> size).sum());
        assertThat(read.problems).isEmpty();
        for (int group = 0; group < sizes.size(); group++) {
            for (int row = 0; row < sizes.get(group); row++) {
                Product product = read.products.get("sku-" + group + "-" + row);
                assertThat(product.text("title")).hasValue("Name " + group);
                assertThat(product.text("brand")).hasValue("B" + group);
                assertThat(product.text("size")).hasValue(String.valueOf(row));
                assertThat(product.text("image_link")).hasValue(group + ".jpg");
                assertThat(product.text("item_group_id").orElse(""))
                        .isEqualTo(sizes.get(group) > 1 ? "slug-" + group : "");
            }
        }
    }

    @Property(tries = 50)
    void rowsOfOneProductFindTogetherAcrossBatches(
            @ForAll @Size(min = 40, max = 200) List<@IntRange(min = 1, max = 9) Integer> sizes) {
        StringBuilder csv = new StringBuilder(
                "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src\n");
        for (int group = 0; group < sizes.size(); group++) {
            for (int row = 0; row < sizes.get(group); row++) {
                csv.append("h").append(group).append(row == 0 ? ",Title " + group + ",Acme,Size" : ",,,");
                csv.append(',')
                        .append(row)
                        .append(",sku-")
                        .append(group)
                        .append('-')
                        .append(row)
                        .append(",1.00,");
                csv.append("https://img.example/")
                        .append(group)
                        .append('-')
                        .append(row)
                        .append(".jpg\n");
            }
        }
        Read read = read(csv.toString());
        assertThat(read.products).hasSize(sizes.stream().mapToInt(size -> size).sum());
        for (int group = 0; group < sizes.size(); group++) {
            for (int row = 0; row < sizes.get(group); row++) {
                Product product = read.products.get("sku-" + group + "-" + row);
                assertThat(product.text("title")).hasValue("Title " + group);
                assertThat(product.text("size")).hasValue(String.valueOf(row));
                assertThat(product.texts("images")).hasSize(sizes.get(group));
                assertThat(product.text("item_group_id").orElse("")).isEqualTo(sizes.get(group) > 1 ? "h" + group : "");
            }
        }
    }

    @Property(tries = 50)
    void parentsMayStandAnywhere(@ForAll long seed) {
        List<String> rows = new ArrayList<>();
        for (int parent = 0; parent < 100; parent++) {
            rows.add("variable,P" + parent + ",Parent " + parent + ",,,Brand words " + parent);
            for (int child = 0; child < 4; child++) {
                rows.add("variation,C" + parent + "-" + child + ",Child,9.00,P" + parent + ",");
            }
        }
        Collections.shuffle(rows, new Random(seed));
        Read read = read("Type,SKU,Name,Regular price,Parent,Description\n" + String.join("\n", rows) + "\n");
        assertThat(read.products).hasSize(400).allSatisfy((id, product) -> {
            String parent = id.substring(1, id.indexOf('-'));
            assertThat(product.text("item_group_id")).hasValue("P" + parent);
            assertThat(product.text("description")).hasValue("Brand words " + parent);
        });
        assertThat(read.excluded).hasSize(100).containsOnly("parent of 4 variants");
        assertThat(read.problems).isEmpty();
    }

    @Example
    void aRowThatNamesItselfIsAProduct() {
        byte[] bytes = "id,parent,title\nA,A,Cup\nB,B,Jug\nB-1,B,\n".getBytes(StandardCharsets.UTF_8);
        Catalog catalog = Catalog.open(
                Location.of("shop.csv", () -> new ByteArrayInputStream(bytes)),
                CatalogOptions.DEFAULTS.withMapping(
                        Mapping.load("variants: {by: parent-key, key: id, parent: parent}", "shop.yaml")));
        assertThat(catalog.first(9, problem -> {}))
                .extracting(product -> product.value("id").orElse("-") + " "
                        + product.value("title").orElse("-"))
                .contains("A Cup", "B-1 Jug");
    }

    @Example
    void parentsBeyondTheLimitLieOnDisk() {
        StringBuilder csv = new StringBuilder("Type,SKU,Name,Regular price,Parent,Description\n");
        for (int parent = 0; parent < 1000; parent++) {
            csv.append("variable,P")
                    .append(parent)
                    .append(",N,,,")
                    .append("words ".repeat(50))
                    .append('\n');
            csv.append("variation,C")
                    .append(parent)
                    .append(",N,1.00,P")
                    .append(parent)
                    .append(",\n");
        }
        ReadLimits limits = new ReadLimits(1 << 20, 1 << 22, 2000, 64, 1L << 40, 200, 100_000);
        Read read =
                read(csv.toString(), CatalogOptions.DEFAULTS.withCurrency("EUR").withLimits(limits));
        assertThat(read.problems).doesNotContain("catalog.parents-limit");
        assertThat(read.products).hasSize(1000);
        assertThat(read.products.values())
                .allMatch(product -> product.toString().contains("words words"));
    }

    @Example
    void cutsAGroupThatOutgrowsTheLimit() {
        StringBuilder csv = new StringBuilder("Handle,Title,Variant Price,Variant SKU\n");
        for (int row = 0; row < 2000; row++) {
            csv.append("same,")
                    .append(row == 0 ? "Title" : "")
                    .append(",1.00,sku-")
                    .append(row)
                    .append("x".repeat(100))
                    .append('\n');
        }
        ReadLimits limits = new ReadLimits(1 << 20, 1 << 22, 2000, 64, 1L << 40, 200, 50_000);
        Read read =
                read(csv.toString(), CatalogOptions.DEFAULTS.withCurrency("EUR").withLimits(limits));
        assertThat(read.problems).contains("catalog.parents-limit");
        assertThat(read.products).hasSize(2000);
    }
}
