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

/** Findings that go to a batch as its notes, and decide which of its rows stay live. Confined to one thread. */
final class BatchFindings implements Findings {
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

    BatchFindings(ProductBatch batch) {
        this.batch = batch;
    }

    void start(ProductBatch next) {
        batch = next;
        Arrays.fill(refused, false);
        Arrays.fill(compared, false);
        struck.clear();
        advice.clear();
    }

    @Override
    public void note(Note note) {
        refused[note.row()] |= note.kind() == Note.Kind.INVALID;
        batch.note(note);
    }

    @Override
    public void strike(int row, String field) {
        struck.add(row + ":" + field);
    }

    @Override
    public boolean isStruck(int row, String field) {
        return !struck.isEmpty() && struck.contains(row + ":" + field);
    }

    @Override
    public void advise(String by, String field, String text, Selection products) {
        BitSet all =
                advice.computeIfAbsent(by, any -> new Advice(products.rows[0], field, text, new BitSet())).products;
        for (int i = 0; i < products.size; i++) {
            all.set(products.rows[i]);
        }
    }

    @Override
    public void advise(int row, String by, String field, String text) {
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
