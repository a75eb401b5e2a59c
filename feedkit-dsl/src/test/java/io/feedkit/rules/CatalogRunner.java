package io.feedkit.rules;

import io.feedkit.batch.Column;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.RecordBatch;
import io.feedkit.batch.TextBuffer;
import io.feedkit.export.Enrichment;
import io.feedkit.export.FirstPass;
import io.feedkit.feed.Member;
import io.feedkit.problem.FeedException;
import io.feedkit.problem.Problem;
import io.feedkit.product.Schema;
import io.feedkit.rules.eval.Values;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Runs rules over a small catalogue as an export does: look at all products in batches, on several collectors, then enrich them. */
public final class CatalogRunner {
    private final RuleSet rules;
    private final Schema schema;
    private final int batchSize;
    private final int collectors;

    public CatalogRunner(RuleSet rules, int batchSize, int collectors) {
        this.rules = rules;
        this.schema = rules.environment().schema();
        this.batchSize = batchSize;
        this.collectors = collectors;
    }

    /** What became of each product, in order: its values as text, {@code (out)} as a value of its own when it was excluded. */
    public List<Map<String, String>> run(List<Map<String, Object>> products, List<Member> members, int member) {
        Enrichment enrichment = look(products).orElse(rules);
        Enrichment.Session session = enrichment.open(schema, members, Shop.NOW, problem -> {
            throw new FeedException(problem);
        });
        List<Map<String, String>> results = new ArrayList<>();
        for (int from = 0; from < products.size(); from += batchSize) {
            ProductBatch trunk = batch(products, from);
            session.trunk(trunk);
            ProductBatch result = trunk;
            if (!members.isEmpty()) {
                result = new ProductBatch(schema, trunk.records());
                result.startOver(trunk);
                session.layer(member, result);
            }
            results.addAll(results(result));
        }
        return results;
    }

    private Optional<Enrichment> look(List<Map<String, Object>> products) {
        Optional<FirstPass> pass = rules.firstPass(schema, Shop.NOW);
        if (pass.isEmpty()) {
            return Optional.empty();
        }
        List<FirstPass.Collector> threads = new ArrayList<>();
        for (int i = 0; i < collectors; i++) {
            threads.add(pass.get().collector(problem -> {}));
        }
        int turn = 0;
        for (int from = 0; from < products.size(); from += batchSize) {
            threads.get(turn++ * 7 % collectors).collect(batch(products, from));
        }
        for (int i = 1; i < collectors; i++) {
            threads.get(0).merge(threads.get(i));
        }
        return Optional.of(threads.get(0).finish());
    }

    private ProductBatch batch(List<Map<String, Object>> products, int from) {
        return batch(schema, products, from, Math.min(batchSize, products.size() - from));
    }

    private static ProductBatch batch(Schema schema, List<Map<String, Object>> products, int from, int count) {
        RecordBatch records = new RecordBatch(new TextBuffer(256));
        for (int i = 0; i < count; i++) {
            records.startRecord(from + i + 1L, -1, -1, 0);
            records.endRecord();
        }
        ProductBatch batch = new ProductBatch(schema, records);
        batch.start(records);
        for (int slot = 0; slot < schema.size(); slot++) {
            var type = schema.attribute(slot).type();
            Column column = Column.of(type);
            for (int row = 0; row < count; row++) {
                Object value =
                        products.get(from + row).get(schema.attribute(slot).name());
                Values.write(
                        column, row, type, batch.text(), value instanceof String s ? Values.parse(type, s) : value);
            }
            batch.supply(slot, column);
        }
        return batch;
    }

    private List<Map<String, String>> results(ProductBatch batch) {
        List<Map<String, String>> all = new ArrayList<>();
        for (int row = 0; row < batch.rows(); row++) {
            Map<String, String> values = new TreeMap<>();
            for (int slot = 0; slot < schema.size(); slot++) {
                Object value = Values.read(
                        batch.column(slot), row, schema.attribute(slot).type(), batch.text());
                if (value != null) {
                    values.put(schema.attribute(slot).name(), value.toString());
                }
            }
            int here = row;
            batch.notes().stream()
                    .filter(note -> note.row() == here && note.kind() == Note.Kind.EXCLUDED)
                    .forEach(note -> values.put("(out)", note.text()));
            all.add(values);
        }
        return all;
    }

    /** What a look at a catalogue has to say. */
    static List<Problem> looked(FirstPass pass, Schema schema, List<Map<String, Object>> products) {
        List<Problem> problems = new ArrayList<>();
        FirstPass.Collector collector = pass.collector(problems::add);
        for (int from = 0; from < products.size(); from += ProductBatch.ROWS) {
            collector.collect(batch(schema, products, from, Math.min(products.size() - from, ProductBatch.ROWS)));
        }
        collector.finish().forget();
        return problems;
    }
}
