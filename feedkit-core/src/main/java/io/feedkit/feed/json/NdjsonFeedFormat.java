package io.feedkit.feed.json;

import io.feedkit.feed.FeedEncoder;
import io.feedkit.feed.FeedFormat;
import io.feedkit.feed.FeedLayout;

/**
 * Writes one JSON object a line (JSON Lines, NDJSON), as {@link JsonFeedFormat} does.
 */
public final class NdjsonFeedFormat implements FeedFormat {

    /** For {@link java.util.ServiceLoader}. */
    public NdjsonFeedFormat() {}

    @Override
    public String name() {
        return "ndjson";
    }

    @Override
    public FeedEncoder encoder(FeedLayout layout) {
        return new JsonEncoder(layout, true);
    }
}
