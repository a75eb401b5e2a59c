package io.feedkit.channel.contract;

import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** What a contract says about one batch: which products it refuses, what it left out or changed. Confined to one thread. */
final class Findings {
    private final boolean[] refused = new boolean[ProductBatch.ROWS];
    /** Fields whose values broke a rule, as {@code row:field}. */
    private final Set<String> struck = new HashSet<>();

    /** What is said once for all products it applies to, by the check that says it. */
    private final Map<String, Advice> advice = new LinkedHashMap<>();
    /** Products about which something was said that depends on other products. */
    private final boolean[] compared = new boolean[ProductBatch.ROWS];

    private final Selection gone = new Selection();
    private final Selection addressed = new Selection();
    private ProductBatch batch;

    /** In the words for the first product, for all of them. */
    private record Advice(int row, String field, String text, BitSet products) {}

    Findings(ProductBatch batch) {
        this.batch = batch;
    }

    void start(ProductBatch next) {
        batch = next;
        Arrays.fill(refused, false);
        Arrays.fill(compared, false);
        struck.clear();
        advice.clear();
    }

    void refuse(int row, String by, String field, String text) {
        refused[row] = true;
        batch.note(new Note(row, Note.Kind.INVALID, by, field, text));
    }

    /** Remembers that a field of a product lost its value to a check, which has said so. */
    void strike(int row, String field) {
        struck.add(row + ":" + field);
    }

    /** Whether the reason for a missing value was said already. */
    boolean isStruck(int row, String field) {
        return !struck.isEmpty() && struck.contains(row + ":" + field);
    }

    void warn(int row, String by, String field, String text) {
        batch.note(new Note(row, Note.Kind.WARNING, by, field, text));
    }

    /** Says it once, in the words for the first product, for the products it applies to. */
    void advise(String by, String field, String text, Selection products) {
        BitSet all =
                advice.computeIfAbsent(by, any -> new Advice(products.rows[0], field, text, new BitSet())).products;
        for (int i = 0; i < products.size; i++) {
            all.set(products.rows[i]);
        }
    }

    void advise(int row, String by, String field, String text) {
        advice.computeIfAbsent(by, any -> new Advice(row, field, text, new BitSet()))
                .products
                .set(row);
    }

    /** Notes that what is said about a product comes of others. */
    void compared(int row) {
        compared[row] = true;
    }

    /** Whether something was said about a product that comes of others. */
    boolean isCompared(int row) {
        return compared[row];
    }

    /** Hands over the advice collected so far. */
    void giveAdvice() {
        advice.forEach((by, said) -> {
            addressed.clear();
            said.products.stream().forEach(addressed::add);
            batch.note(new Note(said.row, Note.Kind.ADVICE, by, said.field, said.text, addressed.size), addressed);
        });
        advice.clear();
    }

    void converted(int row, String by, String field, String text) {
        batch.note(new Note(row, Note.Kind.CONVERTED, by, field, text));
    }

    /** Takes the refused products out of the live rows. */
    void retireRefused() {
        gone.clear();
        Selection live = batch.live();
        for (int i = 0; i < live.size; i++) {
            if (refused[live.rows[i]]) {
                gone.add(live.rows[i]);
            }
        }
        if (!gone.isEmpty()) {
            batch.retire(gone);
        }
    }
}
