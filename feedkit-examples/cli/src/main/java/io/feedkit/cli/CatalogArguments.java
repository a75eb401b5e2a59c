package io.feedkit.cli;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Mapping;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** What a user may know better about a catalogue than detection; everything is found out otherwise. */
final class CatalogArguments {
    private static final Map<String, String> DELIMITERS =
            Map.of("tab", "\t", "\\t", "\t", "comma", ",", "semicolon", ";", "pipe", "|");

    @Option(
            names = "--format",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Format of the catalogue: csv, xml, json, ndjson, xlsx.")
    private String format = "";

    @Option(
            names = "--charset",
            paramLabel = "NAME",
            defaultValue = "",
            description = "Its charset, such as windows-1252.")
    private String charset = "";

    @Option(
            names = "--delimiter",
            paramLabel = "CHAR",
            defaultValue = "",
            description = "What parts its columns: a character, or tab, comma, semicolon, pipe.")
    private String delimiter = "";

    @Option(
            names = "--record",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The XML element or JSON member that is one product.")
    private String record = "";

    @Option(
            names = "--sheet",
            paramLabel = "NAME",
            defaultValue = "",
            description = "The sheet of a workbook that holds the products.")
    private String sheet = "";

    @Option(
            names = "--currency",
            paramLabel = "CODE",
            defaultValue = "",
            description = "The currency of prices that name none, such as EUR.")
    private String currency = "";

    @Option(
            names = "--decimal",
            paramLabel = "CHAR",
            defaultValue = "",
            description = "The decimal separator of its numbers: \".\" or \",\".")
    private String decimal = "";

    @Option(
            names = "--mapping",
            paramLabel = "FILE",
            description = "A YAML file that says which column is which attribute.")
    private @Nullable Path mapping;

    Optional<Path> mappingFile() {
        return Optional.ofNullable(mapping);
    }

    Catalog open(Path file) {
        return Catalog.open(file, options());
    }

    CatalogOptions options() {
        CatalogOptions options = CatalogOptions.DEFAULTS
                .withFormat(format)
                .withCharset(charset)
                .withDelimiter(DELIMITERS.getOrDefault(delimiter, delimiter))
                .withRecordPath(record)
                .withSheet(sheet)
                .withCurrency(currency)
                .withDecimalSeparator(decimal);
        return mapping == null ? options : options.withMapping(Mapping.load(mapping));
    }
}
