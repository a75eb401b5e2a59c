package io.feedkit.catalog;

import io.feedkit.catalog.MappingSpec.Table;
import io.feedkit.location.AddressName;
import io.feedkit.location.Location;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.NearMiss;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads the further files of a system that a mapping names. One that cannot be used is reported, and its codes stay codes. */
final class TableReader {
    private final CatalogOptions options;
    private final CatalogFormats formats;
    private final List<Location> places;
    private final ProblemSink problems;

    /** @param places is told where each file is */
    TableReader(CatalogOptions options, CatalogFormats formats, List<Location> places, ProblemSink problems) {
        this.options = options;
        this.formats = formats;
        this.places = places;
        this.problems = problems;
    }

    /** The tables the merchant's mapping names, by name; a preset may have said what is in them. */
    Map<String, CodeTable> read(MappingSpec preset) {
        Map<String, CodeTable> read = new LinkedHashMap<>();
        for (Table given : options.mapping().spec().tables().values()) {
            Table described = preset.tables().get(given.name());
            Table table = described == null ? given : given.described(described);
            CodeTable found = read(table, preset);
            if (found != null) {
                read.put(given.name(), found);
            }
        }
        return read;
    }

    private @Nullable CodeTable read(Table table, MappingSpec preset) {
        if (table.key().isEmpty() || table.file().isEmpty()) {
            String wanted = table.file().isEmpty() ? "file" : "key";
            report(
                    table,
                    "nothing says which " + (wanted.equals("file") ? "file it is" : "of its columns is the code"),
                    NearMiss.question(table.name(), List.copyOf(preset.tables().keySet())),
                    "Say it with \"" + wanted + ":\".");
            return null;
        }
        CodeTable codes = new CodeTable();
        if (!read(table, table.file(), "", codes)) {
            return null;
        }
        // Without the words of one language there are those of the others.
        table.words().forEach((language, file) -> read(table, file, language, codes));
        return codes;
    }

    private boolean read(Table table, String file, String language, CodeTable into) {
        try (Source source = open(table, file)) {
            Head head = Head.of(source);
            CatalogFormat format = formats.recognise(head).format();
            CatalogOptions how = CatalogOptions.DEFAULTS.withLimits(options.limits());
            try (RecordReader reader =
                    GuardedReader.open(format, source.name(), () -> format.open(source.bytes(), head, how, problems))) {
                return read(table, file, language, reader, into);
            }
        } catch (FeedException e) {
            report(table, e.problem().message(), e.problem().fix());
        }
        return false;
    }

    private Source open(Table table, String file) {
        ReadLimits limits = options.limits();
        Location place = options.mapping().locate(FurtherFiles.Wanted.named(file), table.at());
        places.add(place);
        return place.open(new SourceLimits(limits.maxSourceBytes(), limits.maxInflation()));
    }

    private boolean read(Table table, String file, String language, RecordReader reader, CodeTable into) {
        List<String> columns = reader.columns();
        List<String> missing = new ArrayList<>(table.key());
        missing.removeIf(wanted -> columns.stream().anyMatch(ColumnPattern.of(wanted)::matches));
        if (!missing.isEmpty() && !columns.isEmpty()) {
            report(
                    table,
                    Problem.quote(AddressName.of(file)) + " has no column " + Problem.quote(missing.get(0)),
                    NearMiss.question(missing.get(0), columns),
                    "Its columns are " + FewColumns.of(columns) + ".");
            return false;
        }
        if (!into.read(reader, table, language, options.limits().maxParentBytes())) {
            report(
                    table,
                    "it takes more than " + options.limits().maxParentBytes() + " bytes",
                    "Raise ReadLimits.maxParentBytes.");
            return false;
        }
        return true;
    }

    private void report(Table table, String what, String... fixes) {
        String fix = List.of(fixes).stream()
                .filter(one -> !one.isEmpty())
                .findFirst()
                .orElse("");
        String end = what.endsWith(".") ? "" : ".";
        problems.report(new Problem(
                CatalogProblem.MAPPING_TABLE,
                table.at(),
                "the table " + Problem.quote(table.name()) + " is not used: " + what + end,
                fix));
    }
}
