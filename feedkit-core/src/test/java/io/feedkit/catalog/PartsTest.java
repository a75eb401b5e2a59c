package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.feedkit.batch.ProductBatch;
import io.feedkit.location.Location;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.product.Product;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** One catalogue in several files is read as if it were one file. */
class PartsTest {
    private static final CatalogOptions EUR = CatalogOptions.DEFAULTS.withCurrency("EUR");

    private record Read(Catalog catalog, Map<String, String> products, List<Problem> problems) {}

    @Property(tries = 30)
    void whereACatalogueIsCutAndHowItsColumnsStandChangesNothing(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 6) int files, @ForAll @IntRange(max = 1500) int rows)
            throws IOException {
        Random random = new Random(seed);
        List<String> columns = List.of("id", "title", "price", "color", "brand");
        Map<String, String> texts = new LinkedHashMap<>();
        Map<String, String> expected = new TreeMap<>();
        int row = 0;
        for (int file = 0; file < files; file++) {
            List<String> own = new ArrayList<>(columns);
            Collections.shuffle(own, random);
            StringBuilder csv = new StringBuilder(String.join(",", own)).append('\n');
            int end = file == files - 1 ? rows : row + random.nextInt(rows - row + 1);
            for (; row < end; row++) {
                List<String> values = List.of("sku" + row, "Title " + row, row + ".50", "red", "Acme " + row % 3);
                csv.append(String.join(
                                ",",
                                own.stream()
                                        .map(column -> values.get(columns.indexOf(column)))
                                        .toList()))
                        .append('\n');
                expected.put("sku" + row, "Title " + row + " | " + row + ".50 EUR | red | Acme " + row % 3);
            }
            texts.put("part" + file + ".csv", csv.toString());
        }
        Read read = read(texts, EUR);
        assertThat(read.products).isEqualTo(expected);
        assertThat(read.problems).isEmpty();
    }

    @Example
    void aColumnThatOnlyALaterFileHasIsRead() throws IOException {
        Read read = read(
                files("a.csv", "id,title,price\n1,Lamp,1.00\n", "b.csv", "color,price,title,id\nred,2.00,Chair,2\n"),
                EUR);
        assertThat(read.products)
                .containsEntry("1", "Lamp | 1.00 EUR | - | -")
                .containsEntry("2", "Chair | 2.00 EUR | red | -");
        assertThat(read.problems).isEmpty();
        assertThat(read.catalog.detections())
                .anyMatch(found -> found.what().equals("files") && found.value().equals("2"))
                .anyMatch(found ->
                        found.what().equals("compression") && found.value().equals("zip"));
    }

    @Example
    void aPositionNamesTheFile() throws IOException {
        Read read = read(
                files(
                        "a.csv",
                        "id,title,price\n1,Lamp,1.00\n",
                        "b.csv",
                        "id,title,price\n2,Chair,2.00\n3,Table,x\n,N,1\n"),
                EUR);
        assertThat(read.problems)
                .hasSize(2)
                .allMatch(problem -> problem.at().source().equals("all.zip!b.csv"));
        assertThat(read.problems.get(0).at().toString() + read.problems.get(1).at())
                .contains("record 2")
                .contains("record 3");
    }

    @Example
    void aParentMayStandInAnotherFile() throws IOException {
        String header = "Type,SKU,Name,Regular price,Parent,Description\n";
        Read read = read(
                files(
                        "a.csv",
                        header + "variation,C1,Child,9.00,P1,\nvariation,C2,Child,9.00,P2,\n",
                        "b.csv",
                        "SKU,Type,Name,Description,Regular price,Parent\nP2,variable,Two,Words two,,\nP1,variable,One,Words one,,\n"),
                EUR);
        assertThat(read.problems).isEmpty();
        Product one = read.catalog.first(1, problem -> {}).get(0);
        assertThat(one.text("description")).hasValue("Words one");
        assertThat(one.text("item_group_id")).hasValue("P1");
        assertThat(read.products).hasSize(2);
    }

    @Example
    void rowsThatStandTogetherKeepTheirFiles() throws IOException {
        String header = "Handle,Title,Vendor,Option1 Name,Option1 Value,Variant SKU,Variant Price,Image Src\n";
        Read read = read(
                files(
                        "a.csv",
                        header + "h1,One,Acme,Size,S,sku-1,1.00,\nh1,,,,M,sku-2,1.00,\n",
                        "b.csv",
                        header + "h2,Two,Acme,Size,S,sku-3,oops,\nh2,,,,M,sku-4,1.00,\n"),
                EUR);
        assertThat(read.products).hasSize(4);
        assertThat(read.problems)
                .hasSize(1)
                .allMatch(problem -> problem.at().source().equals("all.zip!b.csv"));
    }

    @Example
    void oneFileInAnArchiveIsReadAsItself() throws IOException {
        StringBuilder csv = new StringBuilder("id,title,price\n");
        for (int row = 0; row < 3_000; row++) {
            csv.append(row).append(",T,1.00\n");
        }
        Read read = read(files("shop.csv", csv.toString()), EUR);
        assertThat(read.products).hasSize(3_000);
        assertThat(read.catalog.size()).isPositive();
    }

    @Example
    void filesOfOtherFormatsWork() throws IOException {
        Read json = read(
                files(
                        "a.ndjson",
                        "{\"id\":\"1\",\"title\":\"Lamp\"}\n",
                        "b.ndjson",
                        "{\"title\":\"Chair\",\"brand\":\"B\",\"id\":\"2\"}\n"),
                EUR);
        assertThat(json.products).containsEntry("1", "Lamp | - | - | -").containsEntry("2", "Chair | - | - | B");
    }

    @Example
    void aLaterFileThatCannotBeReadEndsTheReadingWithItsName() throws IOException {
        FeedException refused = catchThrowableOfType(
                FeedException.class, () -> read(files("a.csv", "id,title\n1,Lamp\n", "b.csv", ""), EUR));
        assertThat(refused == null || refused.getMessage().contains("b.csv")).isTrue();
    }

    private static Map<String, String> files(String... namesAndTexts) {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < namesAndTexts.length; i += 2) {
            files.put(namesAndTexts[i], namesAndTexts[i + 1]);
        }
        return files;
    }

    private static Read read(Map<String, String> files, CatalogOptions options) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(file.getValue().getBytes(StandardCharsets.UTF_8));
            }
        }
        Location location = Location.of("all.zip", () -> new ByteArrayInputStream(out.toByteArray()));
        Catalog catalog = Catalog.open(location, options);
        Read read = new Read(catalog, new TreeMap<>(), new ArrayList<>());
        try (ProductReader reader = catalog.read(catalog.schema(), read.problems::add)) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                for (int i = 0; i < batch.live().size; i++) {
                    Product product = batch.product(batch.live().rows[i]);
                    read.products.put(
                            product.text("id").orElseThrow(),
                            product.text("title").orElse("-") + " | "
                                    + product.value("price")
                                            .map(Object::toString)
                                            .orElse("-") + " | "
                                    + product.text("color").orElse("-") + " | "
                                    + product.text("brand").orElse("-"));
                }
            }
        }
        return read;
    }
}
