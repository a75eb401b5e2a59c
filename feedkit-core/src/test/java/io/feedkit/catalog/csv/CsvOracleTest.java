package io.feedkit.catalog.csv;

import static org.assertj.core.api.Assertions.assertThat;

import de.siegmar.fastcsv.reader.CsvReader;
import de.siegmar.fastcsv.reader.CsvRecord;
import de.siegmar.fastcsv.reader.FieldMismatchStrategy;
import de.siegmar.fastcsv.writer.CsvWriter;
import de.siegmar.fastcsv.writer.LineDelimiter;
import de.siegmar.fastcsv.writer.QuoteStrategies;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.CatalogOptions.Header;
import io.feedkit.catalog.Dialect;
import io.feedkit.catalog.ReadCatalog;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What another library writes is read as it was meant, and valid text is read as another library reads it. */
class CsvOracleTest {

    @Property(tries = 500)
    void readsWhatFastCsvWrites(
            @ForAll("tables") List<List<String>> table,
            @ForAll("delimiters") String delimiter,
            @ForAll LineDelimiter lineEnd,
            @ForAll boolean quoteAll)
            throws IOException {
        StringWriter text = new StringWriter();
        try (CsvWriter writer = CsvWriter.builder()
                .fieldSeparator(delimiter.charAt(0))
                .lineDelimiter(lineEnd == LineDelimiter.PLATFORM ? LineDelimiter.LF : lineEnd)
                .quoteStrategy(quoteAll ? QuoteStrategies.ALWAYS : QuoteStrategies.REQUIRED)
                .build(text)) {
            table.forEach(writer::writeRecord);
        }
        assertThat(read(text.toString(), delimiter)).isEqualTo(table);
    }

    @Property(tries = 500)
    void readsValidTextAsFastCsvDoes(@ForAll("validText") String text) {
        List<List<String>> theirs = new ArrayList<>();
        for (CsvRecord record : CsvReader.builder()
                .extraFieldStrategy(FieldMismatchStrategy.IGNORE)
                .missingFieldStrategy(FieldMismatchStrategy.IGNORE)
                .ofCsvRecord(text)) {
            theirs.add(List.copyOf(record.getFields()));
        }
        List<List<String>> ours = new ArrayList<>();
        for (List<String> record : read(text, ",")) {
            List<String> cells = new ArrayList<>(record);
            while (cells.size() > 1 && cells.get(cells.size() - 1).equals(ReadCatalog.MISSING)) {
                cells.remove(cells.size() - 1);
            }
            ours.add(cells);
        }
        assertThat(ours).isEqualTo(withoutWhatWeLeaveOut(theirs));
    }

    /** We take a blank line for none, and leave out empty cells beyond the width of the first record. */
    private static List<List<String>> withoutWhatWeLeaveOut(List<List<String>> records) {
        List<List<String>> kept = new ArrayList<>();
        int width = 0;
        for (List<String> record : records) {
            List<String> cells = new ArrayList<>(record);
            if (width == 0) {
                width = cells.size();
            }
            while (cells.size() > width && cells.get(cells.size() - 1).isEmpty()) {
                cells.remove(cells.size() - 1);
            }
            if (width == 1 || cells.size() > 1 || !cells.get(0).isBlank()) {
                kept.add(cells);
            }
        }
        return kept;
    }

    @Property(tries = 200)
    void charsetsDoNotChangeTheRecords(@ForAll("tables") List<List<String>> table, @ForAll("charsets") String charset) {
        StringBuilder text = new StringBuilder();
        for (List<String> record : table) {
            List<String> cells = new ArrayList<>();
            for (String cell : record) {
                cells.add('"' + cell.replace("\"", "\"\"") + '"');
            }
            text.append(String.join(",", cells)).append('\n');
        }
        ReadCatalog read = ReadCatalog.of(
                new CsvCatalogFormat(),
                "table.csv",
                text.toString().getBytes(Charset.forName(charset)),
                CatalogOptions.DEFAULTS.withCharset(charset).withDialect(told(",")));
        assertThat(read.cells()).isEqualTo(table);
        assertThat(read.problems()).isEmpty();
    }

    private static List<List<String>> read(String text, String delimiter) {
        return ReadCatalog.of(
                        new CsvCatalogFormat(),
                        "table.csv",
                        text.getBytes(StandardCharsets.UTF_8),
                        CatalogOptions.DEFAULTS.withCharset("UTF-8").withDialect(told(delimiter)))
                .cells();
    }

    /** What another reader takes for granted: no titles above the table, no totals below, no comments, no escapes. */
    private static Dialect told(String delimiter) {
        return Dialect.DETECT
                .withDelimiter(delimiter)
                .withQuote("\"")
                .withEscape(Dialect.NONE)
                .withComment(Dialect.NONE)
                .withFooter(Dialect.NONE)
                .withRowEnd("line")
                .withSkippedLines(0)
                .withHeader(Header.ABSENT);
    }

    /** Rectangular; the first cell is never empty, so that no record is a blank line. */
    @Provide
    Arbitrary<List<List<String>>> tables() {
        Arbitrary<String> cell = cells();
        return Arbitraries.integers()
                .between(1, 12)
                .flatMap(width -> cell.list()
                        .ofSize(width)
                        .map(cells -> {
                            List<String> record = new ArrayList<>(cells);
                            record.set(0, "k" + record.get(0));
                            return record;
                        })
                        .list()
                        .ofMinSize(1)
                        .ofMaxSize(30));
    }

    private static Arbitrary<String> cells() {
        Arbitrary<String> special = Arbitraries.of(
                "\"",
                "\"\"",
                ",",
                ";",
                "\t",
                "|",
                "\n",
                "\r\n",
                "\r",
                "a",
                "word ",
                "été",
                "ß",
                "€",
                "漢字",
                "🪑",
                "12345678");
        return Arbitraries.oneOf(
                special.list().ofMaxSize(12).map(parts -> String.join("", parts)),
                Arbitraries.strings().withCharRange(' ', '~').ofMaxLength(40));
    }

    @Provide
    Arbitrary<String> delimiters() {
        return Arbitraries.of(",", ";", "\t", "|", "§");
    }

    @Provide
    Arbitrary<String> charsets() {
        return Arbitraries.of("UTF-8", "UTF-16LE", "UTF-16BE", "UTF-16", "UTF-32LE");
    }

    /** Cells are either quoted as they should be or hold nothing that would need it; records differ in length. */
    @Provide
    Arbitrary<String> validText() {
        Arbitrary<String> quoted = cells().map(cell -> '"' + cell.replace("\"", "\"\"") + '"');
        Arbitrary<String> plain = Arbitraries.of("", "x", "12.50", "café", "a b", "x\"y", "🪑🪑");
        Arbitrary<String> record = Arbitraries.oneOf(quoted, plain)
                .list()
                .ofMinSize(1)
                .ofMaxSize(6)
                .map(cells -> "k" + String.join(",", plainFirst(cells)));
        return Arbitraries.of("\n", "\r\n", "\r")
                .flatMap(end ->
                        record.list().ofMinSize(1).ofMaxSize(20).map(records -> String.join(end, records) + end));
    }

    private static List<String> plainFirst(List<String> cells) {
        List<String> record = new ArrayList<>(cells);
        record.set(0, "1");
        return record;
    }
}
