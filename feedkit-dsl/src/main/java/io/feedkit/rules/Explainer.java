package io.feedkit.rules;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.catalog.Catalog;
import io.feedkit.catalog.MappedColumn;
import io.feedkit.catalog.Passes;
import io.feedkit.catalog.ProductReader;
import io.feedkit.export.Enrichment;
import io.feedkit.export.FirstPass;
import io.feedkit.feed.FeedBatch;
import io.feedkit.feed.FeedContract;
import io.feedkit.feed.FeedField;
import io.feedkit.feed.Member;
import io.feedkit.problem.ProblemSink;
import io.feedkit.problem.SourcePosition;
import io.feedkit.product.Schema;
import io.feedkit.rules.Explanation.Layer;
import io.feedkit.rules.Explanation.Verdict;
import io.feedkit.rules.eval.Trail;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Answers why a product of a catalogue has the values it has, or is not sent.
 *
 * <pre>{@code
 * Explainer explainer = Explainer.of(rules, catalog).with(List.of(google.member("FR", "fr")));
 * explainer.explain("SKU-42", Instant.now()).ifPresent(why -> System.out.println(why.text(Locale.ENGLISH)));
 * }</pre>
 *
 * <p>The product runs twice: once as in an export, for what becomes of it, and once by a plan of the same program with further steps that write down what they see. Rules that
 * are not explained have no such steps and pay nothing. When rules ask about the whole catalogue, it is read as a whole; else as far as the product. What channels
 * compare across the catalogue, such as double GTINs, is not seen. <b>Errors:</b> as for an export, thrown as {@link io.feedkit.problem.FeedException}. <b>Threads:</b> immutable and
 * thread-safe.
 */
public final class Explainer {
    private final RuleSet rules;
    private final Catalog catalog;
    private final List<FeedContract> contracts;
    private final Schema schema;

    private Explainer(RuleSet rules, Catalog catalog, List<? extends FeedContract> contracts) {
        this.rules = Objects.requireNonNull(rules, "rules");
        this.catalog = Objects.requireNonNull(catalog, "catalog");
        this.contracts = List.copyOf(contracts);
        Schema widest = rules.environment().schema();
        for (FeedContract contract : contracts) {
            widest = contract.extend(widest);
        }
        schema = widest;
    }

    /** For rules that were compiled for the attributes of a catalogue. */
    public static Explainer of(RuleSet rules, Catalog catalog) {
        return new Explainer(rules, catalog, List.of());
    }

    /** The same for these feeds too; those of one export, since they share the stock that rules allocate. */
    public Explainer with(List<? extends FeedContract> feeds) {
        return new Explainer(rules, catalog, feeds);
    }

    /** The first product with this id; empty if the catalogue has none. */
    public Optional<Explanation> explain(String id, Instant runAt) {
        try (Passes passes = catalog.passes()) {
            Optional<FirstPass> first = rules.firstPass(schema, runAt);
            RuleSet knowing = first.isPresent() ? looked(passes, first.get()) : rules;
            try (ProductReader reader = passes.read(schema, wanted(runAt), problem -> {})) {
                ProductBatch batch = reader.newBatch();
                while (reader.read(batch)) {
                    int row = find(batch, id);
                    if (row >= 0) {
                        return Optional.of(new Asking(knowing, runAt, batch, row).explanation(id));
                    }
                }
            }
            return Optional.empty();
        }
    }

    /**
     * A test in the rule language, one for each feed or one for the trunk when there are none: it gives what rules look at of the first product with this id, and expects what they make of it
     * now. Empty if the catalogue has no such product. In a test the product is a catalogue by itself, so what rules find out about the whole catalogue may differ.
     */
    public Optional<String> test(String id, Instant runAt) {
        return explain(id, runAt).map(why -> {
            ProductTest test = new ProductTest(id, why.source(), runAt);
            Set<String> looked = new TreeSet<>(rules.reads());
            looked.addAll(rules.writes());
            return why.layers().isEmpty()
                    ? test.of(null, looked, rules.writes(), why.afterTrunk())
                    : why.layers().stream()
                            .map(layer -> test.of(layer.member(), looked, rules.writes(), layer.outcome()))
                            .collect(Collectors.joining("\n"));
        });
    }

    private Set<String> wanted(Instant runAt) {
        Set<String> names = new TreeSet<>(rules.reads());
        names.addAll(rules.writes());
        names.addAll(catalog.supplied());
        contracts.forEach(contract ->
                names.addAll(contract.prepare(schema, supplied(), runAt).reads()));
        return names;
    }

    private Set<String> supplied() {
        Set<String> supplied = new TreeSet<>(catalog.supplied());
        supplied.addAll(rules.writes());
        return supplied;
    }

