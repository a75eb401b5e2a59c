package io.feedkit.export;

import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.product.Product;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Counts what became of the products of one feed. Two tallies of parts of a run add up to the tally of the whole. */
final class FeedTally {
    private static final int LONGEST = 200;

    private final long[] products = new long[ProductStatus.values().length];
    private final Map<Note.Kind, Map<String, Reason>> reasons = new EnumMap<>(Note.Kind.class);

    void count(ProductStatus status) {
        products[status.ordinal()]++;
    }

    /** Counts products elsewhere than before. */
    void move(ProductStatus from, ProductStatus to, long count) {
        products[from.ordinal()] -= count;
        products[to.ordinal()] += count;
    }

    /** Counts what was said of a product of which there need be no example. */
    void count(Note note) {
        reason(note.kind(), note.by()).count += note.products();
    }

    /** @param line where the product's line stands among those of the batch, from 1 */
    void count(Note note, ProductBatch batch, long line) {
        Reason reason = reason(note.kind(), note.by());
        reason.count += note.products();
        if (reason.given < FeedReport.Reason.mostExamples(note.kind()) && reason.takes(line, note.kind())) {
            reason.add(example(note, batch.product(note.row()), line), note.kind());
        }
    }

    private static FeedReport.Example example(Note note, Product product, long line) {
        String found = note.attribute().isEmpty() ? "" : shown(product, note.attribute());
        return new FeedReport.Example(
                shown(product, "id"),
                shown(product, "title"),
                note.attribute(),
                found,
                note.text(),
                note.failure(),
                "",
                line);
    }

    /** A report shows a value and is no archive of it. */
    private static String shown(Product product, String attribute) {
        String text = product.value(attribute)
                .map(value -> value instanceof List<?> list
                        ? list.stream().map(String::valueOf).collect(Collectors.joining(", "))
                        : String.valueOf(value))
                .orElse("");
        return text.length() <= LONGEST
                ? text
                : text.substring(0, Character.isHighSurrogate(text.charAt(LONGEST - 1)) ? LONGEST - 1 : LONGEST) + "…";
    }

    /** Adds a later part of the run. */
    void add(FeedTally later) {
        long lines = accounted();
        for (int status = 0; status < products.length; status++) {
            products[status] += later.products[status];
        }
        later.reasons.forEach((kind, byName) -> byName.forEach((name, theirs) -> {
            if (theirs.count == 0) {
                return;
            }
            Reason ours = reason(kind, name);
            ours.count += theirs.count;
            for (FeedReport.Example example : theirs.examples) {
                if (ours.takes(lines + example.line(), kind)) {
                    ours.add(example.within("", lines), kind);
                }
            }
        }));
    }

    private long accounted() {
        long sum = 0;
        for (long count : products) {
            sum += count;
        }
        return sum;
    }

    void clear() {
        Arrays.fill(products, 0);
        reasons.values()
                .forEach(byName -> byName.values().forEach(reason -> {
                    reason.count = 0;
                    reason.examples.clear();
                }));
    }

    /** Notes that what was counted has been added to the whole: enough examples need not be found again, since later ones come after them. */
    void settle() {
        reasons.values().forEach(byName -> byName.values().forEach(reason -> reason.given += reason.examples.size()));
    }

    long products(ProductStatus status) {
        return products[status.ordinal()];
    }

    /** Whether all examples of what a rule or check says were found, so that later products need not give one. */
    boolean isTold(Note.Kind kind, String by) {
        Map<String, Reason> byName = reasons.get(kind);
        Reason reason = byName == null ? null : byName.get(by);
        return reason != null && reason.given >= FeedReport.Reason.mostExamples(kind);
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
    List<FeedReport.Reason> reasons(Map<String, RuleLabel> labels, String part) {
        List<FeedReport.Reason> all = new ArrayList<>();
        reasons.forEach((kind, byName) -> byName.forEach((name, reason) -> all.add(new FeedReport.Reason(
                kind,
                name,
                labels.getOrDefault(name, RuleLabel.NONE),
                reason.count,
                reason.examples.stream().map(example -> example.within(part, 0)).toList()))));
        all.sort((a, b) -> Long.compare(b.count(), a.count()));
        return all;
    }

    private Reason reason(Note.Kind kind, String by) {
        return reasons.computeIfAbsent(kind, k -> new TreeMap<>()).computeIfAbsent(by, b -> new Reason());
    }

    private static final class Reason {
        private long count;
        /** How many examples earlier batches of the same thread gave. */
        private int given;

        private final List<FeedReport.Example> examples = new ArrayList<>();

        /** Examples are those products that come first in the ledger, whatever the order in which they were found. */
        boolean takes(long line, Note.Kind kind) {
            for (FeedReport.Example example : examples) {
                if (example.line() == line) {
                    return false;
                }
            }
            int most = FeedReport.Reason.mostExamples(kind);
            return examples.size() < most || line < examples.get(most - 1).line();
        }

        void add(FeedReport.Example example, Note.Kind kind) {
            int at = examples.size();
            while (at > 0 && examples.get(at - 1).line() > example.line()) {
                at--;
            }
            examples.add(at, example);
            if (examples.size() > FeedReport.Reason.mostExamples(kind)) {
                examples.remove(examples.size() - 1);
            }
        }
    }
}
