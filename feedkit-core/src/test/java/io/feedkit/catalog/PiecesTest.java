package io.feedkit.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.batch.Column;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.catalog.csv.CsvCatalogFormat;
import io.feedkit.catalog.json.JsonCatalogFormat;
import io.feedkit.catalog.xlsx.WorkbookFile;
import io.feedkit.catalog.xlsx.XlsxCatalogFormat;
import io.feedkit.catalog.xml.XmlCatalogFormat;
import io.feedkit.location.Location;
import io.feedkit.problem.Problem;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** One table in every format: neither how its bytes arrive nor what they are read into changes a record, and all formats hold the same products. */
class PiecesTest {
    private static final List<String> COLUMNS = List.of("sku", "title", "note");

    private enum Written {
        CSV("shop.csv", new CsvCatalogFormat(), PiecesTest::csv),
        JSON("shop.json", new JsonCatalogFormat(), rows -> "{\"shop\":{\"products\":[" + json(rows, ",\n") + "]}}"),
        NDJSON("shop.ndjson", new JsonCatalogFormat(), rows -> json(rows, "\n")),
        XML("shop.xml", new XmlCatalogFormat(), PiecesTest::xml),
        XLSX("shop.xlsx", new XlsxCatalogFormat(), rows -> "");

        private final String file;
        private final CatalogFormat format;
        private final Function<List<List<String>>, String> writer;

        Written(String file, CatalogFormat format, Function<List<List<String>>, String> writer) {
            this.file = file;
            this.format = format;
            this.writer = writer;
        }

        byte[] bytes(List<List<String>> rows) {
            return this == XLSX ? workbook(rows) : writer.apply(rows).getBytes(StandardCharsets.UTF_8);
        }
    }

    /** Gives as many bytes at a time as the sizes say, over and over. */
    private static final class Pieces extends ByteArrayInputStream {
        private final List<Integer> sizes;
        private int turn;

        Pieces(byte[] bytes, List<Integer> sizes) {
            super(bytes);
            this.sizes = sizes;
        }

        @Override
        public synchronized int read(byte[] into, int from, int length) {
            return super.read(into, from, Math.min(length, sizes.get(turn++ % sizes.size())));
        }
    }

    @Property(tries = 40)
    void piecesNeverChangeRecords(
            @ForAll("tables") List<List<String>> rows,
            @ForAll @Size(min = 1, max = 6) List<@IntRange(min = 1, max = 5000) Integer> sizes,
            @ForAll boolean tiny) {
        for (Written written : Written.values()) {
            byte[] bytes = written.bytes(rows);
            List<Integer> pieces =
                    tiny ? sizes.stream().map(size -> size % 7 + 1).toList() : sizes;
            ReadCatalog whole = read(written, bytes, new ByteArrayInputStream(bytes));
            assertThat(read(written, bytes, new Pieces(bytes, pieces)))
                    .as(written.name())
                    .isEqualTo(whole);
            assertThat(whole.records()).as(written.name()).hasSameSizeAs(rows);
        }
    }

    private static ReadCatalog read(Written written, byte[] bytes, InputStream in) {
        return ReadCatalog.of(written.format, ReadCatalog.head(written.file, bytes), in, CatalogOptions.DEFAULTS);
    }

    /** A reader may be given the same batch again, a fresh one, or one that is far too small or large. */
    @Property(tries = 25)
    void buffersNeverChangeRecords(
            @ForAll("tables") List<List<String>> rows,
            @ForAll @Size(min = 1, max = 4) List<@IntRange(min = 1, max = 100_000) Integer> sizes,
            @ForAll boolean reused) {
        for (Written written : Written.values()) {
            byte[] bytes = written.bytes(rows);
            ReadCatalog expected = read(written, bytes, new ByteArrayInputStream(bytes));
            assertThat(cells(written, bytes, sizes, reused)).as(written.name()).isEqualTo(expected.cells());
        }
    }

    private static List<List<String>> cells(Written written, byte[] bytes, List<Integer> sizes, boolean reused) {
        List<Problem> problems = new ArrayList<>();
        List<List<String>> all = new ArrayList<>();
        try (RecordReader reader = written.format.open(
                new ByteArrayInputStream(bytes),
                ReadCatalog.head(written.file, bytes),
                CatalogOptions.DEFAULTS,
                problems::add)) {
            RecordBatch batch = new RecordBatch(new TextBuffer(sizes.get(0)));
            for (int turn = 1; reader.read(batch); turn++) {
                for (int row = 0; row < batch.rows(); row++) {
                    List<String> cells = new ArrayList<>();
                    for (int column = 0; column < reader.columns().size(); column++) {
                        long slice = batch.cells(column)[row];
                        cells.add(
                                slice == Column.MISSING
                                        ? ReadCatalog.MISSING
                                        : batch.text().string(slice));
                    }
                    all.add(cells);
                }
                batch = reused ? batch : new RecordBatch(new TextBuffer(sizes.get(turn % sizes.size())));
            }
        }
        return all;
    }

