package io.feedkit.channel.contract;

import io.feedkit.batch.Note;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import java.util.Arrays;
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
    private final Map<String, Note> advice = new LinkedHashMap<>();

    private final Selection gone = new Selection();
    private ProductBatch batch;

    Findings(ProductBatch batch) {
        this.batch = batch;
    }

    void start(ProductBatch next) {
        batch = next;
        Arrays.fill(refused, false);
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

    /** Says it once, in the words for the first product, with the number of products it applies to. */
    void advise(int row, String by, String field, String text, int products) {
        advice.merge(
                by,
                new Note(row, Note.Kind.ADVICE, by, field, text, products),
                (first, next) -> new Note(
                        first.row(), Note.Kind.ADVICE, by, field, first.text(), first.products() + next.products()));
    }

    /** Hands over the advice collected so far. */
    void giveAdvice() {
        advice.values().forEach(batch::note);
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
