package io.feedkit.catalog;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.location.Location;
import io.feedkit.location.Parts;
import io.feedkit.location.Source;
import io.feedkit.location.SourceLimits;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.problem.ProblemLog;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.Currencies;
import io.feedkit.product.Product;
import io.feedkit.product.Schema;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A catalogue that can be streamed, as often as its source can be opened.
 *
 * <p>Opening reads the head of the source: format, charset, dialect and columns are found out, each with its evidence ({@link #detections}), and every column is
 * told what it becomes ({@link #mapping}). {@link #read} then passes over the products. <b>Errors:</b> what befalls single records goes to the
 * sink of the pass; {@link #problems} holds what is wrong with the source as a whole; a {@link FeedException} is thrown only when nothing can be read.
 * Immutable and thread-safe; each pass opens the source anew, unless passes are made together ({@link #passes}).
 */
public final class Catalog {
    private static final int KEPT_PROBLEMS = 100;
    /** As many files as a line can name and still be read. */
    private static final int SHOWN_PARTS = 12;

    private static final int SAMPLED_BATCHES = 4;
    /** Of so many files the header is known before reading; those behind may still add columns, which are then reported. */
    private static final int SKIMMED_PARTS = 64;
    /** Formats whose cells hold one value each, unless the mapping says that they are lists. */
    private static final Set<String> FLAT = Set.of("csv", "xlsx");

    private final Location location;
    private final CatalogOptions options;
    private final CatalogFormat format;
    private final MappingSpec preset;
    private final Map<String, CodeTable> tables;
    private final LinkedFiles linked;
    /** Whether rows of their own hold texts in further languages. */
    private final boolean inLanguages;

    private final List<Location> tablePlaces = new ArrayList<>();
    private final Transferred transferred;
    private final Samples samples = new Samples();
    private final String decimalSeparator;
    private final List<Detection> detections = new ArrayList<>();
    private final List<String> madeNames = new ArrayList<>();
    private final Schema schema;
    private final Set<String> supplied;
    private final List<MappedColumn> mapping;
    /** The columns of the source itself. */
    private final List<String> own;
    /** Those, and the columns of linked files. */
    private final List<String> header;

    private final List<JoinPlan> joins;
    private final ProblemLog problems = new ProblemLog(KEPT_PROBLEMS);
    private final long size;

    private Catalog(Location location, CatalogOptions options, CatalogFormats formats, Transferred transferred) {
        this.location = location;
        this.transferred = transferred;
        this.options = Structure.known(withSource(options));
        checkCurrency();
        joins = List.of();
        try (Parts parts = open(transferred.looked(location))) {
            size = parts.storedBytes().orElse(0);
            Source source = first(parts);
            boolean nothing = isNothing(source);
            format = format(Head.of(source), formats);
            if (!source.compression().isEmpty()) {
                detections.add(new Detection("compression", source.compression(), "its first bytes", true));
            }
            Work work = new Work(0, location.name(), problems, Work.nothingSaid());
            RecordReader plain = reader(parts, source, this.options, List.of(), true, problem -> {});
            RecordReader reader = plain;
            try {
                boolean more = reader.read(work.records);
                detections.addAll(reader.detections());
                decimalSeparator = detected("decimal separator");
                preset = preset(reader.columns(), work);
                tables = new TableReader(options, formats, tablePlaces, problems).read(preset);
                linked = LinkedFiles.of(options, preset, formats);
                own = List.copyOf(plain.columns());
                LanguageRows texts = languageRows(transferred.looked(location), own, problems);
                inLanguages = texts != null;
                if (texts != null) {
                    LanguageRows.Beside beside = texts.beside(reader);
                    reader = beside;
                    beside.translate(work.records);
                }
                if (!linked.isEmpty()) {
                    reader = linked.beside(
                            reader, List.of(), work.records, binder().pairs(), transferred::read, problem -> {});
                    work = new Work(0, location.name(), problems, Work.nothingSaid());
                    more = reader.read(work.records);
                    detections.addAll(linked.detections());
                }
                sample(reader, work, more, plain instanceof PartReader files && files.isSkimming() ? files : null);
                header = List.copyOf(reader.columns());
                Binder binder = binder();
                binder.bind(header, madeNames, problems);
                tellTwiceEncoded();
                schema = binder.schema();
                supplied =
                        planner(binder).plan(schema, name -> true, late -> {}).supplied(schema);
                detections.addAll(binder.detections());
                mapping = binder.columns();
                if (!binder.hasId()) {
                    problems.report(withoutId(header, nothing));
                }
                reader.references().close();
            } finally {
                reader.close();
                transferred.end();
            }
        }
    }

    /** A catalogue and one more supplement. */
    private Catalog(Catalog other, JoinPlan join) {
        location = other.location;
        options = other.options;
        format = other.format;
        preset = other.preset;
        tables = other.tables;
        linked = other.linked;
        inLanguages = other.inLanguages;
        tablePlaces.addAll(other.tablePlaces);
        transferred = other.transferred;
        samples.addAll(other.samples);
        decimalSeparator = other.decimalSeparator;
        detections.addAll(other.detections);
        detections.add(join.detection());
        madeNames.addAll(other.madeNames);
        mapping = other.mapping;
        own = other.own;
        header = other.header;
        other.problems.kept().forEach(problems::report);
        size = other.size;
        List<JoinPlan> all = new ArrayList<>(other.joins);
        all.add(join);
        joins = List.copyOf(all);
        schema = join.widened(other.schema);
        Set<String> names = new TreeSet<>(other.supplied);
        names.addAll(join.attributes());
        supplied = names;
    }

    /** What the mapping file says about the source counts unless an option says otherwise. */
    private static CatalogOptions withSource(CatalogOptions options) {
        MappingSpec spec = options.mapping().spec();
        return options.withSheet(options.sheet().isEmpty() ? spec.sheet() : options.sheet())
                .withCharset(options.charset().isEmpty() ? spec.charset() : options.charset())
                .withDialect(options.dialect().or(spec.dialect()));
    }

    private void tellTwiceEncoded() {
        TwiceEncoded texts = new TwiceEncoded();
        for (String column : own) {
            texts.look(column, column);
            samples.of(column).forEach(text -> texts.look(text, column));
        }
        texts.problem(location.name()).ifPresent(problems::report);
    }

    private Problem withoutId(List<String> columns, boolean nothing) {
        SourcePosition at = SourcePosition.unknown(location.name());
        if (columns.isEmpty() && nothing) {
            return new Problem(CatalogProblem.EMPTY, at, "there are no products. " + location.emptyMeans());
        }
        if (columns.isEmpty()) {
            return new Problem(
                    CatalogProblem.NO_ID_COLUMN,
                    at,
                    "there are no columns, so there is no product to read.",
                    "Look at what makes this file: an export that failed often leaves an empty one.");
        }
        return new Problem(
                CatalogProblem.NO_ID_COLUMN,
                at,
                "none of the columns " + FewColumns.of(columns) + " is known to hold the id of products.",
                "Name it in the mapping file, as in \"attributes: {id: Article}\".");
    }

    /** Opens a file; format, charset, dialect and columns are found out. */
    public static Catalog open(Path file) {
        return open(file, CatalogOptions.DEFAULTS);
    }

    /** Opens a file about which something is known. */
    public static Catalog open(Path file, CatalogOptions options) {
        return open(Location.of(file), options);
    }

    /** Opens any place that can be read from more than once. */
    public static Catalog open(Location location, CatalogOptions options) {
        return open(location, options, CatalogFormats.discover(Catalog.class.getClassLoader()));
    }

    /** Opens with the given formats instead of those on the class path. */
    public static Catalog open(Location location, CatalogOptions options, CatalogFormats formats) {
        Catalog catalog = open(location, options, formats, new Transferred());
        for (Supplement supplement : options.mapping().supplements()) {
            catalog = catalog.with(supplement);
        }
        return catalog;
    }

    /** As {@link #open(Location, CatalogOptions, CatalogFormats)} but without the mapping's supplements, and what is transferred for it is shared with others. */
    static Catalog open(Location location, CatalogOptions options, CatalogFormats formats, Transferred transferred) {
        try {
            return new Catalog(
                    Objects.requireNonNull(location, "location"),
                    Objects.requireNonNull(options, "options"),
                    Objects.requireNonNull(formats, "formats"),
                    transferred);
        } catch (RuntimeException e) {
            transferred.close();
            throw e;
        }
    }

    private void checkCurrency() {
        String code = options.currency();
        if (!code.isEmpty() && !Currencies.isKnown(code)) {
            String upper = code.strip().toUpperCase(Locale.ROOT);
            throw new FeedException(new Problem(
                    CatalogProblem.UNKNOWN_CURRENCY,
                    SourcePosition.unknown(location.name()),
                    Problem.quote(code) + " is no currency that prices can be in.",
                    Currencies.isKnown(upper)
                            ? "Did you mean \"" + upper + "\"?"
                            : "Give an ISO 4217 code such as EUR."));
        }
    }

    private Parts open(Location place) {
        ReadLimits limits = options.limits();
        return place.parts(new SourceLimits(limits.maxSourceBytes(), limits.maxInflation()));
    }

    private static Source first(Parts parts) {
        return parts.next().orElseThrow(() -> new IllegalStateException("a place has at least one part"));
    }

    private CatalogFormat format(Head head, CatalogFormats formats) {
        if (!options.format().isEmpty()) {
            return formats.get(options.format());
        }
        CatalogFormats.Recognised found = formats.recognise(head);
        String evidence = "recognised with " + found.confidence() + " of 100";
        detections.add(new Detection("format", found.format().name(), evidence, found.confidence() >= 50));
        return found.format();
    }

    /** Reads the parts one after another; a single file without a detour. The reader closes what it was given. */
    private RecordReader reader(
            Parts parts, CatalogOptions reading, List<String> known, boolean skim, ProblemSink sink) {
        try {
            return reader(parts, first(parts), reading, known, skim, sink);
        } catch (RuntimeException e) {
            parts.close();
            throw e;
        }
    }

    private RecordReader reader(
            Parts parts, Source first, CatalogOptions reading, List<String> known, boolean skim, ProblemSink sink) {
        RecordReader reader = reader(first, reading, sink);
        PartReader.Opener opener = source -> reader(source, reading, sink);
        return parts.isSingle() && parts.archive().isEmpty()
                ? reader
                : new PartReader(parts, first, reader, opener, known, skim && !parts.isSingle());
    }

    /** Whether nothing comes, where that is an answer. */
    private boolean isNothing(Source source) {
        return !location.emptyMeans().isEmpty() && source.isWhole(0);
    }

    private RecordReader reader(Source source, CatalogOptions reading, ProblemSink sink) {
        if (isNothing(source)) {
            return new RemarkedReader(new NothingReader(source), source, sink);
        }
        Head head = Head.of(source);
        RecordReader reader =
                GuardedReader.open(format, source.name(), () -> format.open(source.bytes(), head, reading, sink));
        return new RemarkedReader(reader, source, sink);
    }

    private String detected(String what) {
        return detections.stream()
                .filter(detection -> detection.what().equals(what))
                .map(Detection::value)
                .findFirst()
                .orElse("");
    }

    private MappingSpec preset(List<String> header, Work first) {
        MappingSpec user = options.mapping().spec();
        String base = user.base();
        String named = user.nesting().variants();
        String variants = named.isEmpty() ? detected("variants") : named;
        if (base.equals("none")) {
            return MappingSpec.NOTHING;
        }
        if (!base.equals("automatic")) {
            return Presets.named(base, header, variants);
        }
        MappingSpec byStructure =
                Presets.ofSystem(detected("system"), header, variants).orElse(null);
        if (byStructure != null) {
            return byStructure;
        }
        Presets.Recognised found = Presets.recognise(header, column -> {
                    Samples values = new Samples();
                    values.add(first, header, 0);
                    return values.of(column);
                })
                .orElse(null);
        if (found == null) {
            return named.isEmpty() ? MappingSpec.NOTHING : Presets.named(Presets.NESTED_VARIANTS, header, named);
        }
        String evidence = "columns " + String.join(", ", found.columns());
        detections.add(new Detection("system", found.preset().name(), evidence, true));
        return found.preset();
    }

    /** @param parts the files of the catalogue, when it has several of which only the first records are looked at */
    private void sample(RecordReader reader, Work work, boolean first, @Nullable PartReader parts) {
        Binder binder = binder();
        Unpacker unpacker = binder.unpacker(reader.columns(), options.limits().maxColumns());
        boolean more = first;
        int most = parts != null ? SKIMMED_PARTS : SAMPLED_BATCHES;
        for (int batch = 0; more && batch < most; batch++) {
            unpacker.unpack(work, (name, row) -> {});
            samples.add(work, reader.columns(), 0);
            samples.add(work, unpacker.names(), Work.MADE);
            try {
                more = reader.read(work.records);
            } catch (FeedException e) {
                // What is broken behind the first records is found, and told, by whoever reads that far.
                more = false;
            }
        }
        madeNames.addAll(unpacker.names());
        if (parts != null) {
            String evidence = parts.names().stream().limit(SHOWN_PARTS).collect(Collectors.joining(", "));
            String count = parts.names().size() + (more ? " and more" : "");
            detections.add(new Detection("files", count, evidence, true));
        }
    }

    private Binder binder() {
        return new Binder(options.mapping().spec(), preset, options, samples, tables);
    }

    private Planner planner(Binder binder) {
        return binder.planner(!FLAT.contains(format.name()) || !linked.isEmpty(), decimalSeparator);
    }

    /** Whether it is read from that file, by whatever path it is named; its supplements, tables and linked files are files of it too. */
    public boolean isFile(Path file) {
        return location.isFile(file)
                || linked.isFile(file)
                || tablePlaces.stream().anyMatch(place -> place.isFile(file))
                || joins.stream().anyMatch(join -> join.source().isFile(file));
    }

    /** Names the source in reports; holds no credentials. */
    public String name() {
        return location.name();
    }

    /** What manifests and reports call it: {@link Location#shownName}. */
    public String shownName() {
        return location.shownName();
    }

    /** Bytes of the source as stored, or 0 when that is not known. */
    public long size() {
        return size;
    }

    /** The name of the format it is read in. */
    public String format() {
        return format.name();
    }

    /** The standard attributes, those of the catalogue's own columns, and a slot per language that columns are in. */
    public Schema schema() {
        return schema;
    }

    /** Names of the attributes that columns of this catalogue may fill; all others are missing in every product. */
    public Set<String> supplied() {
        return supplied;
    }

    /** What was found out rather than told. */
    public List<Detection> detections() {
        return List.copyOf(detections);
    }

    /** What became of each column, those that are not read included. */
    public List<MappedColumn> mapping() {
        return List.copyOf(mapping);
    }

    /**
     * A mapping file, in YAML, that says what was understood of each column, with how sure it is and what stands there as comments.
     *
     * <p>Reading with it gives the same products as reading without; it is there to be looked at and corrected. What a mapping said already it says again: further files, tables,
     * supplements, variants. Names of files count from the folder of the file that is written.
     */
    public String proposedMapping() {
        Binder binder = binder();
        binder.bind(header, madeNames, problem -> {});
        List<Supplement> supplements = joins.stream().map(JoinPlan::supplement).toList();
        return binder.proposal(name(), supplements).write(options);
    }

    /** What is wrong with the source as a whole. */
    public List<Problem> problems() {
        return List.copyOf(problems.kept());
    }

    /**
     * This catalogue with a supplement joined to its products; what it gives is part of {@link #schema} and {@link #supplied}.
     *
     * <p>The supplement's head is read now, the rest in each pass. Throws a {@link FeedException} with {@code supplement.no-key}, {@code supplement.no-column} or
     * {@code supplement.wrong-type}, and when the supplement cannot be read.
     */
    public Catalog with(Supplement supplement) {
        return new Catalog(this, JoinPlan.of(supplement, schema, supplied, options));
    }

    /** Starts a pass over the products, in a schema that has at least the attributes of {@link #schema}. */
    public ProductReader read(Schema wider, ProblemSink sink) {
        return read(wider, supplied, sink);
    }

    /** As {@link #read(Schema, ProblemSink)}, but only these attributes are read; the others are missing in every product and cost nothing. */
    public ProductReader read(Schema wider, Set<String> wanted, ProblemSink sink) {
        Passes passes = new Passes(this, false);
        try {
            ProductReader reader = passes.read(wider, wanted, sink);
            return passes.isHolding() ? new OnlyPass(reader, passes) : reader;
        } catch (RuntimeException e) {
            passes.close();
            throw e;
        }
    }

    /** For several passes that belong together: what is remote is transferred once. */
    public Passes passes() {
        return new Passes(this, true);
    }

    ProductReader read(Passes passes, Schema wider, Set<String> wanted, ProblemSink sink) {
        Set<String> read = new HashSet<>(wanted);
        read.add("id");
        List<JoinPlan> used = used(read);
        problems.kept().forEach(sink::report);
        Variants variants = binder().variants();
        boolean again = inLanguages
                || Structure.needsScan(options, detections)
                || variants instanceof Variants.ByParent
                || variants instanceof Variants.Listed;
        Location place = passes.place(location, again, transferred);
        UnaryOperator<Location> held = further -> passes.place(further, again, transferred);
        CatalogOptions reading =
                Structure.scanned(options, detections, tables -> reader(open(place), tables, own, false, sink));
        Families families = families(place, held, variants);
        Parts parts = open(place);
        try {
            RecordReader reader = records(parts, place, reading, held, sink);
            passes.keep(reader.references());
            RowSource rows = rows(reader, families);
            Set<String> late = new HashSet<>();
            MappedReader.Rebinder rebinder = columns -> bind(columns, wider, read, column -> {
                if (late.add(column)) {
                    sink.report(late(column));
                }
            });
            ProductReader products = new MappedReader(
                    rows, name(), parts::storedBytesRead, wider, rebinder.bind(rows.columns()), rebinder, sink);
            return used.isEmpty() ? products : joined(products, used, passes, wider, read, sink);
        } catch (RuntimeException e) {
            families.close();
            parts.close();
            throw e;
        }
    }

    /** Texts of products that stand in rows of their own; null when there are none. The mapping and what is wrong with its languages was told before. */
    private @Nullable LanguageRows languageRows(Location place, List<String> columns, ProblemSink sink) {
        MappingSpec.InRows how = binder().languageRows();
        if (!how.isIn(columns)) {
            return null;
        }
        RecordReader scanned = reader(open(place), options, columns, false, problem -> {});
        LanguageRows rows = LanguageRows.scan(
                how, location.name(), scanned, options.limits().maxParentBytes() / 4, sink);
        if (rows.isEmpty()) {
            rows.close();
            return null;
        }
        return rows;
    }

    /** The records of the source, with what rows in other languages and linked files say about them. */
    private RecordReader records(
            Parts parts, Location place, CatalogOptions reading, UnaryOperator<Location> held, ProblemSink sink) {
        RecordReader reader = reader(parts, reading, own, false, sink);
        try {
            LanguageRows texts = inLanguages ? languageRows(place, own, problem -> {}) : null;
            reader = texts == null ? reader : texts.beside(reader);
            RecordBatch first = new RecordBatch(new TextBuffer(linked.isEmpty() ? 0 : 128 * 1024));
            List<String> known = texts == null ? own : reader.columns();
            return linked.beside(reader, known, first, binder().pairs(), held, sink);
        } catch (RuntimeException e) {
            reader.close();
            throw e;
        }
    }

    /** The supplements that give what is wanted; their keys are wanted then, and an earlier supplement may give those. */
    private List<JoinPlan> used(Set<String> wanted) {
        List<JoinPlan> used = new ArrayList<>();
        for (int i = joins.size() - 1; i >= 0; i--) {
            JoinPlan join = joins.get(i);
            if (join.attributes().stream().anyMatch(wanted::contains)) {
                used.add(0, join);
                wanted.add(join.supplement().keyAttribute());
            }
        }
        return used;
    }

    private static ProductReader joined(
            ProductReader products,
            List<JoinPlan> used,
            Passes passes,
            Schema wider,
            Set<String> wanted,
            ProblemSink sink) {
        List<Join> open = new ArrayList<>();
        try {
            used.forEach(join -> open.add(Join.open(join, passes, wider, wanted, sink)));
        } catch (RuntimeException e) {
            open.forEach(Join::close);
            throw e;
        }
        return new JoinedReader(products, open);
    }

    private Problem late(String column) {
        return new Problem(
                CatalogProblem.LATE_COLUMN,
                SourcePosition.unknown(location.name()).withField(column),
                "the first part of the source has no " + Problem.quote(column) + ", so it is not read.",
                "Name it in the mapping file.");
    }

    private MappedReader.Binding bind(
            List<String> columns, Schema wider, Set<String> wanted, Planner.LateColumns late) {
        Binder binder = binder();
        binder.bind(columns, madeNames, problem -> {});
        Unpacker unpacker = binder.unpacker(columns, options.limits().maxColumns());
        unpacker.learned(madeNames);
        Plan plan = planner(binder).plan(wider, supplied::contains, late).only(wanted, wider);
        RecordFingerprints fingerprints = unpacker.isIdle() ? RecordFingerprints.of(plan, binder.rows()) : null;
        return new MappedReader.Binding(
                plan, unpacker, new RowChoice(binder.rows(), columns), columns.size(), fingerprints);
    }

    private Families families(Location place, UnaryOperator<Location> held, Variants variants) {
        Families families = new Families(options.limits().maxParentBytes(), location.name());
        Families.Opener opener = () -> records(open(place), place, options, held, problem -> {});
        try {
            if (variants instanceof Variants.ByParent byParent) {
                families.scan(opener, byParent);
            } else if (variants instanceof Variants.Listed listed) {
                families.scan(opener, listed);
            }
            return families;
        } catch (RuntimeException e) {
            families.close();
            throw e;
        }
    }

    private RowSource rows(RecordReader reader, Families families) {
        Variants variants = binder().variants();
        if (variants instanceof Variants.Adjacent adjacent) {
            return new AdjacentRows(reader, adjacent, options.limits().maxParentBytes());
        }
        return variants instanceof Variants.None
                ? new RowSource.Plain(reader)
                : new FamilyRows(reader, variants, families, binder()::blanks);
    }

    /** The first products, at most {@code count}, as objects to look at. Rows that are no products are not among them. */
    public List<Product> first(int count, ProblemSink sink) {
        List<Product> products = new ArrayList<>();
        try (ProductReader reader = read(schema, sink)) {
            ProductBatch batch = reader.newBatch();
            while (products.size() < count && reader.read(batch)) {
                for (int i = 0; i < batch.live().size && products.size() < count; i++) {
                    products.add(batch.product(batch.live().rows[i]));
                }
            }
        }
        return products;
    }
}
