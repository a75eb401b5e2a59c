package io.feedkit.export;

import io.feedkit.batch.Column;
import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Counts what became of the products of one feed. Two tallies of parts of a run add up to the tally of the whole. */
final class FeedTally {
    private static final int EXAMPLES = 3;

    private final long[] products = new long[ProductStatus.values().length];
    private final Map<Note.Kind, Map<String, Reason>> reasons = new EnumMap<>(Note.Kind.class);

    void count(ProductStatus status) {
        products[status.ordinal()]++;
    }

    void count(Note note, ProductBatch batch, int idSlot) {
        Reason reason = reason(note.kind(), note.by());
        reason.count += note.products();
        if (reason.examples.size() < EXAMPLES) {
            Column ids = batch.column(idSlot);
            String id = ids.isMissing(note.row()) ? "" : batch.text().string(ids.bits[note.row()]);
            reason.examples.add(new FeedReport.Example(id, note.attribute(), note.text()));
        }
    }

    /** Adds a later part of the run. */
    void add(FeedTally later) {
        for (int status = 0; status < products.length; status++) {
            products[status] += later.products[status];
        }
        later.reasons.forEach((kind, byName) -> byName.forEach((name, theirs) -> {
            Reason ours = reason(kind, name);
            ours.count += theirs.count;
            for (FeedReport.Example example : theirs.examples) {
                if (ours.examples.size() < EXAMPLES) {
                    ours.examples.add(example);
                }
            }
        }));
    }

    void clear() {
        Arrays.fill(products, 0);
        reasons.clear();
    }

    long products(ProductStatus status) {
        return products[status.ordinal()];
    }

    /** How many calculations of each rule failed, by its name. */
    Map<String, Long> faults() {
        Map<String, Long> counts = new TreeMap<>();
        reasons.getOrDefault(Note.Kind.FAULT, Map.of()).forEach((name, reason) -> counts.put(name, reason.count));
        return counts;
    }

    /** How often contract and rules refused or warned, by check. */
    Map<String, Long> said() {
        Map<String, Long> counts = new TreeMap<>();
        for (Note.Kind kind : List.of(Note.Kind.INVALID, Note.Kind.WARNING)) {
            reasons.getOrDefault(kind, Map.of()).forEach((name, reason) -> counts.merge(name, reason.count, Long::sum));
        }
        return counts;
    }

    /** What was said, the most frequent first; equal counts in the order of their names. */
    List<FeedReport.Reason> reasons(Map<String, RuleLabel> labels) {
        List<FeedReport.Reason> all = new ArrayList<>();
        reasons.forEach((kind, byName) -> byName.forEach((name, reason) -> all.add(new FeedReport.Reason(
                kind, name, labels.getOrDefault(name, RuleLabel.NONE), reason.count, reason.examples))));
        all.sort((a, b) -> Long.compare(b.count(), a.count()));
        return all;
    }

    private Reason reason(Note.Kind kind, String by) {
        return reasons.computeIfAbsent(kind, k -> new TreeMap<>()).computeIfAbsent(by, b -> new Reason());
    }

    private static final class Reason {
        private long count;
        private final List<FeedReport.Example> examples = new ArrayList<>();
    }
}
