package io.feedkit.export.change;

/**
 * What became of the products that were to be sent, one after the other in the order in which the new log has them; several in a row may be about the same product. Those that were to be taken
 * away stand among them. A cursor: {@link #next} moves it.
 */
public interface Outcomes {

    /** Moves to the next; false behind the last. */
    boolean next();

    /** Whether another product begins here, also one with the same id. */
    boolean begins();

    /** The fingerprint of the product's id, as {@link Changes.Worker#id} gives it. */
    long id();

    /** The id itself. */
    String idText();

    /** Whether the product was to be taken away. */
    boolean removes();

    /** Whether all the product says was to be sent. */
    boolean isWhole();

    /** Whether this field was to be sent, where not all were. */
    boolean carries(int field);

    Outcome outcome();

    /** What became of one. */
    enum Outcome {
        /** The channel has it. */
        CONFIRMED,
        /** The channel refused it, and holds what it held. */
        REFUSED,
        /** It was never sent. */
        NOT_SENT,
        /** It was sent, and nobody knows what became of it. */
        UNKNOWN
    }
}
