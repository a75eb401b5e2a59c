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
