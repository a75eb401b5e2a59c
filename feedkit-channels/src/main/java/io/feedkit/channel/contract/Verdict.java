package io.feedkit.channel.contract;

import io.feedkit.batch.Column;
import io.feedkit.channel.FieldSpec;

/**
 * What happens to a value that breaks a rule: the product is refused when the field must be there, otherwise the value is left out with a warning; a fact that is not
 * verified only warns, and the value is sent.
 *
 * @param by the check as reports name it
 */
record Verdict(String by, String field, Outcome outcome) {

    /** How far a check goes. */
    enum Outcome {
        REFUSE_PRODUCT,
        LEAVE_OUT,
        WARN
    }

    /** The verdict of the check that stands under {@code key} in a field. */
    static Verdict of(FieldScope scope, FieldSpec field, String key) {
        Verdict certain = certain(scope, field, key);
        return field.provenance().verified(key) ? certain : new Verdict(certain.by, certain.field, Outcome.WARN);
    }

    /** The verdict of a check that needs no document. */
    static Verdict certain(FieldScope scope, FieldSpec field, String key) {
        boolean refuses = scope.mandatory()
                && field.needs().required().isAlways()
                && field.provenance().verified("required");
        Outcome outcome = refuses ? Outcome.REFUSE_PRODUCT : Outcome.LEAVE_OUT;
        return new Verdict(scope.path(field) + "/" + key, scope.name(field), outcome);
    }

    /** Says what was found and what was expected, and acts on it. */
    void strike(Values values, int row, Findings findings, String text) {
        int product = values.product(row);
        switch (outcome) {
            case REFUSE_PRODUCT:
                findings.refuse(product, by, field, text);
                break;
            case LEAVE_OUT:
                findings.warn(product, by, field, text + " It was left out.");
                break;
            case WARN:
                findings.warn(product, by, field, text);
                return;
        }
        findings.strike(product, field);
        values.texts[row] = Column.MISSING;
    }
}