    private RuleSet looked(Passes passes, FirstPass first) {
        FirstPass.Collector collector = first.collector(problem -> {});
        try (ProductReader reader = passes.read(schema, first.reads(), problem -> {})) {
            ProductBatch batch = reader.newBatch();
            while (reader.read(batch)) {
                collector.collect(batch);
            }
        }
        return collector.finish() instanceof RuleSet knowing ? knowing : rules;
    }

    private static int find(ProductBatch batch, String id) {
        int slot = batch.schema().slot("id").orElse(-1);
        Column ids = slot < 0 ? Column.missing() : batch.column(slot);
        for (int i = 0; i < batch.live().size; i++) {
            int row = batch.live().rows[i];
            if (!ids.isMissing(row) && batch.text().string(ids.bits[row]).equals(id)) {
                return row;
            }
        }
        return -1;
    }

    /** One product, in the batch it was read in. */
    private final class Asking {
        private final RuleSet knowing;
        private final Instant runAt;
        private final ProductBatch read;
        private final int row;
        private final List<Member> members =
                contracts.stream().map(FeedContract::member).toList();

        Asking(RuleSet knowing, Instant runAt, ProductBatch read, int row) {
            this.knowing = knowing;
            this.runAt = runAt;
            this.read = read;
            this.row = row;
            Selection others = new Selection();
            for (int i = 0; i < read.live().size; i++) {
                if (read.live().rows[i] != row) {
                    others.add(read.live().rows[i]);
                }
            }
            read.retire(others);
        }

        Explanation explanation(String id) {
            ProblemSink unheard = problem -> {};
            Enrichment.Session plain = knowing.open(schema, members, runAt, unheard);
            ProductBatch trunk = over(read);
            plain.trunk(trunk);
            Trail trail = new Trail();
            RuleSet.Running traced = knowing.traced(schema, members, runAt, trail);
            ProductBatch tracedTrunk = over(read);
            traced.observe(tracedTrunk);
            traced.trunk(tracedTrunk);
            List<Explanation.Event> events = trail.take();
            List<Layer> layers = new ArrayList<>();
            for (int i = 0; i < contracts.size(); i++) {
                ProductBatch layer = over(trunk);
                plain.layer(i, layer);
                traced.layer(i, over(tracedTrunk));
                layers.add(layer(contracts.get(i), layer, trail.take()));
            }
            return new Explanation(
                    id,
                    position(),
                    Outcome.values(read, row, ""),
                    columns(),
                    events,
                    knowing.idle(schema, null, members, runAt),
                    Outcome.of(trunk, row, null),
                    layers);
        }

        private ProductBatch over(ProductBatch below) {
            ProductBatch batch = new ProductBatch(schema, below.records());
            batch.startOver(below);
            return batch;
        }

        private Layer layer(FeedContract contract, ProductBatch layer, List<Explanation.Event> events) {
            Outcome outcome = Outcome.of(layer, row, contract.member());
            int known = layer.notes().size();
            Map<String, String> sent = layer.live().size == 0 ? Map.of() : sent(contract, layer);
            List<Verdict> verdicts = layer.notes().subList(known, layer.notes().size()).stream()
                    .filter(note -> note.row() == row)
                    .map(note -> new Verdict(note.kind(), note.by(), note.attribute(), note.text()))
                    .toList();
            return new Layer(
                    contract.member(),
                    events,
                    knowing.idle(schema, contract.member(), members, runAt),
                    outcome,
                    verdicts,
                    sent);
        }

        private Map<String, String> sent(FeedContract contract, ProductBatch layer) {
            FeedContract.Prepared prepared = contract.prepare(schema, supplied(), runAt);
            List<FeedField> fields = prepared.layout().fields();
            FeedBatch out = new FeedBatch(fields.size(), layer.text());
            out.start(layer.text());
            prepared.open().apply(layer, out);
            Map<String, String> sent = new LinkedHashMap<>();
            for (int i = 0; i < fields.size() && out.rows().size > 0; i++) {
                long text = out.texts(i)[row];
                if (text != Column.MISSING) {
                    sent.put(fields.get(i).name(), out.text().string(text));
                }
            }
            return sent;
        }

        private SourcePosition position() {
            String source = read.records().source().isEmpty()
                    ? catalog.name()
                    : read.records().source();
            SourcePosition at = SourcePosition.ofRecord(source, read.records().recordNumber(row));
            long line = read.records().line(row);
            return line > 0 ? at.withLine(line) : at;
        }

        private Map<String, String> columns() {
            Map<String, String> columns = new TreeMap<>();
            for (MappedColumn column : catalog.mapping()) {
                if (column.isRead()) {
                    columns.putIfAbsent(column.attribute(), column.column());
                }
            }
            return columns;
        }
    }
}
