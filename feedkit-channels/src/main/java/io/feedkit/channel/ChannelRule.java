package io.feedkit.channel;

import io.feedkit.problem.Severity;

/**
 * A check across the fields of one record, or across the parts of one group.
 *
 * <p>It strikes when {@code when} is true and {@code unless} is not: a product for which {@code unless} is unknown is not excused.
 *
 * @param name unique inside the descriptor or the group
 * @param code stable identity in reports, {@code channel/name} unless the descriptor says otherwise
 * @param when what the check speaks about
 * @param unless what excuses it
 * @param severity what the descriptor asks for; see {@link #effectiveSeverity}
 * @param message for the merchant: what was found; a text of the rule language with holes
 * @param fix for the merchant: what to do; a text of the rule language with holes
 * @param field the field the problem is reported at, or empty for the whole record
 * @param provenance where the check comes from
 */
public record ChannelRule(
        String name,
        String code,
        Condition when,
        Condition unless,
        Severity severity,
        Expression message,
        Expression fix,
        String field,
        Provenance provenance) {

    /** An error only when the source is verified, else a warning. */
    public Severity effectiveSeverity() {
        return severity == Severity.ERROR && !provenance.verified() ? Severity.WARNING : severity;
    }
}
