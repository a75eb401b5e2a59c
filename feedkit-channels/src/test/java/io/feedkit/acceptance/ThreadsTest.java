package io.feedkit.acceptance;

import static org.assertj.core.api.Assertions.assertThat;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.channel.Channels;
import io.feedkit.export.Export;
import io.feedkit.rules.RuleSet;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.CharRange;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import net.jqwik.api.lifecycle.AfterProperty;
import net.jqwik.api.lifecycle.BeforeProperty;

/** One table in every format, exported by one thread and by several: feed, ledger and manifest are the same bytes. */
class ThreadsTest {
    private static final List<String> COLUMNS =
            List.of("id", "title", "price", "link", "image_link", "availability", "condition", "description", "brand");
    private static final List<String> FORMATS = List.of("csv", "json", "ndjson", "xml", "xlsx");
    private static final int[] THREADS = {2, 8};
    /** The rest of a table stays as it is; broken records stand in it as well. */
    private static final int EVERY = 97;

    private Path folder = Path.of("");

    @BeforeProperty
    void makeAFolder() throws IOException {
        folder = Files.createTempDirectory("threads");
    }

    @AfterProperty
    void deleteIt() throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            for (Path file : all.sorted((a, b) -> b.compareTo(a)).toList()) {
                Files.delete(file);
            }
        }
    }

    @Property(tries = 3)
    void threadsNeverChangeAByte(
            @ForAll @IntRange(min = 1, max = 2_000) int rows,
            @ForAll @Size(min = 3, max = 5)
                    List<@CharRange(from = 'a', to = 'z') @StringLength(min = 1, max = 30) String> words)
            throws IOException {
        List<List<String>> table = table(rows, words);
        for (String format : FORMATS) {
            Path catalogue = Files.write(folder.resolve("shop." + format), bytes(format, table));
            Map<String, String> alone = export(catalogue, 1);
            for (int threads : THREADS) {
                assertThat(export(catalogue, threads))
                        .as("%s by %d threads", format, threads)
                        .isEqualTo(alone);
            }
        }
    }

    private Map<String, String> export(Path catalogue, int threads) throws IOException {
        Path out = Files.createDirectories(folder.resolve("out"));
        Path feed = out.resolve("feed.xml");
        Catalog source = Catalog.open(catalogue, CatalogOptions.DEFAULTS.withCurrency("EUR"));
        Path rules = Feeds.written(
                folder, "shop.fk", "when (length(title) > 20) ?? false { set custom_label_0 = \"long\" }\n");
        Export.of(source)
                .rules(RuleSet.compile(rules, source.schema()))
                .to(Channels.get("google-shopping").member("FR", "fr"), feed)
                .at(Feeds.JUNE)
                .threads(threads)
                .accept()
                .run();
        Map<String, String> files = new LinkedHashMap<>();
        try (Stream<Path> all = Files.list(out)) {
            for (Path file : all.sorted().toList()) {
                files.put(file.getFileName().toString(), Feeds.text(file));
                Files.delete(file);
            }
        }
        return files;
    }

    private static List<List<String>> table(int rows, List<String> words) {
        List<List<String>> table = new ArrayList<>();
        for (int row = 0; row < rows; row++) {
            String word = words.get(row % words.size());
            String id = "SKU-" + row % (EVERY * 11);
            table.add(List.of(
                    id,
                    "Lamp " + word,
                    row % EVERY == 1 ? "dear" : (row % 50 + 1) + ".50",
                    "https://shop.example/" + id,
                    "https://shop.example/" + id + ".jpg",
                    row % 7 == 0 ? "out_of_stock" : "in_stock",
                    "new",
                    word + " & <more> " + words.get(row * 5 % words.size()),
                    row % 9 == 0 ? "" : "Lux"));
        }
        return table;
    }

    private static byte[] bytes(String format, List<List<String>> table) {
        return switch (format) {
            case "csv" -> utf8(csv(table));
            case "json" -> utf8("[" + json(table, ",") + "]");
            case "ndjson" -> utf8(json(table, "\n{broken\n"));
            case "xml" -> utf8("<shop>" + elements(table) + "</shop>");
            default -> workbook(table);
        };
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String csv(List<List<String>> table) {
        StringBuilder text = new StringBuilder(String.join(",", COLUMNS)).append('\n');
        table.forEach(row -> text.append(String.join(",", row)).append('\n'));
        return text.toString();
    }

    private static String json(List<List<String>> table, String between) {
        List<String> objects = new ArrayList<>();
        for (List<String> row : table) {
            List<String> members = new ArrayList<>();
            for (int column = 0; column < COLUMNS.size(); column++) {
                members.add('"' + COLUMNS.get(column) + "\":\"" + row.get(column) + '"');
            }
            objects.add("{" + String.join(",", members) + "}");
        }
        return String.join(between, objects);
    }

    private static String elements(List<List<String>> table) {
        StringBuilder text = new StringBuilder();
        for (List<String> row : table) {
            text.append("<item>");
            for (int column = 0; column < COLUMNS.size(); column++) {
                String name = COLUMNS.get(column);
                text.append('<')
                        .append(name)
                        .append('>')
                        .append(escaped(row.get(column)))
                        .append("</" + name + ">");
            }
            text.append("</item>\n");
        }
        return text.toString();
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static byte[] workbook(List<List<String>> table) {
        List<List<String>> all = new ArrayList<>(List.of(COLUMNS));
        all.addAll(table);
        StringBuilder rows = new StringBuilder();
        for (List<String> row : all) {
            rows.append("<row>");
            row.forEach(cell ->
                    rows.append("<c t=\"str\"><v>").append(escaped(cell)).append("</v></c>"));
            rows.append("</row>");
        }
        String main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
        String relation = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
        String start = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">";
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put(
                "[Content_Types].xml",
                "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"/>");
        parts.put(
                "_rels/.rels",
                start + "<Relationship Id=\"r\" Type=\"" + relation
                        + "/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
        parts.put(
                "xl/_rels/workbook.xml.rels",
                start + "<Relationship Id=\"s\" Type=\"" + relation
                        + "/worksheet\" Target=\"sheet.xml\"/></Relationships>");
        parts.put(
                "xl/workbook.xml",
                "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + relation
                        + "\"><sheets><sheet name=\"P\" sheetId=\"1\" r:id=\"s\"/></sheets></workbook>");
        parts.put("xl/sheet.xml", "<worksheet xmlns=\"" + main + "\"><sheetData>" + rows + "</sheetData></worksheet>");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(utf8(part.getValue()));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}
