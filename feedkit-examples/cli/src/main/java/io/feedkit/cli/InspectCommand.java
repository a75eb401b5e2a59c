package io.feedkit.cli;

import io.feedkit.batch.ProductBatch;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.Detection;
import io.feedkit.catalog.MappedColumn;
import io.feedkit.catalog.Mapping;
import io.feedkit.catalog.ProductReader;
import io.feedkit.catalog.SupplementReport;
import io.feedkit.location.Location;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemLog;
import io.feedkit.problem.ProblemWords;
import io.feedkit.problem.Severity;
import io.feedkit.product.Money;
import io.feedkit.product.Product;
import io.feedkit.product.Schema;
import java.io.IOException;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code feedkit inspect}: what feedkit understands of a file, before anything is done with it. */
@Command(
        name = "inspect",
        description =
                "Reads a catalogue to its end and shows what was found out, the first products and all kinds of problems.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footer = {
            "",
            "Every finding can be overruled with the option of its name; the same options work with export and check.",
            "Ends with 1 when something could not be used.",
            "",
            "Examples:",
            "  feedkit inspect shop.csv",
            "  feedkit inspect shop.csv --charset windows-1252 --decimal , --currency EUR --products 1",
            "  feedkit inspect shop.csv --write-mapping shop.yaml",
            "  feedkit inspect \"exports/*.csv\"",
            "  feedkit inspect https://shop.example/export.csv --credentials user=feed,password=env:SHOP_PASSWORD"
        })
final class InspectCommand implements Subcommand {
    private static final int KEPT_PER_CODE = 3;
    private static final int VALUE_CHARS = 100;
    private static final Pattern FURTHER_FILES = Pattern.compile("(?m)^(linked|tables|supplements):");

    private final Terminal terminal;

    @Parameters(
            paramLabel = "CATALOG",
            description =
                    "A path, a pattern (\"exports/*.csv\") or an address (https, ftp, sftp, jdbc); also gzipped or zipped.")
    private String typed = "";

    @Mixin
    private CatalogArguments source = new CatalogArguments();

    @Option(
            names = "--products",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many products to show (${DEFAULT-VALUE}).")
    private int shown = 3;

    @Option(
            names = "--write-mapping",
            paramLabel = "FILE",
            arity = "0..1",
            fallbackValue = "",
            description = {
                "Writes what was understood as a mapping file to correct, with how sure each line is.",
                "Without FILE: beside the catalogue, as NAME.mapping.yaml. A file that exists stays as it is."
            })
    private @Nullable String writeMapping;

    @Option(
            names = "--lang",
            paramLabel = "LANG",
            defaultValue = "en",
            converter = CheckCommand.LanguageConverter.class,
            description = "The language in which problems are told: en or fr.")
    private Locale language = Locale.ENGLISH;

    @Option(names = "--overwrite", description = "Lets --write-mapping replace a file.")
    private boolean overwrite;

    @Option(
            names = "--mapping-schema",
            help = true,
            description = "Prints the JSON Schema of mapping files, with which editors complete them, and ends.")
    private boolean schema;

    InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (schema) {
            terminal.out().print(Mapping.schema());
            return ExitCode.FINE;
        }
        Location location = source.location(typed);
        Catalog catalog = source.open(location);
        PrintWriter out = terminal.out();
        out.println(catalog.name());
        detections(catalog.detections(), out);
        columns(catalog.mapping(), out);
        ProblemLog problems = new ProblemLog(KEPT_PER_CODE);
        Found found = new Found();
        try {
            read(catalog, problems, found);
        } catch (FeedException e) {
            // What was delivered before helps to find the place.
            found.show(out);
            if (!problems.counts().isEmpty()) {
                problems(problems, out);
            }
            out.println();
            throw e;
        }
        found.show(out);
        problems(problems, out);
        if (writeMapping != null && !writeMapping(catalog, location, writeMapping)) {
            return ExitCode.COULD_NOT_RUN;
        }
        return problems.has(Severity.ERROR) ? ExitCode.PROBLEMS : ExitCode.FINE;
    }

