package io.feedkit.catalog.csv;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.CatalogOptions.Header;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.ReadCatalog;
import io.feedkit.catalog.ReadLimits;
import io.feedkit.problem.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the cases of {@code src/test/resources/csv} and holds what became of them against what stands there. */
class CsvCorpusTest {

    @TestFactory
    Stream<DynamicTest> records() {
        return cases("/csv/records.yaml").map(one -> DynamicTest.dynamicTest(text(one, "id"), () -> read(one)));
    }

    @TestFactory
    Stream<DynamicTest> detections() {
        return cases("/csv/detections.yaml").map(one -> DynamicTest.dynamicTest(text(one, "id"), () -> detect(one)));
    }

    @TestFactory
    Stream<DynamicTest> dialects() {
        return cases("/csv/dialects.yaml")
                .map(one -> DynamicTest.dynamicTest(text(one, "id"), () -> {
                    ReadCatalog read =
                            ReadCatalog.of(new CsvCatalogFormat(), "case.csv", bytes(one), CatalogOptions.DEFAULTS);
                    compare(one, read);
                    detect(one, read);
                }));
    }

    private static void read(Map<String, Object> one) {
        compare(one, ReadCatalog.of(new CsvCatalogFormat(), "case.csv", bytes(one), options(map(one, "options"))));
    }

    private static void compare(Map<String, Object> one, ReadCatalog read) {
        String reason = text(one, "reason");
        assertThat(read.cells()).as(reason).isEqualTo(cells(one));
        assertThat(read.problems().stream().map(CsvCorpusTest::shown).toList())
                .as(reason)
                .isEqualTo(list(one, "problems"));
        if (one.containsKey("columns")) {
            assertThat(read.columns()).as(reason).isEqualTo(list(one, "columns"));
        }
        if (one.containsKey("lines")) {
            assertThat(read.records().stream().map(row -> (int) row.line()).toList())
                    .as(reason)
                    .isEqualTo(one.get("lines"));
        }
        if (one.containsKey("numbers")) {
            assertThat(read.records().stream().map(row -> (int) row.number()).toList())
                    .as(reason)
                    .isEqualTo(one.get("numbers"));
        }
    }

    private static void detect(Map<String, Object> one) {
        detect(one, ReadCatalog.of(new CsvCatalogFormat(), "case.csv", bytes(one), CatalogOptions.DEFAULTS));
    }

    private static void detect(Map<String, Object> one, ReadCatalog read) {
        Map<String, Object> found = new TreeMap<>();
        for (Detection detection : read.detections()) {
            assertThat(detection.evidence()).isNotBlank();
            if (map(one, "expect").containsKey(detection.what())) {
                found.put(detection.what(), detection.value() + (detection.sure() ? "" : "?"));
            }
        }
        assertThat(found).as(text(one, "reason") + " " + read.detections()).isEqualTo(map(one, "expect"));
    }

    /** {@code csv.unclosed-quote 2:3 (title)}. */
    private static String shown(Problem problem) {
        StringBuilder shown = new StringBuilder(problem.code().id());
        problem.at().line().ifPresent(line -> shown.append(' ').append(line));
        problem.at().column().ifPresent(column -> shown.append(':').append(column));
        if (!problem.at().field().isEmpty()) {
            shown.append(" (").append(problem.at().field()).append(')');
        }
        return shown.toString();
    }

    private static CatalogOptions options(Map<String, Object> given) {
        CatalogOptions options = CatalogOptions.DEFAULTS.withHeader(Header.PRESENT);
        ReadLimits limits = ReadLimits.DEFAULTS;
        int maxFieldBytes = limits.maxFieldBytes();
        int maxRecordBytes = limits.maxRecordBytes();
        int maxColumns = limits.maxColumns();
        for (Map.Entry<String, Object> option : given.entrySet()) {
            String value = option.getValue().toString();
            switch (option.getKey()) {
                case "charset" -> options = options.withCharset(value);
                case "delimiter" -> options = options.withDelimiter(value);
                case "quote" -> options = options.withQuote(value);
                case "escape" -> options = options.withDialect(options.dialect().withEscape(value));
                case "rowEnd" -> options = options.withDialect(options.dialect().withRowEnd(value));
                case "comment" ->
                    options = options.withDialect(options.dialect().withComment(value));
                case "footer" -> options = options.withDialect(options.dialect().withFooter(value));
                case "headerRows" ->
                    options = options.withDialect(options.dialect().withHeaderRows(Integer.parseInt(value)));
                case "skippedLines" ->
                    options = options.withDialect(options.dialect().withSkippedLines(Integer.parseInt(value)));
                case "header" -> options = options.withHeader(Header.valueOf(value));
                case "maxFieldBytes" -> maxFieldBytes = Integer.parseInt(value);
                case "maxRecordBytes" -> maxRecordBytes = Integer.parseInt(value);
                case "maxColumns" -> maxColumns = Integer.parseInt(value);
                default -> throw new IllegalArgumentException("no option " + option.getKey());
            }
        }
        return options.withLimits(new ReadLimits(
                maxFieldBytes,
                maxRecordBytes,
                maxColumns,
                limits.maxDepth(),
                limits.maxSourceBytes(),
                limits.maxInflation(),
                limits.maxParentBytes()));
    }

    private static byte[] bytes(Map<String, Object> one) {
        Object charset = one.getOrDefault("encode", "UTF-8");
        return text(one, "input").getBytes(Charset.forName(charset.toString()));
    }

    private static List<List<String>> cells(Map<String, Object> one) {
        List<List<String>> all = new ArrayList<>();
        for (Object record : (List<?>) one.get("records")) {
            List<String> cells = new ArrayList<>();
            for (Object cell : (List<?>) record) {
                cells.add(cell == null ? ReadCatalog.MISSING : cell.toString());
            }
            all.add(cells);
        }
        return all;
    }

    private static List<?> list(Map<String, Object> one, String key) {
        return (List<?>) one.getOrDefault(key, List.of());
    }

    private static String text(Map<String, Object> one, String key) {
        return Objects.requireNonNull(one.get(key), key).toString();
    }

    @SuppressWarnings("unchecked") // as it stands in the YAML file
    private static Map<String, Object> map(Map<String, Object> one, String key) {
        return (Map<String, Object>) one.getOrDefault(key, Map.of());
    }

    @SuppressWarnings("unchecked") // as it stands in the YAML file
    private static Stream<Map<String, Object>> cases(String resource) {
        try (InputStream in = CsvCorpusTest.class.getResourceAsStream(resource)) {
            Load yaml = new Load(LoadSettings.builder().setLabel(resource).build());
            return ((List<Map<String, Object>>) yaml.loadFromInputStream(in)).stream();
        } catch (IOException e) {
            throw new IllegalStateException(resource, e);
        }
    }
}
