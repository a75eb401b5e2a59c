package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.batch.ProductBatch;
import io.feedkit.batch.Selection;
import io.feedkit.channel.FieldSpec;

/** Asks for a field that must or should be there. */
final class Demand implements Check {
    private final String channel;
    private final FieldWork field;
    private final RuleCheck.Test required;
    private final RuleCheck.Test recommended;
    private final String remedy;
    private final boolean isVerified;
    private final Selection chosen = new Selection();
    private final Selection unfilled = new Selection();

    Demand(String channel, FieldWork field, RuleCheck.Test required, RuleCheck.Test recommended, String remedy) {
        this.channel = channel;
        this.field = field;
        this.required = required;
        this.recommended = recommended;
        this.remedy = remedy;
        isVerified = field.spec().provenance().verified("required")
                && field.spec().provenance().verified("required-when");
    }

    @Override
    public void run(ProductBatch conditions, Selection rows, Findings findings) {
        FieldSpec spec = field.spec();
        long[] sent = field.sent();
        if (!spec.needs().required().isNever()) {
            required.select(conditions, rows, chosen);
            for (int i = 0; i < chosen.size; i++) {
                int row = chosen.rows[i];
                if (sent[row] == Column.MISSING) {
                    missing(row, findings);
                }
            }
        }
        if (!spec.needs().recommended().isNever()) {
            recommended.select(conditions, rows, chosen);
            unfilled.clear();
            for (int i = 0; i < chosen.size; i++) {
                if (sent[chosen.rows[i]] == Column.MISSING) {
                    unfilled.add(chosen.rows[i]);
                }
            }
            if (!unfilled.isEmpty()) {
                String text = "It has no " + Remedy.name(spec) + ", which " + channel + " recommends.";
                findings.advise(by("recommended"), spec.name(), text, unfilled);
            }
        }
    }

    private void missing(int row, Findings findings) {
        FieldSpec spec = field.spec();
        boolean struck = field.isStruck(row, findings);
        if (struck && (spec.needs().required().isAlways() || !isVerified)) {
            return;
        }
        String what = Remedy.name(spec);
        String text = struck
                ? "Without that value there is no " + what + ", and " + channel + " asks for one here."
                : "There is no " + what + ", and " + channel + " asks for one. " + remedy;
        if (isVerified) {
            findings.refuse(row, by("required"), spec.name(), text);
        } else {
            findings.warn(row, by("required"), spec.name(), text);
        }
    }

    private String by(String check) {
        return channel + "/" + field.spec().name() + "/" + check;
    }
}