    @Property(tries = 20)
    void everyFormatHoldsTheSameProducts(@ForAll("tables") List<List<String>> rows) {
        List<String> expected = rows.stream().map(Object::toString).toList();
        for (Written written : Written.values()) {
            byte[] bytes = written.bytes(rows);
            Catalog catalog = Catalog.open(
                    Location.of(written.file, () -> new ByteArrayInputStream(bytes)),
                    CatalogOptions.DEFAULTS.withMapping(Mapping.load(
                            "{base: none, attributes: {id: sku, title: title, note: {from: note, type: text}}}",
                            "m.yaml")));
            assertThat(catalog.first(5000, problem -> {}).stream()
                            .map(product -> COLUMNS.stream()
                                    .map(name -> product.text(name.equals("sku") ? "id" : name)
                                            .orElse(""))
                                    .toList()
                                    .toString())
                            .toList())
                    .as(written.name())
                    .isEqualTo(expected);
        }
    }

    /** Some tables fit into one batch, others need several. */
    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> text = Arbitraries.oneOf(
                Arbitraries.strings()
                        .withChars("abcXYZ \"',;|\\<>&{}[]:=#")
                        .withChars("éßñ€漢")
                        .ofMinLength(1)
                        .ofMaxLength(20),
                Arbitraries.of("two\nlines", "12\" monitor", "0815", "x".repeat(300), "1,50", "😀 tea", "a_x0041_b"));
        return Arbitraries.oneOf(
                        Arbitraries.integers().between(1, 20),
                        Arbitraries.integers().between(250, 600))
                .flatMap(count -> text.list().ofSize(7).map(texts -> rows(count, texts)));
    }

    /** Rows whose texts repeat, so that large tables are made quickly; no cell is blank, begins or ends with one, or looks like a row of its own. */
    private static List<List<String>> rows(int count, List<String> texts) {
        List<List<String>> rows = new ArrayList<>();
        for (int row = 0; row < count; row++) {
            rows.add(List.of(
                    "SKU-" + row,
                    "T" + texts.get(row % texts.size()) + "t",
                    "n" + texts.get(row * 3 % texts.size()) + "N"));
        }
        return rows;
    }

    private static String csv(List<List<String>> rows) {
        StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        for (List<String> row : rows) {
            text.append(row.stream()
                            .map(cell -> '"' + cell.replace("\"", "\"\"") + '"')
                            .collect(Collectors.joining(",")))
                    .append('\n');
        }
        return text.toString();
    }

    private static String json(List<List<String>> rows, String between) {
        List<String> objects = new ArrayList<>();
        for (List<String> row : rows) {
            List<String> members = new ArrayList<>();
            for (int column = 0; column < COLUMNS.size(); column++) {
                String escaped = row.get(column)
                        .replace("\\", "\\\\")
                        .replace("\"", "\\\"")
                        .replace("\n", "\\n");
                members.add('"' + COLUMNS.get(column) + "\":\"" + escaped + '"');
            }
            objects.add("{" + String.join(",", members) + "}");
        }
        return String.join(between, objects);
    }

    private static String xml(List<List<String>> rows) {
        StringBuilder text = new StringBuilder("<shop>\n");
        for (List<String> row : rows) {
            text.append("<item>");
            for (int column = 0; column < COLUMNS.size(); column++) {
                String name = COLUMNS.get(column);
                String escaped = row.get(column)
                        .replace("&", "&amp;")
                        .replace("<", "&lt;")
                        .replace(">", "&gt;");
                text.append('<').append(name).append('>').append(escaped).append("</" + name + ">");
            }
            text.append("</item>\n");
        }
        return text.append("</shop>").toString();
    }

    private static byte[] workbook(List<List<String>> rows) {
        List<String[]> all = new ArrayList<>();
        all.add(COLUMNS.toArray(String[]::new));
        // Workbooks write characters by their codes in this way, so that what looks like it has to be written so as
        // well.
        rows.forEach(row -> all.add(row.stream()
                .map(cell -> cell.replace("_x0041_", "_x005F_x0041_"))
                .toArray(String[]::new)));
        return WorkbookFile.ofRows(WorkbookFile.rows(all.toArray(String[][]::new)))
                .bytes();
    }
}
