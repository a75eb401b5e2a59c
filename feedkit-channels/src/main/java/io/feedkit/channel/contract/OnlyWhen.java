package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import java.util.Arrays;

/** Leaves a field out of products for which it means nothing. */
final class OnlyWhen implements Check {
    private final String by;
    private final FieldWork field;
    private final RuleCheck.Test when;
    private final long[] sent = new long[ProductBatch.ROWS];
    private final Selection chosen = new Selection();

    OnlyWhen(String by, FieldWork field, RuleCheck.Test when) {
        this.by = by;
        this.field = field;
        this.when = when;
    }

    @Override
    public void run(ProductBatch conditions, Selection rows, Findings findings) {
        long[] texts = field.texts();
        Arrays.fill(sent, Column.MISSING);
        when.select(conditions, rows, chosen);
        for (int i = 0; i < chosen.size; i++) {
            int row = chosen.rows[i];
            sent[row] = texts[row];
        }
        for (int i = 0; i < rows.size; i++) {
            int row = rows.rows[i];
            if (sent[row] == Column.MISSING && texts[row] != Column.MISSING) {
                findings.converted(row, by, field.spec().name(), "Left out, since it means nothing here.");
            }
        }
        field.send(sent);
    }

    @Override
    public void take(Check from) {
        field.send(((OnlyWhen) from).sent);
    }
}
