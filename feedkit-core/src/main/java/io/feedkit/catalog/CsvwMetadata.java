package io.feedkit.catalog;

import io.feedkit.catalog.csvw.json.TableDialect;
import io.feedkit.location.LocationProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The dialect in metadata of the W3C's CSV on the Web. The dialect of the first table counts, and that of the whole group where it has none; everything else in the
 * file is passed over. {@code trim} and {@code skipInitialSpace} change nothing: values are stripped by the mapping whatever they say, and the records before it keep
 * their blanks, as those do that the W3C's own tests expect of tables with {@code trim}.
 *
 * <p>Source: Metadata Vocabulary for Tabular Data, section 5.9 (W3C Recommendation, 17 December 2015).
 */
final class CsvwMetadata {
    private static final long LARGEST = 16L << 20;

    private CsvwMetadata() {}

    static Dialect dialect(Path file) {
        SourcePosition at = SourcePosition.unknown(file.toString());
        try {
            if (Files.size(file) > LARGEST) {
                throw new FeedException(new Problem(
                        CatalogProblem.MAPPING_SYNTAX, at, "metadata of more than " + LARGEST + " bytes is not read."));
            }
            return dialect(TableDialect.members(Files.readAllBytes(file), Dialect.NONE));
        } catch (TableDialect.NoJson e) {
            throw new FeedException(
                    new Problem(
                            CatalogProblem.MAPPING_SYNTAX,
                            at.withLine(e.line()),
                            "this is no JSON: " + e.getMessage() + ".",
                            "Name the metadata file of the table."),
                    e);
        } catch (IOException e) {
            throw new FeedException(
                    new Problem(LocationProblem.READ_FAILED, at, "reading failed: " + e.getMessage() + "."), e);
        }
    }

    private static Dialect dialect(Map<String, String> members) {
        Dialect dialect = Dialect.DETECT
                .withDelimiter(members.getOrDefault("delimiter", ""))
                .withQuote(members.getOrDefault("quoteChar", ""))
                .withComment(members.getOrDefault("commentPrefix", ""))
                .withRowEnd(rowEnd(members.getOrDefault("lineTerminators", "")))
                .withSkippedLines(number(members.getOrDefault("skipRows", ""), -1, 10_000))
                .withSkippedColumns(number(members.getOrDefault("skipColumns", ""), 0, 1_000));
        if ("false".equals(members.get("doubleQuote"))) {
            dialect = dialect.withEscape("\\");
        }
        int headerRows = number(members.getOrDefault("headerRowCount", ""), -1, 2);
        boolean absent = headerRows == 0 || headerRows < 0 && "false".equals(members.get("header"));
        return absent
                ? dialect.withHeader(CatalogOptions.Header.ABSENT)
                : headerRows > 0 ? dialect.withHeaderRows(headerRows) : dialect;
    }

    private static String rowEnd(String text) {
        return text.equals("\n") || text.equals("\r\n") || text.equals("\r") ? "line" : text;
    }

    private static int number(String text, int otherwise, int most) {
        return text.matches("[0-9]{1,5}") ? Math.min(most, Integer.parseInt(text)) : otherwise;
    }
}
