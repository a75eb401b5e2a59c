package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.batch.TextBuffer;
import io.feedkit.channel.FieldSpec;
import io.feedkit.channel.ValueSet.AllowedValue;
import io.feedkit.problem.Problem;
import io.feedkit.product.Schema;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/** The words of a closed set that a channel takes under a condition only. */
final class ConditionalWords {
    private final Verdict verdict;
    private final List<Word> words = new ArrayList<>();
    private final Selection using = new Selection();
    private final Selection allowed = new Selection();

    private record Word(byte[] spelling, RuleCheck.Test when) {}

    ConditionalWords(FieldScope scope, FieldSpec field, Formulas formulas, Schema names) {
        verdict = Verdict.of(scope, field, "values");
        for (AllowedValue value : field.values().values()) {
            if (!value.when().isAlways()) {
                byte[] spelling = value.value().getBytes(StandardCharsets.UTF_8);
                words.add(new Word(spelling, RuleCheck.Test.of(value.when(), formulas, names)));
            }
        }
    }

    boolean isEmpty() {
        return words.isEmpty();
    }

    /** Strikes products that use a word where it is not allowed. */
    void run(long[] sent, TextBuffer buffer, ProductBatch conditions, Selection rows, Findings findings) {
        Values values = Values.perProduct(buffer);
        values.texts = sent;
        for (Word word : words) {
            using.clear();
            for (int i = 0; i < rows.size; i++) {
                int row = rows.rows[i];
                if (sent[row] != Column.MISSING && WordMemory.isSame(word.spelling, buffer, sent[row])) {
                    using.add(row);
                }
            }
            word.when.select(conditions, using, allowed);
            int next = 0;
            for (int i = 0; i < using.size; i++) {
                int row = using.rows[i];
                if (next < allowed.size && allowed.rows[next] == row) {
                    next++;
                } else {
                    verdict.strike(values, row, findings, Problem.quote(values.text(row)) + " is not taken here.");
                }
            }
        }
    }
}
