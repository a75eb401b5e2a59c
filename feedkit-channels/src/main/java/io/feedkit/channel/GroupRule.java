package io.feedkit.channel;

import io.feedkit.problem.Severity;
import java.util.List;

/**
 * A check across the records of one feed that share a value, such as the variants of one model. It needs the whole catalogue.
 *
 * @param name unique inside the descriptor
 * @param code stable identity in reports
 * @param by records with the same value of this field belong together; records without it are left alone
 * @param same fields that must be equal in all records of a group
 * @param differ fields of which at least one must tell any two records of a group apart
 * @param severity what the descriptor asks for
 * @param message for the merchant
 * @param fix for the merchant
 * @param provenance where the check comes from
 */
public record GroupRule(
        String name,
        String code,
        String by,
        List<String> same,
        List<String> differ,
        Severity severity,
        Expression message,
        Expression fix,
        Provenance provenance) {

    public GroupRule {
        same = List.copyOf(same);
        differ = List.copyOf(differ);
    }

    /** An error only when the source is verified, else a warning. */
    public Severity effectiveSeverity() {
        return severity == Severity.ERROR && !provenance.verified() ? Severity.WARNING : severity;
    }
}
