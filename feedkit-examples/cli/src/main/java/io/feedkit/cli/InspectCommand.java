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
import io.feedkit.problem.Wording;
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
    private Wording words = Words.in(Locale.ENGLISH);

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
            description = "The language of what is told: en or fr.")
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
        words = Words.in(language);
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
            show(found, out);
            if (!problems.counts().isEmpty()) {
                problems(problems, out);
            }
            out.println();
            throw e;
        }
        show(found, out);
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
                terminal.err().println(words.say("inspect.is-the-catalogue", to));
                return false;
            }
            Files.writeString(to, mapping, how, StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING);
        } catch (FileAlreadyExistsException e) {
            terminal.err().println(words.say("inspect.is-there", to));
            return false;
        } catch (IOException e) {
            terminal.err().println(words.say("inspect.not-written", to, String.valueOf(e.getMessage())));
            return false;
        }
        terminal.out().println();
        terminal.out().println(words.say("inspect.wrote", to));
        if (FURTHER_FILES.matcher(mapping).find() && source.namesFilesFromElsewhere(to)) {
            terminal.out().println(words.say("inspect.further-files"));
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
    }

    private void show(Found found, PrintWriter out) {
        for (int i = 0; i < found.first.size(); i++) {
            out.println();
            out.println(words.say("inspect.product", i + 1));
            card(found.first.get(i), out);
        }
        out.println();
        String records = Words.count(found.records, "record", words);
        out.println(
                found.products == found.records
                        ? words.say("inspect.read", records)
                        : words.say("inspect.products-among", records, Words.count(found.products, "product", words)));
        found.supplements.forEach(supplement -> supplement(supplement, out));
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

    private void supplement(SupplementReport supplement, PrintWriter out) {
        out.println(words.say(
                "inspect.supplement",
                supplement.source(),
                supplement.key(),
                Words.count(supplement.found(), "product", words),
                supplement.missing(),
                supplement.unused(),
                Words.count(supplement.keys(), "key", words),
                Words.count(supplement.repeated(), "row", words)));
    }

    private void detections(List<Detection> detections, PrintWriter out) {
        out.println();
        out.println(words.say("inspect.found"));
        TextTable table = new TextTable();
        ProblemWords evidence = ProblemWords.in(language);
        for (Detection found : detections) {
            String value = found.value().equals("\t") ? words.say("inspect.tab") : known("value.", found.value());
            table.row(
                    what(found.what()),
                    value,
                    evidence.say(found.evidence()) + (found.sure() ? "" : words.say("inspect.not-sure")));
        }
        table.print("  ", out);
    }

    /** What was found out; of a column it names the column last. */
    private String what(String what) {
        int of = what.indexOf(" of ");
        return of < 0 || !words.has(key("what.", what.substring(0, of + 3)))
                ? known("what.", what)
                : words.say(key("what.", what.substring(0, of + 3)), what.substring(of + 4));
    }

    /** A word there is a translation of, else the word itself. */
    private String known(String prefix, String word) {
        String key = key(prefix, word);
        return words.has(key) ? words.say(key) : word;
    }

    private static String key(String prefix, String word) {
        return prefix + word.replace(' ', '-');
    }

    private void columns(List<MappedColumn> columns, PrintWriter out) {
        out.println();
        out.println(words.say("inspect.columns"));
        TextTable table = new TextTable();
        ProblemWords reasons = ProblemWords.in(language);
        for (MappedColumn column : columns) {
            table.row(
                    column.column(),
                    column.isRead()
                            ? "-> " + column.attribute()
                            : words.say(column.isUsed() ? "inspect.used" : "inspect.not-read"),
                    column.type(),
                    reasons.say(column.reason()) + (column.isDoubtful() ? words.say("inspect.not-sure") : ""));
        }
        table.print("  ", out);
    }

    private void card(Product product, PrintWriter out) {
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

    private String shortened(Object value) {
        if (value instanceof Money money && money.currency().equals("XXX")) {
            BigDecimal amount = money.amount();
            // 12,90 is no 12.9 to whoever wrote it.
            return words.say(
                    "inspect.no-currency", (amount.scale() == 1 ? amount.setScale(2) : amount).toPlainString());
        }
        return TextTable.cut(String.valueOf(value), VALUE_CHARS);
    }

    private void problems(ProblemLog problems, PrintWriter out) {
        if (problems.counts().isEmpty()) {
            out.println(words.say("inspect.no-problems"));
            return;
        }
        problems.counts().forEach((code, count) -> {
            out.println();
            out.println(Words.count(count, "time", words) + " " + code);
            for (Problem problem : problems.kept()) {
                if (problem.code().id().equals(code)) {
                    ProblemWords problemWords = ProblemWords.in(language);
                    Problem said = problemWords.of(problem);
                    out.println("  " + problemWords.at(said.at()) + "  " + said.message());
                    if (!said.fix().isEmpty()) {
                        out.println(words.say("inspect.fix", said.fix()));
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
