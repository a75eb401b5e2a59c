package io.feedkit.catalog;

import io.feedkit.location.LocationProblem;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.SourcePosition;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;

/**
 * The dialect in metadata of the W3C's CSV on the Web. The dialect of the first table counts, and that of the whole group where it has none; everything else in the
 * file is passed over. {@code trim}, {@code skipInitialSpace} and {@code skipColumns} have no meaning here: values are stripped by the mapping, and columns are named.
 *
 * <p>Source: Metadata Vocabulary for Tabular Data, section 5.9 (W3C Recommendation, 17 December 2015).
 */
final class CsvwMetadata {
    private static final int DEEPEST = 64;
    private static final long LARGEST = 16L << 20;

    private final Map<String, String> own = new HashMap<>();
    private final Map<String, String> group = new HashMap<>();

    private CsvwMetadata() {}

    static Dialect dialect(Path file) {
        SourcePosition at = SourcePosition.unknown(file.toString());
        try {
            if (Files.size(file) > LARGEST) {
                throw new FeedException(new Problem(
                        CatalogProblem.MAPPING_SYNTAX, at, "metadata of more than " + LARGEST + " bytes is not read."));
            }
            JsonFactory json = JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEEPEST)
                            .build())
                    .build();
            CsvwMetadata metadata = new CsvwMetadata();
            try (JsonParser parser = json.createParser(ObjectReadContext.empty(), Files.readAllBytes(file))) {
                metadata.read(parser);
            }
            return dialect(metadata.own.isEmpty() ? metadata.group : metadata.own);
        } catch (JacksonException e) {
            throw new FeedException(
                    new Problem(
                            CatalogProblem.MAPPING_SYNTAX,
                            at.withLine(
                                    e.getLocation() == null
                                            ? 1
                                            : Math.max(1, e.getLocation().getLineNr())),
                            "this is no JSON: " + e.getOriginalMessage() + ".",
                            "Name the metadata file of the table."),
                    e);
        } catch (IOException e) {
            throw new FeedException(
                    new Problem(LocationProblem.READ_FAILED, at, "reading failed: " + e.getMessage() + "."), e);
        }
    }

    private void read(JsonParser parser) {
        int depth = 0;
        int tables = 0;
        for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
            if (token.isStructStart()) {
                depth++;
            } else if (token.isStructEnd()) {
                depth--;
            } else if (token == JsonToken.PROPERTY_NAME) {
                String name = parser.currentName();
                boolean inTable = depth == 3 && tables == 1;
                tables += depth == 1 && name.equals("tables") ? 1 : 0;
                if (name.equals("dialect") && (depth == 1 || inTable) && parser.nextToken() == JsonToken.START_OBJECT) {
                    members(parser, inTable && own.isEmpty() ? own : depth == 1 ? group : new HashMap<>());
                }
            }
        }
    }

    private static void members(JsonParser parser, Map<String, String> into) {
        while (parser.nextToken() == JsonToken.PROPERTY_NAME) {
            String name = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value == JsonToken.START_ARRAY) {
                value = parser.nextToken();
                into.put(name, value.isScalarValue() ? parser.getString() : "");
                while (value != JsonToken.END_ARRAY) {
                    parser.skipChildren();
                    value = parser.nextToken();
                }
            } else if (value == JsonToken.START_OBJECT) {
                parser.skipChildren();
            } else {
                into.put(name, value == JsonToken.VALUE_NULL ? Dialect.NONE : parser.getString());
            }
        }
    }

    private static Dialect dialect(Map<String, String> members) {
        Dialect dialect = Dialect.DETECT
                .withDelimiter(members.getOrDefault("delimiter", ""))
                .withQuote(members.getOrDefault("quoteChar", ""))
                .withComment(members.getOrDefault("commentPrefix", ""))
                .withRowEnd(rowEnd(members.getOrDefault("lineTerminators", "")))
                .withSkippedLines(number(members.getOrDefault("skipRows", ""), -1, 10_000));
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
