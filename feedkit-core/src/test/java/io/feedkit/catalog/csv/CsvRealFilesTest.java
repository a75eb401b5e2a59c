package io.feedkit.catalog.csv;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.CatalogOptions.Header;
import io.feedkit.catalog.Deadline;
import io.feedkit.catalog.Dialect;
import io.feedkit.catalog.ReadCatalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Files that others wrote, in a folder {@code shared} beside the project. They are not part of it, so these tests are skipped where it is absent. */
class CsvRealFilesTest {
    private static final Pattern REFERENCE = Pattern.compile("&#(\\d{2,6});");
    private static final Pattern DATE = Pattern.compile("\\d{1,2}/\\d{1,2}/\\d{4}");
    private static final String DATA = "shared/data";

    /** Expected otherwise than we read, each for its reason. */
    private static final Map<String, String> DEVIATIONS = Map.of(
            "empty-one-column.csv", "a blank line is no record for us, whatever the number of columns",
            "newlines_crlf.csv", "the line ends of the file were changed on the way, those in its JSON were not");

    /** Files that come without records to expect, and why; every other file of these collections has them. */
    private static final Map<String, String> WITHOUT_EXPECTATION = Map.of(
            "bad-header-less-fields.csv", "broken on purpose: see reportsWhatIsBrokenOnPurpose",
            "bad-header-more-fields.csv", "broken on purpose: see reportsWhatIsBrokenOnPurpose",
            "bad-header-no-header.csv", "broken on purpose: see reportsWhatIsBrokenOnPurpose",
            "tree-ops.tsv", "the same rows as test052.csv: see readsTabsLikeCommas");

