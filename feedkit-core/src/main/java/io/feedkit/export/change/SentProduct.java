package io.feedkit.export.change;

/** A product as the last run sent it, as far as anybody needs to know; until the next one is looked at. */
public interface SentProduct {
    /** Its price, as columns hold amounts. */
    long price();

    /** The currency of the price, as columns hold it. */
    short currency();

    /** Pieces in stock, as columns hold them. */
    long pieces();

    /** The array that {@link #idText} and {@link #category} are slices of. */
    byte[] bytes();

    /** Its id; empty when it had none. */
    long idText();

    /** The first level of its category; empty when it had none. */
    long category();

    /** Adds one to the count of each field of the feed that had a value. */
    void countFilled(int[] counts);
}
