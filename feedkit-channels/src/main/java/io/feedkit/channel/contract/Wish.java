package io.feedkit.channel.contract;

import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;

/** Speaks of a field that nothing in this catalogue fills, though the channel would like to have it. */
record Wish(
        String by,
        String field,
        String text,
        RuleCheck.Test onlyWhen,
        RuleCheck.Test recommended,
        Selection sensible,
        Selection chosen)
        implements Check {

    @Override
    public void run(ProductBatch conditions, Selection rows, Findings findings) {
        onlyWhen.select(conditions, rows, sensible);
        recommended.select(conditions, sensible, chosen);
        if (!chosen.isEmpty()) {
            findings.advise(by, field, text, chosen);
        }
    }
}