    @TestFactory
    Stream<DynamicTest> readsEveryTortureFile() throws IOException {
        return files("torture-csv", ".csv", ".tsv", ".txt")
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    ReadCatalog read = read(file);
                    assertThat(read.detections()).isNotEmpty();
                    assertThat(Files.size(file) < 20 || !read.columns().isEmpty())
                            .isTrue();
                }));
    }

    @TestFactory
    Stream<DynamicTest> reproducesTheRecordsThatComeWithThem() throws IOException {
        return Stream.concat(files("torture-csv/csv-spectrum", ".csv"), files("torture-csv/csv-test-data", ".csv"))
                .filter(file -> Files.exists(expectedOf(file)))
                .filter(file -> !DEVIATIONS.containsKey(file.getFileName().toString()))
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    List<?> expected = (List<?>)
                            new Load(LoadSettings.builder().build()).loadFromString(Files.readString(expectedOf(file)));
                    boolean named = expected.isEmpty() || expected.get(0) instanceof Map;
                    ReadCatalog read = ReadCatalog.of(
                            new CsvCatalogFormat(),
                            file.getFileName().toString(),
                            Files.readAllBytes(file),
                            CatalogOptions.DEFAULTS
                                    .withDelimiter(",")
                                    .withHeader(named ? Header.PRESENT : Header.ABSENT));
                    assertThat(named ? named(read) : read.cells()).isEqualTo(expected);
                }));
    }

    @Test
    void leavesNoFileOfTheCollectionsOut() throws IOException {
        for (String folder : List.of("torture-csv/csv-spectrum", "torture-csv/csv-test-data", "torture-csv/csvw")) {
            assertThat(files(folder, ".csv", ".tsv"))
                    .allSatisfy(file -> assertThat(Files.exists(expectedOf(file))
                                    || WITHOUT_EXPECTATION.containsKey(
                                            file.getFileName().toString()))
                            .as(file.toString())
                            .isTrue());
        }
    }

    /** What we read instead of what {@link #DEVIATIONS} expect otherwise. */
    @Test
    void readsTheDeviationsInAWayOfItsOwn() throws IOException {
        Path folder = data().resolve("torture-csv");
        assertThat(read(folder.resolve("csv-test-data/empty-one-column.csv")).records())
                .isEmpty();
        List<List<String>> ended =
                read(folder.resolve("csv-spectrum/newlines_crlf.csv")).cells();
        assertThat(ended)
                .isEqualTo(read(folder.resolve("csv-spectrum/newlines.csv")).cells());
    }

    @Test
    void reportsWhatIsBrokenOnPurpose() throws IOException {
        Path folder = data().resolve("torture-csv/csv-test-data");
        assertThat(read(folder.resolve("bad-header-less-fields.csv")).codes()).containsExactly("csv.too-few-cells");
        assertThat(read(folder.resolve("bad-header-more-fields.csv")).codes()).containsExactly("csv.too-many-cells");
        assertThat(read(folder.resolve("bad-header-no-header.csv")).codes()).containsExactly("csv.empty");
    }

    @Test
    void readsTabsLikeCommas() throws IOException {
        Path folder = data().resolve("torture-csv/csvw");
        ReadCatalog tabs = read(folder.resolve("tree-ops.tsv"));
        assertThat(tabs.columns()).containsExactly("GID", "On Street", "Species", "Trim Cycle", "Inventory Date");
        assertThat(tabs.cells()).isEqualTo(read(folder.resolve("test052.csv")).cells());
    }

    /** The metadata beside a table says its dialect; dates are for the mapping to read, so they are compared as dates. */
    @TestFactory
    Stream<DynamicTest> reproducesTheRowsOfCsvOnTheWeb() throws IOException {
        return files("torture-csv/csvw", ".csv")
                .filter(file -> Files.exists(expectedOf(file)))
                .map(file -> DynamicTest.dynamicTest(file.getFileName().toString(), () -> {
                    Path metadata =
                            file.resolveSibling(file.getFileName().toString().replace(".csv", "-metadata.json"));
                    CatalogOptions options = Files.exists(metadata)
                            ? CatalogOptions.DEFAULTS.withDialect(Dialect.fromCsvw(metadata))
                            : CatalogOptions.DEFAULTS;
                    ReadCatalog read = ReadCatalog.of(
                            new CsvCatalogFormat(), file.getFileName().toString(), Files.readAllBytes(file), options);
                    List<String> rows = new ArrayList<>();
                    read.records().forEach(row -> rows.add(row.line() + " " + withIsoDates(row.cells())));
                    assertThat(rows).isEqualTo(expectedRows(expectedOf(file)));
                }));
    }

    private static List<String> withIsoDates(List<String> cells) {
        return cells.stream()
                .map(cell -> DATE.matcher(cell.strip()).matches()
                        ? LocalDate.parse(cell.strip(), DateTimeFormatter.ofPattern("M/d/uuuu", Locale.ROOT))
                                .toString()
                        : cell)
                .toList();
    }

    /** The line and the values of each row, as the file has them. */
    private static List<String> expectedRows(Path json) throws IOException {
        Map<?, ?> root = (Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(Files.readString(json));
        Map<?, ?> table = (Map<?, ?>) ((List<?>) Objects.requireNonNull(root.get("tables"))).get(0);
        List<String> rows = new ArrayList<>();
        for (Object row : (List<?>) Objects.requireNonNull(table.get("row"))) {
            Map<?, ?> one = (Map<?, ?>) row;
            String url = Objects.requireNonNull(one.get("url")).toString();
            Map<?, ?> values = (Map<?, ?>) ((List<?>) Objects.requireNonNull(one.get("describes"))).get(0);
            rows.add(url.substring(url.indexOf("#row=") + 5) + " "
                    + values.values().stream().map(Object::toString).toList());
        }
        return rows;
    }

    @Test
    void readsTheSameRowsInEveryEncodingAlike() throws IOException {
        Path folder = data().resolve("torture-csv/encodings");
        ReadCatalog wide = read(folder.resolve("akeneo-150.utf-16le-bom.csv"));
        ReadCatalog narrow = read(folder.resolve("akeneo-150.windows-1252.csv"));
        assertThat(narrow.columns()).isEqualTo(wide.columns());
        assertThat(withoutReferences(narrow)).isEqualTo(withoutReferences(wide));
        assertThat(wide.records()).hasSizeGreaterThan(100);
    }

    @Test
    void makesTheSameProductsOfThemInEveryEncoding() throws IOException {
        List<Path> encodings = files("torture-csv/encodings", ".csv")
                .filter(file -> file.getFileName().toString().startsWith("akeneo-150."))
                .toList();
        List<String> first = products(encodings.get(0));
        assertThat(first).hasSize(150);
        for (Path file : encodings) {
            assertThat(products(file)).as(file.toString()).isEqualTo(first);
        }
    }

    private static List<String> products(Path file) {
        Catalog catalog = Catalog.open(file);
        return catalog.first(200, problem -> {}).stream()
                .map(product -> REFERENCE
                        .matcher(product.toString())
                        .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1)))))
                .toList();
    }

    /** Characters that a charset does not have stand in that file as numeric references. */
    private static List<List<String>> withoutReferences(ReadCatalog read) {
        return read.cells().stream()
                .map(cells -> cells.stream()
                        .map(cell -> REFERENCE
                                .matcher(cell)
                                .replaceAll(found -> Character.toString(Integer.parseInt(found.group(1)))))
                        .toList())
                .toList();
    }

    @TestFactory
    Stream<DynamicTest> readsCataloguesWithoutProblems() throws IOException {
        return Stream.of(
                        "magento2-products-configurable.csv",
                        "magento2-simple-bags.csv",
                        "akeneo-icecat-products.csv",
                        "woocommerce-sample-products.csv",
                        "shopify-apparel.csv")
                .map(name -> DynamicTest.dynamicTest(name, () -> {
                    ReadCatalog read = read(data().resolve("catalog").resolve(name));
                    assertThat(read.codes()).isEmpty();
                    assertThat(read.detections())
                            .filteredOn(found -> found.what().equals("delimiter")
                                    || found.what().equals("header"))
                            .allSatisfy(found -> assertThat(found.sure())
                                    .as(found.toString())
                                    .isTrue());
                }));
    }

    @TestFactory
    Stream<DynamicTest> survivesEveryOtherFile() throws IOException {
        return files("", "")
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(),
                        () -> assertThatCode(() -> read(file)).doesNotThrowAnyException()));
    }

    private static ReadCatalog read(Path file) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        String name = file.getFileName().toString();
        return Deadline.met(name, () -> ReadCatalog.of(new CsvCatalogFormat(), name, bytes, CatalogOptions.DEFAULTS));
    }

    private static List<Map<String, String>> named(ReadCatalog read) {
        List<Map<String, String>> records = new ArrayList<>();
        for (List<String> cells : read.cells()) {
            Map<String, String> record = new LinkedHashMap<>();
            for (int column = 0; column < cells.size(); column++) {
                record.put(read.columns().get(column), cells.get(column));
            }
            records.add(record);
        }
        return records;
    }

    private static Path expectedOf(Path file) {
        return file.resolveSibling(file.getFileName().toString().replace(".csv", ".json"));
    }

    private static Stream<Path> files(String folder, String... endings) throws IOException {
        try (Stream<Path> all = Files.walk(data().resolve(folder))) {
            List<Path> found = all.filter(Files::isRegularFile)
                    .filter(file -> Stream.of(endings).anyMatch(file.toString()::endsWith))
                    .sorted()
                    .toList();
            Assertions.assertThat(found).isNotEmpty();
            return found.stream();
        }
    }

    private static Path data() {
        Path at = Path.of("").toAbsolutePath();
        while (at != null && !Files.isDirectory(at.resolve(DATA))) {
            at = at.getParent();
        }
        assumeTrue(at != null, "skipped: no folder " + DATA + " beside the project");
        return Objects.requireNonNull(at).resolve(DATA);
    }
}
