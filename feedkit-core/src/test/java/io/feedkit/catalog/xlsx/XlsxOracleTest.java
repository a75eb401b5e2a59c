package io.feedkit.catalog.xlsx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.ReadCatalog;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.dhatim.fastexcel.Workbook;
import org.dhatim.fastexcel.Worksheet;
import org.dhatim.fastexcel.reader.Cell;
import org.dhatim.fastexcel.reader.ReadableWorkbook;
import org.dhatim.fastexcel.reader.Row;
import org.junit.jupiter.api.Test;

/** Another library writes workbooks that we read, and reads them with us. */
class XlsxOracleTest {

    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> cell = Arbitraries.oneOf(
                Arbitraries.strings().ascii().ofMaxLength(12),
                Arbitraries.strings().all().ofMaxLength(8),
                Arbitraries.of("", "0815", "1,5", "é", "\uD83C\uDF75", "a_x0041_b", "line\nline"));
        return Arbitraries.integers()
                .between(1, 6)
                .flatMap(width -> cell.list().ofSize(width).list().ofMinSize(1).ofMaxSize(20));
    }

    /** What XML cannot hold the writer leaves out or we read as a blank, and blank rows are no records. */
    private static List<String> readable(List<String> row) {
        return row.stream().map(XlsxOracleTest::readable).toList();
    }

    private static String readable(String cell) {
        StringBuilder text = new StringBuilder();
        cell.codePoints()
                .filter(c -> c == '\t' || c == '\n' || c >= ' ' && c < 0xD800 || c > 0xDFFF && c < 0xFFFE || c > 0xFFFF)
                .filter(c -> c != 0x7F)
                .forEach(text::appendCodePoint);
        return text.toString();
    }

    @Property(tries = 200)
    void readsTheTextsThatAnotherLibraryWrote(@ForAll("tables") List<List<String>> table, @ForAll boolean shared)
            throws IOException {
        List<List<String>> rows = table.stream().map(XlsxOracleTest::readable).toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Products");
            for (int column = 0; column < rows.get(0).size(); column++) {
                sheet.value(0, column, "name " + (char) ('a' + column));
            }
            for (int row = 0; row < rows.size(); row++) {
                for (int column = 0; column < rows.get(row).size(); column++) {
                    if (shared) {
                        sheet.value(row + 1, column, rows.get(row).get(column));
                    } else {
                        sheet.inlineString(row + 1, column, rows.get(row).get(column));
                    }
                }
            }
        }
        ReadCatalog read = ReadCatalog.of(
                new XlsxCatalogFormat(),
                "shop.xlsx",
                out.toByteArray(),
                CatalogOptions.DEFAULTS.withHeader(CatalogOptions.Header.PRESENT));
        List<List<String>> expected = rows.stream()
                .filter(row -> row.stream().anyMatch(cell -> !cell.chars().allMatch(c -> c <= ' ')))
                .map(row -> row.stream().map(XlsxOracleTest::unescaped).toList())
                .toList();
        assertEquals(expected, withoutMissing(read));
    }

    /** A writer that does not escape what looks like an escape loses it, in every program that reads the workbook. */
    private static String unescaped(String cell) {
        return cell.replace("_x0041_", "A");
    }

    private static List<List<String>> withoutMissing(ReadCatalog read) {
        return read.cells().stream()
                .map(row -> row.stream()
                        .map(cell -> cell.equals(ReadCatalog.MISSING) ? "" : cell)
                        .toList())
                .toList();
    }

    @Property(tries = 200)
    void readsTheNumbersThatAnotherLibraryReads(@ForAll List<Double> numbers) throws IOException {
        List<Double> finite = numbers.stream().filter(Double::isFinite).toList();
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (Workbook workbook = new Workbook(out, "test", "1.0")) {
            Worksheet sheet = workbook.newWorksheet("Products");
            sheet.value(0, 0, "id");
            sheet.value(0, 1, "number");
            for (int row = 0; row < finite.size(); row++) {
                sheet.value(row + 1, 0, "x");
                sheet.value(row + 1, 1, finite.get(row));
            }
        }
        ReadCatalog read =
                ReadCatalog.of(new XlsxCatalogFormat(), "shop.xlsx", out.toByteArray(), CatalogOptions.DEFAULTS);
        for (int row = 0; row < finite.size(); row++) {
            BigDecimal ours = new BigDecimal(read.cells().get(row).get(1));
            BigDecimal shown = new BigDecimal(finite.get(row)).round(new java.math.MathContext(15));
            BigDecimal apart = ours.subtract(shown).abs();
            // Fifteen digits of the number: one in the last place, where it stands between two.
            assertThat(apart).isLessThanOrEqualTo(shown.ulp().max(BigDecimal.valueOf(0)));
        }
    }

    @Test
    void readsRowsAsAnotherLibraryDoes() throws IOException {
        byte[] bytes = WorkbookFile.ofRows(WorkbookFile.rows(
                        new String[] {"id", "name", "size"}, new String[] {"1", "a", null}, new String[] {"2", null, "L"
                        }))
                .bytes();
        List<List<String>> theirs = new ArrayList<>();
        try (ReadableWorkbook workbook = new ReadableWorkbook(new ByteArrayInputStream(bytes));
                Stream<Row> rows = workbook.getFirstSheet().openStream()) {
            rows.skip(1)
                    .forEach(row ->
                            theirs.add(row.stream().map(XlsxOracleTest::text).toList()));
        }
        ReadCatalog read = ReadCatalog.of(new XlsxCatalogFormat(), "shop.xlsx", bytes, CatalogOptions.DEFAULTS);
        assertEquals(List.of(List.of("1", "a", ""), List.of("2", "", "L")), theirs);
        assertEquals(theirs, withoutMissing(read));
    }

    private static String text(Cell cell) {
        return cell == null || cell.getText() == null ? "" : cell.getText();
    }
}
