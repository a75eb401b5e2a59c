package io.feedkit.batch;

/**
 * Something said about one product on its way: why it was left out, or what a rule, a conversion or a contract remarked.
 *
 * @param row the row of the batch
 * @param kind what was decided
 * @param by the rule or contract check that said so, as users name it
 * @param attribute the attribute or feed field it is about, or empty
 * @param text the reason in the words of the rule's author or of the contract
 */
public record Note(int row, Kind kind, String by, String attribute, String text) {
    /** What a note means for its product. */
    public enum Kind {
        /** A rule excluded the product. */
        EXCLUDED,
        /** The channel's contract refuses the product. */
        INVALID,
        /** The product goes on; somebody should look. */
        WARNING,
        /** A value was changed to what the channel accepts, losing nothing that matters to it. */
        CONVERTED,
        /** A calculation failed (overflow, division by zero, bad text); its result is missing. */
        FAULT
    }
}