    /** Whether the mapping was written; a file that is there is somebody's work. */
    private boolean writeMapping(Catalog catalog, Location location, String given) {
        Path to = given.isEmpty() ? beside(location) : Path.of(given);
        OpenOption how = overwrite ? StandardOpenOption.CREATE : StandardOpenOption.CREATE_NEW;
        String mapping = catalog.proposedMapping();
        try {
            if (catalog.isFile(to)) {
                terminal.err().println(to + " is the catalogue itself; give the mapping a name of its own.");
                return false;
            }
            Files.writeString(to, mapping, how, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (FileAlreadyExistsException e) {
            terminal.err().println(to + " is there already and stays as it is; give another name, or --overwrite.");
            return false;
        } catch (IOException e) {
            terminal.err().println(to + " cannot be written: " + e.getMessage());
            return false;
        }
        terminal.out().println();
        terminal.out().println("Wrote " + to + "; correct it, then give it as --mapping " + to);
        if (FURTHER_FILES.matcher(mapping).find() && source.namesFilesFromElsewhere(to)) {
            terminal.out().println("The files it names are looked for in its own folder; check their paths.");
        }
        return true;
    }

    /** Beside a file, and in the working directory for what comes from elsewhere. */
    private static Path beside(Location location) {
        String name = LocationArguments.fileName(location).replaceAll("[^\\p{L}\\p{N}._ -]", "_");
        int dot = name.indexOf('.');
        String mapping = (dot > 0 ? name.substring(0, dot) : name) + ".mapping.yaml";
        try {
            Path file = Path.of(location.name());
            return location.isFile(file) ? file.resolveSibling(mapping) : Path.of(mapping);
        } catch (InvalidPathException e) {
            return Path.of(mapping);
        }
    }

    /** What one pass over the catalogue gave. */
    private static final class Found {
        private final List<Product> first = new ArrayList<>();
        private final List<SupplementReport> supplements = new ArrayList<>();
        private long records;
        private long products;

        void show(PrintWriter out) {
            for (int i = 0; i < first.size(); i++) {
                out.println();
                out.println("Product " + (i + 1));
                card(first.get(i), out);
            }
            out.println();
            out.println(Words.count(records, "record") + " read"
                    + (products == records ? "" : ", " + Words.count(products, "product") + " among them"));
            supplements.forEach(supplement -> supplement(supplement, out));
        }
    }

    private void read(Catalog catalog, ProblemLog problems, Found found) {
        try (ProductReader reader = catalog.read(catalog.schema(), problems)) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                found.records = reader.records();
                found.products += batch.live().size;
                for (int i = 0; i < batch.live().size && found.first.size() < shown; i++) {
                    found.first.add(batch.product(batch.live().rows[i]));
                }
            }
            found.records = reader.records();
            found.supplements.addAll(reader.supplements());
        }
    }

    private static void supplement(SupplementReport supplement, PrintWriter out) {
        out.println(supplement.source() + " (" + supplement.key() + "): "
                + Words.count(supplement.found(), "product") + " found, " + supplement.missing() + " missing, "
                + supplement.unused() + " of " + Words.count(supplement.keys(), "key") + " unused, "
                + Words.count(supplement.repeated(), "row") + " with the key of another");
    }

    private static void detections(List<Detection> detections, PrintWriter out) {
        out.println();
        out.println("Found out");
        TextTable table = new TextTable();
        for (Detection found : detections) {
            String value = found.value().equals("\t") ? "tab" : found.value();
            table.row(found.what(), value, found.evidence() + (found.sure() ? "" : "  <- not sure, have a look"));
        }
        table.print("  ", out);
    }

    private static void columns(List<MappedColumn> columns, PrintWriter out) {
        out.println();
        out.println("Columns");
        TextTable table = new TextTable();
        for (MappedColumn column : columns) {
            table.row(
                    column.column(),
                    column.isRead() ? "-> " + column.attribute() : column.isUsed() ? "used" : "not read",
                    column.type(),
                    column.reason() + (column.isDoubtful() ? "  <- not sure, have a look" : ""));
        }
        table.print("  ", out);
    }

    private static void card(Product product, PrintWriter out) {
        Schema schema = product.schema();
        TextTable table = new TextTable();
        for (int slot = 0; slot < schema.size(); slot++) {
            String name = schema.attribute(slot).name();
            String language = schema.language(slot);
            if (language.isEmpty()) {
                product.value(name).ifPresent(value -> table.row(name, shortened(value)));
            } else {
                product.text(name, language).ifPresent(text -> table.row(name + "@" + language, shortened(text)));
            }
        }
        table.print("  ", out);
    }

    private static String shortened(Object value) {
        if (value instanceof Money money && money.currency().equals("XXX")) {
            BigDecimal amount = money.amount();
            // 12,90 is no 12.9 to whoever wrote it.
            return (amount.scale() == 1 ? amount.setScale(2) : amount).toPlainString() + " in no stated currency";
        }
        return TextTable.cut(String.valueOf(value), VALUE_CHARS);
    }

    private void problems(ProblemLog problems, PrintWriter out) {
        if (problems.counts().isEmpty()) {
            out.println("No problems");
            return;
        }
        problems.counts().forEach((code, count) -> {
            out.println();
            out.println(Words.count(count, "time") + " " + code);
            for (Problem problem : problems.kept()) {
                if (problem.code().id().equals(code)) {
                    Problem said = ProblemWords.in(language).of(problem);
                    out.println("  " + said.at() + "  " + said.message());
                    if (!said.fix().isEmpty()) {
                        out.println((language.getLanguage().equals("fr") ? "    correction\u00A0: " : "    fix: ")
                                + said.fix());
                    }
                }
            }
        });
        if (problems.kept().stream().anyMatch(Words::asksForMapping)) {
            out.println();
            out.println(Words.mappingHint(language));
        }
    }
}
