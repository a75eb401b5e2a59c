package io.feedkit.batch;

/**
 * Something said about one product on its way: why it was left out, or what a rule, a conversion or a contract remarked.
 *
 * @param row the row of the batch
 * @param kind what was decided
 * @param by the rule or contract check that said so, as users name it
 * @param attribute the attribute or feed field it is about, or empty
 * @param text the reason in the words of the rule's author or of the contract
 * @param products how many products it speaks for; more than one only for advice, of which {@code row} is the first
 * @param failure of a fault, what failed; else {@link Failure#NONE}
 */
public record Note(int row, Kind kind, String by, String attribute, String text, int products, Failure failure) {
    public Note(int row, Kind kind, String by, String attribute, String text) {
        this(row, kind, by, attribute, text, 1);
    }

    public Note(int row, Kind kind, String by, String attribute, String text, int products) {
        this(row, kind, by, attribute, text, products, Failure.NONE);
    }

    /** A calculation of a rule that failed. */
    public static Note fault(int row, String rule, String text, Failure failure) {
        return new Note(row, Kind.FAULT, rule, "", text, 1, failure);
    }

    /** What a note means for its product. */
    public enum Kind {
        /** A rule excluded the product. */
        EXCLUDED,
        /** The channel's contract refuses the product. */
        INVALID,
        /** The product goes on; somebody should look. */
        WARNING,
        /** Something would sell better; said once for all products of a batch it applies to, and not in the ledger. */
        ADVICE,
        /** A value was changed to what the channel accepts, losing nothing that matters to it. */
        CONVERTED,
        /** A calculation failed (overflow, division by zero, bad text); its result is missing. */
        FAULT
    }
}
