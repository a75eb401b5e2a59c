package io.feedkit.feed;

import io.feedkit.batch.TextBuffer;

/**
 * Encodes finished texts of products, batch after batch. Immutable: the same batch gives the same bytes on any thread, so batches may be encoded side by side and
 * written in order.
 */
public interface FeedEncoder {
    /** No bytes. */
    byte[] NOTHING = {};

    /** Appends what stands before the first product. */
    void head(FeedInfo info, TextBuffer out);

    /** Appends the rows of a batch that are to be sent. */
    void encode(FeedBatch batch, TextBuffer out);

    /**
     * Whether the head says something of the products behind it, or something is said of them behind the last one. Then both are written when all are known: for each batch that is encoded {@link
     * #gather} is called too, and {@link #head(FeedInfo, Gathered, TextBuffer)} with what was found.
     */
    default boolean gathers() {
        return false;
    }

    /** Adds what the rows of a batch that are to be sent have to be said of elsewhere. */
    default void gather(FeedBatch batch, Gathered into) {}

    /** Appends what stands before the first product, and says something of all of them. */
    default void head(FeedInfo info, Gathered products, TextBuffer out) {
        head(info, out);
    }

    /** What stands between two batches that both have rows to be sent, such as the comma of a list. */
    default byte[] between() {
        return NOTHING;
    }

    /**
     * Appends what stands after the last product.
     *
     * @param products how many there are in the file
     */
    void tail(FeedInfo info, long products, TextBuffer out);
}
