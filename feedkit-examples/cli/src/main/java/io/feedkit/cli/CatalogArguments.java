package io.feedkit.cli;

import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.CatalogOptions;
import io.feedkit.catalog.Dialect;
import io.feedkit.catalog.Mapping;
import io.feedkit.catalog.Supplement;
import io.feedkit.location.Location;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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
            names = "--quote",
            paramLabel = "CHAR",
            defaultValue = "",
            description = "What its cells are quoted with, or none.")
    private String quote = "";

    @Option(
            names = "--escape",
            paramLabel = "CHAR",
            defaultValue = "",
            description = "What takes the next character literally, such as a backslash, or none.")
    private String escape = "";

    @Option(
            names = "--row-end",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What ends its rows: line, a text, or \\x1e for a control character.")
    private String rowEnd = "";

    @Option(
            names = "--comment",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What lines begin with that are no products, or none.")
    private String comment = "";

    @Option(
            names = "--footer",
            paramLabel = "TEXT",
            defaultValue = "",
            description = "What the rows below the last product begin with, or none.")
    private String footer = "";

    @Option(
            names = "--skip-lines",
            paramLabel = "N",
            defaultValue = "-1",
            description = "How many lines stand before the names of the columns.")
    private int skippedLines = -1;

    @Option(
            names = "--no-header",
            description = "The columns have no names; they are called column 1, column 2 and so on.")
    private boolean headerless;

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

    @Option(
            names = "--read-as",
            paramLabel = "CHANNEL",
            converter = ReadAs.Converter.class,
            description = {
                "The catalogue is a feed of a channel, whoever wrote it: CHANNEL:COUNTRY[:LANGUAGE][/LAYOUT].",
                "Instead of CHANNEL also the file of a descriptor (YAML)."
            })
    private @Nullable ReadAs readAs;

    @Option(
            names = "--supplement",
            paramLabel = "TEXT",
            description = {
                "A further file joined by a key, as in a mapping file; may be given several times:",
                "\"file: stock.csv, key: {Article: id}, replace: {Price: price}, sum: [clicks]\"."
            })
    private List<String> supplements = new ArrayList<>();

    @Mixin
    private LocationArguments place = new LocationArguments();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    /** Lets somebody know which files mappings and supplements name, once they are opened. */
    void tellFurtherFiles(Consumer<String> names) {
        place.tellFurtherFiles(names);
    }

    Optional<Path> mappingFile() {
        return Optional.ofNullable(mapping);
    }

    /** The place that was typed: a path, a pattern or an address. */
    Location location(String typed) {
        return place.location(typed);
    }

    Catalog open(Location location) {
        if (readAs != null && mapping != null) {
            throw new ParameterException(
                    command.commandLine(), "--read-as says how the feed is mapped, so --mapping cannot say it too.");
        }
        Catalog catalog = readAs == null
                ? Catalog.open(location, options())
                : readAs.member().catalogue(location, options());
        for (String supplement : supplements) {
            catalog = catalog.with(Supplement.parse(supplement, place.furtherFiles(Path.of(""))));
        }
        return catalog;
    }

    CatalogOptions options() {
        if (!List.of("", ".", ",").contains(decimal)) {
            throw new ParameterException(command.commandLine(), "--decimal is \".\" or \",\".");
        }
        CatalogOptions options = CatalogOptions.DEFAULTS
                .withFormat(format)
                .withCharset(charset)
                .withDialect(dialect())
                .withRecordPath(record)
                .withSheet(sheet)
                .withCurrency(currency)
                .withDecimalSeparator(decimal);
        return mapping == null ? options : options.withMapping(mapping(mapping));
    }

    /** Whether further files were named from another folder than that of this file. */
    boolean namesFilesFromElsewhere(Path file) {
        Path folder = folderOf(file);
        return mapping != null && !folderOf(mapping).equals(folder)
                || !supplements.isEmpty() && !Path.of("").toAbsolutePath().equals(folder);
    }

    private static Path folderOf(Path file) {
        return file.toAbsolutePath().normalize().resolveSibling("").normalize();
    }

    /** Whoever types the command may read what the process may, so what his mapping names may lie anywhere. */
    private Mapping mapping(Path file) {
        Path folder = file.toAbsolutePath().getParent();
        Mapping loaded = Mapping.load(file);
        return folder == null ? loaded : loaded.with(place.furtherFiles(folder));
    }

    private Dialect dialect() {
        return Dialect.DETECT
                .withDelimiter(DELIMITERS.getOrDefault(delimiter, delimiter))
                .withQuote(quote)
                .withEscape(escape)
                .withRowEnd(rowEnd)
                .withComment(comment)
                .withFooter(footer)
                .withSkippedLines(Math.max(-1, skippedLines))
                .withHeader(headerless ? CatalogOptions.Header.ABSENT : CatalogOptions.Header.DETECT);
    }
}
