package io.feedkit.catalog;

import io.feedkit.batch.RecordBatch;
import io.feedkit.catalog.MappingSpec.Linked;
import io.feedkit.location.Location;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.NearMiss;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemSink;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/**
 * The files a mapping links to the records of its catalogue, in an order in which each comes behind the one that refers to it.
 *
 * <p>A relational export (a file of products, one of combinations, one of categories) cannot be streamed as one: the main file is streamed, the others are read before it, and looked up.
 */
final class LinkedFiles {
    static final LinkedFiles NONE = new LinkedFiles(List.of(), CatalogOptions.DEFAULTS, CatalogFormats.of());

    private final List<Placed> files;
    private final CatalogOptions options;
    private final CatalogFormats formats;

    /** A link and where its file is. */
    private record Placed(Linked link, Location place) {}

    private LinkedFiles(List<Placed> files, CatalogOptions options, CatalogFormats formats) {
        this.files = files;
        this.options = options;
        this.formats = formats;
    }

    /** Those the merchant's mapping names; a preset may have said what is in them. Throws {@link FeedException} when nobody said by which key. */
    static LinkedFiles of(CatalogOptions options, MappingSpec preset, CatalogFormats formats) {
        List<Linked> left = new ArrayList<>();
        for (Linked given : options.mapping().spec().linked().values()) {
            Linked described = preset.linked().get(given.name());
            left.add(described == null ? given : given.described(described));
        }
        List<Placed> files = new ArrayList<>();
        while (!left.isEmpty()) {
            Linked next = left.stream()
                    .filter(one -> left.stream().noneMatch(other -> refers(one, other)))
                    .findFirst()
                    .orElseThrow(() -> unusable(left.get(0), "it refers to itself in a circle", ""));
            check(next, preset);
            left.remove(next);
            FurtherFiles.Wanted wanted = FurtherFiles.Wanted.named(next.file());
            files.add(new Placed(next, options.mapping().locate(wanted, next.at())));
        }
        return files.isEmpty() ? NONE : new LinkedFiles(List.copyOf(files), options, formats);
    }

    private static boolean refers(Linked one, Linked other) {
        return ColumnPattern.fold(one.of()).startsWith(ColumnPattern.fold(other.name() + "."));
    }

    private static void check(Linked link, MappingSpec preset) {
        if (link.file().isEmpty()) {
            throw unusable(link, "nothing says which file it is", "Say it with \"file:\".");
        }
        if (link.key().isEmpty() || link.of().isEmpty()) {
            String guess =
                    NearMiss.question(link.name(), List.copyOf(preset.linked().keySet()));
            throw unusable(
                    link,
                    "nothing says which of its columns is the key",
                    guess.isEmpty()
                            ? "Say with \"key:\" which of its columns says the same as which of the catalogue, \"of:\"."
                            : guess);
        }
    }

    private static FeedException unusable(Linked link, String why, String fix) {
        return new FeedException(new Problem(
                SupplementProblem.NO_KEY,
                link.at(),
                "the linked file " + Problem.quote(link.name()) + " cannot be used: " + why + ".",
                fix));
    }

    boolean isEmpty() {
        return files.isEmpty();
    }

    /** For those who look at what a catalogue is made of. */
    List<Detection> detections() {
        return files.stream()
                .map(file -> new Detection(
                        "linked file",
                        file.link.name(),
                        file.place.name() + " by " + file.link.key() + " = " + file.link.of(),
                        true))
                .toList();
    }

    /** Whether one of them is that file. */
    boolean isFile(Path file) {
        return files.stream().anyMatch(placed -> placed.place.isFile(file));
    }

    /**
     * The records of the catalogue with what the files say about them; closing that closes the reader too.
     *
     * @param known columns of earlier passes
     * @param first records that were read before, or an empty batch
     * @param held where a pass reads a place from
     */
    RecordReader beside(
            RecordReader reader,
            List<String> known,
            RecordBatch first,
            List<MappingSpec.Pair> pairs,
            UnaryOperator<Location> held,
            ProblemSink problems) {
        if (files.isEmpty()) {
            return reader;
        }
        List<LinkedRows> loaded = new ArrayList<>();
        try {
            long budget = options.limits().maxParentBytes() / (2L * files.size());
            for (Placed file : files) {
                loaded.add(load(file.link, held.apply(file.place), budget, problems));
            }
            return new LinkedReader(reader, known, first, loaded, pairs, problems);
        } catch (RuntimeException e) {
            loaded.forEach(LinkedRows::close);
            throw e;
        }
    }

    private LinkedRows load(Linked link, Location place, long budgetBytes, ProblemSink problems) {
        ReadLimits limits = options.limits();
        try (Source source = place.open(new SourceLimits(limits.maxSourceBytes(), limits.maxInflation()))) {
            Head head = Head.of(source);
            CatalogFormat format = formats.recognise(head).format();
            CatalogOptions how = CatalogOptions.DEFAULTS.withLimits(limits).withRecordPath(link.records());
            RecordReader rows =
                    GuardedReader.open(format, source.name(), () -> format.open(source.bytes(), head, how, problems));
            return LinkedRows.load(link, source.name(), rows, budgetBytes);
        }
    }
}
